import { fail, pass, type Finding } from '../../core/finding.js';
import { isObject, type JsonObject } from '../../core/json.js';
import type { Parsed } from '../format.js';
import { listed, texts } from './nodes.js';
import { statusEntries, statusListsOf, tokenEntries } from './status-entries.js';
import { CREDENTIAL_TYPES } from './terms.js';

const OB3 = 'https://purl.imsglobal.org/spec/ob/v3p0/';
const TYPES: readonly string[] = [...CREDENTIAL_TYPES, 'EndorsementCredential'];

/** Whether this is an Open Badges 3.0 credential by what it says, well or badly: by a context or by a type. */
export function isOpenBadge(value: unknown): value is JsonObject {
  if (!isObject(value) || isLearnerRecord(value)) return false;
  const contexts = listed(value['@context']).some((context) => typeof context === 'string' && context.startsWith(OB3));
  return contexts || texts({ value, path: '' }, 'type').some((type) => TYPES.includes(type));
}

/** A Comprehensive Learner Record is made of the same parts, and holds badges. */
export const isLearnerRecord = (value: unknown): value is JsonObject => isObject(value) && listed(value.type).includes('ClrCredential');

/** A JWT may have its status in a claim (draft-ietf-oauth-status-list-20, 6.2); what else a credential calls its `status` is none. */
const claimedStatus = ({ status }: JsonObject, secured: unknown): ReturnType<typeof statusEntries> =>
  secured !== undefined && isObject(status) && status.status_list !== undefined ? tokenEntries({ status }) : [];

/** The credential in the parts that checks understand. */
export function parsedFrom(document: JsonObject, own: Pick<Parsed, 'format' | 'view' | 'secured' | 'keys' | 'signedAt' | 'heldBack'>): Parsed {
  const { view } = own;
  const entries = [...statusEntries(document), ...claimedStatus(document, own.secured)];
  const needs = { keys: own.keys, statusLists: statusListsOf(entries), issuer: view.issuer.id, credentialId: view.id };
  return { ...own, document, statusEntries: entries, ...(own.heldBack === true && { statusHeldBack: entries.length === 0, endHeldBack: view.validUntil === undefined }), needs };
}

/** The finding `format`: whether it is built as a verifiable credential at all (VCDM 2.0, 4.1 to 4.8). */
export function checkForm(document: JsonObject): Finding {
  if (document['@context'] === undefined) return fail('format', 'malformed', { detail: '/@context' });
  if (!listed(document.type).includes('VerifiableCredential')) return fail('format', 'type-missing', { detail: '/type' });
  const missing = ['issuer', 'credentialSubject'].find((name) => document[name] === undefined);
  return missing === undefined ? pass('format') : fail('format', 'malformed', { detail: `/${missing}` });
}
