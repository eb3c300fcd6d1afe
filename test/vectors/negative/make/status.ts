import { deflateSync, gzipSync } from 'node:zlib';
import { toBase64url } from '../../../../src/core/bytes.js';
import type { JsonObject } from '../../../../src/core/json.js';
import type { Answer } from '../../../support/world.js';
import { jwtOf } from '../../../support/sd-jwt.js';
import type { Vector } from '../vector.js';
import { AT, attackerEd, ATTACKER, ATTACKER_ED, badge, bits, CONTEXTS, EC, ecKey, encoded, entry, invalid, ISSUER, json, list, LIST, open, proven, vector, world, type Told } from './base.js';

const signed = await proven(badge());
const BITSTRING = 'Bitstring Status List 1.0';
const U = (packed: Uint8Array): string => `u${toBase64url(packed)}`;
const served = (body: unknown, more: Partial<Answer> = {}) => world({ [LIST]: { body, ...more } });
const unknown = (reason: string) => open(`status unknown ${reason}`);

/** A list of the university's that is wrong in one thing, properly signed. */
const wrongList = async (told: Told, over: JsonObject, subject: JsonObject, reason: string): Promise<Vector> => vector(told, json(signed), unknown(reason), served(await proven(list(over, subject))));

const lists: readonly Vector[] = [
  vector([29, 'list-unsigned', 'a status list without a proof', `${BITSTRING}, 3.2`], json(signed), unknown('list-invalid'), served(list())),
  vector([29, 'list-of-another', 'a list that another signed in its own name', `${BITSTRING}, 3.2`], json(signed), unknown('list-wrong-issuer'), served(await proven(list({ issuer: ATTACKER }), { key: attackerEd, method: ATTACKER_ED }))),
  vector([29, 'list-in-issuers-name', 'a list that another signed in the university’s name', `${BITSTRING}, 3.2`], json(signed), unknown('list-invalid'), served(await proven(list(), { key: attackerEd, method: ATTACKER_ED }))),
  vector([29, 'list-altered', 'a list whose bits were changed after signing', `${BITSTRING}, 3.2`], json(signed), unknown('list-invalid'), served({ ...(await proven(list())), credentialSubject: list({}, { encodedList: encoded(bits([1])) }).credentialSubject })),
  await wrongList([29, 'list-purpose', 'a list for suspension, where the entry is for revocation', `${BITSTRING}, 3.2`], {}, { statusPurpose: 'suspension' }, 'list-wrong-purpose'),
  await wrongList([29, 'list-type', 'a credential that is no status list', `${BITSTRING}, 2.2`], { type: ['VerifiableCredential'] }, {}, 'list-invalid'),
  await wrongList([29, 'list-expired', 'a list that has run out', `${BITSTRING}, 3.2`], { validFrom: '2026-11-20T00:00:00Z', validUntil: '2026-11-21T00:00:00Z' }, {}, 'list-stale'),
  vector(
    [29, 'token-sub', 'a status list token of another address', 'Token Status List, draft 20, 8.3'],
    { text: `${await jwtOf({ alg: 'ES256', typ: 'dc+sd-jwt', kid: EC }, { iss: ISSUER, vct: 'https://university.example/vct/1', iat: 1_795_255_200, status: { status_list: { idx: 7, uri: LIST } } }, ecKey)}~` },
    { ...unknown('list-invalid') },
    served(await jwtOf({ alg: 'ES256', typ: 'statuslist+jwt', kid: EC }, { iss: ISSUER, sub: 'https://university.example/status/2', iat: Date.parse(AT) / 1000 - 60, exp: Date.parse(AT) / 1000 + 3600, status_list: { bits: 1, lst: toBase64url(new Uint8Array(deflateSync(new Uint8Array(1024)))) } }, ecKey), { type: 'application/statuslist+jwt' }),
  ),
];

const entered = async (told: Told, over: JsonObject, reason: string): Promise<Vector> => vector(told, json(await proven(badge({ credentialStatus: entry(over) }))), unknown(reason));
const indexes: readonly Vector[] = [
  await entered([30, 'index-negative', 'a negative index', `${BITSTRING}, 2.1`], { statusListIndex: '-1' }, 'index-out-of-range'),
  await entered([30, 'index-not-a-number', 'an index that only starts like a number', `${BITSTRING}, 2.1`], { statusListIndex: '12abc' }, 'index-out-of-range'),
  await entered([30, 'index-exponent', 'an index in exponents', `${BITSTRING}, 2.1`], { statusListIndex: '1e3' }, 'index-out-of-range'),
  await entered([30, 'index-past-end', 'an index past the end of the list', `${BITSTRING}, 3.2`], { statusListIndex: '131072' }, 'index-out-of-range'),
  await entered([30, 'size-without-message', 'an entry of two bits, whose meaning nobody says', `${BITSTRING}, 2.1`], { statusPurpose: 'message', statusSize: 2 }, 'status-unsupported'),
  await wrongList([30, 'list-too-short', 'a list of 100,000 entries, in which one cannot hide', `${BITSTRING}, 3.3`], {}, { encodedList: encoded(bits([], 100_000)) }, 'list-too-short'),
];

