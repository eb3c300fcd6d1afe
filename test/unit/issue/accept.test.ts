import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../../src/core/errors.js';
import { acceptResults, correctResult, type Receipt } from '../../../src/issue/accept.js';
import type { ReadLine } from '../../../src/issue/read-lines.js';
import type { Result } from '../../../src/core/model.js';
import { sampleAchievement, sampleOrganisation } from '../../support/award.js';
import { ALWAYS_REFUSED, HOSTILE, textAt, textPaths, withText } from '../../support/hostile.js';
import { memoryPosting, resultInput, type MemoryPosting } from '../../support/posting.js';
import { refusalOf } from '../../support/rejected.js';

const organisation = sampleOrganisation();
const posting = { organisationId: organisation.id, actor: 'registry' };
const corrects = { id: 'award-1', learner: { givenName: 'Ana', familyName: 'Kovačević', studentNumber: '0036512345' }, achievementId: sampleAchievement().id };
const partner = sampleOrganisation({ id: 'partner', slug: 'partner', did: 'did:web:partner.example', awardsWith: ['jadran'] });
const stranger = sampleOrganisation({ id: 'stranger', slug: 'stranger', did: 'did:web:stranger.example', awardsWith: ['another'] });
const closed = sampleOrganisation({ id: 'closed', slug: 'closed', did: 'did:web:closed.example', status: 'closed' });

async function* linesOf(values: readonly unknown[]): AsyncGenerator<ReadLine> {
  for (const [index, value] of values.entries()) yield { line: index + 1, value };
}
const post = (values: readonly unknown[], memory: MemoryPosting = memoryPosting()): Promise<Receipt> => acceptResults(linesOf(values), posting, memory.deps);

/** Code and path of the one rejection of one result. */
async function rejectionOf(overrides: object, memory?: MemoryPosting): Promise<unknown> {
  const { rejected, accepted } = await post([resultInput(overrides)], memory);
  return accepted === 0 && rejected.length === 1 ? { code: rejected[0]?.code, path: rejected[0]?.path } : { accepted, rejected };
}

