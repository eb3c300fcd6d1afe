import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { AppError } from '../../../src/core/errors.js';
import { fail, pass, unknown, type Finding } from '../../../src/core/finding.js';
import type { Report, Verification } from '../../../src/verify/report.js';
import { checkDueWatches, nextCheck } from '../../../src/verify/watch/check.js';
import { deliverDue } from '../../../src/verify/watch/deliver.js';
import type { Checked, Delivery, Watch, WatchWorld } from '../../../src/verify/watch/ports.js';
import { judgeSeen, seenNothing, seenOf } from '../../../src/verify/watch/seen.js';
import { report, verification } from '../../support/fake-deps.js';
import { list } from './fixtures.js';

const reportWith = (over: Partial<Report>, ...checks: Finding[]): Report => report({ ...over, checks: [pass('signature'), ...checks] });
const open = (...checks: Finding[]): Report => reportWith({ verdict: 'indeterminate', state: 'not-checked' }, ...checks);
const VALID = seenOf(report());
const AT = '2026-11-21T10:00:00Z';

describe('what a check means after the one before', () => {
  it('is nothing when verdict, state and registers say the same, whatever the words of the reasons', () => {
    expect(judgeSeen({ seen: VALID }, VALID, AT)).toEqual({ seen: VALID });
    const warned = { ...VALID, reasons: ['elements:elements-missing'] };
    expect(judgeSeen({ seen: VALID }, warned, AT)).toEqual({ seen: warned });
  });

  it.each<[string, Report]>([
    ['revoked', reportWith({ verdict: 'invalid', state: 'revoked' }, fail('status', 'revoked'))],
    ['expired', reportWith({ verdict: 'invalid', state: 'expired' }, fail('validity', 'expired'))],
    ['no longer listed', reportWith({ verdict: 'indeterminate', state: 'issuer-not-confirmed', trust: [] }, unknown('trust', 'listing-withdrawn'))],
    ['revoked in one list while another does not answer', reportWith({ verdict: 'invalid', state: 'revoked', also: ['not-checked'] }, fail('status', 'revoked'), unknown('trust', 'source-unavailable'))],
    ['no longer listed while a list does not answer', reportWith({ verdict: 'indeterminate', state: 'issuer-not-confirmed', also: ['not-checked'] }, unknown('trust', 'listing-ended'), unknown('status', 'list-unreachable'))],
    ['signed in a way that nobody can check', open(unknown('signature', 'proof-unsupported'))],
  ])('is told at once: %s', (_name, found) => {
    const after = seenOf(found);
    expect(judgeSeen({ seen: VALID }, after, AT)).toEqual({ seen: after, change: { before: VALID, after } });
  });

  it('is told when only a register says otherwise, the verdict being the same', () => {
    const [row] = report().trust;
    const after = seenOf(report({ trust: [{ ...row!, now: 'withdrawn' }] }));
    expect(judgeSeen({ seen: VALID }, after, AT).change).toEqual({ before: VALID, after });
  });

  const silent: readonly [string, ReturnType<typeof seenOf>][] = [
    ['a list that does not answer', seenOf(open(unknown('status', 'list-unreachable')))],
    ['a list that has run out', seenOf(open(unknown('status', 'list-stale')))],
    ['keys that cannot be had', seenOf(reportWith({ verdict: 'indeterminate', state: 'not-checked', trust: [] }, unknown('signature', 'key-unavailable'), unknown('issuer-key', 'key-unavailable'), unknown('trust', 'signature-unproven')))],
    ['an address where nothing is found', seenNothing('fetch-failed')],
  ];
  it.each(silent)('is told the second time, not the first: %s', (_name, after) => {
    const first = judgeSeen({ seen: VALID }, after, AT);
    expect(first).toEqual({ seen: VALID, doubtSince: AT });
    expect(judgeSeen(first, after, '2026-11-21T11:00:00Z')).toEqual({ seen: after, change: { before: VALID, after } });
  });
  it.each(silent)('is not told at all when it answers again: %s', (_name, after) => {
    expect(judgeSeen(judgeSeen({ seen: VALID }, after, AT), VALID, AT)).toEqual({ seen: VALID });
  });
  it('is told at once when it answers again after its silence was told', () => {
    const [, after] = silent[0]!;
    expect(judgeSeen({ seen: after }, VALID, AT).change).toEqual({ before: after, after: VALID });
  });
  it('keeps what was open before apart from what is silent now', () => {
    const unlisted = seenOf(reportWith({ verdict: 'indeterminate', state: 'issuer-not-confirmed', trust: [] }, unknown('trust', 'not-listed')));
    const after = seenOf(reportWith({ verdict: 'indeterminate', state: 'issuer-not-confirmed', also: ['not-checked'], trust: [] }, unknown('trust', 'not-listed'), unknown('status', 'list-unreachable')));
    expect(judgeSeen({ seen: unlisted }, after, AT)).toEqual({ seen: unlisted, doubtSince: AT });
  });
});

