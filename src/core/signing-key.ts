import type { SigningAlgorithm } from './algorithms.js';
import type { PublicJwk } from './evidence.js';
import type { Id, Timestamp } from './model.js';

/** What a key is for: to assert credentials in the name of a DID, or to seal them by a certificate (eIDAS); Ed25519 only asserts. */
export const KEY_USES = ['assertion', 'seal'] as const;
export type KeyUse = (typeof KEY_USES)[number];

/** A key of an organisation that signs now. Where its private half is, only the signers know. */
export interface SigningKey {
  readonly id: Id;
  readonly use: KeyUse;
  readonly algorithm: SigningAlgorithm;
  /** DID URL. */
  readonly verificationMethod: string;
  /** Certificates in DER, the key's own first, each certified by the next; empty without. */
  readonly chain: readonly Uint8Array[];
}

/** Who keeps the private half: we, encrypted in the database; a PKCS#11 token; a trust service provider, over the CSC API. */
export const CUSTODIES = ['file', 'pkcs11', 'csc'] as const;
export type Custody = (typeof CUSTODIES)[number];
/** Made, given its certificate, signing, no longer signing (what it signed stays), and somebody else's from a time on. */
export type KeyState = 'pending' | 'certified' | 'active' | 'retired' | 'compromised';

/** What a custodian gives of a key it made, or keeps. */
export interface NewKeyMaterial {
  readonly publicJwk: PublicJwk;
  /** PKCS#8 DER under the master key; only of custody `file`. */
  readonly sealed?: Uint8Array;
  /** What its custodian knows it by; no secret. Only of the others. */
  readonly reference?: string;
  /** Where the key comes with its certificates. */
  readonly chain?: readonly Uint8Array[];
}

/** A key on its way into the store. */
export interface NewKey extends NewKeyMaterial, Omit<SigningKey, 'chain'> {
  readonly custody: Custody;
}

/** All that is known of a key of an organisation but its private half. */
export interface KeyRecord extends SigningKey {
  readonly custody: Custody;
  readonly reference?: string;
  readonly publicJwk: PublicJwk;
  readonly state: KeyState;
  readonly madeAt: Timestamp;
  readonly activatedAt?: Timestamp;
  readonly retiredAt?: Timestamp;
  /** Signatures from this time on are not the organisation's. */
  readonly compromisedFrom?: Timestamp;
}
