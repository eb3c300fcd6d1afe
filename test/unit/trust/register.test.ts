import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../../src/core/errors.js';
import type { TrustStatement } from '../../../src/core/evidence.js';
import type { TrustPorts } from '../../../src/trust/ports.js';
import { createRegister } from '../../../src/trust/register.js';
import { apiSchema } from '../../support/schemas.js';
import { THUMBPRINT } from '../verify/fixtures.js';

function register() {
  const kept: TrustStatement[] = [];
  const withdrawals: string[] = [];
  const ports: TrustPorts = {
    now: () => new Date('2026-11-21T10:00:00.900Z'),
    random: (bytes) => new Uint8Array(bytes).fill(7),
    statements: async () => ({ ok: true, value: kept }),
    listStatements: async () => kept,
    insertStatement: async (statement) => void kept.push(statement),
    withdrawStatement: async (id, by, at) => (withdrawals.push(`${id} ${by} ${at}`), kept.some((s) => s.id === id)),
  };
  return { kept, withdrawals, register: createRegister({ ports, check: apiSchema('trust-statement') }, { source: 'Local register', authority: 'Testamur operator' }) };
}
const good = { entityName: 'Sveučilište Jadran', did: 'did:web:localhost%3A3000:o:jadran', validFrom: '2026-01-01T01:00:00+01:00' };

async function refusal(input: unknown): Promise<string | undefined> {
  const { register: r, kept } = register();
  try {
    await r.add(input, 'admin');
  } catch (error) {
    expect(kept).toEqual([]);
    return error instanceof AppError ? `${error.code} ${error.path}` : String(error);
  }
  return undefined;
}

describe('the local register', () => {
  it('keeps who said what, when, in UTC', async () => {
    const { kept, register: r } = register();
    const statement = await r.add({ ...good, keyThumbprints: [THUMBPRINT], scope: { eqfLevels: [5, 6], fields: ['04'], countries: ['HR'] }, validUntil: '2030-01-01T00:00:00Z' }, 'admin');
    expect(statement).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/) as unknown,
      source: 'Local register',
      authority: 'Testamur operator',
      entityName: 'Sveučilište Jadran',
      did: 'did:web:localhost%3A3000:o:jadran',
      keyThumbprints: [THUMBPRINT],
      scope: { eqfLevels: [5, 6], fields: ['04'], countries: ['HR'] },
      validFrom: '2026-01-01T00:00:00Z',
      validUntil: '2030-01-01T00:00:00Z',
      recordedAt: '2026-11-21T10:00:00Z',
      enteredBy: 'admin',
    });
    expect(kept).toEqual([statement]);
    expect(await r.list()).toEqual([statement]);
  });

  it('takes a statement about a key alone, and one without limits', async () => {
    expect(await refusal({ entityName: 'X', keyThumbprints: [THUMBPRINT], validFrom: good.validFrom })).toBeUndefined();
    expect(await refusal(good)).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ['a name alone', { entityName: 'X', validFrom: good.validFrom }, '/did'],
    ['no name', { ...good, entityName: '' }, '/entityName'],
    ['NUL in the name', { ...good, entityName: 'a\u0000b' }, '/entityName'],
    ['a DID URL with a key', { ...good, did: 'did:web:a.example#key-1' }, '/did'],
    ['what is no DID', { ...good, did: 'https://a.example' }, '/did'],
    ['what is no thumbprint', { ...good, keyThumbprints: ['abc'] }, '/keyThumbprints/0'],
    ['a level that is none', { ...good, scope: { eqfLevels: [9] } }, '/scope/eqfLevels/0'],
    ['a scope of nothing', { ...good, scope: { countries: [] } }, '/scope/countries'],
    ['a country of three letters', { ...good, scope: { countries: ['HRV'] } }, '/scope/countries/0'],
    ['an end before the beginning', { ...good, validUntil: '2025-01-01T00:00:00Z' }, '/validUntil'],
    ['a time without zone', { ...good, validFrom: '2026-01-01T00:00:00' }, '/validFrom'],
    ['who entered it', { ...good, enteredBy: 'somebody else' }, '/enteredBy'],
    ['no object', 'x', ''],
  ])('refuses %s', async (_name, input, path) => {
    expect(await refusal(input)).toBe(`input-invalid ${path}`);
  });

  it('withdraws from now on, once', async () => {
    const { withdrawals, register: r } = register();
    const { id } = await r.add(good, 'admin');
    await r.withdraw(id, 'admin');
    expect(withdrawals).toEqual([`${id} admin 2026-11-21T10:00:00Z`]);
    await expect(r.withdraw('019a9f00-0000-7000-8000-00000000ffff', 'admin')).rejects.toMatchObject({ code: 'not-found' });
  });
});
