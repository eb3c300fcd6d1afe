import { MIN_ENTRIES } from '../core/bitstring.js';
import type { Award, Id } from '../core/model.js';
import { permute } from '../core/permutation.js';
import { timestamp } from '../core/time.js';
import type { ListDocument, ListKind, ListState } from '../status/ports.js';
import { newId, type Query, type StoreDeps } from './context.js';

interface ListRow {
  readonly id: Id;
  readonly organisation_id: Id;
  readonly next: number;
  readonly permutation_key: Uint8Array;
  readonly version: number;
}
interface StateRow {
  readonly id: Id;
  readonly organisation_id: Id;
  readonly did: string;
  readonly version: number;
  readonly revocation: readonly number[];
  readonly suspension: readonly number[];
}
interface DocumentRow {
  readonly list_id: Id;
  readonly purpose: ListKind;
  readonly media_type: ListDocument['mediaType'];
  readonly version: number;
  readonly body: string;
  readonly valid_until: Date;
}
export interface TakenEntry {
  readonly listId: Id;
  readonly statusEntry: Award['statusEntry'];
}

const keyPurpose = (id: Id): string => `status_list.permutation_key:${id}`;
/**
 * Takes the next entry of the organisation's list, in the transaction of the award: one statement, so that no two awards get the same. The index
 * is a keyed permutation of the count, so that nobody learns from it how many or in what order (Bitstring Status List, 6.1: herd privacy).
 */
export async function takeEntry(trx: Query, deps: StoreDeps, organisationId: Id): Promise<TakenEntry> {
  const row = (await nextEntry(trx, organisationId)) ?? (await openList(trx, deps, organisationId));
  const index = permute(row.next - 1, deps.vault.unseal(row.permutation_key, keyPurpose(row.id)), MIN_ENTRIES);
  return { listId: row.id, statusEntry: { list: row.id, index } };
}

/** The size stands outside the subquery too: there it is checked again on the row as a racing transaction left it. */
async function nextEntry(trx: Query, organisationId: Id): Promise<ListRow | undefined> {
  const open = trx('status_list').where({ organisation_id: organisationId }).where('next', '<', MIN_ENTRIES).orderBy('ordinal').limit(1).select('id');
  return (await trx('status_list').where('id', open).where('next', '<', MIN_ENTRIES).increment('next', 1).returning<ListRow[]>('*'))[0];
}

/**
 * One statement again: of callers that find the list full at once, one makes the next; the others see it, or wait for it at its ordinal.
 */
const OPEN_LIST = `
  insert into status_list (id, organisation_id, ordinal, permutation_key)
  select :id::uuid, :organisationId::uuid, coalesce(max(ordinal), 0) + 1, :sealed::bytea
  from status_list where organisation_id = :organisationId having coalesce(bool_and(next >= :size), true)
  on conflict (organisation_id, ordinal) do nothing`;

/** The first entry of the next list; when a racing transaction made that list, the next entry of it. */
async function openList(trx: Query, deps: StoreDeps, organisationId: Id): Promise<ListRow> {
  for (;;) {
    const id = newId(deps);
    await trx.raw(OPEN_LIST, { id, organisationId, sealed: deps.vault.seal(deps.random(32), keyPurpose(id)), size: MIN_ENTRIES });
    const taken = await nextEntry(trx, organisationId);
    if (taken !== undefined) return taken;
  }
}

/** One statement, so that version and bits are of one moment. */
const STATE = `
  select l.id, l.organisation_id, o.did, l.version,
    array(select list_index from award where list_id = l.id and status <> 'active' order by list_index) as revocation,
    array(select list_index from award where list_id = l.id and status = 'suspended' order by list_index) as suspension
  from status_list l join organisation o on o.id = l.organisation_id where l.id = ?`;

const toDocument = (row: DocumentRow): ListDocument => ({
  listId: row.list_id,
  purpose: row.purpose,
  mediaType: row.media_type,
  version: row.version,
  body: row.body,
  validUntil: timestamp(row.valid_until),
});

/** Status lists and their signed documents: `StatusPorts`. */
export function statusListStore({ db }: StoreDeps) {
  return {
    listVersion: async (id: Id): Promise<number | undefined> => (await db.knex('status_list').where({ id }).first<{ version: number } | undefined>('version'))?.version,

    /** A suspended award's bit is set for both purposes, a revoked or superseded one's for revocation. */
    listState: async (id: Id): Promise<ListState | undefined> => {
      const { rows } = await db.knex.raw<{ rows: StateRow[] }>(STATE, [id]);
      return rows.map(({ did, organisation_id, revocation, suspension, ...row }) => ({ ...row, organisationId: organisation_id, issuerDid: did, set: { revocation, suspension } }))[0];
    },

    savedDocument: async (listId: Id, purpose: ListKind, mediaType: ListDocument['mediaType']): Promise<ListDocument | undefined> => {
      const row = (await db.knex('status_list_document').where({ list_id: listId, purpose, media_type: mediaType }).first()) as DocumentRow | undefined;
      return row && toDocument(row);
    },

    /** Never over a document of a later version: a slow signer must not bring a revoked credential back. */
    saveDocument: async ({ listId, purpose, mediaType, version, body, validUntil }: ListDocument): Promise<void> => {
      const row = { list_id: listId, purpose, media_type: mediaType, version, body, valid_until: validUntil };
      await db.knex('status_list_document').insert(row).onConflict(['list_id', 'purpose', 'media_type']).merge().where('status_list_document.version', '<=', version);
    },
  };
}
