import { fail, pass, type Finding } from '../../core/finding.js';
import { isObject, type Json, type JsonObject } from '../../core/json.js';
import type { FormatId, Parsed } from '../format.js';
import { listed } from '../ob3/nodes.js';
import { entriesIn, statusEntries, statusListsOf } from '../ob3/status-entries.js';
import { readEdc } from './read.js';
import { CREDENTIAL_TYPE } from './terms.js';

/** Whether this is a European Digital Credential by what it says, well or badly. */
export const isEdc = (value: unknown): value is JsonObject => isObject(value) && listed(value.type).includes(CREDENTIAL_TYPE);

/** The credential in a file that is no seal: bare, or wrapped with its delivery details as it is uploaded to be sealed. */
export function unsealedIn(value: Json): JsonObject | undefined {
  if (isEdc(value)) return value;
  return isObject(value) && isEdc(value.credential) ? value.credential : undefined;
}

/** The credential in the parts that checks understand. Entries of status lists stand in `status`, as the field has it; in `credentialStatus` they are read too. */
export function parsedFrom(document: JsonObject, own: Pick<Parsed, 'secured' | 'keys' | 'signedAt' | 'seal'> & { readonly format: FormatId }): Parsed {
  const view = readEdc(document);
  const entries = [...entriesIn(document, 'status'), ...statusEntries(document)];
  const needs = { keys: own.keys, statusLists: statusListsOf(entries), issuer: view.issuer.id, credentialId: view.id };
  return { ...own, document, view, statusEntries: entries, needs };
}

/** The finding `format`: whether it is built as a verifiable credential at all (VCDM 1.1, 4.1 to 4.5). */
export function checkForm(document: JsonObject): Finding {
  if (!listed(document.type).includes('VerifiableCredential')) return fail('format', 'type-missing', { detail: '/type' });
  const missing = ['@context', 'issuer', 'credentialSubject'].find((name) => document[name] === undefined);
  return missing === undefined ? pass('format') : fail('format', 'malformed', { detail: `/${missing}` });
}
