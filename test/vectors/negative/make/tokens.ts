import { createHmac, createPublicKey, sign, createPrivateKey, type JsonWebKey } from 'node:crypto';
import { utf8 } from '../../../../src/core/bytes.js';
import type { JsonObject } from '../../../../src/core/json.js';
import { compact, signingInput } from '../../../../src/core/jws.js';
import { sdJwtOf, jwtOf } from '../../../support/sd-jwt.js';
import { didDocument, attackerEc, ATTACKER, ATTACKER_EC, badge, claims, DID_JSON, EC, ecKey, edKey, HEADER, invalid, ISSUER, json, LIST, open, part, proven, token, unreadable, vector, withMethod, world } from './base.js';
import type { Vector } from '../vector.js';

/** The key of RFC 7515, A.2: published, and worth nothing. */
const RSA: JsonWebKey = {
  kty: 'RSA',
  n: 'ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ',
  e: 'AQAB',
  d: 'Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwVol2NXOoAJe46sui395IW_GO-pWJ1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn439X0M_V51gfpRLI9JYanrC4D4qAdGcopV_0ZHHzQlBjudU2QvXt4ehNYTCBr6XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl_x_jTj3ccPDVZFD9pIuhLhBOneufuBiB4cS98l2SR_RQyGWSeWjnczT0QU91p1DhOVRuOopznQ',
  p: '4BzEEOtIpmVdVEZNCqS7baC4crd0pqnRH_5IB3jw3bcxGn6QLvnEtfdUdiYrqBdss1l58BQ3KhooKeQTa9AB0Hw_Py5PJdTJNPY8cQn7ouZ2KKDcmnPGBY5t7yLc1QlQ5xHdwW1VhvKn-nXqhJTBgIPgtldC-KDV5z-y2XDwGUc',
  q: 'uQPEfgmVtjL0Uyyx88GZFF1fOunH3-7cepKmtH4pxhtCoHqpWmT8YAmZxaewHgHAjLYsp1ZSe7zFYHj7C6ul7TjeLQeZD_YwD66t62wDmpe_HlB-TnBA-njbglfIsRLtXlnDzQkv5dTltRJ11BKBBypeeF6689rjcJIDEz9RWdc',
  dp: 'BwKfV3Akq5_MFZDFZCnW-wzl-CCo83WoZvnLQwCTeDv8uzluRSnm71I3QCLdhrqE2e9YkxvuxdBfpT_PI7Yz-FOKnu1R6HsJeDCjn12Sk3vmAktV2zb34MCdy7cpdTh_YVr7tss2u6vneTwrA86rZtu5Mbr1C1XsmvkxHQAdYo0',
  dq: 'h_96-mK1R_7glhsum81dZxjTnYynPbZpHziZjeeHcXYsXaaMwkOlODsWa7I9xXDoRwbKgB719rrmI2oKr6N3Do9U0ajaHF-NKJnwgjMd2w9cjz3_-kyNlxAr2v4IKhGNpmM5iIgOS1VZnOZ68m6_pbLBSp3nssTdlqvd0tIiTHU',
  qi: 'IYd7DHOhrWvxkwPQsRM2tOgrjbcrfvtQJipd-DlcxyVuuMXFcdPZrlYE8ShNaB1iUaoadeOChzYtbZROiKPiJ6zeCXQ0JNyFq0RnXa0Sv7-zMkmX3S5cyVRUCuGZEbjtLK8pK2v0bcI9rM1VyFzeOJSYTJsOZg7XTuLkdrUJ4eo',
};
const RSA_PUBLIC = { kty: 'RSA', n: RSA.n ?? '', e: RSA.e ?? '' };
const rsa = (data: Uint8Array): Uint8Array => new Uint8Array(sign('sha256', data, createPrivateKey({ key: RSA, format: 'jwk' })));

const text = (value: string): { readonly text: string } => ({ text: value });
const header = (over: JsonObject = {}): JsonObject => ({ ...HEADER, ...over });
const jwt = async (over: JsonObject = {}, more: JsonObject = {}): Promise<{ readonly text: string }> => text(await token(header(over), claims(badge(), more)));
const [H, P, S] = (await token(HEADER, claims())).split('.') as [string, string, string];

