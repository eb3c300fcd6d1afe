import type { CredentialView } from '../../core/credential-view.js';
import type { Finding } from '../../core/finding.js';
import type { JsonObject } from '../../core/json.js';
import type { ContextCheck } from '../ob3/context-check.js';
import type { JsonLd } from '../securing/json-ld.js';
import type { Leeway } from '../securing/unsigned-content.js';

/** What sets a kind of credential apart that is only read, whichever way it is signed. */
export interface Kind {
  /** By what it says, well or badly. */
  is(value: unknown): value is JsonObject;
  read(document: JsonObject): CredentialView;
  /** `text`: what is signed is the text as it stands, so that nothing can hide in a word without meaning. */
  checkContext(document: JsonObject, signed: 'statements' | 'text'): Promise<ContextCheck>;
  checkSchema(document: JsonObject): Finding;
  readonly leeway: Leeway;
  /** Credentials inside it, which are under contexts of their own: each is compared by itself. */
  enclosed?(document: JsonObject): readonly JsonObject[];
  readonly ld: JsonLd;
}
