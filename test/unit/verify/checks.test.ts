import { describe, expect, it } from '@jest/globals';
import { fail, pass, unknown } from '../../../src/core/finding.js';
import { CHECKS_HERE, runChecks } from '../../../src/verify/checks/index.js';
import { checkElements } from '../../../src/verify/checks/elements.js';
import { checkEndorsements } from '../../../src/verify/checks/endorsements.js';
import type { Contained } from '../../../src/verify/report.js';
import { allElements, evidence, list, LIST_URL, parsed, statements, view } from './fixtures.js';
import { encodeList } from '../../../src/core/bitstring.js';

const answers = (proof: Parameters<typeof runChecks>[2], e = evidence()) =>
  Object.fromEntries(runChecks(parsed(), e, proof).map(({ check, outcome, reason }) => [check, `${outcome} ${reason}`]));

describe('the checks together', () => {
  it('give one finding each', () => {
    expect(answers([pass('signature')])).toEqual({
      'issuer-key': 'pass ok',
      validity: 'pass ok',
      status: 'pass ok',
      seal: 'skip not-applicable',
      trust: 'pass granted',
      elements: 'pass ok',
      holder: 'skip not-declared',
    });
    expect(CHECKS_HERE).toHaveLength(7);
  });

  it.each([
    ['failed', [fail('signature', 'signature-mismatch')]],
    ['unknown', [unknown('signature', 'key-unavailable')]],
    ['missing', []],
    ['contradictory', [pass('signature'), fail('signature', 'signature-mismatch')]],
  ])('pass nothing on the strength of a claim when the signature is %s', (_name, proof) => {
    const all = answers(proof);
    expect(all['issuer-key']).toBe('unknown signature-unproven');
    expect(all.trust).toBe('unknown signature-unproven');
    expect(Object.values(all).filter((answer) => answer.startsWith('pass'))).toEqual([]);
  });

  it('call a stranger unproven, too, when the signature is not proven', () => {
    expect(answers([fail('signature', 'signature-mismatch')], evidence({ statements: statements() })).trust).toBe('unknown signature-unproven');
  });

  it('keep what speaks against the credential, though its signature fails', () => {
    const e = evidence({ at: '2032-01-01T00:00:00Z', statusLists: { [LIST_URL]: list({ encodedList: encodeList([94567]), validUntil: '2032-02-01T00:00:00Z' }) } });
    expect(answers([fail('signature', 'signature-mismatch')], e)).toMatchObject({ validity: 'fail expired', status: 'fail revoked' });
  });
});

describe('elements', () => {
  it('names the mandatory elements that are missing', () => {
    const elements = { ...allElements(), M7: { present: false }, M9: { present: false }, O3: { present: false } };
    expect(checkElements(parsed({ view: view({ elements }) }))).toEqual({ check: 'elements', outcome: 'warn', reason: 'elements-missing', detail: 'M7, M9' });
    expect(checkElements(parsed()).outcome).toBe('pass');
  });
});

describe('endorsements', () => {
  const one = (more: Partial<Contained>): Contained => ({ path: '/endorsement/0', issuer: { id: 'did:web:a.example', name: 'A' }, verdict: 'valid', state: 'valid', ...more });
  it('pass where each holds and says whose it is; one that does not is told with its reason, and none lifts a verdict', () => {
    expect(checkEndorsements([])).toEqual({ check: 'endorsements', outcome: 'skip', reason: 'not-declared' });
    const facts = { count: '2', verified: '2', endorsers: 'A; did:web:b.example' };
    expect(checkEndorsements([one({}), one({ issuer: { id: 'did:web:b.example' } })])).toEqual({ check: 'endorsements', outcome: 'pass', reason: 'ok', facts });
    const bad = one({ path: '/endorsement/1', verdict: 'invalid', state: 'altered', why: 'signature signature-mismatch' });
    expect(checkEndorsements([one({}), bad])).toEqual({ check: 'endorsements', outcome: 'warn', reason: 'not-verified', detail: '/endorsement/1 (signature signature-mismatch)', facts: { count: '2', verified: '1', endorsers: 'A' } });
    expect(checkEndorsements([one({ issuer: { id: '' } })])).toMatchObject({ outcome: 'warn', detail: '/endorsement/0 (nobody)' });
  });
});
