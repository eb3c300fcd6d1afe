import type { CheckId, Finding, Reason } from '../../../core/finding.js';
import type { Report } from '../../../verify/report.js';
import { confirmedName, finding, passed } from './known.js';
import { outside, say, type Message, type Value } from './message.js';

/** Sentences of a check that could not be finished: what is known, which source failed and how, which question is open. */

type Failing = 'noAnswer' | 'notAllowed' | 'cutShort' | 'stale' | 'older' | 'unsignedList' | 'heldBack' | 'unusable' | 'unsupported' | 'tooComplex' | 'unsignedPart' | 'unsignedPresentation' | 'presentedElsewhere' | 'holderUnnamed' | 'other';
const HOW: Readonly<Partial<Record<Reason, Failing>>> = {
  'list-unreachable': 'noAnswer',
  'key-unavailable': 'noAnswer',
  'source-unavailable': 'noAnswer',
  'outside-allow-list': 'notAllowed',
  'budget-spent': 'cutShort',
  'list-stale': 'stale',
  'list-replayed': 'older',
  'list-unsigned': 'unsignedList',
  'held-back': 'heldBack',
  'list-invalid': 'unusable',
  'list-wrong-issuer': 'unusable',
  'list-wrong-purpose': 'unusable',
  'list-too-short': 'unusable',
  'index-out-of-range': 'unusable',
  'status-unsupported': 'unusable',
  'proof-unsupported': 'unsupported',
  'algorithm-unsupported': 'unsupported',
  'header-unsupported': 'unsupported',
  'too-complex': 'tooComplex',
  'hosted-only': 'unsignedPart',
  'presentation-unsigned': 'unsignedPresentation',
  'presentation-unasked': 'presentedElsewhere',
  'holder-unnamed': 'holderUnnamed',
};

type Question = 'signature' | 'status' | 'trust' | 'validity' | 'holder';
const QUESTIONS: readonly Question[] = ['signature', 'status', 'trust', 'validity', 'holder'];
const isQuestion = (check: CheckId): check is Question => (QUESTIONS as readonly CheckId[]).includes(check);

/** The first question without an answer; the ones about the issuer may be left out, where they are told apart. */
export function unanswered(report: Report, of: readonly CheckId[] = QUESTIONS): Finding | undefined {
  const open = (f: Finding | undefined): boolean => f?.outcome === 'unknown' && f.reason !== 'signature-unproven';
  return of.map((check) => finding(report, check)).find(open) ?? report.checks.find((f) => open(f) && !isQuestion(f.check));
}

export const failing = (f: Finding | undefined): Failing => (f && HOW[f.reason]) ?? 'other';

export function whyNotChecked(report: Report): readonly Message[] {
  const f = unanswered(report);
  return [whatIsKnown(report), say(`verdict.but.${failing(f)}`, { source: sourceName(report, f), question: question(f) })];
}

export const question = (f: Finding | undefined): Message => say(`verdict.questions.${f !== undefined && isQuestion(f.check) ? f.check : 'other'}`);

function whatIsKnown(report: Report): Message {
  if (!passed(report, 'signature')) return say('verdict.known.nothing');
  return say(confirmedName(report) === undefined ? 'verdict.known.signature' : 'verdict.known.both');
}

function sourceName(report: Report, f: Finding | undefined): Value {
  const issuer = confirmedName(report);
  if (f?.reason === 'hosted-only') return outside(f.facts?.['host'] ?? '', 'strong');
  if (f?.check === 'status') return issuer === undefined ? say('verdict.sources.status') : say('verdict.sources.statusOf', { issuer: outside(issuer) });
  if (f?.check === 'trust') return say('verdict.sources.trust');
  return say('verdict.sources.key');
}

/** The host that did not answer, where the finding names an address. */
export function silentSource(f: Finding | undefined): Value {
  if (f?.detail === undefined) return say('verdict.basis.notKnown');
  return outside(URL.canParse(f.detail) ? new URL(f.detail).host || f.detail : f.detail, 'code');
}
