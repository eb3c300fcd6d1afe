import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { timestamp } from '../../src/core/time.js';
import { keepReports } from '../../src/verify/keep.js';
import type { Verification } from '../../src/verify/report.js';
import { MIN_ENTRIES } from '../../src/core/bitstring.js';
import type { TrustStatement } from '../../src/core/evidence.js';
import type { Award, AwardStatus } from '../../src/core/model.js';
import type { PendingResult } from '../../src/issue/ports.js';
import type { NewKey } from '../../src/core/signing-key.js';
import type { ListDocument, StatusAction } from '../../src/status/ports.js';
import { sampleAchievement, sampleOrganisation } from '../support/award.js';
import { draftOf, issueResults, learnerNumber, lines, openCampus, openStoreWorld, type Campus, type StoreWorld } from '../support/stores.js';

let world: StoreWorld;
let campus: Campus;
beforeAll(async () => {
  world = await openStoreWorld();
});
beforeEach(async () => {
  campus = await openCampus(world);
});
afterAll(() => world.database.close());

const actions = async (organisationId = campus.organisation.id) => (await world.store.audit.audit(organisationId, undefined, 100)).items.map(({ action }) => action).sort();

describe('organisations', () => {
  it('come back as they went in, the order of their languages included', async () => {
    const { organisations } = world.store;
    const found = await organisations.organisation(campus.organisation.id);
    expect(found).toEqual(campus.organisation);
    expect(JSON.stringify(found?.legalName)).toBe(JSON.stringify(campus.organisation.legalName));
    expect(await organisations.organisationBySlug(campus.organisation.slug)).toEqual(campus.organisation);
    expect(await organisations.organisationByDid(campus.organisation.did)).toEqual(campus.organisation);
    const moved = { ...campus.organisation, domain: `${campus.organisation.slug}.example`, status: 'closed' as const };
    await organisations.updateOrganisation(moved, 'admin');
    expect(await organisations.organisationByDomain(moved.domain)).toEqual(moved);
    expect(await organisations.organisationByDomain('nobody.example')).toBeUndefined();
    expect(await actions()).toEqual(['achievement.created', 'organisation.created', 'organisation.updated']);
  });

  it('share neither slug nor domain, and what is refused leaves no line in the trail', async () => {
    const id = world.id();
    const rival = sampleOrganisation({ id, slug: campus.organisation.slug, did: `did:web:${id}` });
    await expect(world.store.organisations.insertOrganisation(rival, 'admin')).rejects.toMatchObject({ code: 'code-in-use' });
    expect(await actions(id)).toEqual([]);
    await expect(world.store.organisations.updateOrganisation({ ...rival, slug: 'free-slug' }, 'admin')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('achievements', () => {
  const save = (title: string, code = 'FINTECH-501') => {
    const { id, organisationId: _o, version: _v, ...content } = campus.achievement;
    return world.store.achievements.saveAchievement(id, { ...content, code, title: { en: title } }, 'author');
  };

  it('are found by id and by code, in their own organisation only', async () => {
    const { achievement } = world.store.achievements;
    const { id, organisationId, code } = campus.achievement;
    expect(await achievement(organisationId, id)).toEqual(campus.achievement);
    expect(await achievement(organisationId, code)).toEqual(campus.achievement);
    expect(await achievement(world.id(), id)).toBeUndefined();
    const twin = sampleAchievement({ id: world.id(), organisationId, code });
    await expect(world.store.achievements.insertAchievement(twin, 'author')).rejects.toMatchObject({ code: 'code-in-use' });
  });

  it('change in place until the first award, and by a new version after it', async () => {
    expect(await save('Before')).toMatchObject({ version: 1, title: { en: 'Before' } });
    const [award] = await issueResults(world, campus, [{}]);
    expect(award?.achievement.title).toEqual({ en: 'Before' });
    expect(await save('After', 'FINTECH-502')).toMatchObject({ version: 2 });
    expect(await save('Later', 'FINTECH-502')).toMatchObject({ version: 2 });
    expect((await world.store.achievements.achievementVersion(campus.achievement.id, 1))?.title).toEqual({ en: 'Before' });
    expect((await world.store.achievements.achievement(campus.organisation.id, 'FINTECH-502'))?.title).toEqual({ en: 'Later' });
    expect(await world.store.achievements.achievement(campus.organisation.id, 'FINTECH-501')).toBeUndefined();
    await expect(world.store.achievements.saveAchievement(world.id(), campus.achievement, 'author')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('take many edits at once without making more than one new version', async () => {
    await issueResults(world, campus, [{}]);
    const saved = await Promise.all(Array.from({ length: 10 }, (_, i) => save(`Edit ${i}`)));
    expect(new Set(saved.map(({ version }) => version))).toEqual(new Set([2]));
    expect(saved).toContainEqual(await world.store.achievements.achievement(campus.organisation.id, 'FINTECH-501'));
  });

  it('never change under an award, however edits and an award race', async () => {
    const campuses = await Promise.all(Array.from({ length: 12 }, () => openCampus(world)));
    for (const at of campuses) await world.store.results.acceptResults(at.batchId, at.organisation.id, lines(at, [{}]));
    const waiting = new Map((await world.store.pending.leaseResults(100)).map((pending) => [pending.organisationId, pending]));
    const race = async (at: Campus): Promise<Award> => {
      const pending = waiting.get(at.organisation.id) as PendingResult;
      const { id, organisationId: _o, version: _v, ...content } = at.achievement;
      const edit = (n: number) => world.store.achievements.saveAchievement(id, { ...content, title: { en: `Edit ${n}` } }, 'author');
      const [, award] = await Promise.all([edit(1), world.store.reserving.reserve(pending, draftOf(pending, at.organisation, world.clock.at)), edit(2), edit(3)]);
      return award;
    };
    for (const at of campuses) {
      const { achievement } = await race(at);
      expect(await world.store.achievements.achievementVersion(achievement.id, achievement.version)).toEqual(achievement);
    }
  });

  it('are listed page by page', async () => {
    for (let i = 0; i < 3; i++) await world.store.achievements.insertAchievement(sampleAchievement({ id: world.id(), organisationId: campus.organisation.id, code: `C-${i}` }), 'author');
    const first = await world.store.achievements.achievements(campus.organisation.id, undefined, 3);
    const second = await world.store.achievements.achievements(campus.organisation.id, first.next, 3);
    expect([first.items.length, second.items.length, second.next]).toEqual([3, 1, undefined]);
    expect(new Set([...first.items, ...second.items].map(({ code }) => code))).toEqual(new Set(['FINTECH-501', 'C-0', 'C-1', 'C-2']));
  });
});

describe('status', () => {
  let award: Award;
  let listId: string;
  beforeEach(async () => {
    [award] = (await issueResults(world, campus, [{}])) as [Award];
    listId = award.statusEntry.list.split('/').at(-1) ?? '';
  });
  const apply = (from: AwardStatus, to: AwardStatus, action: StatusAction, organisationId = campus.organisation.id) =>
    world.store.statusChanges.applyChange({ awardId: award.id, organisationId, from, to, action, code: 'issued-in-error', actor: 'registrar' });

  it('changes only from what it is, in its own organisation, with event, list version and trail', async () => {
    expect(await world.store.statusChanges.award(award.id, campus.organisation.id)).toEqual({ status: 'active', issued: true });
    expect(await world.store.statusChanges.award(award.id, world.id())).toBeUndefined();
    expect(await apply('suspended', 'active', 'reinstate')).toBe(false);
    expect(await apply('active', 'revoked', 'revoke', world.id())).toBe(false);
    expect(await world.store.statusLists.listVersion(listId)).toBe(1);
    expect(await apply('active', 'suspended', 'suspend')).toBe(true);
    const { index } = award.statusEntry;
    const state = { id: listId, organisationId: campus.organisation.id, issuerDid: campus.organisation.did };
    expect(await world.store.statusLists.listState(listId)).toEqual({ ...state, version: 2, set: { revocation: [index], suspension: [index] } });
    expect(await apply('suspended', 'revoked', 'revoke')).toBe(true);
    expect(await world.store.statusLists.listState(listId)).toEqual({ ...state, version: 3, set: { revocation: [index], suspension: [] } });
    expect((await actions()).filter((action) => action.startsWith('award'))).toEqual(['award.issued', 'award.revoke', 'award.suspend']);
    expect(await world.database.db.knex('status_event').where({ award_id: award.id })).toHaveLength(2);
  });

  it('lets one of many at once through', async () => {
    const changes = await Promise.all(Array.from({ length: 20 }, () => apply('active', 'revoked', 'revoke')));
    expect(changes.filter(Boolean)).toHaveLength(1);
    expect(await world.store.statusLists.listVersion(listId)).toBe(2);
  });

  it('counts every version when many awards of a list change at once', async () => {
    const awards = await issueResults(world, campus, Array.from({ length: 20 }, (_, i) => ({ resultId: `N-${i}`, learner: learnerNumber(i) })));
    await Promise.all(
      awards.map(({ id }) => world.store.statusChanges.applyChange({ awardId: id, organisationId: campus.organisation.id, from: 'active', to: 'revoked', action: 'revoke', actor: 'registrar' })),
    );
    const state = await world.store.statusLists.listState(listId);
    expect(state?.version).toBe(21);
    expect(state?.set.revocation).toEqual(awards.map(({ statusEntry }) => statusEntry.index).sort((a, b) => a - b));
    expect(Math.max(...(state?.set.revocation ?? []))).toBeLessThan(MIN_ENTRIES);
  });

  it('keeps the text of a list, and never an older version over a newer', async () => {
    const { saveDocument, savedDocument } = world.store.statusLists;
    const document = (version: number, body: string): ListDocument => ({ listId, purpose: 'revocation', mediaType: 'application/vc', version, body, validUntil: '2026-11-28T10:00:00Z' });
    await saveDocument(document(2, '{"a": 2}'));
    await saveDocument(document(1, '{"a": 1}'));
    expect(await savedDocument(listId, 'revocation', 'application/vc')).toEqual(document(2, '{"a": 2}'));
    await saveDocument(document(2, '{"renewed": 2}'));
    expect((await savedDocument(listId, 'revocation', 'application/vc'))?.body).toBe('{"renewed": 2}');
    expect(await savedDocument(listId, 'suspension', 'application/vc')).toBeUndefined();
    const token: ListDocument = { listId, purpose: 'status', mediaType: 'application/statuslist+jwt', version: 2, body: 'a.b.c', validUntil: '2026-11-28T10:00:00Z' };
    await saveDocument(token);
    expect(await savedDocument(listId, 'status', 'application/statuslist+jwt')).toEqual(token);
    expect((await savedDocument(listId, 'revocation', 'application/vc'))?.body).toBe('{"renewed": 2}');
    expect(await world.store.statusLists.listState(world.id())).toBeUndefined();
  });
});

describe('the audit trail', () => {
  it.each(['update audit set actor = actor', 'delete from audit', 'truncate audit'])('refuses: %s', async (sql) => {
    await expect(world.database.db.knex.raw(sql)).rejects.toThrow(/append-only/);
    expect((await actions()).length).toBeGreaterThan(0);
  });

  it('is read page by page, oldest first', async () => {
    world.clock.at = new Date(world.clock.at.getTime() + 1000);
    await world.store.organisations.updateOrganisation(campus.organisation, 'admin');
    const first = await world.store.audit.audit(campus.organisation.id, undefined, 2);
    const second = await world.store.audit.audit(campus.organisation.id, first.next, 2);
    expect(second).toEqual({ items: [{ id: expect.any(String), at: world.clock.at.toISOString().replace('.000', ''), actor: 'admin', action: 'organisation.updated', subject: campus.organisation.id, details: { status: 'active' } }] });
  });
});

describe('signing keys', () => {
  const key = (n: string, algorithm: 'Ed25519' | 'ES256') => ({
    id: world.id(),
    use: 'assertion' as const,
    custody: 'file' as const,
    algorithm,
    verificationMethod: `${campus.organisation.did}#${n}`,
    publicJwk: { kty: 'OKP', crv: 'Ed25519', x: n } as const,
    sealed: new Uint8Array(randomBytes(20)),
  });

  it('are retired by rotation, stay published, and are marked from when they were compromised', async () => {
    const { activateKeys, activeKeys, keptKey, markCompromised, ownKey, publicKeys, signingKey } = world.store.signingKeys;
    const { id } = campus.organisation;
    const [first, second] = [key('k1', 'Ed25519'), key('k2', 'Ed25519')];
    await activateKeys(id, [first, key('p1', 'ES256')], 'admin');
    world.clock.at = new Date(world.clock.at.getTime() + 1000);
    await activateKeys(id, [second, key('p2', 'ES256')], 'admin');
    expect(await signingKey(id, 'Ed25519')).toEqual({ id: second.id, use: 'assertion', algorithm: 'Ed25519', verificationMethod: second.verificationMethod, chain: [] });
    expect((await activeKeys(id)).map(({ algorithm }) => algorithm).sort()).toEqual(['ES256', 'Ed25519']);
    expect(Buffer.from((await keptKey(first.id))?.sealed ?? [])).toEqual(Buffer.from(first.sealed));
    expect((await publicKeys(id)).map(({ state }) => state).sort()).toEqual(['active', 'active', 'retired', 'retired']);
    expect(await markCompromised(id, first.verificationMethod, { from: '2026-11-01T00:00:00Z', actor: 'admin' })).toBe(true);
    expect(await markCompromised(id, first.verificationMethod, { from: '2026-11-15T00:00:00Z', actor: 'admin' })).toBe(true);
    expect(await markCompromised(world.id(), first.verificationMethod, { from: '2026-11-01T00:00:00Z', actor: 'admin' })).toBe(false);
    expect(await ownKey(first.verificationMethod)).toMatchObject({ id: first.verificationMethod, controller: campus.organisation.did, publicJwk: first.publicJwk, source: 'own', compromisedFrom: '2026-11-01T00:00:00Z' });
    expect(await ownKey(second.verificationMethod)).not.toHaveProperty('compromisedFrom');
    expect(await ownKey('did:web:elsewhere#1')).toBeUndefined();
    expect((await actions()).filter((action) => action.startsWith('key'))).toEqual(['key.compromised', 'key.compromised', 'keys.activated', 'keys.activated']);
  });

  const waiting = (n: string, over: Partial<NewKey> = {}): NewKey => ({ ...key(n, 'ES256'), use: 'seal', publicJwk: { kty: 'EC', crv: 'P-256', x: n, y: n }, ...over });
  const recordOf = async (verificationMethod: string) => (await world.store.signingKeys.keyRecords(campus.organisation.id)).find((one) => one.verificationMethod === verificationMethod)!;

  it('wait, are certified, seal one at a time, and stay found by what a certificate certifies', async () => {
    const { addKey, certifyKey, activateKey, retireKey, publicKeys, activeKeys, ownKey, ownKeyOf } = world.store.signingKeys;
    const { id } = campus.organisation;
    const [first, second] = [waiting('s1'), waiting('s2', { custody: 'pkcs11', sealed: undefined, reference: 'label-2' } as never)];
    await addKey(id, first, 'admin');
    expect(await publicKeys(id)).toEqual([]);
    expect([await ownKey(first.verificationMethod), await ownKeyOf(first.publicJwk)]).toEqual([undefined, undefined]);
    const chain = [Uint8Array.of(1, 2, 255), Uint8Array.of(0)];
    await certifyKey(id, await recordOf(first.verificationMethod), { chain, actor: 'admin' });
    expect(await recordOf(first.verificationMethod)).toMatchObject({ state: 'certified', chain });
    await activateKey(id, await recordOf(first.verificationMethod), 'admin');
    expect(await activeKeys(id)).toEqual([{ id: first.id, use: 'seal', algorithm: 'ES256', verificationMethod: first.verificationMethod, chain }]);
    expect(await ownKeyOf({ ...first.publicJwk, kid: 'any' })).toMatchObject({ id: first.verificationMethod, controller: campus.organisation.did, source: 'own' });
    expect(await ownKeyOf({ kty: 'EC', crv: 'P-256', x: 's1', y: 'other' })).toBeUndefined();
    await addKey(id, { ...second, chain }, 'admin');
    expect(await recordOf(second.verificationMethod)).toMatchObject({ state: 'certified', custody: 'pkcs11', reference: 'label-2' });
    await activateKey(id, await recordOf(second.verificationMethod), 'admin');
    expect((await publicKeys(id)).map(({ state }) => state).sort()).toEqual(['active', 'retired']);
    const stale = await recordOf(second.verificationMethod);
    await retireKey(id, stale, 'admin');
    await expect(retireKey(id, stale, 'admin')).rejects.toMatchObject({ code: 'key-state' });
    await expect(activateKey(id, { ...stale, state: 'certified' }, 'admin')).rejects.toMatchObject({ code: 'key-state' });
    await expect(certifyKey(id, stale, { chain, actor: 'admin' })).rejects.toMatchObject({ code: 'key-state' });
    expect((await actions()).filter((action) => action.startsWith('key'))).toEqual(['key.certified', 'key.made', 'key.made', 'key.retired', 'keys.activated', 'keys.activated']);
  });

  it.each([
    ['a seal that signs without a certificate', { state: 'active', activated_at: 'now' }],
    ['a key that signs since no time', { state: 'active', chain: '{"\\\\x01"}' }],
    ['a private half that is here and elsewhere', { reference: 'label' }],
    ['a private half that is nowhere', { sealed: null }],
    ['a seal with Ed25519', { algorithm: 'Ed25519' }],
  ])('the database refuses %s', async (_name, change) => {
    const made = waiting(`x${Math.random()}`);
    await world.store.signingKeys.addKey(campus.organisation.id, made, 'admin');
    await expect(world.database.db.knex('signing_key').where({ id: made.id }).update(change)).rejects.toMatchObject({ code: '23514' });
  });

  it('have one active seal, however many are activated at once', async () => {
    const { addKey, activateKey, keyRecords } = world.store.signingKeys;
    const { id } = campus.organisation;
    for (let i = 0; i < 6; i++) await addKey(id, waiting(`m${i}`, { chain: [Uint8Array.of(i)] }), 'admin');
    await Promise.all((await keyRecords(id)).map((one) => activateKey(id, one, 'admin')));
    expect((await keyRecords(id)).map(({ state }) => state).sort()).toEqual(['active', 'retired', 'retired', 'retired', 'retired', 'retired']);
  });

  it('have one active of each algorithm, however many rotate at once', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, i) => world.store.signingKeys.activateKeys(campus.organisation.id, [key(`r${i}`, 'Ed25519')], 'admin')));
    const states = (await world.store.signingKeys.publicKeys(campus.organisation.id)).map(({ state }) => state);
    expect(states.filter((state) => state === 'active')).toHaveLength(1);
    expect(states).toHaveLength(10);
  });
});

describe('the register of issuers', () => {
  const statement = (overrides: Partial<TrustStatement> = {}): TrustStatement => ({
    id: world.id(), source: 'Local register', authority: 'Testamur', entityName: 'Jadran', did: campus.organisation.did, keyThumbprints: ['t1', 't2'],
    scope: { eqfLevels: [7], fields: ['04'] }, validFrom: '2026-01-01T00:00:00Z', recordedAt: '2026-01-02T00:00:00Z', enteredBy: 'ministry', ...overrides,
  });

  it('answers by DID or key, and keeps what was withdrawn', async () => {
    const { insertStatement, statements, withdrawStatement, listStatements } = world.store.trust;
    const { did: _did, ...byKey } = statement({ keyThumbprints: [`only-${world.id()}`], validUntil: '2027-01-01T00:00:00Z' });
    const byDid = statement({ keyThumbprints: [] });
    await insertStatement(byDid);
    await insertStatement(byKey);
    const ask = (did: string, keyThumbprints: readonly string[]) => statements({ did, keyThumbprints });
    expect(await ask(campus.organisation.did, [])).toEqual({ ok: true, value: [byDid] });
    expect(await ask('did:web:other', byKey.keyThumbprints)).toEqual({ ok: true, value: [byKey] });
    expect(await ask('did:web:other', [])).toEqual({ ok: true, value: [] });
    const alike = statement({ did: `did:web:${world.id()}.example`, entityName: `Alike ${world.id()}`, keyThumbprints: [] });
    await insertStatement(alike);
    expect(await statements({ did: 'did:web:other', keyThumbprints: [], name: alike.entityName.replace('A', 'А').toUpperCase() })).toEqual({ ok: true, value: [alike] });
    expect(await withdrawStatement(byDid.id, 'ministry', '2026-11-01T00:00:00Z')).toBe(true);
    expect(await withdrawStatement(byDid.id, 'ministry', '2026-11-02T00:00:00Z')).toBe(false);
    expect(await withdrawStatement(world.id(), 'ministry', '2026-11-02T00:00:00Z')).toBe(false);
    expect(await listStatements()).toContainEqual({ ...byDid, withdrawnAt: '2026-11-01T00:00:00Z' });
  });
});

describe('reports', () => {
  it('are had by their name until their time, then deleted', async () => {
    const { insertReport, report, deleteExpiredReports } = world.store.reports;
    const name = randomBytes(16).toString('base64url');
    await insertReport(name, { verdict: 'valid', note: 'š' }, new Date(world.clock.at.getTime() + 60_000).toISOString());
    expect((await report(name))?.body).toEqual({ verdict: 'valid', note: 'š' });
    expect(await report(`${name}x`)).toBeUndefined();
    expect(await deleteExpiredReports(world.clock.at)).toBe(0);
    world.clock.at = new Date(world.clock.at.getTime() + 60_000);
    expect(await report(name)).toBeUndefined();
    expect(await deleteExpiredReports(world.clock.at)).toBe(1);
  });
});

describe('a report that somebody keeps', () => {
  const hour = 3_600_000;
  const later = (hours: number): string => timestamp(new Date(world.clock.at.getTime() + hours * hour));
  const bytes = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
  const open = () => keepReports({ ...world.store.reports, now: () => world.clock.at, random: bytes });

  it('is kept for a year from its check, however often it is asked for, and then deleted', async () => {
    const reports = open();
    const checkedAt = timestamp(world.clock.at);
    const verification = { report: { checkedAt } } as Verification;
    const name = await reports.save(verification, 'a.json');
    expect((await reports.find(name))?.keptUntil).toBe(later(24));
    const year = `${Number(checkedAt.slice(0, 4)) + 1}${checkedAt.slice(4)}`;
    for (let i = 0; i < 2; i++) {
      expect(await reports.keepLonger(name)).toBe(true);
      expect(await reports.find(name)).toEqual({ verification, fileName: 'a.json', keptUntil: year });
      world.clock.at = new Date(world.clock.at.getTime() + 48 * hour);
    }
    await world.store.reports.deleteExpiredReports(world.clock.at);
    expect(await reports.find(name)).toBeDefined();
    world.clock.at = new Date(year);
    expect([await reports.find(name), await reports.keepLonger(name)]).toEqual([undefined, false]);
    expect(await world.store.reports.deleteExpiredReports(world.clock.at)).toBe(1);
  });

  it('cannot be kept once its day is over, nor under a name that is none', async () => {
    const reports = open();
    const name = await reports.save({ report: { checkedAt: timestamp(world.clock.at) } } as Verification, undefined);
    world.clock.at = new Date(world.clock.at.getTime() + 24 * hour);
    expect([await reports.keepLonger(name), await reports.keepLonger('AAAAAAAAAAAAAAAAAAAAAA')]).toEqual([false, false]);
    await world.store.reports.keepReport(name, later(24));
    expect(await reports.find(name)).toBeUndefined();
  });
});

describe('api keys', () => {
  it('are known by their hash alone', async () => {
    const apiKey = { id: world.id(), organisationId: campus.organisation.id, name: 'LMS', scopes: ['results:write', 'awards:read'] };
    const hash = new Uint8Array(randomBytes(32));
    await world.store.apiKeys.insertApiKey(apiKey, hash, 'admin');
    expect(await world.store.apiKeys.apiKey(hash)).toEqual(apiKey);
    expect(await world.store.apiKeys.apiKey(new Uint8Array(32))).toBeUndefined();
    expect(await actions()).toContain('api-key.created');
  });
});
