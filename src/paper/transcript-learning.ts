import type { Award, QualityAssurance } from '../core/model.js';
import { given, inLanguage, mapCells, ours, present, type Line, type Lines, type Tongue } from './lines.js';
import type { PaperWords } from './ports.js';
import type { Row, Rows } from './transcript.js';

/** What was learnt, how much of it, at what level, and how it was assessed. */
export function learningRows(award: Award, rows: Rows): readonly Row[] {
  const { achievement } = award;
  const { title, description, learningOutcomes = [], fields = [], languages = [], participation = [] } = achievement;
  const list = (label: string, write: (words: PaperWords) => readonly string[]) => rows.row(label, ours((words) => [write(words).join(', ') || undefined]));
  return [
    ...rows.cells('facts.labels.title', mapCells(rows.tongues, title, '/achievement/title')),
    ...rows.cells('facts.labels.description', mapCells(rows.tongues, description, '/achievement/description')),
    ...learningOutcomes.flatMap((_outcome, at) => outcomeRows(award, at, rows)),
    ...list('paper.labels.fields', (words) => fields.map((code) => words.term('field', code))),
    ...list('facts.labels.languages', (words) => languages.map((tag) => words.languageName(tag))),
    ...list('facts.labels.participation', (words) => (award.route === 'course' ? participation : [award.route]).map((code) => words.term('participation', code))),
    ...rows.row('facts.labels.level', (tongue) => levelLines(award, tongue)),
    ...rows.row('facts.labels.workload', ours((words) => words.workload(achievement.workload ?? {}))),
    ...assessmentRows(award, rows),
    ...gradeRows(award, rows),
  ];
}

/** One row for each, so that both languages of it stand beside each other and a page may end between two. */
function outcomeRows({ achievement, language }: Award, at: number, rows: Rows): readonly Row[] {
  const outcome = achievement.learningOutcomes?.[at];
  if (outcome === undefined) return [];
  const path = `/achievement/learningOutcomes/${at}`;
  const found = mapCells(rows.tongues, outcome.statement, `${path}/statement`);
  const skills = (outcome.skills ?? []).map(({ label, framework }) => `${label} (${framework})`).join('; ');
  const named: Lines = skills === '' ? [] : [{ ...given(skills, `${path}/skills`, language), quiet: true }];
  const below = (lines: Lines): Lines => [...lines, ...named];
  const label = at === 0 ? 'facts.labels.outcomes' : 'paper.labels.further';
  return rows.cells(label, found && ('shared' in found ? { shared: below(found.shared) } : { local: found.local, english: below(found.english) }));
}

function levelLines({ achievement, language }: Award, tongue: Tongue): Lines {
  const { level } = achievement;
  if (level === undefined) return [];
  if (!level.applicable) return ours((words) => [words.text('level.notApplicable')])(tongue) ?? [];
  const { eqf, nqf, cycle } = level;
  const sentences = ours((words) => [
    eqf && words.text('level.eqf', { n: eqf }),
    cycle && words.term('cycle', cycle),
    eqf && words.text(`level.meaning.${eqf < 5 ? 'school' : eqf}`),
  ] as readonly (string | undefined)[])(tongue);
  if (sentences === undefined) return [];
  const [first, ...rest] = sentences;
  const national = nqf === undefined ? [] : [given(`${nqf.framework}: ${nqf.level}`, '/achievement/level/nqf', language)];
  return [...present(first), ...national, ...rest];
}

function assessmentRows({ achievement, supervision }: Award, rows: Rows): readonly Row[] {
  const supervised = supervision ?? achievement.supervision;
  return [
    ...(achievement.assessments ?? []).flatMap(({ type, description }, at) =>
      rows.row('facts.labels.assessments', (tongue) => [
        ...(ours((words) => [words.term('assessment', type)])(tongue) ?? []),
        ...present(description && inLanguage(description, tongue.language, `/achievement/assessments/${at}/description`)),
      ]),
    ),
    ...rows.row('facts.labels.supervision', ours((words) => [supervised && words.term('supervision', supervised)])),
  ];
}

function gradeRows({ achievement, grade, language }: Award, rows: Rows): readonly Row[] {
  const { gradingScheme: scheme } = achievement;
  const line = (text: string | undefined, path: string): Lines => present(text).map((one) => given(one, path, language));
  return [
    ...rows.once('facts.labels.result', line(grade, '/grade')),
    ...rows.cells('paper.labels.gradingScheme', scheme && mapCells(rows.tongues, scheme.description, '/achievement/gradingScheme/description')),
    ...rows.once('paper.labels.grades', line(scheme?.values?.join(', '), '/achievement/gradingScheme/values')),
    ...rows.once('paper.labels.passMark', line(scheme?.passMark, '/achievement/gradingScheme/passMark')),
  ];
}

/** Who looked at the quality of it, what they decided, and for how long. */
export function qualityRows({ achievement, organisation, language }: Award, rows: Rows): readonly Row[] {
  const policy = organisation.qualityPolicyUrl;
  return [
    ...(achievement.qualityAssurance ?? []).flatMap((one, at) => rows.row('facts.labels.qualityAssurance', (tongue) => qualityLines(one, `/achievement/qualityAssurance/${at}`, [tongue, language]))),
    ...rows.once('paper.labels.qualityPolicy', present(policy).map((text) => given(text, '/organisation/qualityPolicyUrl', language))),
  ];
}

function qualityLines({ type, agency, decision, reportUrl, validFrom, validUntil }: QualityAssurance, path: string, [tongue, language]: readonly [Tongue, string]): Lines {
  if (tongue.words === undefined) return [];
  const said = [agency, decision].filter((part) => part !== undefined).join('. ');
  return [
    ...(ours((words) => [words.term('quality', type)])(tongue) ?? []),
    ...(said === '' ? [] : [given(said, path, language)]),
    ...(ours((words) => [period([validFrom, validUntil], words)])(tongue) ?? []),
    ...present(reportUrl).map((text): Line => ({ ...given(text, `${path}/reportUrl`, language), quiet: true })),
  ];
}

function period([from, until]: readonly [string | undefined, string | undefined], words: PaperWords): string | undefined {
  if (from !== undefined && until !== undefined) return words.text('facts.validBetween', { from: words.date(from), until: words.date(until) });
  if (from !== undefined) return words.text('facts.validFrom', { from: words.date(from) });
  return until === undefined ? undefined : words.text('facts.validUntil', { until: words.date(until) });
}
