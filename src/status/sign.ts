import type { SigningAlgorithm } from '../core/algorithms.js';
import { reject } from '../core/errors.js';
import type { Id, Timestamp } from '../core/model.js';
import type { SchemaCheck } from '../core/schema.js';
import type { Sign } from '../formats/format.js';
import type { Securing } from '../formats/securing/index.js';
import type { SignList } from './list.js';

export interface ListSigning {
  /** `schemas/vc2/bitstring-status-list-credential.json`: a list is looked at before it is signed, as a credential is. */
  readonly check: SchemaCheck;
  readonly securing: Securing;
  now(): Timestamp;
  /** The organisation's active key; undefined when it has none. */
  activeKey(organisationId: Id, algorithm: SigningAlgorithm): Promise<{ readonly verificationMethod: string; readonly sign: Sign } | undefined>;
}

/** Signs a list with its organisation's own keys: Data Integrity (Ed25519) as JSON, or a JWT (ES256). Throws `lint-failed`, `key-missing`. */
export function createSignList({ check, securing, now, activeKey }: ListSigning): SignList {
  const key = async (organisationId: Id, algorithm: SigningAlgorithm) =>
    (await activeKey(organisationId, algorithm)) ?? reject('key-missing', `the organisation has no active ${algorithm} key to sign its status list with`);
  return async (organisationId, document, mediaType) => {
    const [problem] = check(document);
    if (problem !== undefined) reject('lint-failed', `the status list ${problem.message}`, problem.path);
    if (mediaType === 'application/vc+jwt') {
      const { verificationMethod: kid, sign } = await key(organisationId, 'ES256');
      return securing.signJwt(document, { alg: 'ES256', kid, typ: 'vc+jwt', sign });
    }
    const { verificationMethod, sign } = await key(organisationId, 'Ed25519');
    return JSON.stringify(await securing.addProof(document, { verificationMethod, created: now(), sign }));
  };
}
