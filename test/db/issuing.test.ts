import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MIN_ENTRIES } from '../../src/core/bitstring.js';
import type { Award } from '../../src/core/model.js';
import type { AcceptableResult, AcceptOutcome, PendingResult } from '../../src/issue/ports.js';
import { sampleOrganisation } from '../support/award.js';
import { draftOf, issueAll, issueResults, learnerNumber, lines, openCampus, openStoreWorld, sampleResult, signedOf, type Campus, type StoreWorld } from '../support/stores.js';

let world: StoreWorld;
let campus: Campus;
beforeAll(async () => {
  world = await openStoreWorld();
});
beforeEach(async () => {
  // What an earlier test left waiting is not this one's.
  await world.database.db.knex('result').where({ state: 'accepted' }).update({ state: 'failed' });
  campus = await openCampus(world);
});
afterAll(() => world.database.close());

/** Every call is a post of its own. */
const post = async (given: readonly AcceptableResult[]) => world.store.results.acceptResults(await world.store.batches.openBatch(campus.organisation.id, 'registrar'), campus.organisation.id, given);
const accept = (results: Parameters<typeof lines>[1]) => post(lines(campus, results));
const acceptInto = (batchId: string, results: Parameters<typeof lines>[1]) => world.store.results.acceptResults(batchId, campus.organisation.id, lines(campus, results));
const correct = (award: Award | undefined, resultId = 'CORRECTED', grade = '4') => post(lines(campus, [{ resultId, grade }]).map((line) => ({ ...line, supersedes: award?.id ?? '' })));
const codeOf = (promise: Promise<unknown>): Promise<string> => promise.then(() => 'done', (error: { code: string }) => error.code);
const outcomes = (list: readonly AcceptOutcome[]) => list.map(({ outcome }) => outcome);
const count = async (table: string, where: object) => Number((await world.database.db.knex(table).where(where).count({ n: '*' }))[0]?.n);
const numbered = (n: number) => Array.from({ length: n }, (_, i) => ({ resultId: `R-${i}`, learner: learnerNumber(i) }));
const lease = async () => (await world.store.pending.leaseResults(1000)) as [PendingResult, ...PendingResult[]];
const reserve = (pending: PendingResult) => world.store.reserving.reserve(pending, draftOf(pending, campus.organisation, world.clock.at));

describe('accepting results', () => {
  it('keeps a result once: the same again is unchanged, other content is a conflict and nothing of it is kept', async () => {
    expect(await accept([{ resultId: 'A' }])).toEqual([{ line: 1, outcome: 'accepted', similarTo: [] }]);
    expect(outcomes(await accept([{ resultId: 'A' }]))).toEqual(['unchanged']);
    const before = await count('learner', {});
    expect(outcomes(await accept([{ resultId: 'A', grade: '4' }]))).toEqual(['conflict']);
    expect(outcomes(await accept([{ resultId: 'A', learner: learnerNumber(99) }]))).toEqual(['conflict']);
    expect(await count('learner', {})).toBe(before);
    const [kept] = await lease();
    expect(kept.result).toEqual(sampleResult({ resultId: 'A' }));
  });

  it('settles a result id that stands twice in one call', async () => {
    expect(outcomes(await accept([{ resultId: 'A' }, { resultId: 'A' }, { resultId: 'A', grade: '3' }]))).toEqual(['accepted', 'unchanged', 'conflict']);
    expect(await count('result', { organisation_id: campus.organisation.id })).toBe(1);
  });

  it('makes exactly one row of each result that many post at once', async () => {
    const posted = numbered(25);
    const calls = Array.from({ length: 40 }, (_, i) => accept(i % 2 === 0 ? posted : [...posted].reverse()));
    const all = (await Promise.all(calls)).flatMap(outcomes).sort();
    expect([...new Set(all)]).toEqual(['accepted', 'unchanged']);
    expect(all.filter((outcome) => outcome === 'accepted')).toHaveLength(25);
    expect(await count('result', { organisation_id: campus.organisation.id })).toBe(25);
    expect(await count('learner', { organisation_id: campus.organisation.id })).toBe(25);
  }, 120_000);

  it('lets one of many different contents under one id win, and keeps no learner of the others', async () => {
    const calls = Array.from({ length: 20 }, (_, i) => accept([{ resultId: 'SAME', learner: learnerNumber(i) }]));
    const all = (await Promise.all(calls)).flatMap(outcomes).sort();
    expect(all).toEqual(['accepted', ...Array.from({ length: 19 }, () => 'conflict')]);
    expect(await count('learner', { organisation_id: campus.organisation.id })).toBe(1);
  });

  it('names other results of the same learner, achievement and date, but not what a correction corrects', async () => {
    await accept([{ resultId: 'A' }]);
    expect(await accept([{ resultId: 'B' }, { resultId: 'C', learner: learnerNumber(1) }, { resultId: 'D', awardedOn: '2026-07-01' }])).toEqual([
      { line: 1, outcome: 'accepted', similarTo: ['A'] },
      { line: 2, outcome: 'accepted', similarTo: [] },
      { line: 3, outcome: 'accepted', similarTo: [] },
    ]);
    const [award] = await issueAll(world, campus);
    expect(await correct(award)).toEqual([{ line: 1, outcome: 'accepted', similarTo: [] }]);
  });

  it('takes a thousand and more lines in one call', async () => {
    expect(new Set(outcomes(await acceptInto(campus.batchId, numbered(1500))))).toEqual(new Set(['accepted']));
    expect((await world.store.batches.batch(campus.batchId, campus.organisation.id))?.total).toBe(1500);
  });
});

