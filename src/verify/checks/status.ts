import type { Evidence, Fact, OwnAward, StatusListFact } from '../../core/evidence.js';
import { fail, skip, unknown, type Finding, type Reason } from '../../core/finding.js';
import { TOKEN_STATUS } from '../../core/token-status-list.js';
import type { Parsed, StatusEntry } from '../../formats/format.js';
import { readList, readTokenList } from '../../status/read.js';
import { worst } from '../conclude.js';
import { factOf, millis, SKEW_MS } from '../facts.js';

const CHECK = 'status';

/** What a set bit means, for each purpose that withdraws a credential (Bitstring Status List v1.0, 2.1). */
const MEANING = new Map<string, Reason>([
  ['revocation', 'revoked'],
  ['suspension', 'suspended'],
]);

/** More than any credential has. Each may have a list of 16 MiB to unpack, and whoever made the credential made the list too. */
const MAX_ENTRIES = 10;

/**
 * Every entry is read, and the worst answer is the finding. Our own store knows more than a bit can say (since when, why, superseded by what),
 * so where it knows of a withdrawal, its word is the finding.
 */
export function checkStatus(parsed: Parsed, evidence: Evidence): Finding {
  const own = evidence.own && ownFinding(evidence.own, evidence.at);
  if (own) return own;
  const { statusEntries: entries } = parsed;
  if (entries.length === 0) return skip(CHECK, 'not-declared');
  const findings = entries.slice(0, MAX_ENTRIES).map((entry) => checkEntry(entry, parsed, evidence));
  return worst(entries.length > MAX_ENTRIES ? [...findings, unknown(CHECK, 'status-unsupported', { detail: `${entries.length} entries` })] : findings);
}

function ownFinding({ status, since, code, supersededBy }: OwnAward, at: string): Finding | undefined {
  if (status === 'active') return undefined;
  const facts = { source: 'own', ...(since && { since }), ...(code && { code }), ...(supersededBy && { supersededBy }) };
  return fail(CHECK, status, { at, facts });
}

function checkEntry(entry: StatusEntry, parsed: Parsed, evidence: Evidence): Finding {
  if (!isReadable(entry)) return unknown(CHECK, 'status-unsupported', { detail: entry.type });
  const fact = factOf(evidence.statusLists, entry.list) ?? NOT_GATHERED;
  if (!fact.ok) return unknown(CHECK, fact.reason, { detail: entry.list });
  const list = fact.value;
  const more = { detail: entry.list, at: list.validFrom ?? evidence.at, facts: { source: list.source, purpose: entry.purpose } };
  const [outcome, reason] = answerOf(list, entry, { speakers: [parsed.view.issuer.id, ...parsed.keys], at: evidence.at });
  return { check: CHECK, outcome, reason, ...more };
}

type Answer = readonly ['pass' | 'fail' | 'unknown', Reason];

function answerOf(list: StatusListFact, entry: StatusEntry, now: Now): Answer {
  const reason = unfit(list, entry, now);
  if (reason !== undefined) return ['unknown', reason];
  return entry.type === TOKEN ? tokenAnswer(list, entry) : bitAnswer(list, entry);
}

function bitAnswer({ encodedList }: StatusListFact, { index, purpose }: StatusEntry): Answer {
  const answer = readList(encodedList, index);
  if (answer === 'set') return ['fail', MEANING.get(purpose) ?? 'status-unsupported'];
  return answer === 'clear' ? ['pass', 'ok'] : ['unknown', answer];
}

/** A status that an application gave a meaning of its own is none that we know (draft-ietf-oauth-status-list-20, 7.1). */
function tokenAnswer({ encodedList, bits }: StatusListFact, { index }: StatusEntry): Answer {
  const answer = bits === undefined ? 'list-invalid' : readTokenList({ encodedList, bits }, index);
  return typeof answer === 'string' ? ['unknown', answer] : (TOKEN_ANSWERS[answer] ?? ['unknown', 'status-unsupported']);
}

const TOKEN_ANSWERS: Readonly<Record<number, Answer>> = {
  [TOKEN_STATUS.valid]: ['pass', 'ok'],
  [TOKEN_STATUS.invalid]: ['fail', 'revoked'],
  [TOKEN_STATUS.suspended]: ['fail', 'suspended'],
};

const NOT_GATHERED: Fact<StatusListFact> = { ok: false, reason: 'list-unreachable', detail: '' };

const TOKEN = 'TokenStatusList';

/** Not one of another kind, for another purpose, or of more than one bit. */
const isReadable = ({ type, size, purpose }: StatusEntry): boolean => type === TOKEN || (type === 'BitstringStatusListEntry' && (size ?? 1) === 1 && MEANING.has(purpose));

interface Now {
  /** Who may answer: the issuer; for a key that only a certificate gives, that key. */
  readonly speakers: readonly string[];
  readonly at: string;
}

/** Why a list, genuine in itself, does not answer for this credential. Anybody can publish a list; only the issuer's speaks. */
function unfit(list: StatusListFact, entry: StatusEntry, { speakers, at }: Now): Reason | undefined {
  if ((entry.type === TOKEN) !== (list.bits !== undefined)) return 'list-invalid';
  if (!speakers.includes(list.issuer)) return 'list-wrong-issuer';
  if (entry.type !== TOKEN && !list.purposes.includes(entry.purpose)) return 'list-wrong-purpose';
  if (list.validFrom !== undefined && !(millis(list.validFrom) <= millis(at) + SKEW_MS)) return 'list-invalid';
  if (list.validUntil !== undefined && !(millis(list.validUntil) >= millis(at))) return 'list-stale';
  return undefined;
}
