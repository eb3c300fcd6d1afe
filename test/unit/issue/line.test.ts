import { describe, expect, it } from '@jest/globals';
import { text } from '../../../src/core/bytes.js';
import { AppError } from '../../../src/core/errors.js';
import type { SigningAlgorithm } from '../../../src/core/algorithms.js';
import type { Award } from '../../../src/core/model.js';
import { createFormats } from '../../../src/formats/index.js';
import type { Format } from '../../../src/formats/format.js';
import { issueResult, type IssueDeps } from '../../../src/issue/index.js';
import { lint } from '../../../src/issue/lint.js';
import { LEASE, type IssuePorts, type PendingResult, type SignedCredential } from '../../../src/issue/ports.js';
import { recheck } from '../../../src/issue/recheck.js';
import { issueWaiting } from '../../../src/issue/work.js';
import type { Verification } from '../../../src/verify/report.js';
import { BASE_URL, ORGANISATION_DID, sampleAward } from '../../support/award.js';
import { documents } from '../../support/documents.js';
import { ed25519Key, encodeContext, p256Key } from '../../support/keys.js';

const [di, jwt] = createFormats(documents) as [Format, Format];
const METHOD = `${ORGANISATION_DID}#key-1`;
const AT = '2026-11-21T10:00:00Z';
const throwawayKey: IssueDeps['throwawayKey'] = (algorithm) => (algorithm === 'Ed25519' ? ed25519Key('throwaway') : p256Key('throwaway'));
const algorithmOf = ({ keys }: Format): SigningAlgorithm => keys.at(-1)?.algorithm ?? 'Ed25519';
const lintDeps = (format: Format) => ({ throwawayKey, now: () => AT, context: encodeContext(METHOD, { algorithm: algorithmOf(format) }, AT) });
const codeOf = (promise: Promise<unknown>) => promise.then(() => 'done', (error: { code: string }) => error.code);
const verdict = (value: Verification['report']['verdict']) => () =>
  Promise.resolve({ report: { verdict: value, checks: [{ check: 'signature', outcome: value === 'valid' ? 'pass' : 'fail', reason: 'signature-mismatch' }] } } as unknown as Verification);

describe.each([['ob3-di', di], ['ob3-jwt', jwt]] as const)('lint, %s', (_name, format) => {
  it('lets a good award through', async () => {
    expect(await codeOf(lint(sampleAward(), format, lintDeps(format)))).toBe('done');
  });

  it('refuses what breaks a rule, before any real signature exists', async () => {
    expect(await codeOf(lint(sampleAward({ validUntil: '2020-01-01T00:00:00Z' }), format, lintDeps(format)))).toBe('lint-failed');
    const broken: Format = { ...format, encode: (...given) => ({ ...format.encode(...given), document: { ...format.encode(...given).document, issuer: 5 } }) };
    expect(await codeOf(lint(sampleAward(), broken, lintDeps(format)))).toBe('lint-failed');
  });

  it('refuses what a trial signature does not hold for', async () => {
    const key = throwawayKey(algorithmOf(format));
    const other = algorithmOf(format) === 'Ed25519' ? ed25519Key('another') : p256Key('another');
    const given = { ...lintDeps(format), throwawayKey: () => ({ publicJwk: other.publicJwk, sign: key.sign }) };
    expect(await codeOf(lint(sampleAward(), format, given))).toBe('lint-failed');
  });
});

describe('recheck', () => {
  const credential: SignedCredential = { format: 'ob3-di', mediaType: 'application/vc', bytes: new Uint8Array([1]) };
  it.each([['valid', 'done'], ['invalid', 'recheck-failed'], ['indeterminate', 'recheck-failed']] as const)('of a verdict %s: %s', async (value, code) => {
    expect(await codeOf(recheck(credential, verdict(value)))).toBe(code);
  });
});