/** A world of one watch: what is kept of it, and what is told. */
function worldOf(found: () => Promise<Verification>, over: Partial<Watch> = {}) {
  const clock = { at: new Date(AT) };
  const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
  const watch: Watch = { id: '019a9f00-0000-7000-8000-00000000aaaa', organisationId: 'o', subject: { given: { url: 'https://a.example/Ana-Horvat' }, webhook: 'https://hr.example/hook', secret, reference: 'application-4711' }, seen: VALID, madeAt: AT, endsAt: AT, checkedAt: AT, nextCheckAt: AT, ...over };
  const kept: Checked[] = [];
  const deliveries: Delivery[] = [];
  const posted: { readonly to: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }[] = [];
  const outcomes: string[] = [];
  const errors: unknown[] = [];
  const now = (): Date => clock.at;
  const ports = {
    now,
    random: (bytes: number) => new Uint8Array(bytes).fill(128),
    dueWatches: async () => [watch],
    keepChecked: async (_id: string, checked: Checked) => {
      kept.push(checked);
      if (checked.delivery) deliveries.push({ ...checked.delivery, state: 'waiting', attempts: [] });
    },
    dueDeliveries: async () => deliveries.filter(({ state }) => state === 'waiting').map((delivery) => ({ watch, delivery })),
    keepAttempt: async (delivery: Delivery) => void deliveries.splice(deliveries.findIndex(({ id }) => id === delivery.id), 1, delivery),
  };
  const world = { ports, baseUrl: 'https://testamur.example', verify: found, refusal: () => undefined, unforeseen: (error: unknown) => errors.push(error), post: async (to: string, message: { headers: Record<string, string>; body: string }) => (posted.push({ to, ...message }), outcomes.shift() ?? 'delivered') } as unknown as WatchWorld;
  return { world, clock, kept, deliveries, posted, outcomes, errors, secret };
}
const revoked = async (): Promise<Verification> => verification({ verdict: 'invalid', state: 'revoked', checks: [fail('status', 'revoked', { detail: 'https://a.example/list' })] });

