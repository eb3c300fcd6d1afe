import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPassphrase, hashPassphrase, passphraseFault } from '../../../src/claim/passphrase.js';
import type { HeldAward, Share, SharePorts } from '../../../src/claim/ports.js';
import { readChoice, type ShareChoice, type ShareFields } from '../../../src/claim/share-choice.js';
import { createShares } from '../../../src/claim/share.js';
import { AppError } from '../../../src/core/errors.js';
import { sha256, toBase64url } from '../../../src/core/bytes.js';
import { award } from '../../support/fake-deps.js';

const NOW = new Date('2026-11-21T10:00:00Z');
const held: HeldAward = { award, status: 'active', formats: ['ob3-di'], detailsPublic: false };

/** The domain on a store in memory, and a clock that tests turn. */
function world({ room = true } = {}) {
  const kept = new Map<string, Share>();
  const clock = { at: NOW };
  let random = 0;
  const ports: SharePorts = {
    baseUrl: 'https://testamur.example',
    now: () => clock.at,
    random: (bytes) => new Uint8Array(bytes).fill((random += 1)),
    token: (kind, id) => toBase64url(sha256(`${kind}${id}`).subarray(0, 16)),
    tokenHash: sha256,
    share: async (hash) => kept.get(toBase64url(hash)),
    sharesOf: async () => [...kept.values()],
    insertShare: async (share, hash) => (room ? (kept.set(toBase64url(hash), share), true) : false),
    withdrawShare: async ({ id, awardId }, at) => {
      const [hash, share] = [...kept].find(([, one]) => one.id === id && one.awardId === awardId) ?? [];
      if (hash === undefined || share === undefined) return false;
      kept.set(hash, { withdrawnAt: at, ...share });
      return true;
    },
    countOpening: async (id, on) => {
      for (const [hash, share] of kept) if (share.id === id) kept.set(hash, { ...share, opened: share.opened + 1, lastOpenedOn: on });
    },
    held: async () => held,
  };
  const claimed = async (token: string): Promise<HeldAward> => {
    if (token !== 'claimed') throw new AppError('not-found', 'no');
    return held;
  };
  return { shares: createShares(ports, claimed), clock, kept };
}
const tokenOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
const choice: ShareChoice = { label: 'City library', shows: { view: 'summary', name: true, grade: false }, expiresAt: '2026-12-21T23:59:59Z', counting: true };
const fault = (code: string) => expect.objectContaining({ code });

describe('a share', () => {
  it('opens until the last second of its last day, and is gone after it', async () => {
    const { shares, clock } = world();
    const { url } = await shares.create('claimed', choice);
    clock.at = new Date('2026-12-21T23:59:59Z');
    expect((await shares.open(tokenOf(url)))?.share).toMatchObject({ label: 'City library' });
    clock.at = new Date('2026-12-22T00:00:00Z');
    await expect(shares.open(tokenOf(url))).rejects.toEqual(fault('link-gone'));
    expect(await shares.list('claimed')).toMatchObject([{ ended: true }]);
  });

  it('without a last day opens until it is ended; ending twice is ending once', async () => {
    const { shares, clock } = world();
    const { expiresAt: _expiresAt, ...endless } = choice;
    const { url, id } = await shares.create('claimed', endless);
    clock.at = new Date('2099-01-01T00:00:00Z');
    expect(await shares.open(tokenOf(url))).toBeDefined();
    await shares.end('claimed', id);
    clock.at = new Date('2099-01-02T00:00:00Z');
    await shares.end('claimed', id);
    await expect(shares.open(tokenOf(url))).rejects.toEqual(fault('link-gone'));
    expect(await shares.list('claimed')).toMatchObject([{ ended: true, withdrawnAt: '2099-01-01T00:00:00Z' }]);
  });

  it('is made, listed and ended only by who holds a claimed link, and found only by its own', async () => {
    const { shares } = world();
    const { id } = await shares.create('claimed', choice);
    await expect(shares.create('other', choice)).rejects.toEqual(fault('not-found'));
    await expect(shares.list('other')).rejects.toEqual(fault('not-found'));
    await expect(shares.end('other', id)).rejects.toEqual(fault('not-found'));
    await expect(shares.end('claimed', '019a9f00-0000-7000-8000-00000000dead')).rejects.toEqual(fault('not-found'));
    expect(await shares.open('AAAAAAAAAAAAAAAAAAAAAA')).toBeUndefined();
  });

  it('is refused beyond the limit', async () => {
    await expect(world({ room: false }).shares.create('claimed', choice)).rejects.toEqual(fault('share-limit'));
  });

  it('counts openings by the day, and only when asked', async () => {
    const { shares, clock } = world();
    const counted = await shares.create('claimed', choice);
    const silent = await shares.create('claimed', { ...choice, counting: false });
    for (const day of ['2026-11-22', '2026-11-23']) {
      clock.at = new Date(`${day}T17:31:12Z`);
      for (const { url } of [counted, silent]) await shares.count((await shares.open(tokenOf(url)))!.share);
    }
    const found = await shares.list('claimed');
    expect(found.map(({ opened, lastOpenedOn }) => [opened, lastOpenedOn])).toEqual([[2, '2026-11-23'], [0, undefined]]);
  });
});

