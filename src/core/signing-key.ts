import type { SigningAlgorithm } from './algorithms.js';
import type { Id } from './model.js';

/** What a key is for: to assert credentials in the name of a DID, or to seal them by a certificate (eIDAS). */
export const KEY_USES = ['assertion', 'seal'] as const;
export type KeyUse = (typeof KEY_USES)[number];

/** A key of an organisation that signs now. */
export interface SigningKey {
  readonly id: Id;
  readonly use: KeyUse;
  readonly algorithm: SigningAlgorithm;
  /** DID URL. */
  readonly verificationMethod: string;
  /** Its certificate and those above it, DER, leaf first; empty when it has none. */
  readonly chain: readonly Uint8Array[];
}
