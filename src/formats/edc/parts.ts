import type { JsonObject } from '../../core/json.js';
import { languageIri, languageTag } from '../../core/vocabulary.js';
import { isObject, type Json } from '../../core/json.js';
import { listed, texts, type Node } from '../ob3/nodes.js';
import { createReader, type Reader } from './nodes.js';
import { SCHEME_NAMES } from './terms.js';

/** The parts of a credential that everything is read from. */
export interface Parts {
  readonly at: Reader;
  readonly root: Node;
  readonly issuer: Node | undefined;
  /** The awarding body that is the issuer by its DID: of ours, what the register says beside what the certificate does. */
  readonly self: Node | undefined;
  readonly bodies: readonly Node[];
  readonly subject: Node | undefined;
  /** A: what was achieved. */
  readonly claim: Node | undefined;
  /** Q: what was to be. */
  readonly specification: Node | undefined;
  readonly assessments: readonly Node[];
  /** Of the claim and its specification. */
  readonly notes: readonly Node[];
}

export function partsOf(document: JsonObject): Parts {
  const at = createReader(document, languageOf(document));
  const root = { value: document, path: '' };
  const issuer = at.one(root, 'issuer');
  const subject = at.one(root, 'credentialSubject');
  const claims = at.all(subject, 'hasClaim');
  const claim = claims.find((one) => texts(one, 'type').includes('LearningAchievement')) ?? claims[0];
  const specification = at.one(claim, 'specifiedBy');
  const bodies = at.all(claim, 'awardedBy').flatMap((process) => at.all(process, 'awardingBody'));
  return {
    at,
    root,
    issuer,
    self: bodies.find((body) => didOf(body, at) !== undefined && didOf(body, at) === issuer?.value.id),
    bodies,
    subject,
    claim,
    specification,
    assessments: at.all(claim, 'provenBy'),
    notes: [...at.all(claim, 'additionalNote'), ...at.all(specification, 'additionalNote')],
  };
}

export const didOf = (organisation: Node, at: Reader): string | undefined => {
  const stated = at.all(organisation, 'identifier').find((entry) => at.text(entry, 'schemeName') === SCHEME_NAMES.did);
  const { id } = organisation.value;
  return at.text(stated, 'notation') ?? (typeof id === 'string' && id.startsWith('did:') ? id : undefined);
};

/** Of the languages that the title is in, the primary one, with its region and script; without a title in it, as the list has it. */
function languageOf(document: JsonObject): string {
  const first = (value: Json | undefined, name: string): Json | undefined => member(listed(value)[0], name);
  const claim = first(document.credentialSubject, 'hasClaim');
  const title = listed(first(claim, 'title'))[0] ?? listed(first(document.displayParameter, 'title'))[0];
  const tags = isObject(title) ? Object.keys(title) : [];
  const iri = first(first(document.displayParameter, 'primaryLanguage'), 'id');
  if (typeof iri !== 'string') return tags[0] ?? 'und';
  return tags.find((tag) => languageIri(tag) === iri) ?? languageTag(iri) ?? tags[0] ?? 'und';
}
const member = (value: Json | undefined, name: string): Json | undefined => (isObject(value) ? value[name] : undefined);
