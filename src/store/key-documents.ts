import { sha256, toHex } from '../core/bytes.js';
import type { Timestamp } from '../core/model.js';
import { timestamp } from '../core/time.js';
import type { StoreDeps } from './context.js';

/** A time through which nothing but this document was seen there. */
export interface SeenDocument {
  /** DID, or the address of a key set. */
  readonly subject: string;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly firstSeen: Timestamp;
  readonly lastSeen: Timestamp;
}
interface SeenRow {
  readonly subject: string;
  readonly sha256: Uint8Array;
  readonly first_seen: Date;
  readonly last_seen: Date;
}

/** Of a row that says when something was seen, with its indexes. */
const ROW_BYTES = 256;

const toSeen = ({ subject, sha256: hash, first_seen, last_seen }: SeenRow): SeenDocument => ({ subject, sha256: toHex(new Uint8Array(hash)), firstSeen: timestamp(first_seen), lastSeen: timestamp(last_seen) });

/** Every key document ever seen, ours and others': nothing is changed or deleted, so that what a key was can still be told when its domain is gone. */
export function keyDocumentStore(deps: StoreDeps) {
  const { db } = deps;
  return {
    /** This document was seen there now. Gives the bytes that it took, none where it was seen there last. */
    keepDocument: (subject: string, body: Uint8Array): Promise<number> =>
      db.transaction(async (trx) => {
        const [hash, now] = [Buffer.from(sha256(body)), deps.now()];
        // One at a time for each subject, or two that see a change at once would both write it.
        await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [subject]);
        const latest = (await trx('key_document_seen').where({ subject }).orderBy('position', 'desc').first()) as (SeenRow & { readonly position: string }) | undefined;
        if (latest !== undefined && hash.equals(Buffer.from(latest.sha256))) {
          await trx('key_document_seen').where({ position: latest.position }).where('last_seen', '<', now).update({ last_seen: now });
          return 0;
        }
        const added = await trx('key_document').insert({ sha256: hash, body: Buffer.from(body) }).onConflict('sha256').ignore().returning('sha256');
        await trx('key_document_seen').insert({ subject, sha256: hash, first_seen: now, last_seen: now });
        return ROW_BYTES + subject.length + (added.length === 0 ? 0 : body.length);
      }),
    /** Oldest first; of one subject, or all. */
    seenDocuments: async (subject?: string): Promise<readonly SeenDocument[]> =>
      ((await db.knex('key_document_seen').modify((query) => subject !== undefined && void query.where({ subject })).orderBy('position')) as SeenRow[]).map(toSeen),
    keyDocument: async (hash: string): Promise<Uint8Array | undefined> => {
      const row = (await db.knex('key_document').where({ sha256: Buffer.from(hash, 'hex') }).first()) as { readonly body: Uint8Array } | undefined;
      return row && new Uint8Array(row.body);
    },
  };
}
