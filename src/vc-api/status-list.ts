import { encodeList, MIN_ENTRIES } from '../core/bitstring.js';
import { reject } from '../core/errors.js';
import { isObject, type Json, type JsonObject } from '../core/json.js';
import { timestamp } from '../core/time.js';
import { V2 } from './shape.js';
import type { Tools } from './tools.js';

const PATH = '/vc-api/status';
const LIFE_MS = 24 * 60 * 60 * 1000;

/** An entry of its own for a credential (Bitstring Status List 1.0, 2.1), at random. Nothing is ever revoked in this list: no credential of it is anybody's. */
export function statusEntry({ baseUrl, random }: Pick<Tools, 'baseUrl' | 'random'>): JsonObject {
  const index = new DataView(random(4).buffer).getUint32(0) % MIN_ENTRIES;
  return { id: `${baseUrl}${PATH}#${index}`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: String(index), statusListCredential: baseUrl + PATH };
}

/** The list itself, as a credential of the same issuer (2.2). */
export async function statusList({ baseUrl, issuers, securing, now }: Tools): Promise<JsonObject> {
  const { did, verificationMethod, sign } = issuers.get('bitstring-status-list') ?? reject('bug', 'there is no issuer of the status list');
  const [validFrom, validUntil] = [now(), new Date(now().getTime() + LIFE_MS)].map(timestamp) as [string, string];
  const id = baseUrl + PATH;
  const list = {
    '@context': [V2],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: did,
    validFrom,
    validUntil,
    credentialSubject: { id: `${id}#list`, type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList: encodeList([]) },
  };
  return securing.addProof(list, { verificationMethod, created: validFrom, sign });
}

/** Throws `input-invalid` for an entry that we cannot answer for: of another list, another kind or outside. Unknown is never good. */
export function checkStatus(entry: Json, { baseUrl }: Pick<Tools, 'baseUrl'>): void {
  const good =
    isObject(entry) &&
    entry.type === 'BitstringStatusListEntry' &&
    entry.statusListCredential === baseUrl + PATH &&
    entry.statusPurpose === 'revocation' &&
    typeof entry.statusListIndex === 'string' &&
    /^(?:0|[1-9]\d{0,5})$/.test(entry.statusListIndex) &&
    Number(entry.statusListIndex) < MIN_ENTRIES;
  if (!good) reject('input-invalid', 'The status is kept in a list that is not of this service, and none is fetched.', '/credentialStatus');
}
