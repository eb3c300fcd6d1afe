import type { Finding, Outcome, Reason } from '../../../core/finding.js';
import type { Report, TrustRow } from '../../../verify/report.js';
import { confirmation, confirmedName, finding, isHosted, isInForce, isSuperseded, passed, publisher, signingKey, statusCode, statusIsOwn, statusSince, statusWords } from './known.js';
import { day, outside, say, type Message } from './message.js';
import { registerName } from './register-words.js';
import { sealKind, sealNote, whyNotSealed } from './seal-words.js';
import { reasonWords, remark } from './verdict-reasons.js';
import type { Shape, Tone } from './verdict-words.js';

export interface CheckRow {
  readonly question: Message;
  readonly tone: Tone;
  readonly shape: Shape;
  readonly answer: Message;
  readonly note?: Message;
  /** Who says so: we ourselves, a register, the issuer. Always named. */
  readonly source: Message;
  readonly asOf?: string;
}
type Answer = Omit<CheckRow, 'question'>;

/** Was it changed; whose signature; a recognised issuer; withdrawn; within its dates; where it is sealed by certificate, what kind of seal that is. */
export const checkRows = (report: Report): readonly CheckRow[] => [
  { question: say('checks.changed.question'), ...changed(report) },
  { question: say('checks.signer.question'), ...signer(report) },
  { question: say('checks.recognised.question'), ...recognised(report) },
  { question: say('checks.withdrawn.question'), ...withdrawn(report) },
  { question: say('checks.dates.question'), ...dates(report) },
  ...seal(report),
];

const MARKS: Readonly<Record<Outcome, readonly [Tone, Shape]>> = {
  pass: ['ok', 'tick'],
  warn: ['ok', 'tick'],
  fail: ['stop', 'cross'],
  unknown: ['open', 'question'],
  skip: ['open', 'dash'],
};
const mark = (outcome: Outcome): Pick<Answer, 'tone' | 'shape'> => ({ tone: MARKS[outcome][0], shape: MARKS[outcome][1] });

const SUSPENDED = { tone: 'warn', shape: 'bars' } as const;

const us = (report: Report): Pick<Answer, 'source' | 'asOf'> => ({ source: say('checks.sources.testamur'), asOf: report.checkedAt });
const notJudged = (report: Report): Answer => ({ ...mark('skip'), answer: say('checks.notJudged'), note: say('checks.notJudgedWhy'), ...us(report) });
const unproven = (f: Finding | undefined): boolean => f?.reason === 'signature-unproven';

/** Of an unsigned badge, what its website says of it. */
function published(report: Report): Answer | undefined {
  const host = { host: outside(publisher(report), 'code') };
  if (isHosted(report)) return { ...mark('unknown'), answer: say('checks.changed.unsigned'), note: say('hosted.same', host), ...us(report) };
  return finding(report, 'signature')?.reason === 'host-disagrees' ? { ...mark('fail'), answer: say('checks.changed.yes'), note: say('hosted.differs', host), ...us(report) } : undefined;
}

function changed(report: Report): Answer {
  return published(report) ?? signedOver(report);
}

function signedOver(report: Report): Answer {
  const at = [finding(report, 'signature'), finding(report, 'unsigned-content'), finding(report, 'holder')];
  const f = at.find((x) => x?.outcome === 'fail') ?? at[0];
  if (f?.outcome === 'pass') return { ...mark('pass'), answer: say('checks.no'), note: say('checks.changed.matches'), ...us(report) };
  if (f?.outcome === 'fail') return { ...mark('fail'), answer: say(f.reason === 'no-proof' ? 'checks.changed.unsigned' : 'checks.changed.yes'), note: say('checks.changed.mismatch'), ...us(report) };
  return { ...mark('unknown'), answer: say('checks.notKnown'), note: say('checks.changed.unknown'), ...us(report) };
}

function signer(report: Report): Answer {
  const row = confirmation(report);
  const name = confirmedName(report);
  if (row !== undefined && name !== undefined) {
    return { ...mark('pass'), answer: say('checks.signer.theirs', { name: outside(name) }), note: say('checks.signer.registered'), ...register(row.list, report) };
  }
  const f = finding(report, 'issuer-key');
  if (isHosted(report)) return { ...mark(f?.outcome ?? 'unknown'), answer: say('hosted.unsigned'), ...us(report) };
  const key = signingKey(report);
  if (f?.outcome === 'fail') return { ...mark('fail'), answer: say('checks.signer.notTheirs'), note: keyNote(key), ...us(report) };
  if (!passed(report, 'signature') || unproven(f)) return notJudged(report);
  return { ...mark('unknown'), answer: say('checks.signer.nobodys'), note: keyNote(key), ...us(report) };
}

const keyNote = (key: string | undefined): Message => (key === undefined ? say('checks.signer.noKey') : say('checks.signer.key', { key: outside(key, 'code') }));

const register = (list: string, report: Report): Pick<Answer, 'source' | 'asOf'> => ({ source: say('checks.sources.register', { register: registerName(list) }), asOf: finding(report, 'trust')?.at ?? report.checkedAt });