describe('the line', () => {
  const pending = { id: 'r', organisationId: 'o', result: { resultId: 'R', achievement: 'A', learner: {}, outcome: 'passed', awardedOn: '2026-06-30', route: 'course' }, achievement: sampleAward().achievement, language: 'en', attempts: 1 } as PendingResult;
  function world(more: { readonly verify?: IssueDeps['verify']; readonly ports?: Partial<IssuePorts> } = {}) {
    const steps: string[] = [];
    const ports = {
      baseUrl: BASE_URL,
      now: () => new Date('2026-11-21T10:00:00Z'),
      random: (n: number) => new Uint8Array(n),
      organisation: () => Promise.resolve(sampleAward().organisation),
      leaseResults: () => Promise.resolve([pending]),
      reserve: () => (steps.push('reserve'), Promise.resolve(sampleAward())),
      activeKeys: () => Promise.resolve(['ES256', 'Ed25519'].map((algorithm) => ({ id: algorithm, use: 'assertion', algorithm, verificationMethod: METHOD, chain: [] }))),
      sign: ({ algorithm }: { algorithm: string }, data: Uint8Array) => (steps.push(`sign ${algorithm}`), (algorithm === 'Ed25519' ? ed25519Key() : p256Key()).sign(data)),
      keep: (_p: PendingResult, _a: Award, credentials: readonly SignedCredential[]) => (steps.push(`keep ${credentials.map(({ format }) => format).join(' ')}`), Promise.resolve()),
      failResult: (_id: string, { code }: { code: string }) => (steps.push(`fail ${code}`), Promise.resolve()),
      ...more.ports,
    } as unknown as IssuePorts;
    const verify: IssueDeps['verify'] = (bytes, options) => (steps.push(`verify ${text(bytes).slice(0, 2)} trust ${options.trust}`), verdict('valid')());
    return { steps, deps: { ports, formats: [di, jwt], throwawayKey, verify, unforeseen: (error: unknown) => steps.push(`unforeseen ${String(error)}`), ...(more.verify && { verify: more.verify }) } };
  }

  it('reserves before it signs, verifies the very bytes, and keeps last and once', async () => {
    const { steps, deps } = world();
    await issueResult(pending, deps);
    expect(steps).toEqual(['reserve', 'sign Ed25519', 'verify {" trust off', 'sign ES256', 'verify ey trust off', 'keep ob3-di ob3-jwt']);
  });

  it('keeps nothing of an award of which one format does not verify, and says why', async () => {
    const { steps, deps } = world({ verify: verdict('invalid') });
    await issueWaiting(deps);
    expect(steps).toEqual(['reserve', 'sign Ed25519', 'fail recheck-failed']);
  });

  it('signs nothing without a key', async () => {
    const { steps, deps } = world({ ports: { activeKeys: () => Promise.resolve([]) } });
    await issueWaiting(deps);
    expect(steps).toEqual(['reserve', 'fail key-missing']);
  });

  it('fails, for good, a correction of what another award superseded', async () => {
    const { steps, deps } = world({ ports: { keep: () => Promise.reject(new AppError('status-final', 'corrected before')) } });
    await issueWaiting(deps);
    expect(steps.at(-1)).toBe('fail status-final');
  });

  it('says that it lives when time has passed, and leaves alone what another worker has taken meanwhile', async () => {
    let at = 0;
    const asked: (readonly string[])[] = [];
    const waiting = ['r1', 'r2', 'r3'].map((id) => ({ ...pending, id }));
    const { steps, deps } = world({
      ports: {
        now: () => new Date(at),
        keep: () => Promise.resolve(void (at += LEASE.renewedAfter)),
        leaseResults: () => Promise.resolve(waiting),
        renewLeases: (ids) => (asked.push(ids), Promise.resolve(new Set(['r3']))),
      },
    });
    expect(await issueWaiting(deps)).toBe(3);
    expect(asked).toEqual([['r1', 'r2', 'r3']]);
    expect(steps.filter((step) => step === 'reserve')).toHaveLength(2);
  });

  it('puts a result aside that came to no end ten times, without trying it again', async () => {
    const tried = async (attempts: number): Promise<unknown> => {
      const failures: unknown[] = [];
      const given = world({ ports: { leaseResults: async () => [{ ...pending, attempts }], failResult: async (_id, { code }) => void failures.push(code) } });
      await issueWaiting({ ...given.deps, unforeseen: () => undefined });
      return [failures, given.steps.length > 0];
    };
    expect([await tried(10), await tried(11)]).toEqual([[[], true], [['bug'], false]]);
  });

  it('leaves a result to be tried again after what nobody foresaw', async () => {
    const { steps, deps } = world({ ports: { reserve: () => Promise.reject(new Error('connection lost')) } });
    expect(await issueWaiting(deps)).toBe(1);
    expect(steps).toEqual(['unforeseen Error: connection lost']);
  });
});
