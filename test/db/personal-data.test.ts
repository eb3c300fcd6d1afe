import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Award } from '../../src/core/model.js';
import { issueResults, lines, openCampus, openStoreWorld, type Campus, type StoreWorld } from '../support/stores.js';

const LEARNER = {
  givenName: 'Wilhelmijntje',
  familyName: 'Quackelbeen-Ó Súilleabháin',
  fullName: 'Wilhelmijntje Q.',
  studentNumber: 'SN-7741903',
  europeanStudentIdentifier: 'urn:schac:personalUniqueCode:int:esi:HR:7741903',
  birthDate: '1987-02-13',
  email: 'Wilhelmijntje.Q@student.example',
};
const GRADE = 'grade-cum-laude-9';
const NOTE = 'plagiarism suspected by the second examiner';
const REPORT = { verification: { credential: { learner: LEARNER.givenName } } };
const REPORT_NAME = 'cmVwb3J0LW5hbWUtMTI4Yg';

let world: StoreWorld;
let campus: Campus;
let award: Award;
beforeAll(async () => {
  world = await openStoreWorld();
  campus = await openCampus(world);
  [award] = (await issueResults(world, campus, [{ resultId: 'A', learner: LEARNER, grade: GRADE }])) as [Award];
  await suspend(NOTE);
  await world.store.reports.insertReport(REPORT_NAME, REPORT, '2026-11-22T10:00:00Z');
});
afterAll(() => world.database.close());

const suspend = (note?: string) => change({ from: 'active', to: 'suspended', action: 'suspend' } as const, note);
const change = (how: { from: 'active' | 'suspended'; to: 'suspended' | 'revoked'; action: 'suspend' | 'revoke' }, note?: string) =>
  world.store.statusChanges.applyChange({ awardId: award.id, organisationId: campus.organisation.id, ...how, code: 'assessment-reopened', ...(note === undefined ? {} : { note }), actor: 'test' });

/** Every table, as text; bytes in hexadecimal. */
async function dump(): Promise<string> {
  const { knex } = world.database.db;
  const { rows: tables } = await knex.raw<{ rows: { name: string }[] }>(`select table_name as name from information_schema.tables where table_schema = 'public'`);
  const parts = await Promise.all(tables.map(async ({ name }) => (await knex.raw<{ rows: { row: string }[] }>('select t::text as row from ?? t', [name])).rows.map(({ row }) => `${name}: ${row}`).join('\n')));
  return parts.join('\n').toLowerCase();
}
/** A secret as it would stand in a dump: itself, escaped as JSON, its bytes, base64 of them, and hashes that anyone could make. */
const forms = (secret: string): string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  Buffer.from(secret).toString('hex'),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('base64'),
  createHash('sha256').update(secret).digest('hex'),
  createHash('sha256').update(secret.toLowerCase()).digest('hex'),
];
async function found(secrets: readonly string[]): Promise<string[]> {
  const all = await dump();
  return secrets.filter((secret) => forms(secret).some((form) => all.includes(form.toLowerCase())));
}

describe('personal data at rest', () => {
  it('stands nowhere in the clear: no name, number, date, address, grade, note, report', async () => {
    expect(await found([...Object.values(LEARNER), GRADE, NOTE, award.subjectId])).toEqual([]);
    // A report's name is 128 random bits, so that its plain hash may be stored.
    expect(await dump()).not.toContain(REPORT_NAME.toLowerCase());
  });

  it('would be found by this test', async () => {
    const { knex } = world.database.db;
    await knex('setting').insert({ key: 'planted', value: Buffer.from(`..${LEARNER.email}..`) });
    expect(await found([LEARNER.email])).toEqual([LEARNER.email]);
    await knex('setting').where({ key: 'planted' }).delete();
    expect(await found([award.credentialId, 'a.b', 'fintech-501'])).toEqual([award.credentialId, 'fintech-501']);
  });

  it('is sealed for its row: bytes put into another row do not open', async () => {
    const [other] = await issueResults(world, campus, [{ resultId: 'OTHER', learner: LEARNER, awardedOn: '2026-01-01' }]);
    const { knex } = world.database.db;
    const stolen = await knex('credential').where({ award_id: award.id, format: 'ob3-di' }).first<{ document: Uint8Array }>('document');
    await knex('credential').where({ award_id: other?.id ?? '', format: 'ob3-di' }).update({ document: stolen.document });
    await expect(world.store.credentials.document(other?.id ?? '', 'ob3-di')).rejects.toMatchObject({ code: 'bug' });
  });

  it('never joins the learners of two organisations', async () => {
    const elsewhere = await openCampus(world);
    await issueResults(world, elsewhere, [{ resultId: 'A', learner: LEARNER, grade: GRADE }]);
    const rows = await world.database.db.knex('learner').select<{ identity: Uint8Array; organisation_id: string }[]>('identity', 'organisation_id');
    const mine = rows.filter(({ organisation_id }) => organisation_id === campus.organisation.id);
    const theirs = rows.filter(({ organisation_id }) => organisation_id === elsewhere.organisation.id);
    expect([mine.length, theirs.length]).toEqual([1, 1]);
    expect(Buffer.from(mine[0]?.identity ?? []).equals(theirs[0]?.identity ?? Buffer.alloc(0))).toBe(false);
  });
});

