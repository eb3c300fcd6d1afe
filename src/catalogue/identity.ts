import type { PublicJwk } from '../core/evidence.js';
import type { JsonObject } from '../core/json.js';
import { toMultikey } from '../core/keys.js';
import type { Organisation, Timestamp } from '../core/model.js';

/** A key of an organisation as the public sees it. */
export interface PublishedKey {
  /** DID URL. */
  readonly verificationMethod: string;
  readonly publicJwk: PublicJwk;
  readonly state: 'active' | 'retired' | 'compromised';
  /** Only of a compromised key: signatures from this time on are not the organisation's. */
  readonly compromisedFrom?: Timestamp;
}

/**
 * The `did:web` document (W3C DID Core; Multikey of Controlled Identifiers 1.0, 2.2.2). Retired keys stay under `assertionMethod`, because
 * what they signed stays valid; a compromised key is marked `revoked` and asserts nothing more. Ids are absolute and `assertionMethod` lists
 * strings: verifiers in the field read nothing else.
 */
export function didDocument(organisation: Organisation, keys: readonly PublishedKey[]): JsonObject {
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: organisation.did,
    verificationMethod: keys.map((key) => ({
      id: key.verificationMethod,
      type: 'Multikey',
      controller: organisation.did,
      publicKeyMultibase: toMultikey(key.publicJwk),
      ...(key.compromisedFrom === undefined ? {} : { revoked: key.compromisedFrom }),
    })),
    assertionMethod: keys.filter(({ state }) => state !== 'compromised').map(({ verificationMethod }) => verificationMethod),
  };
}

/** JWK Set (RFC 7517) of the same keys; `iss` joins each to its issuer, as the Open Badges implementation guide asks. */
export function jwks(organisation: Organisation, keys: readonly PublishedKey[]): JsonObject {
  return {
    keys: keys
      .filter(({ state }) => state !== 'compromised')
      .map(({ verificationMethod, publicJwk }) => ({
        ...publicJwk,
        kid: verificationMethod,
        use: 'sig',
        alg: publicJwk.kty === 'OKP' ? 'EdDSA' : 'ES256',
        iss: organisation.did,
      })),
  };
}
