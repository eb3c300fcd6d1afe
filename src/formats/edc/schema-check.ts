import type { Documents } from '../../core/documents.js';
import { reject } from '../../core/errors.js';
import { fail, pass, warn, type Finding } from '../../core/finding.js';
import type { JsonObject } from '../../core/json.js';
import { compileForeignSchema, type SchemaCheck } from '../../core/schema.js';
import { nodes, text, texts } from '../ob3/nodes.js';
import { normal } from './normal.js';
import { CREDENTIAL_TYPE } from './terms.js';

export interface EdcSchema {
  /** What the generic profile asks; empty when it is all there. */
  readonly problems: SchemaCheck;
  /** The finding `schema`. */
  check(document: JsonObject): Finding;
}

/** Addresses of the Commission's profiles, under which others than the generic one ask for more; those of 3.3 stand at another place. */
const GENERIC = /^http:\/\/data\.europa\.eu\/snb\/model\/(ap|application-profile)\/edc-generic-(full|no-cv)$/;

export function createEdcSchema({ schemas }: Documents): EdcSchema {
  const schema = compileForeignSchema(schemas.get('edc/credential') ?? reject('bug', 'the schema of European Digital Credentials was not loaded'));
  const problems: SchemaCheck = (document) => schema(normal(document as JsonObject));
  return { problems, check: (document) => check(document, problems) };
}

function check(document: JsonObject, problems: SchemaCheck): Finding {
  const root = { value: document, path: '' };
  if (!texts(root, 'type').includes(CREDENTIAL_TYPE)) return fail('schema', 'type-missing', { detail: '/type' });
  const [problem] = problems(document);
  if (problem !== undefined) return fail('schema', 'schema-mismatch', { detail: `${problem.path} ${problem.message}` });
  const other = nodes(root, 'credentialSchema').map((entry) => ({ path: entry.path, id: text(entry, 'id') ?? '' })).find(({ id }) => !GENERIC.test(id));
  return other === undefined ? pass('schema') : warn('schema', 'schema-unavailable', { detail: `${other.path} ${other.id}` });
}
