import { sha256, toBase64url } from '../core/bytes.js';
import { issuerAddress } from '../core/did.js';
import type { JsonObject } from '../core/json.js';
import { toMultikey } from '../core/keys.js';
import type { Organisation } from '../core/model.js';
import type { KeyRecord } from '../core/signing-key.js';

/** A key of an organisation as the public sees it. */
export type PublishedKey = Pick<KeyRecord, 'algorithm' | 'verificationMethod' | 'publicJwk' | 'state' | 'compromisedFrom' | 'chain'>;

/**
 * The `did:web` document (W3C DID Core; Multikey of Controlled Identifiers 1.0, 2.2.2). Retired keys stay under `assertionMethod`, because
 * what they signed stays valid; a compromised key is marked `revoked` and asserts nothing more. Ids are absolute and `assertionMethod` lists
 * strings: verifiers in the field read nothing else.
 */
export function didDocument(organisation: Pick<Organisation, 'did'>, keys: readonly PublishedKey[]): JsonObject {
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1', ...(keys.some(isRsa) ? ['https://w3id.org/security/jwk/v1'] : [])],
    id: organisation.did,
    verificationMethod: keys.map((key) => ({
      id: key.verificationMethod,
      // Multikey has no RSA (Controlled Identifiers 1.0, 2.2.2): such a key is a JsonWebKey (2.2.3).
      type: isRsa(key) ? 'JsonWebKey' : 'Multikey',
      controller: organisation.did,
      ...(isRsa(key) ? { publicKeyJwk: { ...key.publicJwk } } : { publicKeyMultibase: toMultikey(key.publicJwk) }),
      ...(key.compromisedFrom === undefined ? {} : { revoked: key.compromisedFrom }),
    })),
    assertionMethod: keys.filter(({ state }) => state !== 'compromised').map(({ verificationMethod }) => verificationMethod),
  };
}

const isRsa = ({ publicJwk }: PublishedKey): boolean => publicJwk.kty === 'RSA';
/** As JOSE names them: EdDSA is what is read everywhere (RFC 8037, 3.1). */
const JOSE: Readonly<Record<KeyRecord['algorithm'], string>> = { Ed25519: 'EdDSA', ES256: 'ES256', RS256: 'RS256' };

/** JWK Set (RFC 7517) of the same keys, a seal with its certificates; `iss` joins each to its issuer, as the Open Badges implementation guide asks. */
export function jwks(organisation: Organisation, keys: readonly PublishedKey[]): JsonObject {
  return {
    keys: keys
      .filter(({ state }) => state !== 'compromised')
      .map(({ verificationMethod, publicJwk, algorithm, chain }) => ({
        ...publicJwk,
        kid: verificationMethod,
        use: 'sig',
        alg: JOSE[algorithm],
        iss: organisation.did,
        ...certificates(chain),
      })),
  };
}

/**
 * JWT VC Issuer Metadata (draft-ietf-oauth-sd-jwt-vc-18, 5.2): whose `iss` is the address that the DID is another writing of, with the keys that sign
 * JWTs. `kid` is the DID URL there too, so that one name serves both who resolves the one and who resolves the other.
 */
export function jwtVcIssuer(organisation: Organisation, keys: readonly PublishedKey[], baseUrl: string): JsonObject {
  return { issuer: issuerAddress(organisation.did, baseUrl), jwks: jwks(organisation, keys.filter(({ algorithm }) => algorithm !== 'Ed25519')) };
}

/** RFC 7517, 4.7 and 4.9. */
function certificates(chain: readonly Uint8Array[]): JsonObject {
  const [leaf] = chain;
  return leaf === undefined ? {} : { x5c: chain.map((one) => Buffer.from(one).toString('base64')), 'x5t#S256': toBase64url(sha256(leaf)) };
}
