import { utf8 } from '../../core/bytes.js';
import type { CredentialView } from '../../core/credential-view.js';
import type { Timestamp } from '../../core/model.js';
import type { PrintedReport, PrintedRow } from '../../verify/ports.js';
import type { SignedRecord } from '../../verify/record.js';
import type { Report } from '../../verify/report.js';
import type { Texts } from './texts.js';
import { checkRows } from './views/check-rows.js';
import { claimedName, confirmedName, presentable } from './views/known.js';
import { outside, plain, say, whole, type Message, type Value } from './views/message.js';
import { basisOf } from './views/verdict.js';
import { verdictWords } from './views/verdict-words.js';
import { workloadFact } from './views/workload.js';

export interface Printing {
  readonly report: Report;
  readonly number: string;
  readonly url: string;
  readonly keptUntil: Timestamp;
  readonly fileName?: string | undefined;
  readonly registers: readonly string[];
  readonly record: SignedRecord | undefined;
}

/** A report in the words of its page, for paper: the same sentences from the same places, so that they cannot differ. */
export function printedReport({ report: found, number, url, keptUntil, fileName, registers, record }: Printing, t: Texts): PrintedReport {
  const report = presentable(found);
  const words = verdictWords(report);
  const text = (message: Message | string): string => plain(typeof message === 'string' ? say(message) : message, t);
  const value = (of: Value): string => text(say('page.value', { value: of }));
  const { host } = new URL(url);
  const word = text(words.word);
  return {
    language: t.language,
    title: text(say('printed.title', { number, word: words.word })),
    subject: text(say('printed.subject', { host, moment: { moment: report.checkedAt } })),
    host,
    kind: text('printed.kind'),
    tone: words.tone,
    word,
    heading: text(words.heading),
    reasons: [...words.reasons, ...words.also].map(text),
    facts: basisOf(report, { fileName, registers }).map((fact) => ({ label: text(fact.label), value: value(fact.value) })),
    next: { label: text('verdict.next.label'), value: text(words.next) },
    checks: { heading: text('checks.heading'), columns: ['question', 'answer', 'source'].map((column) => text(`checks.columns.${column}`)), rows: checksOf(report, text, t) },
    ...(report.credential === undefined ? {} : { content: { heading: text('printed.says'), rows: contentOf(report, report.credential, { text, value }) } }),
    limits: { heading: text('report.limits.heading'), rows: (['sender', 'tomorrow', 'quality'] as const).map((limit) => ({ label: text(`report.limits.${limit}.lead`), value: text(`report.limits.${limit}.text`) })) },
    foot: { number: text(say('printed.number', { number })), address: text(say('printed.address', { address: url })), worth: text(say('printed.worth', { until: { moment: keptUntil } })), code: text(say('printed.qr', { address: url })) },
    url,
    madeAt: report.checkedAt,
    ...(record === undefined ? {} : { record: { bytes: utf8(JSON.stringify(record)), description: text('printed.attachment') } }),
    instead: (script) => text(say('printed.script', { script })),
    page: (page, pages) => text(say('paper.page', { page, pages })),
  };
}

type Write = (message: Message | string) => string;

const checksOf = (report: Report, text: Write, t: Texts): PrintedReport['checks']['rows'] =>
  checkRows(report).map(({ question, tone, answer, note, source, asOf }) => ({
    question: text(question),
    tone,
    answer: text(answer),
    ...(note === undefined ? {} : { note: text(note) }),
    source: [text(source), ...(asOf === undefined ? [] : [t.moment(asOf) ?? asOf])].join(', '),
  }));

/** What tells which credential it was; all of it stands in the record, and on the page. */
function contentOf(report: Report, credential: CredentialView, { text, value }: { readonly text: Write; value(of: Value): string }): readonly PrintedRow[] {
  const { title, learner, number, awardedOn, validUntil, workload, level, grade } = credential;
  const rows: readonly (readonly [label: string, of: Value | undefined])[] = [
    ['facts.labels.title', given(title)],
    ['facts.labels.learner', given(learner.name)],
    ['verdict.basis.awardedBy', issuerOf(report)],
    ['facts.labels.awardedOn', awardedOn && { day: awardedOn }],
    ['paper.labels.validity', validUntil && say('facts.validUntil', { until: { day: validUntil } })],
    ['facts.labels.workload', workloadFact({ workload })],
    ['facts.labels.level', level.applicable && level.eqf !== undefined ? say('paper.eqf', { n: level.eqf }) : undefined],
    ['facts.labels.result', given(grade?.value)],
    ['facts.labels.number', given(number)],
  ];
  return rows.flatMap(([label, of]) => (of === undefined ? [] : [{ label: text(label), value: value(of) }]));
}

const given = (text: string | undefined): Value | undefined => (text === undefined ? undefined : whole(text));

/** As a register names it, else the name it gives itself, in quotation marks. */
function issuerOf(report: Report): Value | undefined {
  const [confirmed, claimed] = [confirmedName(report), claimedName(report)];
  if (confirmed !== undefined) return outside(confirmed);
  return claimed === undefined ? undefined : say('facts.quoted', { text: whole(claimed) });
}
