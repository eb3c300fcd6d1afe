import type { Id } from '../core/model.js';

/** Encryption of what rests in the database. Every sealed value is bound to its purpose (`table.column:id`): moved, it does not open. */
export interface Vault {
  /** Under the newest master key; AES-256-GCM. */
  seal(plain: Uint8Array, purpose: string): Uint8Array;
  /** Throws `bug` when it was sealed for something else or altered. */
  unseal(sealed: Uint8Array, purpose: string): Uint8Array;
  /** A fresh key for one learner, and the same wrapped under the master key. */
  newLearnerKey(learnerId: Id): { readonly key: Uint8Array; readonly wrapped: Uint8Array };
  unwrapLearnerKey(wrapped: Uint8Array, learnerId: Id): Uint8Array;
  sealWith(key: Uint8Array, plain: Uint8Array, purpose: string): Uint8Array;
  openWith(key: Uint8Array, sealed: Uint8Array, purpose: string): Uint8Array;
  /** HMAC-SHA-256 for look-ups: equal values of one purpose give equal indexes, and nothing else can be learnt. */
  blindIndex(purpose: string, value: string): Uint8Array;
  /** 128 bits, base64url: derived, so that a link can be shown again while only its hash is stored. */
  linkToken(kind: string, id: Id): string;
  /** SHA-256. */
  tokenHash(token: string): Uint8Array;
}