describe('accepting corrections', () => {
  it('takes one of many of the same award that are posted at once', async () => {
    const [old] = await issueResults(world, campus, [{ resultId: 'A' }]);
    const all = await Promise.all(Array.from({ length: 20 }, (_, i) => codeOf(correct(old, `C-${i}`))));
    expect(all.sort()).toEqual(['done', ...Array.from({ length: 19 }, () => 'status-final')]);
    expect(await issueAll(world, campus)).toHaveLength(1);
    expect(await count('award', { organisation_id: campus.organisation.id, status: 'active' })).toBe(1);
  }, 120_000);

  it('takes the same one once, however many post it at once, and again after it was issued', async () => {
    const [old] = await issueResults(world, campus, [{ resultId: 'A' }]);
    const all = (await Promise.all(Array.from({ length: 20 }, () => correct(old)))).flatMap(outcomes);
    expect(all.sort()).toEqual(['accepted', ...Array.from({ length: 19 }, () => 'unchanged')]);
    await issueAll(world, campus);
    expect(outcomes(await correct(old))).toEqual(['unchanged']);
    expect(outcomes(await correct(old, 'CORRECTED', '3'))).toEqual(['conflict']);
    expect(await codeOf(correct(old, 'OTHER'))).toBe('status-final');
  }, 120_000);

  it('takes another in place of one that could not be issued', async () => {
    const [old] = await issueResults(world, campus, [{ resultId: 'A' }]);
    await correct(old);
    const [first] = await lease();
    await world.store.pending.failResult(first.id, { code: 'lint-failed', message: 'rule X' });
    expect(outcomes(await correct(old, 'SECOND'))).toEqual(['accepted']);
    const [fresh] = await issueAll(world, campus);
    expect(await world.store.awards.ownAward(old?.credentialId ?? '')).toMatchObject({ status: 'superseded', supersededBy: fresh?.id });
  });
});

