import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAnchors, type Anchors } from '../../src/trust/anchors.js';
import { makeTestCa, pem } from '../support/certificates.js';
import { apiSchema } from '../support/schemas.js';
import { openStoreWorld, type StoreWorld } from '../support/stores.js';

let world: StoreWorld;
let anchors: Anchors;
beforeAll(async () => {
  world = await openStoreWorld();
  anchors = createAnchors({ ports: { ...world.deps, ...world.store.anchors }, check: apiSchema('anchor') });
});
afterAll(() => world.database.close());

const CA = makeTestCa();
const ROOT = { pem: pem(CA.root.der), use: 'seal', kind: 'test' };

describe('anchors', () => {
  it('are entered, found while they stand, and withdrawn, with a line in the trail for each', async () => {
    const entered = await anchors.add(ROOT, 'operator');
    expect(entered).toMatchObject({ name: 'TEST root', use: 'seal', kind: 'test', enteredBy: 'operator', recordedAt: '2026-11-21T10:00:00Z', certificate: { pem: ROOT.pem, subject: { organisation: 'TEST ONLY', country: 'HR' }, validUntil: '2035-01-01T00:00:00Z' } });
    expect(await anchors.list()).toEqual([entered]);
    expect(await world.store.anchors.anchors()).toEqual({ ok: true, value: [{ id: entered.id, name: 'TEST root', use: 'seal', kind: 'test', certificate: CA.root.der }] });
    await expect(anchors.add({ ...ROOT, kind: 'advanced' }, 'operator')).rejects.toMatchObject({ code: 'code-in-use' });
    world.clock.at = new Date('2026-11-21T10:00:01Z');
    const stamps = await anchors.add({ ...ROOT, use: 'time-stamp', name: 'TEST stamps' }, 'operator');

    await anchors.withdraw(entered.id, 'operator');
    await expect(anchors.withdraw(entered.id, 'operator')).rejects.toMatchObject({ code: 'not-found' });
    expect((await anchors.list()).map(({ id, withdrawnAt }) => [id, withdrawnAt])).toEqual([[entered.id, '2026-11-21T10:00:01Z'], [stamps.id, undefined]]);
    expect(await world.store.anchors.anchors()).toMatchObject({ value: [{ id: stamps.id }] });
    expect((await anchors.add(ROOT, 'operator')).id).not.toBe(entered.id);
    const trail = (await world.database.db.knex('audit').whereLike('action', 'anchor.%').orderBy('id')) as { action: string; subject: string }[];
    expect(trail.map(({ action }) => action).sort()).toEqual(['anchor.added', 'anchor.added', 'anchor.added', 'anchor.withdrawn']);
  });

  it.each<[string, unknown, string]>([
    ['no certificate', { ...ROOT, pem: `${'x'.repeat(80)}` }, '/pem'],
    ['what is no certificate', { ...ROOT, pem: pem(new Uint8Array(60)) }, '/pem'],
    ['two at once', { ...ROOT, pem: pem(CA.root.der) + pem(CA.sub.der) }, '/pem'],
    ['the word that seals are qualified', { ...ROOT, kind: 'qualified' }, '/kind'],
    ['a use that there is not', { ...ROOT, use: 'tls' }, '/use'],
    ['a member unknown', { ...ROOT, trusted: true }, '/trusted'],
  ])('are refused: %s', async (_what, input, path) => {
    await expect(anchors.add(input, 'operator')).rejects.toMatchObject({ code: 'input-invalid', path });
  });
});