/** Another algorithm in the header, and this signature. */
const signedBy = (alg: string, make: (data: Uint8Array) => Uint8Array): { readonly text: string } => {
  const input = signingInput(header({ alg }), JSON.stringify(claims()));
  return text(compact(input, make(utf8(input))));
};
const rsaPublished = world({ [DID_JSON]: { body: withMethod(didDocument(ISSUER, { ed: edKey }), { id: EC, type: 'JsonWebKey', controller: ISSUER, publicKeyJwk: RSA_PUBLIC }) } });
const spkiPem = createPublicKey(ecKey.privateKey).export({ type: 'spki', format: 'pem' });
const sdClaims = (over: JsonObject = {}): JsonObject => ({ iss: ISSUER, vct: 'https://university.example/vct/1', iat: 1_795_255_200, ...over });

const algorithms: readonly Vector[] = [
  vector([1, 'alg-none', 'a VC-JWT with alg none and no signature', 'RFC 8725, 3.1'], text(`${part(header({ alg: 'none' }))}.${P}.`), invalid('signature fail algorithm-unsupported')),
  vector([1, 'alg-none-signed', 'alg none, the genuine signature kept', 'RFC 8725, 3.1'], text(`${part(header({ alg: 'none' }))}.${P}.${S}`), invalid('signature fail algorithm-unsupported')),
  vector([1, 'signature-empty', 'alg ES256 and an empty signature', 'RFC 7515, 5.2'], text(`${H}.${P}.`), invalid('signature fail signature-mismatch')),
  vector([1, 'alg-none-sd-jwt', 'an SD-JWT VC with alg none', 'RFC 9901, 4.1'], text(`${part({ alg: 'none', typ: 'dc+sd-jwt', kid: EC })}.${part(sdClaims())}.~`), invalid('signature fail algorithm-unsupported')),
  vector([2, 'hs256-public-key', 'HS256 with the issuer’s public key, in PEM, as the secret', 'RFC 8725, 2.1 and 3.2'], signedBy('HS256', (data) => new Uint8Array(createHmac('sha256', spkiPem).update(data).digest())), invalid('signature fail algorithm-unsupported')),
  vector([3, 'es256-rsa-key', 'the header says ES256, and the key is of RSA', 'RFC 7518, 3.1'], signedBy('ES256', rsa), invalid('signature fail algorithm-unsupported'), rsaPublished),
  vector([3, 'rs256-ec-key', 'the header says RS256, and the key is of P-256', 'RFC 7518, 3.1'], signedBy('RS256', rsa), invalid('signature fail algorithm-unsupported')),
  vector([3, 'es256k', 'an algorithm that is not taken', 'Open Badges 3.0, 8.2'], signedBy('ES256K', () => new Uint8Array(64)), invalid('signature fail algorithm-unsupported')),
  vector([3, 'eddsa-ec-key', 'the header says EdDSA, and the key is of P-256', 'RFC 8037, 3.1'], await jwt({ alg: 'EdDSA' }), invalid('signature fail algorithm-unsupported')),
];

const CRITS: readonly (readonly [string, string, unknown])[] = [
  ['unknown', 'names what nobody knows', ['http://university.example/exp']],
  ['empty', 'is empty', []],
  ['duplicate', 'names one twice', ['b64', 'b64']],
  ['not-text', 'holds a number', [1]],
  ['alg', 'names a registered member', ['alg']],
];
const critical: readonly Vector[] = await Promise.all(
  CRITS.map(async ([name, what, crit]) =>
    vector([4, `crit-${name}`, `crit ${what}, under a signature that holds`, 'RFC 7515, 4.1.11'], text(await token({ ...HEADER, 'http://university.example/exp': 1, crit }, claims())), invalid('signature fail header-unsupported')),
  ),
);
const payloads: readonly Vector[] = [
  vector([5, 'b64-without-crit', 'b64 false that crit does not name', 'RFC 7797, 6'], await jwt({ b64: false }), invalid('signature fail header-unsupported')),
];

