import type { HeldAward, Offer } from '../claim/ports.js';
import type { Id, Timestamp } from '../core/model.js';
import { timestamp } from '../core/time.js';
import { loadAward, type AwardRow } from './awards.js';
import type { StoreDeps } from './context.js';
import { formatsOf } from './credentials.js';
import { present, presentTime } from './rows.js';

interface OfferRow {
  readonly id: Id;
  readonly award_id: Id;
  readonly expires_at: Date;
  readonly claimed_at: Date | null;
}

const toOffer = ({ id, award_id, expires_at, claimed_at }: OfferRow): Offer => ({
  id,
  awardId: award_id,
  expiresAt: timestamp(expires_at),
  ...presentTime('claimedAt', claimed_at),
});

/** Claim links, and an award as its learner meets it: `ClaimPorts`. */
export function offerStore(deps: StoreDeps) {
  const { db, vault } = deps;
  const held = async (where: Partial<Pick<AwardRow, 'id' | 'permanent_hash'>>): Promise<HeldAward | undefined> => {
    const row = (await db.knex('award').where(where).first()) as AwardRow | undefined;
    return row && toHeld(deps, row);
  };
  return {
    token: (kind: 'claim' | 'permanent' | 'share', id: Id): string => vault.linkToken(kind, id),
    tokenHash: (token: string): Uint8Array => vault.tokenHash(token),

    offer: async (tokenHash: Uint8Array): Promise<Offer | undefined> => {
      const row = (await db.knex('offer').where({ token_hash: tokenHash }).first()) as OfferRow | undefined;
      return row && toOffer(row);
    },
    insertOffer: async ({ id, awardId, expiresAt }: Offer, tokenHash: Uint8Array): Promise<void> => {
      await db.knex('offer').insert({ id, award_id: awardId, token_hash: tokenHash, expires_at: expiresAt });
    },
    openOffer: async (awardId: Id): Promise<Offer | undefined> => {
      const open = db.knex('offer').where({ award_id: awardId, claimed_at: null }).where('expires_at', '>', deps.now());
      const row = (await open.orderBy('id', 'desc').first()) as OfferRow | undefined;
      return row && toOffer(row);
    },
    /** Of two racing callers one is told true. */
    markClaimed: async (offerId: Id, at: Timestamp): Promise<boolean> => (await db.knex('offer').where({ id: offerId, claimed_at: null }).update({ claimed_at: at })) === 1,

    /** Without formats while it is reserved and not issued yet. Throws `learner-erased`. */
    held: (awardId: Id): Promise<HeldAward | undefined> => held({ id: awardId }),
    /** Throws `learner-erased`. */
    heldByPermanentToken: (tokenHash: Uint8Array): Promise<HeldAward | undefined> => held({ permanent_hash: tokenHash }),
    awardByNumber: async (number: string): Promise<Id | undefined> => (await db.knex<AwardRow>('award').where({ number, issued: true }).first('id'))?.id,
    setDetailsPublic: async (awardId: Id, shown: boolean): Promise<void> => {
      await db.knex('award').where({ id: awardId }).update({ details_public: shown });
    },
  };
}

async function toHeld(deps: StoreDeps, row: AwardRow): Promise<HeldAward> {
  return {
    award: await loadAward(deps.db.knex, deps, row),
    status: row.status,
    ...presentTime('statusSince', row.status_since),
    ...present('statusCode', row.status_code),
    formats: (await formatsOf(deps.db.knex, [row.id])).get(row.id) ?? [],
    detailsPublic: row.details_public,
  };
}
