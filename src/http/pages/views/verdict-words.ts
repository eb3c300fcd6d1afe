import type { Report, ReportState } from '../../../verify/report.js';
import { confirmedName, isSuperseded, showsContent, trustNotAsked } from './known.js';
import { outside, say, type Day, type Message } from './message.js';
import { isUnsupported, unanswered, whyAltered, whyExpired, whyMalformed, whyNotChecked, whyNotConfirmed, whyNotYet, whyRevoked, whySuspended, whyValid } from './verdict-reasons.js';

/** Colour of the verdict; it repeats what shape and word say. Unknown is grey: absence of knowledge is no warning. */
export type Tone = 'ok' | 'warn' | 'stop' | 'open';
export type Shape = 'tick' | 'cross' | 'bars' | 'clock' | 'question' | 'dash';

export interface VerdictWords {
  readonly tone: Tone;
  readonly shape: Shape;
  readonly word: Message;
  readonly heading: Message;
  readonly reasons: readonly Message[];
  /** What follows "Now you:". */
  readonly next: Message;
  /** What follows "Also:", a sentence each. */
  readonly also: readonly Message[];
}

const LOOK: Readonly<Record<ReportState, readonly [Tone, Shape]>> = {
  unreadable: ['open', 'dash'],
  altered: ['stop', 'cross'],
  revoked: ['stop', 'cross'],
  suspended: ['warn', 'bars'],
  'issuer-not-confirmed': ['open', 'question'],
  'not-checked': ['open', 'dash'],
  'not-yet-valid': ['warn', 'clock'],
  expired: ['warn', 'clock'],
  valid: ['ok', 'tick'],
};

const REASONS: Readonly<Record<ReportState, (report: Report) => readonly Message[]>> = {
  unreadable: whyMalformed,
  altered: whyAltered,
  revoked: whyRevoked,
  suspended: whySuspended,
  'issuer-not-confirmed': whyNotConfirmed,
  'not-checked': whyNotChecked,
  'not-yet-valid': whyNotYet,
  expired: whyExpired,
  valid: whyValid,
};

/** Nobody was asked who issued it, so nothing may call it genuine. */
const integrityOnly = (report: Report): boolean => trustNotAsked(report) && confirmedName(report) === undefined;

/** The words of a report's state, as reference/pages.md section 4 settles them. */
export function verdictWords(report: Report): VerdictWords {
  const [tone, shape] = report.state === 'valid' && integrityOnly(report) ? (['open', 'tick'] as const) : LOOK[report.state];
  const word = report.state === 'valid' && integrityOnly(report) ? 'integrity' : report.state;
  return {
    tone,
    shape,
    word: say(`verdict.words.${word}`),
    heading: heading(report),
    reasons: REASONS[report.state](report),
    next: next(report),
    also: report.also.filter((state) => state !== 'valid').map((state) => also(state, report)),
  };
}

const endDay = (report: Report): Day => ({ day: report.credential?.validUntil ?? '' });
const startDay = (report: Report): Day => ({ day: report.credential?.validFrom ?? '' });

function heading(report: Report): Message {
  const integrity = integrityOnly(report);
  switch (report.state) {
    case 'valid':
      return say(integrity ? 'verdict.headings.integrity' : 'verdict.headings.valid');
    case 'expired':
      return say(integrity ? 'verdict.headings.expiredIntegrity' : 'verdict.headings.expired', { date: endDay(report) });
    case 'not-yet-valid':
      return say(integrity ? 'verdict.headings.notYetValidIntegrity' : 'verdict.headings.not-yet-valid', { date: startDay(report) });
    case 'unreadable':
      return say('verdict.headings.malformed');
    default:
      return say(`verdict.headings.${report.state}`);
  }
}

function next(report: Report): Message {
  switch (report.state) {
    case 'valid':
      return integrityOnly(report) ? say('verdict.next.integrity') : nextWhenValid(report);
    case 'revoked':
      return say(isSuperseded(report) ? 'verdict.next.superseded' : 'verdict.next.revoked');
    case 'not-yet-valid':
      return say('verdict.next.not-yet-valid', { date: startDay(report) });
    case 'not-checked':
      return say(isUnsupported(unanswered(report)) ? 'verdict.next.unsupported' : 'verdict.next.not-checked');
    case 'unreadable':
      return say('verdict.next.malformed');
    default:
      return say(`verdict.next.${report.state}`);
  }
}

/** The one thing the reader alone can do: compare the person with the name, and the date of birth where it stands in clear. */
function nextWhenValid(report: Report): Message {
  const learner = report.credential?.learner;
  if (!showsContent(report) || learner?.name === undefined) return say('verdict.next.validUnnamed');
  const born = learner.identifiers.find((i) => !i.hashed && BIRTH.includes(i.type))?.value;
  const name = outside(learner.name);
  return born === undefined ? say('verdict.next.valid', { name }) : say('verdict.next.validBorn', { name, born: { day: born } });
}

/** How formats name a date of birth. */
const BIRTH: readonly string[] = ['birthDate', 'dateOfBirth', 'ext:birthDate'];

/** The dates of content that is not shown are not told either. */
function also(state: ReportState, report: Report): Message {
  const dated = showsContent(report);
  if (state === 'expired') return dated ? say('verdict.also.expired', { date: endDay(report) }) : say('verdict.also.expiredUndated');
  if (state === 'not-yet-valid') return dated ? say('verdict.also.not-yet-valid', { date: startDay(report) }) : say('verdict.also.notYetValidUndated');
  return say(`verdict.also.${state}`);
}
