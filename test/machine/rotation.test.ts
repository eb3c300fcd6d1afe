import { X509Certificate } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromHex } from '../../src/core/bytes.js';
import { timestamp } from '../../src/core/time.js';
import type { FormatId } from '../../src/formats/format.js';
import type { Report } from '../../src/verify/report.js';
import { reasonOf, startLine, type Line } from '../support/line.js';
import { openStranger, type Stranger } from '../support/stranger.js';
import { opensslAuthority, type OpensslAuthority } from '../support/time-stamp-authority.js';

/**
 * A university whose keys are rotated twice and whose middle ones are stolen, judged by an installation that had never heard of it: all that it has is
 * what the university publishes, and the authorities that its own operator accepts.
 */
/** Under each key, each in four formats: `npm run soak:rotation` makes a thousand credentials of it. */
const AWARDS = Number(process.env.ROTATION_AWARDS ?? 6);
/** At once: so many are issued while one post waits, on a busy machine too. */
const POSTED = 6;
interface Signed {
  readonly format: FormatId;
  readonly document: string;
}
let stamps: OpensslAuthority;
let line: Line;
let stranger: Stranger;
const generations: Signed[][] = [];
/** The middle keys are compromised from then on; what they signed before and after. */
let from = '';
let late: readonly Signed[] = [];

const HEAD = 'resultId,achievement,givenName,familyName,studentNumber,birthDate,outcome,awardedOn,grade,supervision,route';
async function issue(name: string, count: number): Promise<Signed[]> {
  const signed: Signed[] = [];
  for (let first = 0; first < count; first += POSTED) {
    const rows = Array.from({ length: Math.min(POSTED, count - first) }, (_, i) => `${name}-${first + i},FINTECH-701,Ana,Anić-${first + i},${name}${first + i},1998-04-09,passed,2026-06-30,5,supervised-id,course`);
    const { awards, rejected } = await line.postResults(`${HEAD}\n${rows.join('\n')}\n`);
    expect([awards.length, rejected]).toEqual([rows.length, []]);
    for (const { id, formats } of awards) for (const format of formats) signed.push({ format, document: await documentOf(id, format) });
  }
  return signed;
}
async function documentOf(id: string, format: FormatId): Promise<string> {
  const found = await line.app.useCases.credential(line.organisation.id, id, format);
  return Buffer.from(found?.bytes ?? []).toString('utf8');
}
async function rotate(): Promise<readonly string[]> {
  const made = await line.app.useCases.rotateKeys(line.organisation.id, 'test');
  return [...made, (await line.app.useCases.makeTestSeal(line.organisation.id, 'test')).verificationMethod];
}
const judge = async ({ document }: Signed): Promise<Report> => (await stranger.verify(Buffer.from(document), { trust: 'off' })).report;
const formatsOf = (signed: readonly Signed[]) => [...new Set(signed.map(({ format }) => format))];
const one = (signed: readonly Signed[], format: FormatId): Signed => signed.find((each) => each.format === format)!;
/** The same seal without what stands beside it, which it does not cover: the time stamp. */
function unstamped({ format, document }: Signed): Signed {
  const { signatures: [signature], ...rest } = JSON.parse(document) as { signatures: [{ header?: { etsiU?: unknown[] } }] };
  const { header, ...bare } = signature;
  expect(header?.etsiU).toHaveLength(1);
  return { format, document: JSON.stringify({ ...rest, signatures: [bare] }) };
}

