import type { Evidence, Fact, OwnAward, StatusListFact } from '../../core/evidence.js';
import { fail, skip, unknown, type Finding, type Reason } from '../../core/finding.js';
import { NAMING_LIST, STATUS_KINDS, TOKEN_LIST } from '../../core/status-kinds.js';
import type { Parsed, StatusEntry } from '../../formats/format.js';
import { worst } from '../conclude.js';
import { factOf, millis, SKEW_MS } from '../facts.js';
import { bitAnswer, isReadableBit, kindOf, namingAnswer, tokenAnswer, type Answer } from './status-answers.js';

const CHECK = 'status';

/** More than any credential has. Each may have a list of 16 MiB to unpack, and whoever made the credential made the list too. */
const MAX_ENTRIES = 10;

/**
 * Every entry is read, and the worst answer is the finding. Our own store knows more than a bit can say (since when, why, superseded by what),
 * so where it knows of a withdrawal, its word is the finding.
 */
export function checkStatus(parsed: Parsed, evidence: Evidence): Finding {
  const own = evidence.own && ownFinding(evidence.own, evidence.at);
  if (own) return own;
  const { statusEntries: entries, statusHeldBack } = parsed;
  if (entries.length === 0 && statusHeldBack !== true) return skip(CHECK, 'not-declared');
  const findings = entries.slice(0, MAX_ENTRIES).map((entry) => checkEntry(entry, parsed, evidence));
  return worst([
    ...findings,
    ...(entries.length > MAX_ENTRIES ? [unknown(CHECK, 'status-unsupported', { detail: `${entries.length} entries` })] : []),
    ...(statusHeldBack === true ? [unknown(CHECK, 'held-back')] : []),
  ]);
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
  const [outcome, reason, words] = answerOf(list, entry, { speakers: [parsed.view.issuer.id, ...parsed.keys], at: evidence.at });
  const facts = { source: list.source, purpose: entry.purpose, ...(words !== undefined && { words }) };
  return { check: CHECK, outcome, reason, detail: entry.list, at: list.validFrom ?? list.obtainedAt ?? evidence.at, facts };
}

function answerOf(list: StatusListFact, entry: StatusEntry, now: Now): Answer {
  const reason = unfit(list, entry, now);
  if (reason !== undefined) return ['unknown', reason];
  if (entry.type === TOKEN_LIST) return tokenAnswer(list, entry);
  const answer = entry.type === NAMING_LIST ? namingAnswer(list) : bitAnswer(list, entry);
  return list.elsewhere === true && ['pass', 'warn'].includes(answer[0]) ? ['unknown', 'list-invalid'] : answer;
}

const NOT_GATHERED: Fact<StatusListFact> = { ok: false, reason: 'list-unreachable', detail: '' };

/** Not one of another kind, nor for a purpose that we do not know, nor of a size whose values say nothing. */
const isReadable = (entry: StatusEntry): boolean => (entry.type === TOKEN_LIST || entry.type === NAMING_LIST ? true : STATUS_KINDS.includes(entry.type) && isReadableBit(entry));

interface Now {
  /** Who may answer: the issuer; for a key that only a certificate gives, that key. */
  readonly speakers: readonly string[];
  readonly at: string;
}

/** Why a list, genuine in itself, does not answer for this credential. Anybody can publish a list; only the issuer's speaks. */
function unfit(list: StatusListFact, entry: StatusEntry, { speakers, at }: Now): Reason | undefined {
  if (kindOf(list) !== entry.type) return 'list-invalid';
  if (!speakers.includes(list.issuer)) return 'list-wrong-issuer';
  if (entry.type !== TOKEN_LIST && !list.purposes.includes(entry.purpose)) return 'list-wrong-purpose';
  if (list.validFrom !== undefined && !(millis(list.validFrom) <= millis(at) + SKEW_MS)) return 'list-invalid';
  if (list.validUntil !== undefined && !(millis(list.validUntil) >= millis(at))) return 'list-stale';
  return undefined;
}

