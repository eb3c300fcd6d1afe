import type { Award, Organisation, Registration } from '../core/model.js';
import { learningRows, qualityRows } from './transcript-learning.js';
import { nameOf } from './front.js';
import { best, cells, given, inLanguage, mapCells, ours, present, type Cells, type Line, type Lines, type Tongues, type Write } from './lines.js';
import type { PaperPorts, PaperWords } from './ports.js';
import { nationalLines } from './national.js';

export interface Row {
  readonly label: Lines;
  readonly cells: Cells;
}
export interface Section {
  readonly heading: Lines;
  readonly rows: readonly Row[];
}

/** What a row is made with. */
export interface Rows {
  readonly tongues: Tongues;
  /** None when there is nothing to say. */
  row(label: string, write: Write): readonly Row[];
  cells(label: string, found: Cells | undefined): readonly Row[];
  /** The same in every language. */
  once(label: string, lines: Lines): readonly Row[];
}

/** Everything that the award says, in the local language and in English. */
export function transcriptOf(award: Award, tongues: Tongues, { nationalSystem }: PaperPorts): readonly Section[] {
  const rows = rowsIn(tongues);
  const national = nationalSystem(award.achievement.nationalSystem ?? '');
  const sections: readonly (readonly [string, readonly Row[]])[] = [
    ['holder', holderRows(award, rows)],
    ['learning', learningRows(award, rows)],
    ['quality', qualityRows(award, rows)],
    ['use', useRows(award, rows)],
    ['system', national === undefined ? [] : rows.row('paper.labels.system', (tongue) => nationalLines(national, tongue))],
    ['award', awardRows(award, rows)],
  ];
  return sections.flatMap(([name, found]) => (found.length === 0 ? [] : [{ heading: inBoth(`paper.sections.${name}`, tongues), rows: found }]));
}

function rowsIn(tongues: Tongues): Rows {
  const make = (label: string, found: Cells | undefined): readonly Row[] => (found === undefined ? [] : [{ label: inBoth(label, tongues), cells: found }]);
  return {
    tongues,
    row: (label, write) => make(label, cells(tongues, write)),
    cells: make,
    once: (label, lines) => make(label, lines.length === 0 ? undefined : { shared: lines }),
  };
}

/** A label of ours in both languages, as far as we have words in them. */
function inBoth(key: string, { local, english }: Tongues): Lines {
  const [own, other] = [local.words, english?.words].map((words): Lines => (words === undefined ? [] : [{ text: words.text(key), lang: words.language }])) as [Lines, Lines];
  return own.length === 0 ? other : [...own, ...other.map((line): Line => ({ ...line, quiet: true }))];
}

function holderRows({ learner, language }: Award, { once, row }: Rows): readonly Row[] {
  const { birthDate, studentNumber, europeanStudentIdentifier: esi } = learner;
  const number = (label: string, value: string | undefined, member: string) => once(label, present(value).map((text) => given(text, `/learner/${member}`, language)));
  return [
    ...once('paper.labels.name', [nameOf(learner, language)]),
    ...row('paper.labels.birthDate', ours((words) => [birthDate && words.date(birthDate)])),
    ...number('paper.labels.studentNumber', studentNumber, 'studentNumber'),
    ...number('paper.labels.esi', esi, 'europeanStudentIdentifier'),
  ];
}

function useRows({ achievement, language }: Award, rows: Rows): readonly Row[] {
  const { stackability, registrations, coCertifications, furtherInformation, prerequisites } = achievement;
  const into = stackability?.into ?? [];
  const kind = stackability && (stackability.standalone ? 'standalone' : 'stackable');
  return [
    ...rows.cells('facts.labels.prerequisites', prerequisites && mapCells(rows.tongues, prerequisites, '/achievement/prerequisites')),
    ...rows.row('facts.labels.stackability', (tongue) => [
      ...(ours((words) => [kind && words.term('other', kind)])(tongue) ?? []),
      ...into.flatMap(({ title }, at) => present(inLanguage(title, tongue.language, `/achievement/stackability/into/${at}/title`))),
    ]),
    ...rows.once('facts.labels.registrations', (registrations ?? []).flatMap((one, at) => registrationLines(one, `/achievement/registrations/${at}`, language))),
    ...rows.once('facts.labels.coCertifications', (coCertifications ?? []).map(({ name, body }, at) => given(`${name}, ${body}`, `/achievement/coCertifications/${at}`, language))),
    ...rows.cells('facts.labels.furtherInformation', furtherInformation && mapCells(rows.tongues, furtherInformation, '/achievement/furtherInformation')),
  ];
}

const registrationLines = ({ register, code, url }: Registration, path: string, language: string): Lines => [
  given(`${register}: ${code}`, path, language),
  ...present(url).map((text): Line => ({ ...given(text, `${path}/url`, language), quiet: true })),
];

function awardRows(award: Award, rows: Rows): readonly Row[] {
  const { route, awardedOn, issuedAt, validUntil, number } = award;
  return [
    ...award.awardingBodies.flatMap((body, at) => bodyRows(body, `/awardingBodies/${at}`, rows)),
    ...rows.row('facts.labels.route', ours((words) => [words.term('route', route)])),
    ...rows.row('facts.labels.awardedOn', ours((words) => [words.date(awardedOn)])),
    ...rows.row('paper.labels.issuedOn', ours((words) => [words.date(issuedAt)])),
    ...rows.row('paper.labels.validity', ours((words) => [validityOf(validUntil, words)])),
    ...rows.once('facts.labels.number', [{ text: number, lang: 'und' }]),
  ];
}

const validityOf = (until: string | undefined, words: PaperWords): string => (until === undefined ? words.text('facts.noEnd') : words.text('facts.validUntil', { until: words.date(until) }));

/** A body's name in law is shown as it is: an English one is no translation of ours. */
function bodyRows({ legalName, country, region }: Organisation, path: string, { row, tongues }: Rows): readonly Row[] {
  return row('facts.labels.awardingBodies', (tongue) => {
    const name = inLanguage(legalName, tongue.language, `${path}/legalName`) ?? (tongue === tongues.local ? best(legalName, tongue.language, `${path}/legalName`) : undefined);
    const place = ours((words) => [words.country(country)])(tongue) ?? [];
    return [...present(name), ...place, ...present(region).map((text): Line => ({ ...given(text, `${path}/region`, 'und'), quiet: true }))];
  });
}