const packed: readonly Vector[] = [
  vector([31, 'gzip-bomb', 'a list of 400 KB that unpacks to 400 MiB', `${BITSTRING}, 3.4`], json(signed), unknown('list-invalid'), served('', { made: 'gzip-bomb' })),
  await wrongList([31, 'gzip-two-members', 'a second gzip member after the list', 'RFC 1952, 2.2'], {}, { encodedList: U(Buffer.concat([gzipSync(bits([])), gzipSync(bits([7]))])) }, 'list-invalid'),
  await wrongList([31, 'gzip-trailing', 'bytes after the list', 'RFC 1952, 2.2'], {}, { encodedList: U(Buffer.concat([gzipSync(bits([])), Buffer.from('more')])) }, 'list-invalid'),
  await wrongList([31, 'zlib-for-gzip', 'zlib where gzip belongs', `${BITSTRING}, 2.2`], {}, { encodedList: U(deflateSync(bits([]))) }, 'list-invalid'),
  vector([31, 'bit-order', 'index 7 revoked in the order of this list, index 0 in that of the other kind', `${BITSTRING}, 2.2; Token Status List, draft 20, 4.1`], json(signed), invalid('status fail revoked'), served(await proven(list({}, { encodedList: encoded(Uint8Array.from({ length: 16_384 }, (_, at) => (at === 0 ? 0x01 : 0))) })))),
];

const unreachable: readonly Vector[] = [
  vector([32, 'list-down', 'the server of the list fails', `${BITSTRING}, 3.2`], json(signed), unknown('list-unreachable'), served('', { status: 503 })),
  vector([32, 'list-login', 'the address of the list leads to a login page', `${BITSTRING}, 3.2`], json(signed), unknown('list-invalid'), world({ [LIST]: { location: 'https://university.example/login' }, 'https://university.example/login': { type: 'text/html', body: '<!doctype html><title>Log in</title>' } })),
  vector([32, 'list-gone', 'nothing is at the address of the list', `${BITSTRING}, 3.2`], json(signed), unknown('list-unreachable'), served('', { status: 404 })),
  vector([32, 'list-cut-off', 'the server of the list closes the connection', `${BITSTRING}, 3.2`], json(signed), unknown('list-unreachable'), served('', { broken: true })),
];

const several: readonly Vector[] = [
  vector(
    [33, 'second-entry-revoked', 'the first entry says that all is well, the second that it is revoked', `${BITSTRING}, 3.2`],
    json(await proven(badge({ credentialStatus: [entry(), entry({ id: `${LIST}#9`, statusListIndex: '9' })] }))),
    invalid('status fail revoked'),
    served(await proven(list({}, { encodedList: encoded(bits([9])) }))),
  ),
];

/** Kinds of list before the Recommendation, and 1EdTech's own: each says that the credential is revoked. */
const REVOCATIONS = 'https://university.example/revocations';
const V1 = 'https://www.w3.org/2018/credentials/v1';
const LIST_2021 = ['https://w3id.org/vc/status-list/2021/v1', 'https://w3id.org/security/data-integrity/v2'];
/** As VCDM 1.1 has it. */
function inVersion1({ validFrom, validUntil, ...document }: JsonObject, contexts: readonly string[]): JsonObject {
  return { ...document, '@context': [V1, ...contexts], issuanceDate: validFrom as string, expirationDate: validUntil as string };
}
const old: readonly Vector[] = [
  vector(
    [34, 'status-list-2021', 'revoked in a StatusList2021', 'Status List 2021, 2.1'],
    json(await proven(inVersion1(badge({ credentialStatus: { id: `${LIST}#7`, type: 'StatusList2021Entry', statusPurpose: 'revocation', statusListIndex: '7', statusListCredential: LIST } }), ['https://purl.imsglobal.org/spec/ob/v3p0/context.json', ...LIST_2021]))),
    invalid('status fail revoked'),
    served(await proven({ ...inVersion1(list({ type: ['VerifiableCredential', 'StatusList2021Credential'] }), LIST_2021), credentialSubject: { id: `${LIST}#list`, type: 'StatusList2021', statusPurpose: 'revocation', encodedList: encoded(bits([7])).slice(1) } })),
  ),
  vector(
    [34, '1edtech-revocation-list', 'revoked in a 1EdTechRevocationList', '1EdTech VCRL 1.0'],
    json(await proven(badge({ '@context': [...CONTEXTS, 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'], credentialStatus: { id: REVOCATIONS, type: '1EdTechRevocationList' } }))),
    invalid('status fail revoked'),
    world({ [REVOCATIONS]: { body: { id: REVOCATIONS, issuer: ISSUER, revokedCredential: [{ id: badge().id as string, revoked: true, revocationReason: 'Issued in error' }] } } }),
  ),
];
const replayed: readonly Vector[] = [
  vector([35, 'older-edition', 'a list from before the revocation, still within its dates: a newer one was seen', `${BITSTRING}, 3.2; RFC 8725`], json(signed), unknown('list-replayed'), { ...served(await proven(list())), seen: { [LIST]: '2026-11-26T11:00:00Z' } }),
];

export const honest: readonly Vector[] = [
  vector([0, 'two-entries', 'two status entries, as the field writes, neither of them revoked', `${BITSTRING}, 2.1`], json(await proven(badge({ credentialStatus: [entry(), entry({ id: `${LIST}#9`, statusListIndex: '9' })] }))), { verdict: 'valid' }, served(await proven(list()))),
];
export const vectors: readonly Vector[] = [...old, ...replayed, ...lists, ...indexes, ...packed, ...unreachable, ...several];
