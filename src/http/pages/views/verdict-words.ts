import { identifierKind } from '../../../core/identifiers.js';
import type { Report, ReportState } from '../../../verify/report.js';
import { finding, integrityOnly, isHosted, onlyPresentationFails, isSuperseded, publisher, showsContent, spokenState } from './known.js';
import { day, outside, say, type Day, type Message } from './message.js';
import { whyAltered, whyExpired, whyMalformed, whyNotConfirmed, whyNotPresented, whyNotYet, whyRevoked, whySuspended, whyValid } from './verdict-reasons.js';
import { failing, question, unanswered, whyNotChecked } from './verdict-unknown.js';

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
  /** What else holds, a sentence each. */
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

/** The words of a report's state, as the design's section on verdicts settles them. */
export function verdictWords(report: Report): VerdictWords {
  const state = spokenState(report);
  const unjudged = state === 'valid' && integrityOnly(report);
  const [tone, shape] = unjudged ? (['open', 'tick'] as const) : LOOK[state];
  const shown = state === 'altered' && onlyPresentationFails(report);
  return {
    tone,
    shape,
    word: say(shown ? 'presented.word' : `verdict.words.${unjudged ? 'integrity' : state}`),
    heading: shown ? say('presented.heading') : (hostedHeading(report, state) ?? heading(report, state)),
    reasons: shown ? whyNotPresented(report) : REASONS[state](report),
    next: shown ? say('presented.next') : next(report, state),
    also: alsoHolding(report, state).map((other) => say('verdict.also.sentence', { what: also(other, report) })),
  };
}

const endDay = (report: Report): Day => day(report.credential?.validUntil ?? '');
const startDay = (report: Report): Day => day(report.credential?.validFrom ?? '');

/** Headings that name a day, and what they are of a credential whose issuer was not asked about. */
const INTEGRITY: Readonly<Partial<Record<ReportState, string>>> = { valid: 'integrity', expired: 'expiredIntegrity', 'not-yet-valid': 'notYetValidIntegrity' };

/** Of a badge that nobody signed. */
function hostedHeading(report: Report, state: ReportState): Message | undefined {
  if (state === 'issuer-not-confirmed' && isHosted(report)) return say('hosted.heading', { host: outside(publisher(report)) });
  return state === 'altered' && finding(report, 'signature')?.reason === 'host-disagrees' ? say('hosted.alteredHeading') : undefined;
}

function heading(report: Report, state: ReportState): Message {
  const key = (integrityOnly(report) && INTEGRITY[state]) || state;
  if (state === 'expired') return say(`verdict.headings.${key}`, { date: endDay(report) });
  if (state === 'not-yet-valid') return say(`verdict.headings.${key}`, { date: startDay(report) });
  return say(`verdict.headings.${state === 'unreadable' ? 'malformed' : key}`);
}

/** What is not otherwise in an hour. */
const WILL_NOT_PASS: readonly string[] = ['unsupported', 'unsignedList', 'tooComplex', 'notAllowed', 'unsignedPart'];

/** Who asked for no presentation has nothing of one. */
const PRESENTED: readonly string[] = ['unsignedPresentation', 'presentedElsewhere', 'holderUnnamed'];

function next(report: Report, state: ReportState): Message {
  switch (state) {
    case 'valid':
      return integrityOnly(report) ? say('verdict.next.integrity') : nextWhenValid(report);
    case 'revoked':
      return say(isSuperseded(report) ? 'verdict.next.superseded' : 'verdict.next.revoked');
    case 'not-yet-valid':
      return say('verdict.next.not-yet-valid', { date: startDay(report) });
    case 'not-checked':
      return nextWhenUnknown(report);
    case 'unreadable':
      return say('verdict.next.malformed');
    default:
      return say(`verdict.next.${state}`);
  }
}

function nextWhenUnknown(report: Report): Message {
  const how = failing(unanswered(report));
  if (how === 'heldBack') return say('verdict.next.heldBack');
  if (PRESENTED.includes(how)) return say('verdict.next.presented');
  return say(WILL_NOT_PASS.includes(how) ? 'verdict.next.unsupported' : 'verdict.next.not-checked');
}

/** The one thing the reader alone can do: compare the person with the name, and with the date of birth where it stands in clear. */
function nextWhenValid(report: Report): Message {
  const learner = report.credential?.learner;
  if (learner?.name === undefined) return say('verdict.next.validUnnamed');
  const name = outside(learner.name);
  const born = learner.identifiers.find((i) => !i.hashed && identifierKind(i.type) === 'birthDate')?.value;
  return born === undefined ? say('verdict.next.valid', { name }) : say('verdict.next.validBorn', { name, born: day(born) });
}

/** What only follows from an unproven signature is not said again. */
const alsoHolding = (report: Report, spoken: ReportState): readonly ReportState[] =>
  report.also.filter((state) => state !== 'valid' && state !== spoken && (showsContent(report) || !['issuer-not-confirmed', 'not-checked'].includes(state)));

/** The dates of content that is not shown are not told either. */
function also(state: ReportState, report: Report): Message {
  const dated = showsContent(report);
  if (state === 'expired') return dated ? say('verdict.also.expired', { date: endDay(report) }) : say('verdict.also.expiredUndated');
  if (state === 'not-yet-valid') return dated ? say('verdict.also.not-yet-valid', { date: startDay(report) }) : say('verdict.also.notYetValidUndated');
  if (state === 'not-checked') return say('verdict.also.not-checked', { question: question(unanswered(report, ['status', 'validity', 'holder'])) });
  return say(`verdict.also.${state}`);
}
