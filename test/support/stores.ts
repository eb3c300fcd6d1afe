import { randomBytes } from 'node:crypto';
import { utf8 } from '../../src/core/bytes.js';
import { uuidUrn, uuidv7 } from '../../src/core/ids.js';
import type { Achievement, Award, Id, Organisation, Result } from '../../src/core/model.js';
import { timestamp } from '../../src/core/time.js';
import type { AcceptableResult, AwardDraft, PendingResult } from '../../src/issue/ports.js';
import type { StoreDeps } from '../../src/store/context.js';
import { createStore, type Store } from '../../src/store/index.js';
import { BASE_URL, sampleAchievement, sampleAward, sampleOrganisation } from './award.js';
import { openTestDatabase, type TestDatabase } from './database.js';

/** The stores on a database of their own, and a clock that tests turn. */
export interface StoreWorld {
  readonly database: TestDatabase;
  readonly deps: StoreDeps;
  readonly store: Store;
  readonly clock: { at: Date };
  readonly id: () => Id;
  /** The same database through another process. */
  worker(name: string): Store;
}

export async function openStoreWorld(): Promise<StoreWorld> {
  const database = await openTestDatabase();
  const clock = { at: new Date('2026-11-21T10:00:00Z') };
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const deps: StoreDeps = { db: database.db, vault: database.vault, baseUrl: BASE_URL, worker: 'worker-1', now: () => clock.at, random };
  return { database, deps, store: createStore(deps), clock, id: () => uuidv7(clock.at, random(10)), worker: (name) => createStore({ ...deps, worker: name }) };
}

/** An organisation with one achievement, and an open batch. */
export interface Campus {
  readonly organisation: Organisation;
  readonly achievement: Achievement;
  readonly batchId: Id;
}

export async function openCampus({ store, id }: StoreWorld): Promise<Campus> {
  const organisationId = id();
  const slug = `uni-${organisationId.slice(-12)}`;
  const organisation = sampleOrganisation({ id: organisationId, slug, did: `did:web:testamur.example:o:${slug}` });
  const achievement = sampleAchievement({ id: id(), organisationId });
  await store.organisations.insertOrganisation(organisation, 'test');
  await store.achievements.insertAchievement(achievement, 'test');
  return { organisation, achievement, batchId: await store.batches.openBatch(organisationId, 'registrar') };
}

export function sampleResult(overrides: Partial<Result> = {}): Result {
  const { learner, awardedOn, route, grade = '', supervision = '' } = sampleAward();
  return { resultId: 'R-1', achievement: 'FINTECH-501', learner, outcome: 'passed', awardedOn, route, grade, supervision, ...overrides };
}

/** Lines of one call; learners differ unless a line says which. */
export function lines({ achievement }: Campus, results: readonly Partial<Result>[]): AcceptableResult[] {
  return results.map((overrides, i) => ({
    line: i + 1,
    result: sampleResult(overrides),
    achievementId: achievement.id,
    achievementVersion: achievement.version,
    language: 'en',
  }));
}
export const learnerNumber = (n: number) => ({ givenName: 'Zvonimira', familyName: `Štefančić-${n}`, studentNumber: `SN-${n}`, email: `zvonimira.${n}@student.example` });

/** What `compose` would make of a waiting result. */
export function draftOf(pending: PendingResult, organisation: Organisation, now: Date): AwardDraft {
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const { learner, awardedOn, route, grade, supervision } = pending.result;
  return {
    id: uuidv7(now, random(10)),
    credentialId: uuidUrn(random(16)),
    subjectId: uuidUrn(random(16)),
    organisation,
    awardingBodies: [organisation],
    achievement: pending.achievement,
    learner,
    salts: { email: 'c2FsdA' },
    route,
    language: pending.language,
    awardedOn,
    issuedAt: timestamp(now),
    validUntil: '2031-06-30T23:59:59Z',
    ...(grade === undefined ? {} : { grade }),
    ...(supervision === undefined ? {} : { supervision }),
    ...(pending.supersedes === undefined ? {} : { supersedes: pending.supersedes }),
  };
}

export const signedOf = (award: Award) =>
  [
    { format: 'ob3-di', mediaType: 'application/vc', bytes: utf8(`{"id":"${award.credentialId}", "name":"${award.learner.familyName ?? ''} — ¹"}`) },
    { format: 'ob3-jwt', mediaType: 'application/vc+jwt', bytes: utf8(`head.${award.number}.signature`) },
  ] as const;

/** Everything waiting, taken and kept. */
export async function issueAll({ store, clock }: StoreWorld, { organisation }: Campus): Promise<Award[]> {
  const awards: Award[] = [];
  for (const pending of await store.pending.leaseResults(1000)) {
    const award = await store.reserving.reserve(pending, draftOf(pending, organisation, clock.at));
    await store.keeping.keep(pending, award, signedOf(award));
    awards.push(award);
  }
  return awards;
}

/** Posted in a batch of their own and issued, one award for each. */
export async function issueResults(world: StoreWorld, campus: Campus, results: readonly Partial<Result>[]): Promise<Award[]> {
  const batchId = await world.store.batches.openBatch(campus.organisation.id, 'registrar');
  await world.store.results.acceptResults(batchId, campus.organisation.id, lines(campus, results));
  return issueAll(world, campus);
}