describe('a watch', () => {
  it('learns nothing from our having no room, however often', async () => {
    const { world, deliveries, errors } = worldOf(() => Promise.reject(new AppError('busy', 'full')));
    for (let check = 0; check < 3; check++) await checkDueWatches(world);
    expect([deliveries, errors.length]).toEqual([[], 3]);
  });

  it('tells of a change as Standard Webhooks has it, in a form that its own library takes, and no word of the credential', async () => {
    const { world, posted, deliveries, secret, clock } = worldOf(revoked);
    await checkDueWatches(world);
    clock.at = new Date();
    await deliverDue(world);
    const [{ to, headers, body }] = posted as [(typeof posted)[0]];
    const message = new Webhook(secret).verify(body, { ...headers }) as Record<string, unknown>;
    expect(message).toEqual({
      type: 'watch.changed',
      timestamp: AT,
      data: {
        watch: '019a9f00-0000-7000-8000-00000000aaaa',
        reference: 'application-4711',
        before: { ...VALID },
        after: { verdict: 'invalid', state: 'revoked', also: [], reasons: ['status:revoked'], trust: VALID.trust },
        checkedAt: AT,
        report: 'https://testamur.example/api/v1/watches/019a9f00-0000-7000-8000-00000000aaaa/report',
      },
    });
    expect([to, headers['webhook-id'], headers['content-type']]).toEqual(['https://hr.example/hook', deliveries[0]!.id, 'application/json']);
    for (const personal of ['Ana', 'Horvat', 'Kovačević', 'FinTech', 'a.example']) expect(body).not.toContain(personal);
    expect(() => new Webhook(`whsec_${Buffer.alloc(32, 8).toString('base64')}`).verify(body, { ...headers })).toThrow();
    expect(() => new Webhook(secret).verify(body.replace('revoked', 'valid'), { ...headers })).toThrow();
  });

  it('is tried again for more than a day, under the same id, and then given up and says so', async () => {
    const { world, posted, deliveries, outcomes, clock } = worldOf(revoked);
    outcomes.push(...Array<string>(20).fill('timeout'));
    await checkDueWatches(world);
    const waits: number[] = [];
    for (let i = 0; i < 20 && deliveries[0]!.state === 'waiting'; i++) {
      await deliverDue(world);
      const { nextAt } = deliveries[0]!;
      if (nextAt === undefined) break;
      waits.push((Date.parse(nextAt) - clock.at.getTime()) / 60_000);
      clock.at = new Date(nextAt);
    }
    expect(waits).toEqual([1, 5, 30, 120, 300, 480, 600]);
    expect([deliveries[0]!.state, deliveries[0]!.attempts.length, deliveries[0]!.attempts.at(-1)?.outcome, new Set(posted.map(({ headers }) => headers['webhook-id'])).size]).toEqual(['given-up', 8, 'timeout', 1]);
    expect(clock.at.getTime() - Date.parse(AT)).toBeGreaterThan(24 * 3_600_000);
  });

  it('is delivered once it is taken', async () => {
    const { world, deliveries, outcomes } = worldOf(revoked);
    outcomes.push('http-status');
    await checkDueWatches(world);
    await deliverDue(world);
    await deliverDue(world);
    expect([deliveries[0]!.state, deliveries[0]!.attempts.map(({ outcome }) => outcome), deliveries[0]!.nextAt]).toEqual(['delivered', ['http-status', 'delivered'], undefined]);
  });

  it('of an address where nothing is found is in doubt first, and looks again an hour later', async () => {
    const { world, kept, deliveries } = worldOf(() => Promise.reject(new AppError('fetch-failed', 'no')));
    await checkDueWatches(world);
    expect([kept, deliveries]).toEqual([[{ seen: VALID, doubtSince: AT, checkedAt: AT, nextCheckAt: '2026-11-21T11:00:00Z' }], []]);
  });

  it('stays as it was after an error that nobody foresaw', async () => {
    const { world, kept, errors } = worldOf(() => Promise.reject(new TypeError('x')));
    await checkDueWatches(world);
    expect([kept, errors.length]).toEqual([[{ seen: VALID, checkedAt: AT, nextCheckAt: '2026-11-21T11:00:00Z' }], 1]);
  });
});

describe('the next check', () => {
  const { world } = worldOf(revoked);
  const hours = (found: Verification): number => (Date.parse(nextCheck(found, world)) - Date.parse(AT)) / 3_600_000;
  const withList = (validUntil: string): Verification => ({ ...verification(), evidence: { ...verification().evidence, statusLists: { x: list({ validUntil }) } } });

  it.each<[string, Verification, number]>([
    ['after some hours', verification(), 6],
    ['sooner when a list runs out sooner', withList('2026-11-21T12:30:00Z'), 2.5],
    ['never sooner than an hour', withList('2026-11-21T10:01:00Z'), 1],
    ['not for a list that ran out before', withList('2026-11-20T10:00:00Z'), 6],
    ['when the credential itself runs out', verification({ credential: { ...report().credential!, validUntil: '2026-11-21T13:00:00Z' } }), 3],
    ['soon after a source did not answer', { ...verification(), report: open(unknown('status', 'list-unreachable')) }, 1.5],
    ['as usual for a credential that nobody vouches for', { ...verification(), report: reportWith({ verdict: 'indeterminate', state: 'issuer-not-confirmed' }, unknown('trust', 'not-listed')) }, 6],
  ])('comes %s', (_name, found, after) => {
    expect(hours(found)).toBe(after);
  });
});
