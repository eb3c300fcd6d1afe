import { describe, expect, it } from '@jest/globals';
import { utf8 } from '../../../src/core/bytes.js';
import { AppError } from '../../../src/core/errors.js';
import { pass } from '../../../src/core/finding.js';
import type { SealParts } from '../../../src/core/seal.js';
import type { Format } from '../../../src/formats/format.js';
import { checkSeal } from '../../../src/verify/checks/seal.js';
import { enduring, tooComplex } from '../../../src/verify/enduring.js';
import { createVerify, type VerifyDeps } from '../../../src/verify/index.js';
import { createWorkshop, type Workshop } from '../../../src/verify/workshop.js';
import { evidence, key, list, parsed, statement, statements } from './fixtures.js';

const SEAL: SealParts = { chain: [], claimedAt: undefined, stamps: [], certificates: [], crls: [], ocsps: [], level: 'B-B' };
const PROOF = [pass('format'), pass('context'), pass('schema'), pass('signature'), pass('unsigned-content')];
const exhausted = () => Promise.reject(tooComplex());

/** Everything would be valid, but for what meets its limit. */
function verifierWith(met: Partial<Workshop>) {
  const format = { id: 'ob3-di', recognises: () => true, parse: () => parsed(), checkProof: async () => PROOF } as unknown as Format;
  const own = list({ source: 'own' });
  const ports = {
    now: () => new Date('2027-01-15T12:00:00Z'),
    key: async (url: string) => key({ source: 'own' }, url),
    statusList: async () => (own.ok ? { ok: true, value: { own: own.value } } : own),
    ownKeyOf: async () => undefined,
    statements: async () => statements(statement()),
    ownAward: async () => undefined,
  } as unknown as ReturnType<VerifyDeps['ports']>;
  const deps: VerifyDeps = { formats: [format], carriers: [], ports: () => ports, securing: undefined as unknown as VerifyDeps['securing'] };
  return createVerify({ ...deps, openWorkshop: () => ({ ...createWorkshop(deps), ...met }) });
}

describe('work that meets a limit', () => {
  it('refuses what could not be read', async () => {
    await expect(verifierWith({ read: exhausted })(utf8('{}'))).rejects.toMatchObject({ code: 'unreadable', reason: 'too-complex' });
  });

  it('leaves what could not be judged unknown, and shows nothing of it', async () => {
    expect((await verifierWith({})(utf8('{}'))).report).toMatchObject({ verdict: 'valid' });
    const { report } = await verifierWith({ judge: exhausted })(utf8('{}'));
    expect(report).toMatchObject({ verdict: 'indeterminate', state: 'not-checked', also: [], trust: [], policy: 'default', checkedAt: '2027-01-15T12:00:00Z' });
    expect(report.checks.map(({ check, outcome, reason }) => [check, outcome, reason])).toEqual(report.checks.map(({ check }) => [check, 'unknown', check === 'signature' ? 'too-complex' : 'signature-unproven']));
    expect(report).not.toHaveProperty('credential');
  });

  it('leaves a seal unknown', async () => {
    const seal = await enduring({ judgeSeal: exhausted } as unknown as Workshop).judgeSeal(SEAL, { anchors: [], at: '2027-01-15T12:00:00Z' });
    expect(checkSeal(parsed({ seal: SEAL }), evidence({ seal }))).toMatchObject({ outcome: 'unknown', reason: 'too-complex', facts: { indication: 'INDETERMINATE', subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE' } });
  });

  it('leaves the signature of a list unknown', async () => {
    const { finding } = await enduring({ checkProofs: exhausted } as unknown as Workshop).checkProofs({}, evidence());
    expect([finding.outcome, finding.reason]).toEqual(['unknown', 'too-complex']);
  });

  it('is told from every other failure', async () => {
    const failing = (error: Error) => verifierWith({ judge: () => Promise.reject(error) })(utf8('{}'));
    await expect(failing(new AppError('busy', 'later'))).rejects.toMatchObject({ code: 'busy' });
    await expect(failing(new TypeError('a bug'))).rejects.toThrow(TypeError);
  });
});
