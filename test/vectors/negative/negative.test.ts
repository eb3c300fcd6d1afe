import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../../src/core/errors.js';
import { textsFor } from '../../../src/http/pages/texts.js';
import { reportPage } from '../../../src/http/pages/views/index.js';
import { summarise } from '../../../src/http/pages/summary.js';
import type { Report } from '../../../src/verify/report.js';
import { openWorld, type Answer, type Opened, type World } from '../../support/world.js';
import { made } from './large.js';
import { HONEST, FOLDER, vectorsIn, type Upload, type Vector } from './vector.js';

const bytesOf = async (upload: Upload): Promise<Uint8Array> =>
  'made' in upload ? made(upload.made) : 'text' in upload ? new TextEncoder().encode(upload.text) : new Uint8Array(Buffer.from(upload.base64, 'base64'));

/** Findings that speak against it, or say that something could not be found out. */
const told = ({ checks }: Report): readonly string[] =>
  checks.filter(({ outcome, reason }) => (outcome === 'fail' || outcome === 'unknown') && reason !== 'signature-unproven').map(({ check, outcome, reason }) => `${check} ${outcome} ${reason}`);

async function judged({ upload }: Vector, { verify }: Opened): Promise<Report | AppError> {
  try {
    return (await verify(await bytesOf(upload))).report;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** The world with what is too large to keep. */
async function whole(world: World): Promise<World> {
  const answers = Object.entries(world.web).map(async ([url, answer]): Promise<readonly [string, Answer]> => [url, answer.made === undefined ? answer : { ...answer, body: new TextDecoder().decode(await made(answer.made)) }]);
  return { ...world, web: Object.fromEntries(await Promise.all(answers)) };
}

const t = textsFor(['en']);
const pageOf = (report: Report): string =>
  reportPage({ report, summary: summarise(report, t), keptUntil: report.checkedAt, actions: { person: '/reports/x/person' }, reportUrl: 'https://verifier.example/reports/x', number: 'AAAA-BBBB-CCCC' }, t);

describe.each([...vectorsIn(HONEST), ...vectorsIn(FOLDER)])('case $case, $name: $what', (one) => {
  const { expected, world } = one;

  it(`is ${expected.verdict}`, async () => {
    const opened = openWorld(await whole(world));
    const result = await judged(one, opened);
    if (result instanceof AppError) {
      expect(['unreadable', result.code, result.reason, result.message]).toEqual([expected.verdict, expected.code, expected.reason, expect.any(String)]);
    } else {
      expect([result.verdict, told(result)]).toEqual([expected.verdict, expected.findings ?? []]);
      const [data, page] = [JSON.stringify(result), pageOf(result)];
      for (const text of expected.unshown ?? []) expect([text, data.includes(text), page.includes(text)]).toEqual([text, false, false]);
      for (const text of expected.unsaid ?? []) expect([text, page.includes(text)]).toEqual([text, false]);
      for (const text of expected.shown ?? []) expect([text, page.includes(text)]).toEqual([text, true]);
    }
    if (expected.asked) expect([...new Set(opened.asked)].sort()).toEqual([...expected.asked].sort());
  });
});

describe('the list', () => {
  const all = vectorsIn(FOLDER);

  it('has a file for every one of the 52 cases', () => {
    const numbers = [...new Set(all.map(({ case: number }) => number))].sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 52 }, (_, index) => index + 1));
  });

  it('calls none of them valid, and says of each why', () => {
    expect(all.filter(({ expected: { verdict, findings = [], code } }) => verdict === 'valid' || (findings.length === 0 && code === undefined)).map(({ name }) => name)).toEqual([]);
  });
});