describe('accepting results', () => {
  it('keeps a complete result, with the achievement it was found under', async () => {
    const memory = memoryPosting();
    expect(await post([resultInput()], memory)).toEqual({ batchId: 'batch-1', accepted: 1, unchanged: 0, rejected: [], rejectedTotal: 0, warnings: [], warningsTotal: 0 });
    expect(memory.opened).toEqual([`${organisation.id} registry`]);
    expect(memory.kept).toEqual([
      {
        line: 1,
        result: { ...resultInput(), route: 'course' },
        achievementId: sampleAchievement().id,
        achievementVersion: 1,
        language: 'en',
      },
    ]);
  });

  it.each([
    ['no resultId', { resultId: undefined }, 'input-invalid', '/resultId'],
    ['no outcome', { outcome: undefined }, 'input-invalid', '/outcome'],
    ['an outcome that is none', { outcome: 'maybe' }, 'input-invalid', '/outcome'],
    ['something unknown', { colour: 'red' }, 'input-invalid', '/colour'],
    ['a resultId with spaces around', { resultId: ' r ' }, 'input-invalid', '/resultId'],
    ['an achievement that is not there', { achievement: 'NONE' }, 'input-invalid', '/achievement'],
    ['a failed result', { outcome: 'failed' }, 'result-not-passed', '/outcome'],
    ['no learner', { learner: undefined }, 'element-missing', '/learner'],
    ['a name and no identifier', { learner: { givenName: 'Ana' } }, 'element-missing', '/learner'],
    ['an identifier and no name', { learner: { email: 'ana@a.example' } }, 'element-missing', '/learner'],
    ['a name of spaces', { learner: { fullName: '  ', email: 'ana@a.example' } }, 'element-missing', '/learner'],
    ['a name that nobody can see', { learner: { fullName: '\u200b\u2060', email: 'ana@a.example' } }, 'element-missing', '/learner'],
    ['an identifier that nobody can see', { learner: { fullName: 'Ana', studentNumber: '\u200b' } }, 'element-missing', '/learner'],
    ['no date', { awardedOn: undefined }, 'element-missing', '/awardedOn'],
    ['a day that does not exist', { awardedOn: '2026-02-30' }, 'input-invalid', '/awardedOn'],
    ['a date of two days from now', { awardedOn: '2026-11-23' }, 'input-invalid', '/awardedOn'],
    ['a date before 1900', { awardedOn: '1899-12-31' }, 'input-invalid', '/awardedOn'],
    ['a date so old that the award has run out', { awardedOn: '2021-11-20' }, 'input-invalid', '/awardedOn'],
    ['a birth date that does not exist', { learner: { fullName: 'Ana', birthDate: '1998-31-02' } }, 'input-invalid', '/learner/birthDate'],
    ['a birth after the award', { learner: { fullName: 'Ana', birthDate: '2026-07-01' } }, 'input-invalid', '/learner/birthDate'],
    ['an e-mail address that is none', { learner: { fullName: 'Ana', email: 'ana' } }, 'input-invalid', '/learner/email'],
    ['a student identifier that is none', { learner: { fullName: 'Ana', europeanStudentIdentifier: '123' } }, 'input-invalid', '/learner/europeanStudentIdentifier'],
    ['a supervision that is none', { supervision: 'proctored' }, 'input-invalid', '/supervision'],
    ['a route that is none', { route: 'luck' }, 'input-invalid', '/route'],
    ['a language without a title', { language: 'de' }, 'input-invalid', '/language'],
    ['a partner that is not there', { jointlyWith: ['partner', 'nobody'] }, 'input-invalid', '/jointlyWith/1'],
    ['itself as a partner', { jointlyWith: ['jadran'] }, 'input-invalid', '/jointlyWith/0'],
    ['a partner that has not agreed', { jointlyWith: ['stranger'] }, 'input-invalid', '/jointlyWith/0'],
    ['a partner that is closed', { jointlyWith: ['closed'] }, 'organisation-inactive', '/jointlyWith/0'],
  ])('refuses %s', async (_, overrides, code, path) => {
    const memory = memoryPosting({ organisations: [organisation, partner, stranger, closed] });
    expect(await rejectionOf(overrides, memory)).toEqual({ code, path });
    expect(memory.kept).toEqual([]);
    expect(memory.rejections).toHaveLength(1);
  });

  it('takes tomorrow, since somewhere it is', async () => {
    expect((await post([resultInput({ awardedOn: '2026-11-22' })])).accepted).toBe(1);
  });

  it('names the element that is missing, and nothing of the learner', async () => {
    const [rejection] = (await post([resultInput({ learner: { givenName: 'Vlatka', familyName: 'Perić' } })])).rejected;
    expect(rejection?.message).toMatch(/M1, identification of the learner/);
    expect(rejection?.message).not.toMatch(/Vlatka|Perić/);
  });

  it('names what the achievement lacks, by element', async () => {
    const draft = sampleAchievement({ learningOutcomes: [], assessments: [] });
    const [rejection] = (await post([resultInput()], memoryPosting({ achievements: [draft] }))).rejected;
    expect(rejection).toMatchObject({ code: 'element-missing', path: '/achievement/learningOutcomes' });
    expect(rejection?.message).toMatch(/M6.*M9/);
  });

  it('lets the others go on, and reports rejections in the order of the lines', async () => {
    const values = [resultInput({ resultId: 'a' }), 7, resultInput({ resultId: 'a', grade: '5' }), resultInput({ resultId: 'c' }), resultInput({ resultId: 'b', outcome: 'failed' })];
    const receipt = await post(values);
    expect(receipt.accepted).toBe(2);
    expect(receipt.rejected.map(({ line, code }) => [line, code])).toEqual([
      [2, 'input-invalid'],
      [3, 'result-conflict'],
      [5, 'result-not-passed'],
    ]);
  });

  it('lists the first 1,000 warnings of a posting and counts the rest', async () => {
    const { warnings, warningsTotal, accepted } = await post(Array.from({ length: 1202 }, (_, i) => resultInput({ resultId: `same-${i}` })));
    expect([warnings.length, warningsTotal, accepted]).toEqual([1000, 1201, 1202]);
    expect([warnings[0]?.line, warnings.at(-1)?.line]).toEqual([2, 1001]);
  });

  it('lists the first 1,000 rejections of a posting and counts the rest', async () => {
    const memory = memoryPosting();
    const { rejected, rejectedTotal, accepted } = await post([...Array.from({ length: 1300 }, () => 7), resultInput()], memory);
    expect([rejected.length, rejectedTotal, accepted, memory.rejections.length]).toEqual([1000, 1300, 1, 1000]);
    expect([rejected[0]?.line, rejected.at(-1)?.line]).toEqual([1, 1000]);
    expect(memory.rejections).toEqual(rejected);
  });

  it.each([
    [{ learner: { fullName: 'Ana', email: 'a@a.example', 'Ana Horvat': 1 } }, '/learner'],
    [{ learner: { 'Ana Horvat': 'a\u0000' } }, '/learner'],
    [{ 'ana@a.example': 1 }, ''],
  ])('repeats no unknown member that may be personal data: %j', async (overrides, path) => {
    const [rejection] = (await post([resultInput(overrides)])).rejected;
    expect(rejection).toMatchObject({ code: 'input-invalid', path });
    expect(JSON.stringify(rejection)).not.toMatch(/Horvat|ana@/);
  });

  it('passes on what the reader rejected', async () => {
    const rejection = { line: 3, code: 'csv-invalid', path: '', message: 'x' } as const;
    async function* lines(): AsyncGenerator<ReadLine> {
      yield { line: 3, rejection };
    }
    const memory = memoryPosting();
    expect(await acceptResults(lines(), posting, memory.deps)).toMatchObject({ accepted: 0, rejected: [rejection] });
    expect(memory.rejections).toEqual([rejection]);
  });

  it('does nothing the second time', async () => {
    const memory = memoryPosting();
    await post([resultInput()], memory);
    expect(await post([resultInput()], memory)).toMatchObject({ accepted: 1, unchanged: 1, rejected: [] });
    expect(memory.kept).toHaveLength(1);
  });

  it('refuses other content under a used resultId, and changes nothing', async () => {
    const memory = memoryPosting();
    await post([resultInput({ grade: '4' })], memory);
    expect(await rejectionOf({ grade: '5' }, memory)).toEqual({ code: 'result-conflict', path: '/resultId' });
    expect(memory.kept[0]?.result.grade).toBe('4');
  });

  it('warns of the same learner, achievement and date under another resultId', async () => {
    const { accepted, warnings } = await post([resultInput(), resultInput({ resultId: 'r-2' })]);
    expect([accepted, warnings.map(({ line, code, path }) => ({ line, code, path }))]).toEqual([2, [{ line: 2, code: 'possible-duplicate', path: '/resultId' }]]);
  });

  it('warns once of an achievement that is unusual', async () => {
    const large = sampleAchievement({ kind: 'attendance', workload: { credits: { system: 'csvet', value: 12 } }, level: { applicable: false } });
    const { warnings } = await post([resultInput({ resultId: 'a' }), resultInput({ resultId: 'b', awardedOn: '2026-07-01' })], memoryPosting({ achievements: [large] }));
    expect(warnings.map(({ line, code, path }) => `${line} ${code} ${path}`)).toEqual(['1 not-a-micro-credential /achievement/kind', '1 outside-usual-range /achievement/workload']);
  });

  it('keeps at most 500 lines in one transaction and asks for an achievement once', async () => {
    const memory = memoryPosting();
    const receipt = await post(Array.from({ length: 1201 }, (_, index) => resultInput({ resultId: `r-${index}`, learner: { fullName: 'Ana', studentNumber: `${index}` } })), memory);
    expect([receipt.accepted, memory.chunks, memory.asked, memory.opened.length]).toEqual([1201, [500, 500, 201], ['FINTECH-501'], 1]);
  });

  it.each(['suspended', 'closed'] as const)('takes nothing for an organisation that is %s', async (status) => {
    const memory = memoryPosting({ organisations: [sampleOrganisation({ status })] });
    expect(await refusalOf(post([resultInput()], memory))).toMatchObject({ code: 'organisation-inactive' });
    expect(memory.opened).toEqual([]);
  });

  it('opens no batch for an empty body', async () => {
    const memory = memoryPosting();
    expect(await refusalOf(post([], memory))).toMatchObject({ code: 'input-invalid' });
    expect(memory.opened).toEqual([]);
  });

  it('lets a fault of ours through', async () => {
    const memory = memoryPosting();
    const broken = { ...memory.deps, ports: { ...memory.deps.ports, achievement: () => Promise.reject(new TypeError('bug')) } };
    await expect(acceptResults(linesOf([resultInput()]), posting, broken)).rejects.toThrow(TypeError);
  });

  it('is no fault of a line that the database was too busy: the whole posting fails', async () => {
    const memory = memoryPosting();
    const broken = { ...memory.deps, ports: { ...memory.deps.ports, achievement: () => Promise.reject(new AppError('busy', 'no')) } };
    await expect(acceptResults(linesOf([resultInput()]), posting, broken)).rejects.toMatchObject({ code: 'busy' });
  });

  it('writes the language as the title has it', async () => {
    const memory = memoryPosting();
    await post([resultInput({ resultId: 'a', language: 'HR' }), resultInput({ resultId: 'b', awardedOn: '2026-07-01' })], memory);
    expect(memory.kept.map(({ language }) => language)).toEqual(['hr', 'en']);
  });

  it('keeps a joint award of active organisations', async () => {
    const memory = memoryPosting({ organisations: [organisation, partner] });
    await post([resultInput({ jointlyWith: ['partner'] })], memory);
    expect(memory.kept[0]?.result.jointlyWith).toEqual(['partner']);
  });

  it('keeps a correction with the award that it supersedes', async () => {
    const memory = memoryPosting();
    expect(await correctResult(resultInput({ resultId: 'r-1b' }), { ...posting, corrects }, memory.deps)).toMatchObject({ accepted: 1 });
    expect(memory.kept[0]?.supersedes).toBe('award-1');
    expect(await correctResult(resultInput({ outcome: 'failed' }), { ...posting, corrects }, memory.deps)).toMatchObject({ rejected: [{ line: 1, code: 'result-not-passed', path: '/outcome' }] });
  });
});