describe('a passphrase', () => {
  it('is asked for, is right or wrong, and is not kept', async () => {
    const { shares, kept } = world();
    const guarded = await shares.create('claimed', choice, 'kišobran 77');
    await expect(shares.unlock(guarded, undefined)).rejects.toEqual(fault('passphrase-needed'));
    await expect(shares.unlock(guarded, 'kisobran 77')).rejects.toEqual(fault('passphrase-wrong'));
    await shares.unlock(guarded, 'kišobran 77');
    expect(JSON.stringify([...kept.values()])).not.toContain('kišobran');
    await shares.unlock(await shares.create('claimed', choice), 'whatever');
  });

  it('is the same however a keyboard writes its letters, and salted', async () => {
    const [one, other] = [await hashPassphrase('kišobran 77', new Uint8Array(16)), await hashPassphrase('kišobran 77', new Uint8Array(16).fill(1))];
    expect(await isPassphrase('kis\u030cobran 77', one)).toBe(true);
    expect(one.hash).not.toBe(other.hash);
    expect(one).toMatchObject({ n: 2 ** 15, r: 8, p: 3 });
  });

  it('has the costs it was set with', async () => {
    const cheap = { n: 2, r: 1, p: 1, salt: 'AAAAAAAAAAAAAAAAAAAAAA', hash: '' };
    const { scryptSync } = await import('node:crypto');
    const hash = toBase64url(new Uint8Array(scryptSync('12345678', new Uint8Array(16), 32, { N: 2, r: 1, p: 1 })));
    expect([await isPassphrase('12345678', { ...cheap, hash }), await isPassphrase('12345679', { ...cheap, hash })]).toEqual([true, false]);
  });

  it.each([
    ['1234567', 'passphrase-short'],
    ['👩‍👩‍👧', 'passphrase-short'],
    ['x'.repeat(129), 'passphrase-long'],
    ['x'.repeat(1_000_000), 'passphrase-long'],
    ['line one\nline two', 'passphrase-characters'],
    ['half a \ud800 character', 'passphrase-characters'],
    ['12345678', undefined],
    ['x'.repeat(128), undefined],
  ])('%# is taken or refused by name', async (typed, expected) => {
    expect(passphraseFault(typed)).toBe(expected);
    if (expected === undefined) return;
    await expect(world().shares.create('claimed', choice, typed)).rejects.toEqual(fault('input-invalid'));
    expect(await isPassphrase(typed, { n: 2, r: 1, p: 1, salt: '', hash: '' })).toBe(false);
  });
});

describe('a choice', () => {
  const fields: ShareFields = { label: ' City library ', view: 'summary', name: true, grade: false, until: '30-days', date: '', counting: false };
  const until = (changed: Partial<ShareFields>) => (readChoice({ ...fields, ...changed }, NOW) as ShareChoice).expiresAt;

  it('is what was typed and ticked', () => {
    expect(readChoice(fields, NOW)).toEqual({ label: 'City library', shows: { view: 'summary', name: true, grade: false }, counting: false, expiresAt: '2026-12-21T23:59:59Z' });
    // "Everything" leaves nothing to choose.
    expect(readChoice({ ...fields, view: 'all', grade: true }, NOW)).toMatchObject({ shows: { view: 'all' } });
  });

  it.each([
    [{ until: '1-year' }, '2027-11-21T23:59:59Z'],
    [{ until: 'open' }, undefined],
    [{ until: 'date', date: '2026-11-21' }, '2026-11-21T23:59:59Z'],
    [{ until: 'date', date: '2028-02-29' }, '2028-02-29T23:59:59Z'],
    [{ until: '30-days', date: 'not read' }, '2026-12-21T23:59:59Z'],
  ])('%j ends at %s', (changed, expected) => {
    expect(until(changed)).toBe(expected);
  });

  it.each<[Partial<ShareFields>, readonly string[]]>([
    [{ label: '  ' }, ['label-missing']],
    [{ label: 'x'.repeat(101) }, ['label-long']],
    [{ label: 'a\u0000b' }, ['label-characters']],
    [{ view: 'some' }, ['view-missing']],
    [{ until: 'never' }, ['until-missing']],
    [{ until: 'date', date: '2027-02-29' }, ['date-invalid']],
    [{ until: 'date', date: '2026-11-20' }, ['date-past']],
    [{ label: '', view: '', until: '' }, ['label-missing', 'view-missing', 'until-missing']],
  ])('%j is refused by name', (changed, expected) => {
    expect(readChoice({ ...fields, ...changed }, NOW)).toEqual(expected);
  });

  it('is a choice or named faults whatever comes, and never reaches back', () => {
    const anything = fc.record({ label: fc.string({ unit: 'binary' }), view: fc.constantFrom('all', 'summary', '', '__proto__'), name: fc.boolean(), grade: fc.boolean(), until: fc.constantFrom('30-days', '1-year', 'open', 'date', ''), date: fc.oneof(fc.string(), fc.date({ noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10))), counting: fc.boolean() });
    fc.assert(
      fc.property(anything, (given) => {
        const read = readChoice(given, NOW);
        if ('shows' in read) expect(read.expiresAt === undefined || read.expiresAt >= '2026-11-21T23:59:59Z').toBe(true);
        else expect((read as readonly string[]).length).toBeGreaterThan(0);
      }),
    );
  });
});