beforeAll(async () => {
  stamps = await opensslAuthority();
  line = await startLine({ listed: false, configured: { TESTAMUR_TSA_URL: stamps.url } });
  await line.app.useCases.makeTestSeal(line.organisation.id, 'test');
  stranger = await openStranger();
  generations.push(await issue('first', AWARDS));
  const middle = await rotate();
  generations.push(await issue('middle', AWARDS));
  await sleep(1100);
  from = timestamp(new Date());
  await sleep(1100);
  late = await issue('late', 1);
  await rotate();
  generations.push(await issue('third', AWARDS));

  const [seal] = (await line.app.useCases.organisationKeys(line.organisation.id)).filter(({ use }) => use === 'seal');
  expect(seal?.certificates.at(-1)?.test).toBe(true);
  const { keys } = (await (await fetch(`${line.baseUrl}/o/${line.organisation.slug}/jwks.json`)).json()) as { keys: { x5c?: string[] }[] };
  const root = keys.find(({ x5c }) => x5c !== undefined)?.x5c?.at(-1) ?? '';
  await stranger.accept({ certificate: new Uint8Array(Buffer.from(root, 'base64')), use: 'seal', kind: 'test', name: 'the test authority' });
  await stranger.accept({ certificate: new Uint8Array(new X509Certificate(stamps.pem).raw), use: 'time-stamp', kind: 'test', name: 'the test stamps' });
  middleKeys = middle;
}, 1_800_000);
let middleKeys: readonly string[] = [];
afterAll(async () => {
  expect(line.faults).toEqual([]);
  await Promise.all([line.stop(), stranger.close(), stamps.close()]);
});

describe('under three successive keys', () => {
  it('credentials all verify, whichever key signed them', async () => {
    const all = generations.flat();
    expect([all.length, generations.map((one) => formatsOf(one).length)]).toEqual([3 * AWARDS * 4, [4, 4, 4]]);
    const verdicts = new Map<string, number>();
    for (const signed of all) {
      const { verdict, checks } = await judge(signed);
      const bad = checks.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown').map(({ check, reason, detail }) => `${check} ${reason} ${detail ?? ''}`);
      const key = `${signed.format} ${verdict} ${bad.join()}`;
      verdicts.set(key, (verdicts.get(key) ?? 0) + 1);
    }
    expect(Object.fromEntries(verdicts)).toEqual(Object.fromEntries(formatsOf(all).map((format) => [`${format} valid `, 3 * AWARDS])));
  }, 1_800_000);
});

describe('when the middle keys are compromised from a time', () => {
  beforeAll(async () => {
    for (const key of middleKeys) await line.app.useCases.revokeKey({ organisationId: line.organisation.id, key }, { from }, 'test');
  });

  it('a seal that a time stamp proves older stands', async () => {
    const report = await judge(one(generations[1]!, 'edc-jades'));
    expect([report.verdict, reasonOf(report, 'issuer-key'), reasonOf(report, 'signature')]).toEqual(['valid', 'pass: ok', 'pass: ok']);
    expect(report.checks.find(({ check }) => check === 'seal')?.facts?.provenAt?.localeCompare(from)).toBe(-1);
  });

  it('of one without a time stamp it cannot be told, whatever it says of itself', async () => {
    for (const signed of [unstamped(one(generations[1]!, 'edc-jades')), ...(['ob3-di', 'ob3-jwt'] as const).map((format) => one(generations[1]!, format))]) {
      const report = await judge(signed);
      expect([signed.format, report.verdict, reasonOf(report, 'issuer-key')]).toEqual([signed.format, 'indeterminate', 'unknown: key-compromised']);
    }
  });

  it('what was signed after it is invalid, with a time stamp and without', async () => {
    for (const signed of [one(late, 'edc-jades'), unstamped(one(late, 'edc-jades')), one(late, 'ob3-di'), one(late, 'ob3-jwt')]) {
      const report = await judge(signed);
      expect([signed.format, report.verdict, reasonOf(report, 'issuer-key')]).toEqual([signed.format, 'invalid', 'fail: key-compromised']);
    }
  });

  it('the keys before and after them are as good as ever', async () => {
    for (const generation of [generations[0]!, generations[2]!]) for (const format of formatsOf(generation)) expect([format, (await judge(one(generation, format))).verdict]).toEqual([format, 'valid']);
  });

  it('the stranger has kept every document that it was shown, and its hash', async () => {
    const seen = await stranger.store.keyDocuments.seenDocuments(line.organisation.did);
    expect(seen.length).toBeGreaterThanOrEqual(2);
    const [first, last] = await Promise.all([seen[0], seen.at(-1)].map(async (one) => Buffer.from((await stranger.store.keyDocuments.keyDocument(one!.sha256)) ?? fromHex('')).toString()));
    expect([first?.includes('"revoked"'), last?.includes(`"revoked":"${from}"`)]).toEqual([false, true]);
  });
});