const sources: readonly Vector[] = [
  vector([6, 'jwk-beside-kid', 'the attacker’s key in the header, the issuer’s key named: the issuer’s own is asked', 'RFC 8725, 3.10'], text(await token(header({ jwk: { ...attackerEc.publicJwk } }), claims(), attackerEc)), invalid('signature fail signature-mismatch')),
  vector([6, 'jwk-alone', 'the attacker’s key in the header, and none named: intact, and nobody’s', 'Open Badges 3.0, 8.2; RFC 8725, 3.10'], text(await token({ alg: 'ES256', typ: 'JWT', jwk: { ...attackerEc.publicJwk } }, claims(), attackerEc)), open('issuer-key unknown key-missing', 'trust unknown not-listed')),
  vector([6, 'jwk-document-down', 'the issuer’s document does not answer, and the header offers a key instead', 'RFC 8725, 3.10'], text(await token(header({ jwk: { ...attackerEc.publicJwk } }), claims(), attackerEc)), open('issuer-key unknown key-unavailable', 'status unknown list-invalid', 'trust unknown not-listed'), world({ [DID_JSON]: { status: 503 } })),
  ...(await Promise.all(
    (['jku', 'x5u'] as const).map(async (name) =>
      vector(
        [6, name, `${name} leads to the attacker’s keys`, 'RFC 8725, 3.10'],
        text(await token({ alg: 'ES256', typ: 'JWT', kid: EC, [name]: 'https://attacker.example/keys' }, claims(), attackerEc)),
        { ...invalid('signature fail header-unsupported'), asked: [DID_JSON, LIST] },
        world({ 'https://attacker.example/keys': { body: { keys: [{ ...attackerEc.publicJwk, kid: EC }] } } }),
      ),
    ),
  )),
];

const KIDS: readonly (readonly [string, string, string, string])[] = [
  ['path', 'climbs out of the issuer’s folder', `${ISSUER}:..:..:attacker#ec`, 'key-unavailable'],
  ['encoded-path', 'climbs out, percent-encoded', `${ISSUER}:%2e%2e:attacker#ec`, 'key-unavailable'],
  ['file', 'is a file of this machine', 'file:///etc/passwd', 'key-unavailable'],
];
const kids: readonly Vector[] = [
  ...(await Promise.all(KIDS.map(async ([name, what, kid, reason]) => vector([7, `kid-${name}`, `kid ${what}`, 'RFC 8725, 3.10'], text(await token(header({ kid }), claims(), attackerEc)), { ...open(`signature unknown ${reason}`), asked: [DID_JSON, LIST] })))),
  vector([7, 'kid-of-another', 'signed by a key of another DID than the issuer', 'Open Badges 3.0, 8.5'], text(await token(header({ kid: ATTACKER_EC }), claims(), attackerEc)), invalid('issuer-key fail key-not-of-issuer', 'trust unknown not-listed')),
  vector(
    [7, 'kid-other-controller', 'a method in the attacker’s document that says the university controls it', 'Controlled Identifiers 1.0, 2.2'],
    text(await token(header({ kid: ATTACKER_EC }), claims(), attackerEc)),
    open('signature unknown key-unavailable'),
    world({ 'https://attacker.example/.well-known/did.json': { body: withMethod(didDocument(ATTACKER, {}), { id: ATTACKER_EC, type: 'JsonWebKey', controller: ISSUER, publicKeyJwk: { ...attackerEc.publicJwk } }) } }),
  ),
];

