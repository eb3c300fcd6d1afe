import { createHash } from 'node:crypto';
import type { CredentialView } from '../core/credential-view.js';
import { identifierKind } from '../core/identifiers.js';
import { isIsoDate } from '../core/time.js';

/** What somebody may know of a person and compare with a credential. */
export const PERSON_QUESTIONS = ['email', 'birthDate', 'studentNumber'] as const;
export type PersonQuestion = (typeof PERSON_QUESTIONS)[number];
/** `malformed`: what was typed is no such thing, so nothing was compared. */
export type PersonAnswer = 'match' | 'differs' | 'not-carried' | 'malformed';

type Learner = CredentialView['learner'];
type Identifier = Learner['identifiers'][number];

/** The questions that this credential can answer: those whose identifier it carries, in clear or under a digest that we know. */
export const askable = (learner: Learner): readonly PersonQuestion[] => PERSON_QUESTIONS.filter((question) => carried(learner, question).length > 0);

/** Whether what was typed is what the credential carries, in one of its usual spellings. Nothing is kept. */
export function comparePerson(learner: Learner, question: PersonQuestion, typed: string): PersonAnswer {
  const spelled = spellings(question, typed);
  if (spelled.length === 0) return 'malformed';
  const known = carried(learner, question);
  if (known.length === 0) return 'not-carried';
  return known.some((identifier) => spelled.some((spelling) => isSame(identifier, spelling))) ? 'match' : 'differs';
}

const carried = ({ identifiers }: Learner, question: PersonQuestion): readonly Identifier[] =>
  identifiers.filter((one) => identifierKind(one.type) === question && (one.hashed ? HASH.test(one.value) : one.value !== ''));

/** Open Badges 3.0, B.5, IdentityHash: SHA-256 or MD5 of the identifier followed by the salt, in hexadecimal digits of either case. */
const HASH = /^(sha256\$[0-9a-f]{64}|md5\$[0-9a-f]{32})$/i;

function isSame({ hashed, value, salt = '' }: Identifier, spelling: string): boolean {
  if (!hashed) return value.trim().toLowerCase() === spelling.toLowerCase();
  const [algorithm = '', digest = ''] = value.toLowerCase().split('$');
  return createHash(algorithm).update(spelling + salt, 'utf8').digest('hex') === digest;
}

/** A hash tells nothing of case or form, so each way in which issuers write it down is tried. None: what was typed is no such thing. */
function spellings(question: PersonQuestion, typed: string): readonly string[] {
  const given = typed.normalize('NFC').trim();
  if (given === '' || given.length > 254) return [];
  if (question === 'birthDate') return date(given);
  return question === 'email' ? mailboxes(given) : numbers(given);
}

/** The domain has no case (RFC 5321, 2.3.11); of what stands before it only the receiving host knows, and issuers write it small. */
function mailboxes(given: string): readonly string[] {
  const [, local, domain] = /^([^\s@]+)@([^\s@]+)$/.exec(given) ?? [];
  return local === undefined || domain === undefined ? [] : unique([given, given.toLowerCase(), `${local}@${domain.toLowerCase()}`]);
}

const numbers = (given: string): readonly string[] => unique([given, given.replace(/\s+/g, '')].flatMap((one) => [one, one.toLowerCase(), one.toUpperCase()]));

/** `1998-04-09`, or the day first: `9.4.1998`, `09/04/1998`, `9 4 1998`. */
function date(given: string): readonly string[] {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[./ -]+(\d{1,2})[./ -]+(\d{4})\.?$/.exec(given) ?? [];
  const iso = year === '' ? given : [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
  return isIsoDate(iso) ? [iso] : [];
}

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];
