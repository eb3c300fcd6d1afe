import type { SigningAlgorithm } from '../core/algorithms.js';
import type { Id } from '../core/model.js';

/** A private key as it rests: PKCS#8 DER, sealed under the master key. */
export interface SealedKey {
  readonly id: Id;
  readonly algorithm: SigningAlgorithm;
  readonly sealed: Uint8Array;
}

export interface SignerPorts {
  sealedKey(id: Id): Promise<SealedKey | undefined>;
  /** Opens what the vault sealed. */
  unseal(sealed: Uint8Array, purpose: string): Uint8Array;
  seal(plain: Uint8Array, purpose: string): Uint8Array;
}
