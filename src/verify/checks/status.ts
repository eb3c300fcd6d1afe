import type { Evidence, Fact, OwnAward, StatusListFact } from '../../core/evidence.js';
import { fail, pass, skip, unknown, type Finding, type Reason } from '../../core/finding.js';
import type { Parsed, StatusEntry } from '../../formats/format.js';
import { readList } from '../../status/read.js';
import { worst } from '../conclude.js';
import { factOf, millis, SKEW_MS } from '../facts.js';

const CHECK = 'status';

/** What a set bit means, for each purpose that withdraws a credential (Bitstring Status List v1.0, 2.1). */
const MEANING = new Map<string, Reason>([
  ['revocation', 'revoked'],
  ['suspension', 'suspended'],
]);

/**
 * Every entry is read, and the worst answer is the finding. Our own store knows more than a bit can say (since when, why, superseded by what),
 * so where it knows of a withdrawal, its word is the finding.
 */
export function checkStatus(parsed: Parsed, evidence: Evidence): Finding {
  const own = evidence.own && ownFinding(evidence.own, evidence.at);
  if (own) return own;
  if (parsed.statusEntries.length === 0) return skip(CHECK, 'not-declared');
  return worst(parsed.statusEntries.map((entry) => checkEntry(entry, parsed, evidence)));
}

function ownFinding({ status, since, code, supersededBy }: OwnAward, at: string): Finding | undefined {
  if (status === 'active') return undefined;
  const facts = { source: 'own', ...(since && { since }), ...(code && { code }), ...(supersededBy && { supersededBy }) };
  return fail(CHECK, status, { at, facts });
}

function checkEntry(entry: StatusEntry, parsed: Parsed, evidence: Evidence): Finding {
  const meaning = meaningOf(entry);
  if (meaning === undefined) return unknown(CHECK, 'status-unsupported', { detail: entry.type });
  const fact = factOf(evidence.statusLists, entry.list) ?? NOT_GATHERED;
  if (!fact.ok) return unknown(CHECK, fact.reason, { detail: entry.list });
  const list = fact.value;
  const more = { detail: entry.list, at: list.validFrom ?? evidence.at, facts: { source: list.source, purpose: entry.purpose } };
  const answer = unfit(list, entry, { issuer: parsed.view.issuer.id, at: evidence.at }) ?? readList(list.encodedList, entry.index);
  if (answer === 'set') return fail(CHECK, meaning, more);
  return answer === 'clear' ? pass(CHECK, more) : unknown(CHECK, answer, more);
}

const NOT_GATHERED: Fact<StatusListFact> = { ok: false, reason: 'list-unreachable', detail: '' };

/** Undefined for an entry that we cannot read: of another kind, for another purpose, or of more than one bit. */
const meaningOf = ({ type, size, purpose }: StatusEntry): Reason | undefined =>
  type === 'BitstringStatusListEntry' && (size ?? 1) === 1 ? MEANING.get(purpose) : undefined;

/** Why a list, genuine in itself, does not answer for this credential. Anybody can publish a list; only the issuer's speaks. */
function unfit(list: StatusListFact, entry: StatusEntry, { issuer, at }: { issuer: string; at: string }): Reason | undefined {
  if (list.issuer !== issuer) return 'list-wrong-issuer';
  if (!list.purposes.includes(entry.purpose)) return 'list-wrong-purpose';
  if (list.validFrom !== undefined && !(millis(list.validFrom) <= millis(at) + SKEW_MS)) return 'list-invalid';
  if (list.validUntil !== undefined && !(millis(list.validUntil) >= millis(at))) return 'list-stale';
  return undefined;
}
