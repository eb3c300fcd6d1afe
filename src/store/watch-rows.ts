import type { Id } from '../core/model.js';
import { timestamp } from '../core/time.js';
import type { Attempt, Change, Delivery, Seen, Subject, Watch, Watched } from '../verify/watch/ports.js';
import { fromSealable, toSealable, type StoreDeps } from './context.js';
import { presentTime } from './rows.js';

export interface WatchRow {
  readonly id: Id;
  readonly organisation_id: Id;
  readonly subject: Uint8Array;
  readonly report: Uint8Array | null;
  readonly seen: Seen;
  readonly doubt_since: Date | null;
  readonly made_at: Date;
  readonly ends_at: Date;
  readonly checked_at: Date;
  readonly next_check_at: Date;
  /** Joined from watch_key. */
  readonly wrapped: Uint8Array;
}
export interface DeliveryRow {
  readonly id: Id;
  readonly watch_id: Id;
  readonly change: Change;
  readonly state: Delivery['state'];
  readonly attempts: readonly Attempt[];
  readonly next_at: Date;
}
type SealedSubject = Omit<Subject, 'given'> & { readonly given: { readonly url: string } | { readonly base64: string } };

/** Of one watch: somebody else's list that says something else every hour must not fill the database. */
export const KEPT_DELIVERIES = 100;

export const keyPurpose = (id: Id): string => `watch_key.wrapped:${id}`;
const subjectPurpose = (id: Id): string => `watch.subject:${id}`;
export const reportPurpose = (id: Id): string => `watch.report:${id}`;

const toSealed = (given: Watched): SealedSubject['given'] => (given instanceof Uint8Array ? { base64: Buffer.from(given).toString('base64') } : given);
const toWatched = (given: SealedSubject['given']): Watched => ('url' in given ? given : new Uint8Array(Buffer.from(given.base64, 'base64')));

export const toDelivery = ({ id, change, state, attempts, next_at }: DeliveryRow): Delivery => ({ id, change, state, attempts, ...(state === 'waiting' ? { nextAt: timestamp(next_at) } : {}) });

/** Rows of watches, each with its key. */
export function watchRows({ db, vault }: StoreDeps) {
  const keyOf = ({ id, wrapped }: Pick<WatchRow, 'id' | 'wrapped'>): Uint8Array => vault.unseal(wrapped, keyPurpose(id));
  return {
    keyOf,
    all: () => db.knex('watch').join('watch_key', 'watch_key.watch_id', 'watch.id').select('watch.*', 'watch_key.wrapped'),
    sealedSubject: ({ id, subject }: Watch, key: Uint8Array): Uint8Array => vault.sealWith(key, toSealable({ ...subject, given: toSealed(subject.given) }), subjectPurpose(id)),
    toWatch: (row: WatchRow): Watch => {
      const { given, ...subject } = fromSealable<SealedSubject>(vault.openWith(keyOf(row), row.subject, subjectPurpose(row.id)));
      return {
        id: row.id,
        organisationId: row.organisation_id,
        subject: { ...subject, given: toWatched(given) },
        seen: row.seen,
        ...presentTime('doubtSince', row.doubt_since),
        madeAt: timestamp(row.made_at),
        endsAt: timestamp(row.ends_at),
        checkedAt: timestamp(row.checked_at),
        nextCheckAt: timestamp(row.next_check_at),
      };
    },
  };
}
