import { utf8 } from '../core/bytes.js';
import { reject } from '../core/errors.js';
import type { JsonObject } from '../core/json.js';
import { compact, signingInput } from '../core/jws.js';
import type { Id, Timestamp } from '../core/model.js';
import type { SchemaCheck } from '../core/schema.js';
import type { SigningKey } from '../core/signing-key.js';
import type { KeyKind } from '../formats/format.js';
import type { Securing } from '../formats/securing/index.js';
import { joseHeader } from '../formats/securing/jose-header.js';
import type { SignList } from './list.js';

export interface ListSigning {
  /** `schemas/vc2/bitstring-status-list-credential.json`: a list is looked at before it is signed, as a credential is. */
  readonly check: SchemaCheck;
  readonly securing: Securing;
  now(): Timestamp;
  activeKeys(organisationId: Id): Promise<readonly SigningKey[]>;
  sign(key: SigningKey, data: Uint8Array): Promise<Uint8Array>;
}

const ASSERTING: KeyKind = { use: 'assertion', algorithm: 'ES256' };

/**
 * Signs a list with its organisation's own keys: a credential by Data Integrity (Ed25519) as JSON, or as a JWT (ES256); a token in ES256, by the seal
 * where there is one, as credentials in SD-JWT are: wallets want the same certificate for both. Throws `lint-failed`, `key-missing`.
 */
export function createSignList(signing: ListSigning): SignList {
  const { check, securing, now } = signing;
  return async (organisationId, document, mediaType) => {
    if (mediaType === 'application/statuslist+jwt') return signToken(document, await keyOf(signing, organisationId, [{ use: 'seal', algorithm: 'ES256' }, ASSERTING]), signing);
    const [problem] = check(document);
    if (problem !== undefined) reject('lint-failed', `the status list ${problem.message}`, problem.path);
    const jwt = mediaType === 'application/vc+jwt';
    const key = await keyOf(signing, organisationId, [jwt ? ASSERTING : { use: 'assertion', algorithm: 'Ed25519' }]);
    const sign = (data: Uint8Array) => signing.sign(key, data);
    if (jwt) return securing.signJwt(document, { alg: 'ES256', kid: key.verificationMethod, typ: 'vc+jwt', sign });
    return JSON.stringify(await securing.addProof(document, { verificationMethod: key.verificationMethod, created: now(), sign }));
  };
}

async function keyOf({ activeKeys }: ListSigning, organisationId: Id, kinds: readonly KeyKind[]): Promise<SigningKey> {
  const keys = await activeKeys(organisationId);
  const [key] = kinds.flatMap(({ use, algorithm }) => keys.filter((one) => one.use === use && one.algorithm === algorithm));
  return key ?? reject('key-missing', `the organisation has no active ${kinds.map(({ algorithm }) => algorithm).at(-1)} key to sign its status list with`);
}

async function signToken(claims: JsonObject, key: SigningKey, { sign }: ListSigning): Promise<string> {
  const input = signingInput(joseHeader(key, 'statuslist+jwt'), JSON.stringify(claims));
  return compact(input, await sign(key, utf8(input)));
}