describe('leasing', () => {
  it('gives a result to one worker at a time, and again when the lease has run out', async () => {
    await accept(numbered(10));
    const taken = await Promise.all(['a', 'b', 'c', 'd'].map((name) => world.worker(name).pending.leaseResults(4)));
    const ids = taken.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Math.max(...taken.map((part) => part.length))).toBeLessThanOrEqual(4);
    ids.push(...(await world.store.pending.leaseResults(1000)).map(({ id }) => id));
    expect(new Set(ids).size).toBe(10);
    expect(await world.store.pending.leaseResults(10)).toEqual([]);
    world.clock.at = new Date(world.clock.at.getTime() + 61_000);
    expect(await lease()).toHaveLength(10);
  });

  it('holds on as long as its worker says so, tells it what another took, and is let go when the database has one process alone', async () => {
    await accept(numbered(3));
    const ids = (await lease()).map(({ id }) => id);
    const pass = (ms: number) => (world.clock.at = new Date(world.clock.at.getTime() + ms));
    const other = world.worker('other').pending;
    pass(10_000);
    expect([...(await world.store.pending.renewLeases(ids))].sort()).toEqual(ids);
    pass(10_000);
    expect(await other.leaseResults(10)).toEqual([]);
    pass(6_000);
    const [taken] = await other.leaseResults(1);
    expect([...(await world.store.pending.renewLeases(ids))].sort()).toEqual(ids.filter((id) => id !== taken?.id));
    expect(await world.worker('third').pending.leaseResults(10)).toEqual([]);
    await other.freeLeases();
    expect(await world.worker('third').pending.leaseResults(10)).toHaveLength(3);
  });

  it('gives back neither what failed nor what was issued, and the batch says so by line', async () => {
    await acceptInto(campus.batchId, numbered(3));
    await world.store.batches.saveRejections(campus.batchId, [{ line: 7, code: 'element-missing', path: '/learner', message: 'M1 is missing' }]);
    const [first, second] = await lease();
    const award = await reserve(first);
    await world.store.keeping.keep(first, award, signedOf(award));
    await world.store.pending.failResult(second?.id ?? '', { code: 'lint-failed', message: 'rule X' });
    world.clock.at = new Date(world.clock.at.getTime() + 61_000);
    expect(await lease()).toHaveLength(1);
    expect(await world.store.batches.batch(campus.batchId, campus.organisation.id)).toMatchObject({
      state: 'running', total: 3, issued: 1, failed: 1,
      rejected: [{ line: 7, code: 'element-missing', path: '/learner', message: 'M1 is missing' }],
      failures: [{ line: Number(second?.result.resultId.slice(2)) + 1, code: 'lint-failed', message: 'rule X' }],
    });
    expect(await world.store.batches.batch(campus.batchId, world.id())).toBeUndefined();
    await issueAll(world, campus);
    world.clock.at = new Date(world.clock.at.getTime() + 61_000);
    await issueAll(world, campus);
    expect(await world.store.batches.batch(campus.batchId, campus.organisation.id)).toMatchObject({ state: 'done', issued: 2, finishedAt: expect.any(String) });
  });
});

describe('what could not be issued', () => {
  it('is tried again when it is posted again, and no correction whose place was taken', async () => {
    await accept(numbered(1));
    const [first] = await lease();
    await world.store.pending.failResult(first.id, { code: 'key-missing', message: 'no key' });
    expect(await lease()).toEqual([]);
    expect(outcomes(await accept(numbered(1)))).toEqual(['accepted']);
    const [again] = await lease();
    expect(again?.id).toBe(first.id);
    await world.store.keeping.keep(again, await reserve(again), signedOf(await reserve(again)));
    expect(outcomes(await accept(numbered(1)))).toEqual(['unchanged']);
  });

  it('fails alone when its text does not open: the others of its lease go on', async () => {
    await accept(numbered(3));
    await world.database.db.knex('result').where({ result_id: numbered(3)[1]?.resultId }).update({ payload: Buffer.from('spoiled') });
    expect(await lease()).toHaveLength(2);
    world.clock.at = new Date(world.clock.at.getTime() + 61_000);
    expect(await lease()).toHaveLength(2);
  });
});