describe('erasing a learner', () => {
  it('makes everything of the person unreadable, keeps the register, and the credential still verifies', async () => {
    const waiting = lines(campus, [{ resultId: 'WAITING', learner: LEARNER, awardedOn: '2026-02-02' }]);
    await world.store.results.acceptResults(campus.batchId, campus.organisation.id, waiting);
    const offer = await world.store.offers.openOffer(award.id);
    const { learner_id } = await world.database.db.knex('award').where({ id: award.id }).first<{ learner_id: string }>('learner_id');
    await world.store.erasure.eraseLearner(learner_id, 'data protection officer');
    await world.store.erasure.eraseLearner(learner_id, 'data protection officer');

    const erased = { code: 'learner-erased' };
    await expect(world.store.offers.held(award.id)).rejects.toMatchObject(erased);
    await expect(world.store.credentials.document(award.id, 'ob3-di')).rejects.toMatchObject(erased);
    await expect(world.store.offers.heldByPermanentToken(world.store.offers.tokenHash(world.store.offers.token('permanent', award.id)))).rejects.toMatchObject(erased);
    expect(await world.store.offers.offer(world.store.offers.tokenHash(world.store.offers.token('claim', offer?.id ?? '')))).toBeUndefined();
    expect(await world.database.db.knex('learner_key').where({ learner_id })).toEqual([]);
    expect(await world.database.db.knex('learner').where({ id: learner_id }).first<object>()).toMatchObject({ identity: null, erased_at: world.clock.at });
    expect(await world.database.db.knex('result').where({ learner_id }).whereNotNull('payload')).toEqual([]);

    expect(await world.store.awards.ownAward(award.credentialId)).toMatchObject({ status: 'suspended' });
    expect(await world.store.awardList.award(campus.organisation.id, award.id)).toMatchObject({ number: award.number, learner: { name: '' } });
    const { items } = await world.store.audit.audit(campus.organisation.id, undefined, 100);
    expect(items.filter(({ action }) => action === 'learner.erased').map(({ subject }) => subject)).toEqual([learner_id]);
  });

  it('issues nothing more of what waited, and never the same result again', async () => {
    expect(await world.store.pending.leaseResults(100)).toEqual([]);
    expect(await world.store.batches.batch(campus.batchId, campus.organisation.id)).toMatchObject({ state: 'done', failures: [{ line: 1, code: 'learner-erased' }] });
    const again = await world.store.batches.openBatch(campus.organisation.id, 'test');
    const outcomes = await world.store.results.acceptResults(again, campus.organisation.id, lines(campus, [{ resultId: 'A', learner: LEARNER, grade: GRADE }]));
    expect(outcomes).toEqual([{ line: 1, outcome: 'conflict' }]);
  });

  it('still lets the award be revoked, without a note', async () => {
    const revoke = { from: 'suspended', to: 'revoked', action: 'revoke' } as const;
    await expect(change(revoke, NOTE)).rejects.toMatchObject({ code: 'learner-erased' });
    expect(await world.store.awards.ownAward(award.credentialId)).toMatchObject({ status: 'suspended' });
    expect(await change(revoke)).toBe(true);
  });

  it('says so when there is no such learner', async () => {
    await expect(world.store.erasure.eraseLearner(world.id(), 'test')).rejects.toMatchObject({ code: 'not-found' });
  });
});
