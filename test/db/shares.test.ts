import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIVE_SHARES, type Problem, type Share } from '../../src/claim/ports.js';
import type { Award } from '../../src/core/model.js';
import { issueResults, openCampus, openStoreWorld, type Campus, type StoreWorld } from '../support/stores.js';

let world: StoreWorld;
let campus: Campus;
let award: Award;
let other: Award;
beforeAll(async () => {
  world = await openStoreWorld();
  campus = await openCampus(world);
  [award, other] = (await issueResults(world, campus, [{ resultId: 'A' }, { resultId: 'B', awardedOn: '2026-01-01' }])) as [Award, Award];
});
afterAll(() => world.database.close());

const LABEL = 'Bewerbung bei Quackelbeen & Söhne';
const passphrase = { n: 32768, r: 8, p: 3, salt: 'c2FsdC1vZi10aGUtaGFzaA', hash: 'aGFzaC1vZi10aGUtcGFzc3BocmFzZQ' };
const shareOf = (overrides: Partial<Share> = {}): Share => ({
  id: world.id(),
  awardId: award.id,
  label: LABEL,
  shows: { view: 'summary', name: true, grade: false },
  createdAt: '2026-11-21T10:00:00Z',
  expiresAt: '2026-12-21T23:59:59Z',
  counting: true,
  opened: 0,
  ...overrides,
});
const hashOf = ({ id }: Share): Uint8Array => world.store.offers.tokenHash(world.store.offers.token('share', id));
const insert = async (share: Share): Promise<Share> => {
  expect(await world.store.shares.insertShare(share, hashOf(share))).toBe(true);
  return share;
};
const dump = async (): Promise<string> => (await world.database.db.knex.raw<{ rows: { row: string }[] }>('select s::text as row from share s')).rows.map(({ row }) => row).join('\n').toLowerCase();