describe('reserving', () => {
  it('gives the same award again, with the same ids, salts, number and index', async () => {
    await accept([{}]);
    const [pending] = await lease();
    const award = await reserve(pending);
    expect(await reserve(pending)).toEqual(award);
    expect(await count('award', { organisation_id: campus.organisation.id })).toBe(1);
  });

  it('never gives an index twice, 40 at once, and makes one list for them', async () => {
    await accept(numbered(40));
    const awards = await Promise.all((await lease()).map(reserve));
    expect(new Set(awards.map(({ statusEntry }) => statusEntry.list)).size).toBe(1);
    expect(new Set(awards.map(({ statusEntry }) => statusEntry.index)).size).toBe(40);
    expect(new Set(awards.map(({ number }) => number)).size).toBe(40);
    const indexes = awards.map(({ statusEntry }) => statusEntry.index);
    expect(indexes).not.toEqual([...indexes].sort((a, b) => a - b));
    expect(Math.max(...indexes)).toBeGreaterThan(1000);
  }, 120_000);

  it('makes one award of one result that many reserve at once', async () => {
    await accept([{}]);
    const [pending] = await lease();
    const awards = await Promise.all(Array.from({ length: 40 }, () => reserve(pending)));
    for (const award of awards) expect(award).toEqual(awards[0]);
    expect(await count('award', { organisation_id: campus.organisation.id })).toBe(1);
    expect((await world.database.db.knex('status_list').where({ organisation_id: campus.organisation.id }).first<{ next: number }>('next')).next).toBe(1);
  }, 120_000);

  it('opens one next list when the first is full, however many ask', async () => {
    await issueResults(world, campus, [{ resultId: 'FIRST' }]);
    await world.database.db.knex('status_list').where({ organisation_id: campus.organisation.id }).update({ next: MIN_ENTRIES - 5 });
    await accept(numbered(20));
    const lists = (await Promise.all((await lease()).map(reserve))).map(({ statusEntry }) => statusEntry.list);
    const sizes = [...new Set(lists)].map((list) => lists.filter((other) => other === list).length);
    expect(sizes.sort((a, b) => a - b)).toEqual([5, 15]);
    expect(await count('status_list', { organisation_id: campus.organisation.id })).toBe(2);
  }, 120_000);

  it('keeps the organisation and the achievement as they were awarded', async () => {
    const [award] = await issueResults(world, campus, [{}]);
    await world.store.organisations.updateOrganisation({ ...campus.organisation, legalName: { en: 'Renamed' } }, 'test');
    const { id, organisationId: _o, version: _v, ...content } = campus.achievement;
    expect((await world.store.achievements.saveAchievement(id, { ...content, title: { en: 'Retitled' } }, 'test')).version).toBe(2);
    const held = await world.store.offers.held(award?.id ?? '');
    expect(held?.award).toEqual(award);
    expect(Object.keys(held?.award.organisation.legalName ?? {})).toEqual(['hr', 'en']);
    expect(held?.award.achievement.title).toEqual(campus.achievement.title);
  });

  it('keeps every awarding body of a joint award, in its order', async () => {
    const other = sampleOrganisation({ id: world.id(), slug: `b-${world.id().slice(-12)}`, did: `did:web:b${world.id()}` });
    await world.store.organisations.insertOrganisation(other, 'test');
    await accept([{}]);
    const [pending] = await lease();
    const draft = { ...draftOf(pending, campus.organisation, world.clock.at), awardingBodies: [campus.organisation, other] };
    const award = await world.store.reserving.reserve(pending, draft);
    expect((await world.store.offers.held(award.id))?.award.awardingBodies.map(({ id }) => id)).toEqual([campus.organisation.id, other.id]);
  });
});