describe('hostile texts in a result', () => {
  const full = resultInput({
    learner: {
      givenName: 'Ana',
      familyName: 'Horvat',
      fullName: 'Ana Horvat',
      studentNumber: '1',
      europeanStudentIdentifier: 'urn:schac:personalUniqueCode:int:esi:a.example:1',
      birthDate: '1998-04-09',
      email: 'a@a.example',
    },
    grade: '5',
    supervision: 'supervised',
    route: 'course',
    language: 'en',
    jointlyWith: ['partner'],
  });
  const world = { organisations: [organisation, partner] };

  it.each(Object.entries(HOSTILE))('are kept exactly or refused with their path, and never repeated: %s', async (name, text) => {
    for (const path of textPaths(full)) {
      const memory = memoryPosting(world);
      const { rejected } = await post([withText(full, path, text)], memory);
      const outcome = rejected.length === 0 ? textAt(memory.kept[0]?.result, path) : { code: rejected[0]?.code, path: rejected[0]?.path };
      const refused = { code: 'input-invalid', path: `/${path.join('/')}` };
      expect(ALWAYS_REFUSED.includes(name) ? [refused] : [text, refused]).toContainEqual(outcome);
      expect(rejected[0]?.message ?? '').not.toContain(text);
    }
  });

  it.each(['html', 'rtl override', 'emoji', 'greek', 'arabic', 'apostrophe', 'formula'])('are kept in every name: %s', async (name) => {
    const text = HOSTILE[name] ?? '';
    const learner: Result['learner'] = { givenName: text, familyName: text, fullName: text, studentNumber: text };
    const memory = memoryPosting();
    await post([resultInput({ learner })], memory);
    expect(memory.kept[0]?.result.learner).toEqual(learner);
  });

  it('takes a mononym', async () => {
    expect((await post([resultInput({ learner: { fullName: 'Suharti', email: 's@a.example' } })])).accepted).toBe(1);
  });
});
