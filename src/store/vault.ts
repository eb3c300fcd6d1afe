import { randomBytes } from 'node:crypto';
import { openBytes, sealBytes } from '../core/aead.js';
import { hmacSha256, sha256, toBase64url } from '../core/bytes.js';
import { AppError } from '../core/errors.js';
import type { Id } from '../core/model.js';
import type { Db } from './db.js';
import { openUnderMaster, sealUnderMaster, type MasterKeys } from './master-key.js';
import { settings } from './settings.js';

/** Encryption of what rests in the database. Every sealed value is bound to its purpose (`table.column:id`): moved, it does not open. */
export interface Vault {
  /** Under the newest master key; AES-256-GCM. */
  seal(plain: Uint8Array, purpose: string): Uint8Array;
  /** Throws `bug` when it was sealed for something else or altered, `config-invalid` when its master key is not configured. */
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

const TOKEN_BYTES = 16;
const learnerKeyPurpose = (learnerId: Id): string => `learner_key.wrapped:${learnerId}`;

/**
 * The vault of a migrated database. The first start makes the keys of blind indexes and of links; they never change, or nothing would be
 * found again and no printed link would work, so only the master key they are sealed under is rotated.
 * Throws `config-invalid` when the database is sealed under a master key that is not configured.
 */
export async function openVault(db: Pick<Db, 'knex'>, masterKeys: MasterKeys): Promise<Vault> {
  const vault = masterVault(masterKeys);
  const kept = settings(db, vault);
  const indexKey = await kept.putOnce('blind-index-key', randomBytes(32)).catch(anotherKey);
  const linkKey = await kept.putOnce('link-key', randomBytes(32));
  return {
    ...vault,
    ...learnerVault(vault),
    blindIndex: (purpose, value) => hmacSha256(indexKey, `${purpose}\0${value}`),
    linkToken: (kind, id) => toBase64url(hmacSha256(linkKey, `${kind}\0${id}`).subarray(0, TOKEN_BYTES)),
    tokenHash: sha256,
  };
}

/** The first value of a database that does not open means that its key is another one of the same id. */
function anotherKey(error: unknown): never {
  if (!(error instanceof AppError && error.code === 'bug')) throw error;
  throw new AppError('config-invalid', 'TESTAMUR_MASTER_KEYS has a key that does not open this database, under the id of the one that does. For example: TESTAMUR_MASTER_KEYS=2026:$(cat the-right.key)', { cause: error });
}

type MasterVault = Pick<Vault, 'seal' | 'unseal'>;

const masterVault = (keys: MasterKeys): MasterVault => ({
  seal: (plain, purpose) => sealUnderMaster(keys, plain, purpose),
  unseal: (sealed, purpose) => openUnderMaster(keys, sealed, purpose),
});

const learnerVault = ({ seal, unseal }: MasterVault): Pick<Vault, 'newLearnerKey' | 'unwrapLearnerKey' | 'sealWith' | 'openWith'> => ({
  newLearnerKey: (learnerId) => {
    const key = new Uint8Array(randomBytes(32));
    return { key, wrapped: seal(key, learnerKeyPurpose(learnerId)) };
  },
  unwrapLearnerKey: (wrapped, learnerId) => unseal(wrapped, learnerKeyPurpose(learnerId)),
  sealWith: (key, plain, purpose) => sealBytes({ key, iv: randomBytes(12), plain, purpose }),
  openWith: (key, sealed, purpose) => openBytes({ key, sealed, purpose }),
});