describe('keeping', () => {
  it('gives the exact bytes back, once, with a claim link and a permanent one', async () => {
    await accept([{}]);
    const [pending] = await lease();
    const award = await reserve(pending);
    expect((await world.store.offers.held(award.id))?.formats).toEqual([]);
    await Promise.all(Array.from({ length: 10 }, () => world.store.keeping.keep(pending, award, signedOf(award))));
    for (const { format, bytes, mediaType } of signedOf(award)) {
      const kept = await world.store.credentials.credential(campus.organisation.id, award.id, format);
      expect(Buffer.from(kept?.bytes ?? [])).toEqual(Buffer.from(bytes));
      expect(kept?.mediaType).toBe(mediaType);
    }
    expect(await world.store.credentials.credential(world.id(), award.id, 'ob3-di')).toBeUndefined();
    expect(await count('offer', { award_id: award.id })).toBe(1);
    const offer = await world.store.offers.openOffer(award.id);
    expect(offer?.expiresAt).toBe('2027-02-21T23:59:59Z');
    expect(await world.store.offers.offer(world.store.offers.tokenHash(world.store.offers.token('claim', offer?.id ?? '')))).toEqual(offer);
    const held = await world.store.offers.heldByPermanentToken(world.store.offers.tokenHash(world.store.offers.token('permanent', award.id)));
    expect(held).toEqual({ award, status: 'active', formats: ['ob3-di', 'ob3-jwt'], detailsPublic: false });
  });

  it('lets one of many claim', async () => {
    const [award] = await issueResults(world, campus, [{}]);
    const offer = await world.store.offers.openOffer(award?.id ?? '');
    const claims = await Promise.all(Array.from({ length: 10 }, () => world.store.offers.markClaimed(offer?.id ?? '', '2026-11-22T00:00:00Z')));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await world.store.offers.openOffer(award?.id ?? '')).toBeUndefined();
  });

  it('marks the corrected award as superseded, once, in its list and in the trail', async () => {
    const [old] = await issueResults(world, campus, [{ resultId: 'A' }]);
    await correct(old);
    const [fresh] = await issueAll(world, campus);
    expect(fresh?.supersedes).toBe(old?.id);
    expect(await world.store.awards.ownAward(old?.credentialId ?? '')).toMatchObject({ status: 'superseded', code: 'replaced', supersededBy: fresh?.id });
    expect(await world.store.awards.ownAward(fresh?.credentialId ?? '')).toEqual({ status: 'active' });
    const listId = old?.statusEntry.list.split('/').at(-1) ?? '';
    expect(await world.store.statusLists.listState(listId)).toMatchObject({ version: 2, set: { revocation: [old?.statusEntry.index], suspension: [] } });
    const { items } = await world.store.audit.audit(campus.organisation.id, undefined, 100);
    expect(items.map(({ action }) => action).sort()).toEqual(['achievement.created', 'award.issued', 'award.issued', 'award.supersede', 'organisation.created', 'results.accepted', 'results.accepted']);
  });

  it('refuses to supersede what another award superseded, and keeps nothing', async () => {
    const [old, other] = await issueResults(world, campus, [{ resultId: 'A' }, { resultId: 'B', learner: learnerNumber(1) }]);
    await correct(old);
    const [pending] = await lease();
    const award = await reserve(pending);
    await world.database.db.knex('award').where({ id: old?.id }).update({ superseded_by: other?.id });
    expect(await codeOf(world.store.keeping.keep(pending, award, signedOf(award)))).toBe('status-final');
    expect(await count('credential', { award_id: award.id })).toBe(0);
  });

  it('leaves a revoked award revoked when it is corrected', async () => {
    const [old] = await issueResults(world, campus, [{ resultId: 'A' }]);
    const change = { awardId: old?.id ?? '', organisationId: campus.organisation.id, from: 'active', to: 'revoked', action: 'revoke', code: 'withdrawn', actor: 'test' } as const;
    expect(await world.store.statusChanges.applyChange(change)).toBe(true);
    await correct(old);
    const [fresh] = await issueAll(world, campus);
    expect(await world.store.awards.ownAward(old?.credentialId ?? '')).toMatchObject({ status: 'revoked', code: 'withdrawn', supersededBy: fresh?.id });
  });
});

describe('the list of awards', () => {
  it('goes page by page, and shows only what is issued, of the organisation that asks', async () => {
    const awards = await issueResults(world, campus, numbered(5));
    await accept([{ resultId: 'RESERVED' }]);
    await reserve((await lease())[0]);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await world.store.awardList.awards(campus.organisation.id, cursor, 2);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual(awards.map(({ id }) => id).sort());
    await expect(world.store.awardList.awards(campus.organisation.id, "'; --", 2)).rejects.toMatchObject({ code: 'input-invalid' });
    expect(await world.store.awardList.award(world.id(), seen[0] ?? '')).toBeUndefined();
  });

  it('shows an award of an earlier batch in a batch that posted its result again', async () => {
    const [award] = await issueResults(world, campus, [{ resultId: 'A' }]);
    const second = await world.store.batches.openBatch(campus.organisation.id, 'registrar');
    await acceptInto(second, [{ resultId: 'A' }, { resultId: 'A' }]);
    const [row, ...others] = await world.store.awardList.batchAwards(campus.organisation.id, second);
    expect(others).toEqual([]);
    const claim = await world.store.offers.openOffer(award?.id ?? '');
    expect(row).toEqual({
      id: award?.id, resultId: 'A', number: award?.number, credentialId: award?.credentialId, awardedOn: '2026-06-30', issuedAt: award?.issuedAt,
      achievement: { id: campus.achievement.id, version: 1, code: 'FINTECH-501', title: 'FinTech: markets, models and risk' },
      learner: { name: 'Ana Kovačević' }, status: 'active', claimed: false, formats: ['ob3-di', 'ob3-jwt'],
      claimUrl: `https://testamur.example/claim/${world.store.offers.token('claim', claim?.id ?? '')}`,
      permanentUrl: `https://testamur.example/v/${world.store.offers.token('permanent', award?.id ?? '')}`,
    });
    await world.store.offers.markClaimed(claim?.id ?? '', '2026-11-22T00:00:00Z');
    expect(await world.store.awardList.award(campus.organisation.id, award?.id ?? '')).not.toHaveProperty('claimUrl');
  });
});
