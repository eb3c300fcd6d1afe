import type { SigningAlgorithm } from '../core/algorithms.js';
import type { PublicJwk } from '../core/evidence.js';
import type { Id } from '../core/model.js';
import type { Custody, KeyUse, NewKeyMaterial } from '../core/signing-key.js';

/** A key as its custodian needs it. */
export interface KeptKey {
  readonly id: Id;
  readonly algorithm: SigningAlgorithm;
  readonly custody: Custody;
  readonly publicJwk: PublicJwk;
  /** PKCS#8 DER, sealed under the master key; only of custody `file`. */
  readonly sealed?: Uint8Array;
  readonly reference?: string;
}

/** Signs with one key. Nothing more is asked of whoever keeps keys, so that a cloud KMS fits it as well as a file. */
export interface Signer {
  readonly algorithm: SigningAlgorithm;
  /** Ed25519 (RFC 8032) over the bytes; ES256 as r‖s (RFC 7518, 3.4), RS256 as PKCS#1 v1.5, both over their SHA-256. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

export interface KeyWanted {
  readonly id: Id;
  readonly use: KeyUse;
  readonly algorithm: SigningAlgorithm;
  /** What a custodian that makes no keys knows it by. */
  readonly reference?: string;
}

/** Where private keys rest. */
export interface Custodian {
  /** A new key pair, or one that is kept there already. Throws `input-invalid`, `custody-failed`. */
  generate(wanted: KeyWanted): Promise<NewKeyMaterial>;
  /** Throws `key-missing` when it is not there any more. */
  signer(key: KeptKey): Promise<Signer>;
}

export interface SignerPorts {
  keptKey(id: Id): Promise<KeptKey | undefined>;
}

export interface FilePorts {
  /** Opens what the vault sealed. */
  unseal(sealed: Uint8Array, purpose: string): Uint8Array;
  seal(plain: Uint8Array, purpose: string): Uint8Array;
}