const LISTED_BUT: Readonly<Partial<Record<Reason, string>>> = {
  'not-yet-listed': 'notYet',
  'listing-ended': 'ended',
  'listing-withdrawn': 'withdrawn',
  'out-of-scope': 'outside',
  'source-unavailable': 'silent',
};

function recognised(report: Report): Answer {
  const f = finding(report, 'trust');
  const row = confirmation(report);
  if (row !== undefined) return confirmed(row, report);
  if (f?.outcome === 'skip') return { ...mark('skip'), answer: say('checks.notAsked'), ...us(report) };
  if (f === undefined || unproven(f) || f.outcome === 'pass') return notJudged(report);
  const list = f.facts?.['list'];
  return { ...mark('unknown'), answer: say('checks.notKnown'), note: say(`checks.recognised.${LISTED_BUT[f.reason] ?? 'none'}`), ...(list === undefined ? us(report) : register(list, report)) };
}

function confirmed({ list, since, now }: TrustRow, report: Report): Answer {
  const answer = since === undefined ? say('checks.yes') : say('checks.recognised.since', { date: day(since) });
  return { ...mark('pass'), answer, ...(now === 'granted' ? {} : { note: say('checks.recognised.thenNotNow') }), ...register(list, report) };
}

function withdrawn(report: Report): Answer {
  const f = finding(report, 'status');
  const source = statusSource(report);
  if (f?.outcome === 'fail') return { ...(f.reason === 'suspended' ? SUSPENDED : mark('fail')), answer: withdrawal(report, f.reason), ...reasonNote(report), ...source };
  if (isInForce(report)) return { ...mark('pass'), answer: say('checks.no'), ...noted(remark(report)[0]), ...source };
  if (f?.outcome === 'skip') return { ...mark('skip'), answer: say('checks.withdrawn.noList'), note: say('checks.withdrawn.noListNote'), ...us(report) };
  if (unproven(f)) return notJudged(report);
  return { ...mark('unknown'), answer: say('checks.notKnown'), note: say('checks.withdrawn.unknown'), ...source };
}

function withdrawal(report: Report, reason: Reason): Message {
  const since = statusSince(report);
  const kind = reason === 'suspended' ? 'suspended' : isSuperseded(report) ? 'replaced' : 'revoked';
  return since === undefined ? say(`checks.withdrawn.${kind}`) : say(`checks.withdrawn.${kind}On`, { date: day(since) });
}

const noted = (note: Message | undefined): Pick<Answer, 'note'> => (note === undefined ? {} : { note });

function reasonNote(report: Report): Pick<Answer, 'note'> {
  const code = statusCode(report);
  const words = statusWords(report);
  if (words !== undefined) return { note: say('checks.withdrawn.reason', { reason: outside(words) }) };
  return code === undefined ? {} : { note: say('checks.withdrawn.reason', { reason: reasonWords(code) }) };
}

function statusSource(report: Report): Pick<Answer, 'source' | 'asOf'> {
  const issuer = confirmedName(report);
  const kind = statusIsOwn(report) ? 'Record' : 'List';
  const source = issuer === undefined ? say(`checks.sources.issuer${kind}`) : say(`checks.sources.namedIssuer${kind}`, { issuer: outside(issuer) });
  const at = finding(report, 'status')?.at;
  return at === undefined ? { source } : { source, asOf: at };
}

function seal(report: Report): readonly CheckRow[] {
  const f = finding(report, 'seal');
  if (f === undefined || f.outcome === 'skip') return [];
  const row = { question: say('seal.question'), ...us(report) };
  if (unproven(f)) return [{ ...row, ...notJudged(report) }];
  if (f.outcome === 'pass' || f.outcome === 'warn') return [{ ...row, ...mark(f.outcome), answer: sealKind(report), note: sealNote(report) }];
  const note = whyNotSealed(report);
  return [{ ...row, ...mark(f.outcome), answer: say(f.outcome === 'fail' ? 'seal.bad' : 'checks.notKnown'), ...(note && { note }) }];
}

function dates(report: Report): Answer {
  const f = finding(report, 'validity');
  const from = report.credential?.validFrom;
  const until = report.credential?.validUntil;
  const ours = { source: say('checks.sources.testamurFromFile'), asOf: report.checkedAt };
  if (f === undefined || unproven(f)) return notJudged(report);
  if (f.outcome === 'pass') return { ...mark('pass'), answer: from === undefined ? say('checks.yes') : say('checks.dates.since', { date: day(from) }), ...(until === undefined ? {} : { note: say('checks.dates.until', { date: day(until) }) }), ...ours };
  if (f.outcome !== 'fail') return { ...mark('unknown'), answer: say('checks.notKnown'), ...ours };
  return { tone: 'warn', shape: 'clock', answer: outOfDates(f.reason, from, until), ...ours };
}

/** Without proof of the content its dates are not told. */
function outOfDates(reason: Reason, from: string | undefined, until: string | undefined): Message {
  if (reason === 'expired' && until !== undefined) return say('checks.dates.expiredOn', { date: day(until) });
  if (reason === 'not-yet-valid' && from !== undefined) return say('checks.dates.notUntil', { date: day(from) });
  return say(reason === 'dates-invalid' ? 'checks.dates.contradict' : 'checks.no');
}
