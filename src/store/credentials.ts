import type { Id } from '../core/model.js';
import type { FormatId } from '../formats/format.js';
import type { SignedCredential } from '../issue/ports.js';
import type { Query, StoreDeps } from './context.js';
import { learnerKey } from './learners.js';
import { asArray } from './rows.js';
import type { Vault } from './vault.js';

interface CredentialRow {
  readonly award_id: Id;
  readonly format: FormatId;
  readonly media_type: string;
  readonly document: Uint8Array;
  readonly learner_id: Id;
}
export interface StoredCredential {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

const purpose = (awardId: Id, format: FormatId): string => `credential.document:${awardId}/${format}`;

export const credentialRow = (vault: Vault, awardId: Id, { format, mediaType, bytes, key }: SignedCredential & { readonly key: Uint8Array }) => ({
  award_id: awardId,
  format,
  media_type: mediaType,
  document: vault.sealWith(key, bytes, purpose(awardId, format)),
});

/** Formats in which each of these awards is kept, sorted. */
export async function formatsOf(query: Query, awardIds: readonly Id[]): Promise<ReadonlyMap<Id, readonly FormatId[]>> {
  const rows = await query('credential').whereRaw('award_id = any(?)', asArray(awardIds)).orderBy('format').select<CredentialRow[]>('award_id', 'format');
  const formats = new Map<Id, FormatId[]>();
  for (const { award_id, format } of rows) formats.set(award_id, [...(formats.get(award_id) ?? []), format]);
  return formats;
}

/** Signed documents, byte for byte: `ClaimPorts.document`, `HttpDeps.credential`. */
export function credentialStore({ db, vault }: StoreDeps) {
  const one = async (where: Readonly<Record<string, string>>): Promise<StoredCredential | undefined> => {
    const query = db.knex('credential').join('award', 'award.id', 'credential.award_id').where(where);
    const row = await query.first<CredentialRow | undefined>('credential.*', 'award.learner_id');
    if (row === undefined) return undefined;
    const key = await learnerKey(db.knex, vault, row.learner_id);
    return { bytes: vault.openWith(key, row.document, purpose(row.award_id, row.format)), mediaType: row.media_type };
  };
  return {
    /** Throws `learner-erased`. */
    document: async (awardId: Id, format: FormatId): Promise<Uint8Array | undefined> => (await one({ award_id: awardId, format }))?.bytes,
    /** Throws `learner-erased`. */
    credential: (organisationId: Id, awardId: Id, format: FormatId): Promise<StoredCredential | undefined> => one({ organisation_id: organisationId, award_id: awardId, format }),
  };
}
