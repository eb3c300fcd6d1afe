import { describe, expect, it } from '@jest/globals';
import { fail, pass, unknown } from '../../../src/core/finding.js';
import { CHECKS_HERE, runChecks } from '../../../src/verify/checks/index.js';
import { checkElements } from '../../../src/verify/checks/elements.js';
import { checkEndorsements } from '../../../src/verify/checks/endorsements.js';
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
      endorsements: 'skip not-declared',
      holder: 'skip not-declared',
    });
    expect(CHECKS_HERE).toHaveLength(8);
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
  it('says where there are some, at any depth, and that they were not judged', () => {
    const document = { endorsement: [{}], credentialSubject: { achievement: { creator: [{ endorsementJwt: ['x'] }] } } };
    expect(checkEndorsements(parsed({ document }))).toEqual({
      check: 'endorsements',
      outcome: 'warn',
      reason: 'not-verified',
      detail: '/endorsement, /credentialSubject/achievement/creator/0/endorsementJwt',
    });
    expect(checkEndorsements(parsed()).outcome).toBe('skip');
  });
});
