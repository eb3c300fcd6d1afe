import { hmacSha256, sha256, utf8 } from '../core/bytes.js';
import type { Timestamp } from '../core/model.js';
import { timestamp } from '../core/time.js';
import { fromSealable, toSealable, type StoreDeps } from './context.js';

interface ReportRow {
  readonly body: Uint8Array;
  readonly expires_at: Date;
}

/** Only the name opens a report, and only its hash is stored: neither a row nor a backup of it can be read. */
const PURPOSE = 'report.body';
const keyOf = (name: string): Uint8Array => hmacSha256(utf8(name), utf8(PURPOSE));

/** Reports of verifications, each until its time. `name` is 128 random bits, base64url: whoever has it may read the report. */
export function reportStore(deps: StoreDeps) {
  const { db, vault } = deps;
  return {
    insertReport: async (name: string, body: unknown, keptUntil: Timestamp): Promise<void> => {
      const row = { name_hash: sha256(name), body: vault.sealWith(keyOf(name), toSealable(body), PURPOSE), expires_at: keptUntil };
      await db.knex('report').insert(row);
    },
    report: async (name: string): Promise<{ readonly body: unknown; readonly keptUntil: Timestamp } | undefined> => {
      const row = (await db.knex('report').where({ name_hash: sha256(name) }).where('expires_at', '>', deps.now()).first()) as ReportRow | undefined;
      return row && { body: fromSealable<unknown>(vault.openWith(keyOf(name), row.body, PURPOSE)), keptUntil: timestamp(row.expires_at) };
    },
    keepReport: async (name: string, until: Timestamp): Promise<void> => {
      await db.knex('report').where({ name_hash: sha256(name) }).where('expires_at', '>', deps.now()).update({ expires_at: until });
    },
    /** Gives how many. */
    deleteExpiredReports: (at: Date): Promise<number> => db.knex('report').where('expires_at', '<=', at).delete().then(Number),
  };
}