describe('shares', () => {
  it('are kept as they were made, and found by their token alone', async () => {
    const { expiresAt: _expiresAt, ...endless } = shareOf({ passphrase, counting: false, shows: { view: 'all' } });
    for (const share of [await insert(shareOf()), await insert(endless)]) expect(await world.store.shares.share(hashOf(share))).toEqual(share);
    expect(await world.store.shares.share(world.store.offers.tokenHash('AAAAAAAAAAAAAAAAAAAAAA'))).toBeUndefined();
    // A claim link's token of the same id is another one.
    expect(await world.store.shares.share(world.store.offers.tokenHash(world.store.offers.token('claim', endless.id)))).toBeUndefined();
  });

  it('rest sealed: neither label nor passphrase, nor its hash, nor the token stands in the table', async () => {
    const share = await insert(shareOf({ passphrase }));
    const all = await dump();
    for (const secret of [LABEL, passphrase.hash, passphrase.salt, world.store.offers.token('share', share.id), 'summary']) {
      for (const form of [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')]) expect(all).not.toContain(form.toLowerCase());
    }
    expect(all).toContain(share.id);
  });

  it('are sealed for their row: settings put into another one do not open', async () => {
    const [one, two] = [await insert(shareOf()), await insert(shareOf({ shows: { view: 'all' } }))];
    const { knex } = world.database.db;
    const { settings } = await knex('share').where({ id: two.id }).first<{ settings: Uint8Array }>('settings');
    await knex('share').where({ id: one.id }).update({ settings });
    await expect(world.store.shares.share(hashOf(one))).rejects.toMatchObject({ code: 'bug' });
    await knex('share').where({ id: one.id }).delete();
  });

  it('are ended once, and only under their own award', async () => {
    const share = await insert(shareOf());
    expect(await world.store.shares.withdrawShare({ id: share.id, awardId: other.id }, '2026-11-22T10:00:00Z')).toBe(false);
    expect((await world.store.shares.share(hashOf(share)))?.withdrawnAt).toBeUndefined();
    for (const at of ['2026-11-23T10:00:00Z', '2026-11-24T10:00:00Z']) expect(await world.store.shares.withdrawShare(share, at)).toBe(true);
    expect((await world.store.shares.share(hashOf(share)))?.withdrawnAt).toBe('2026-11-23T10:00:00Z');
  });

  it('count every opening of many at once, and none that nobody asked to count', async () => {
    const [counted, silent] = [await insert(shareOf()), await insert(shareOf({ counting: false }))];
    await Promise.all([counted, silent].flatMap(({ id }) => Array.from({ length: 20 }, () => world.store.shares.countOpening(id, '2026-11-23'))));
    expect(await world.store.shares.share(hashOf(counted))).toMatchObject({ opened: 20, lastOpenedOn: '2026-11-23' });
    expect(await world.store.shares.share(hashOf(silent))).toEqual(silent);
  });

  it('are limited while they are live, also when many are made at once; what ended makes room', async () => {
    const before = (await world.store.shares.sharesOf(other.id)).length;
    const made = await Promise.all(Array.from({ length: LIVE_SHARES + 10 }, () => shareOf({ awardId: other.id })).map((share) => world.store.shares.insertShare(share, hashOf(share)).then((kept) => ({ share, kept }))));
    const kept = made.filter((one) => one.kept).map(({ share }) => share);
    expect([before, kept.length]).toEqual([0, LIVE_SHARES]);
    await world.store.shares.withdrawShare(kept[0]!, '2026-11-22T10:00:00Z');
    world.clock.at = new Date('2026-11-21T10:00:01Z');
    const next = shareOf({ awardId: other.id });
    expect(await world.store.shares.insertShare(next, hashOf(next))).toBe(true);
    const listed = await world.store.shares.sharesOf(other.id);
    expect([listed.length, listed[0]?.id, listed.at(-1)?.id]).toEqual([LIVE_SHARES + 1, next.id, kept[0]!.id]);
    world.clock.at = new Date('2026-12-22T00:00:00Z');
    const late = shareOf({ awardId: other.id, expiresAt: '2027-01-01T23:59:59Z' });
    expect(await world.store.shares.insertShare(late, hashOf(late))).toBe(true);
    expect((await world.store.shares.sharesOf(other.id)).length).toBe(21);
    world.clock.at = new Date('2026-11-21T10:00:00Z');
  });

  it('go with their learner, and none is made after', async () => {
    const share = await insert(shareOf());
    const { learner_id } = await world.database.db.knex('award').where({ id: award.id }).first<{ learner_id: string }>('learner_id');
    expect((await world.store.erasure.holding(learner_id)).shares).toBeGreaterThan(0);
    const late = shareOf();
    const racing = [world.store.shares.insertShare(late, hashOf(late)), world.store.erasure.eraseLearner(learner_id, 'test')];
    await Promise.allSettled(racing);
    expect(await world.database.db.knex('share').where({ award_id: award.id })).toEqual([]);
    expect((await world.store.erasure.holding(learner_id)).shares).toBe(0);
    expect(await world.store.shares.share(hashOf(share))).toBeUndefined();
    await expect(world.store.shares.insertShare(late, hashOf(late))).rejects.toMatchObject({ code: 'learner-erased' });
  });
});

describe('what a learner says is wrong', () => {
  let theirs: Award;
  beforeAll(async () => {
    [theirs] = (await issueResults(world, campus, [{ resultId: 'C', learner: { fullName: 'Siti', studentNumber: 'SN-3' } }])) as [Award];
  });
  const problemOf = ({ id }: Award): Problem => ({ id: world.id(), awardId: id, kind: 'not-me', words: LABEL, at: '2026-11-21T10:00:00Z' });

  it('waits for an erasure that has begun, or it would outlive it', async () => {
    const { learner_id } = await world.database.db.knex('award').where({ id: theirs.id }).first<{ learner_id: string }>('learner_id');
    let settled = false;
    let begin: (value?: unknown) => void = () => undefined;
    const told = new Promise((resolve) => (begin = resolve)).then(() => world.store.problems.insertProblem(problemOf(theirs), campus.organisation.id)).finally(() => (settled = true));
    await world.database.db.transaction(async (trx) => {
      await trx('learner').where({ id: learner_id }).forUpdate().first('id');
      begin();
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(settled).toBe(false);
    });
    expect(await told).toBe(true);
  });

  it('goes with the learner, and none is taken after', async () => {
    const { learner_id } = await world.database.db.knex('award').where({ id: theirs.id }).first<{ learner_id: string }>('learner_id');
    await Promise.allSettled([world.store.problems.insertProblem(problemOf(theirs), campus.organisation.id), world.store.erasure.eraseLearner(learner_id, 'test')]);
    expect(await world.database.db.knex('problem')).toEqual([]);
    await expect(world.store.problems.insertProblem(problemOf(theirs), campus.organisation.id)).rejects.toMatchObject({ code: 'learner-erased' });
  });
});
