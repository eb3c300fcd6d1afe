import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CHECKS, type CheckId, type Finding, type Outcome, type Reason } from '../../../src/core/finding.js';
import { conclude, settle } from '../../../src/verify/conclude.js';
import { DEFAULT_POLICY, withoutTrust } from '../../../src/verify/policy.js';
import { STATES, type Verdict } from '../../../src/verify/report.js';

const ok = (check: CheckId): Finding => ({ check, outcome: 'pass', reason: 'ok' });
const good = CHECKS.map(ok);
const but = (...findings: Finding[]): Finding[] => [...good.filter(({ check }) => !findings.some((f) => f.check === check)), ...findings];
const of = (check: CheckId, outcome: Outcome, reason: Reason = 'malformed'): Finding => ({ check, outcome, reason });
const conclusion = (findings: Finding[], policy = DEFAULT_POLICY) => conclude(findings, policy);

const GOODNESS: Record<Verdict, number> = { invalid: 0, indeterminate: 1, valid: 2 };
const finding = fc.record({
  check: fc.constantFrom(...CHECKS),
  outcome: fc.constantFrom<Outcome>('pass', 'fail', 'unknown', 'warn', 'skip'),
  reason: fc.constantFrom<Reason>('ok', 'expired', 'revoked', 'suspended', 'not-declared', 'signature-unproven', 'not-listed', 'not-yet-valid'),
});
const bad = fc.record({ check: fc.constantFrom(...CHECKS), outcome: fc.constantFrom<Outcome>('fail', 'unknown'), reason: fc.constantFrom<Reason>('malformed', 'signature-unproven', 'revoked') });

describe('conclude', () => {
  it('is valid when every required check was answered well', () => {
    expect(conclusion(good)).toEqual({ verdict: 'valid', state: 'valid', also: [] });
  });

  it.each<[CheckId, Outcome, Reason, string, string]>([
    ['format', 'fail', 'type-missing', 'invalid', 'unreadable'],
    ['context', 'fail', 'unknown-context', 'invalid', 'unreadable'],
    ['context', 'unknown', 'unknown-context', 'indeterminate', 'not-checked'],
    ['schema', 'fail', 'schema-mismatch', 'invalid', 'unreadable'],
    ['schema', 'warn', 'schema-relaxed', 'valid', 'valid'],
    ['signature', 'fail', 'signature-mismatch', 'invalid', 'altered'],
    ['signature', 'unknown', 'key-unavailable', 'indeterminate', 'not-checked'],
    ['unsigned-content', 'fail', 'unsigned-content', 'invalid', 'altered'],
    ['unsigned-content', 'skip', 'not-applicable', 'valid', 'valid'],
    ['holder', 'fail', 'signature-mismatch', 'invalid', 'altered'],
    ['holder', 'fail', 'expired', 'invalid', 'altered'],
    ['holder', 'warn', 'presentation-unasked', 'valid', 'valid'],
    ['holder', 'skip', 'not-declared', 'valid', 'valid'],
    ['elements', 'skip', 'held-back', 'valid', 'valid'],
    ['issuer-key', 'fail', 'key-not-of-issuer', 'invalid', 'issuer-not-confirmed'],
    ['issuer-key', 'unknown', 'key-unbound', 'indeterminate', 'issuer-not-confirmed'],
    ['trust', 'unknown', 'not-listed', 'indeterminate', 'issuer-not-confirmed'],
    ['trust', 'unknown', 'source-unavailable', 'indeterminate', 'not-checked'],
    ['validity', 'fail', 'expired', 'invalid', 'expired'],
    ['validity', 'fail', 'not-yet-valid', 'invalid', 'not-yet-valid'],
    ['validity', 'fail', 'dates-invalid', 'invalid', 'unreadable'],
    ['status', 'fail', 'revoked', 'invalid', 'revoked'],
    ['status', 'fail', 'superseded', 'invalid', 'revoked'],
    ['status', 'fail', 'suspended', 'invalid', 'suspended'],
    ['status', 'unknown', 'list-unreachable', 'indeterminate', 'not-checked'],
    ['status', 'skip', 'not-declared', 'valid', 'valid'],
    ['signature', 'skip', 'not-applicable', 'indeterminate', 'not-checked'],
    ['trust', 'skip', 'not-asked', 'indeterminate', 'issuer-not-confirmed'],
    ['status', 'skip', 'not-asked', 'indeterminate', 'not-checked'],
    ['elements', 'warn', 'elements-missing', 'valid', 'valid'],
    ['elements', 'fail', 'elements-missing', 'valid', 'valid'],
    ['endorsements', 'unknown', 'not-verified', 'valid', 'valid'],
  ])('%s %s (%s) is %s, %s', (check, outcome, reason, verdict, state) => {
    expect(conclusion(but(of(check, outcome, reason)))).toEqual({ verdict, state, also: [] });
  });

  it('says the worst first, and what else holds', () => {
    const findings = but(of('status', 'fail', 'revoked'), of('trust', 'unknown', 'not-listed'), of('validity', 'fail', 'expired'));
    expect(conclusion(findings)).toEqual({ verdict: 'invalid', state: 'revoked', also: ['issuer-not-confirmed', 'expired'] });
  });

  it('does not say again what only follows from an altered file', () => {
    const findings = but(of('signature', 'fail', 'signature-mismatch'), of('status', 'unknown', 'signature-unproven'), of('validity', 'unknown', 'signature-unproven'));
    expect(conclusion(findings)).toEqual({ verdict: 'invalid', state: 'altered', also: [] });
  });

  it.each(CHECKS.filter((check) => DEFAULT_POLICY.levels[check] === 'require'))('counts a missing finding of %s as unknown', (check) => {
    expect(conclusion(good.filter((f) => f.check !== check)).verdict).toBe('indeterminate');
  });

  it('is not valid of nothing', () => {
    expect(conclusion([])).toMatchObject({ verdict: 'indeterminate' });
  });

  it('leaves trust out when it is not asked, and nothing else', () => {
    const policy = withoutTrust(DEFAULT_POLICY);
    expect(conclusion(but(of('trust', 'unknown', 'not-listed')), policy)).toEqual({ verdict: 'valid', state: 'valid', also: [] });
    expect(conclusion(but(of('issuer-key', 'unknown', 'key-unbound')), policy).verdict).toBe('indeterminate');
    expect(settle(good, policy).find(({ check }) => check === 'trust')).toEqual({ check: 'trust', outcome: 'skip', reason: 'not-asked' });
  });

  it('never gets better by one more unknown or failure', () => {
    fc.assert(
      fc.property(fc.array(finding), bad, (findings, one) => {
        const before = conclusion([...but(...findings)]);
        const after = conclusion([...but(...findings), one]);
        expect(GOODNESS[after.verdict]).toBeLessThanOrEqual(GOODNESS[before.verdict]);
      }),
    );
  });

  it('is valid exactly when it says so: state and verdict never disagree', () => {
    fc.assert(
      fc.property(fc.array(finding), (findings) => {
        const { verdict, state, also } = conclusion(but(...findings));
        expect(state === 'valid').toBe(verdict === 'valid');
        expect([...also].map((s) => STATES.indexOf(s))).toEqual([...also].map((s) => STATES.indexOf(s)).sort((a, b) => a - b));
      }),
    );
  });

  it('settles one finding of each check, in the order of the report', () => {
    fc.assert(fc.property(fc.array(finding), (findings) => expect(settle(findings, DEFAULT_POLICY).map(({ check }) => check)).toEqual([...CHECKS])));
  });
});