/** Doubled as text: the last of two is what most readers take. */
const doubled = (document: JsonObject, name: string, value: string): string => JSON.stringify(document).replace(/^\{/, `{${JSON.stringify(name)}:${JSON.stringify(value)},`);
const duplicates: readonly Vector[] = [
  vector([8, 'duplicate-in-header', 'kid twice in the header', 'RFC 7515, 4; RFC 8725, 2.4'], text(await token(`{"kid":"${ATTACKER_EC}",${JSON.stringify(HEADER).slice(1)}`, claims(), attackerEc)), unreadable('unreadable', 'ambiguous')),
  vector([8, 'duplicate-in-payload', 'the issuer twice in the payload', 'RFC 7519, 4; RFC 7493, 2.3'], text(await token(HEADER, doubled(claims(), 'iss', ATTACKER))), unreadable('unreadable', 'ambiguous')),
  vector([8, 'duplicate-in-json-ld', 'the name twice in a badge, one of them signed', 'RFC 7493, 2.3'], text(doubled(await proven(badge()), 'name', 'Doctor of Medicine')), { ...unreadable('json-invalid'), unshown: ['Doctor of Medicine'] }),
  vector([8, 'duplicate-escaped', 'the same name twice, once in escapes', 'RFC 7493, 2.3'], text(JSON.stringify(await proven(badge())).replace(/^\{/, '{"na\\u006de":"Doctor of Medicine",')), unreadable('json-invalid')),
  vector([8, 'duplicate-in-disclosure', 'a name twice in a disclosed object of an SD-JWT', 'RFC 9901, 7.1'], text(await sdJwtOf(sdClaims({ _sd: [] }), [part('["c2FsdA","address",{"a":1,"a":2}]')])), unreadable('unreadable', 'ambiguous')),
];

/** The last symbol of a signature has unused bits. */
const loose = (value: string): string => value.slice(0, -1) + 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.charAt('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.indexOf(value.slice(-1)) + 1);
const CODINGS: readonly (readonly [string, string, string])[] = [
  ['padding', 'padding after the signature', `${H}.${P}.${S}==`],
  ['white-space', 'a line break inside the payload', `${H}.${P.slice(0, 40)}\n${P.slice(40)}.${S}`],
  ['unused-bits', 'unused bits of the signature that are not zero', `${H}.${P}.${loose(S)}`],
  ['base64', 'the alphabet of plain base64', `${H}.${P}.${Buffer.from(S, 'base64url').toString('base64').replace(/=+$/, '')}+/`],
];
const codings: readonly Vector[] = CODINGS.map(([name, what, value]) => vector([9, `base64url-${name}`, `${what}: another text of the same bytes`, 'RFC 7515, 2; RFC 4648, 3.5'], text(value), unreadable('unreadable', 'ambiguous')));

const TYPES = ['statuslist+jwt', 'trust-mark+jwt', 'vp+jwt', 'kb+jwt', 'entity-statement+jwt'];
const types: readonly Vector[] = await Promise.all(
  TYPES.map(async (typ) => vector([11, `typ-${typ.replace('+', '-')}`, `a token of the type ${typ}, whose payload looks like a badge`, 'RFC 8725, 3.11'], text(await token(header({ typ }), claims())), invalid('signature fail header-unsupported'))),
);

const MISMATCHED: readonly (readonly [string, JsonObject])[] = [
  ['iss', { iss: ATTACKER }],
  ['sub', { sub: 'did:example:somebody-else' }],
  ['jti', { jti: 'urn:uuid:00000000-0000-4000-8000-000000000000' }],
  ['nbf', { nbf: 1_000_000_000 }],
  ['exp', { exp: 4_000_000_000 }],
];
const mismatches: readonly Vector[] = [
  ...(await Promise.all(MISMATCHED.map(async ([name, over]) => vector([12, `claim-${name}`, `the claim ${name} says another thing than the credential`, 'Open Badges 3.0, 8.2.6'], await jwt({}, over), invalid('signature fail claims-disagree'))))),
  vector([12, 'vc-claim-beside', 'one credential in the vc claim, another beside it', 'VC Data Model 1.1, 6.3.1'], text(await token(HEADER, { ...claims(), '@context': undefined, vc: badge({ name: 'Doctor of Medicine' }) })), { ...invalid('signature fail claims-disagree'), unshown: ['Doctor of Medicine'] }),
  vector([12, 'sd-jwt-badge-disagrees', 'the badge beside the claims of an SD-JWT VC is of another issuer', 'SD-JWT VC, draft 18, 3.2'], text(`${await jwtOf({ alg: 'ES256', typ: 'dc+sd-jwt', kid: EC }, sdClaims({ ld: badge({ issuer: { id: ATTACKER, type: ['Profile'], name: 'Attacker' } }) }), ecKey)}~`), invalid('signature fail claims-disagree', 'issuer-key fail key-not-of-issuer', 'status unknown list-wrong-issuer')),
];

export const honest: readonly Vector[] = [
  vector([0, 'open-badge', 'the badge that the others are made of', 'Open Badges 3.0'], json(await proven(badge())), { verdict: 'valid' }),
  vector([0, 'vc-jwt', 'the same as a VC-JWT', 'Open Badges 3.0, 8.2'], await jwt(), { verdict: 'valid' }),
  vector([0, 'sd-jwt', 'an SD-JWT VC of the university’s own type', 'SD-JWT VC, draft 18'], text(`${await jwtOf({ alg: 'ES256', typ: 'dc+sd-jwt', kid: EC }, sdClaims(), ecKey)}~`), { verdict: 'valid' }),
];
export const vectors: readonly Vector[] = [...algorithms, ...critical, ...payloads, ...sources, ...kids, ...duplicates, ...codings, ...types, ...mismatches];
