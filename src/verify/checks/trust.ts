import { isAlike } from '../../core/alike.js';
import type { Evidence, TrustStatement } from '../../core/evidence.js';
import { pass, unknown, type Finding, type Reason } from '../../core/finding.js';
import type { Parsed } from '../../formats/format.js';
import { names, scopeAnswer, standingAt, type ScopeAnswer } from '../../trust/decide.js';
import { momentOf, type Moment } from '../../trust/moment.js';
import { awardMoment, claimedScope, keysHad, millis, sealMoment, signerOf } from '../facts.js';
import type { TrustDecision, TrustRow } from '../report.js';

const CHECK = 'trust';

/**
 * Whether somebody whose list we read vouched for the signer when the award was made, and when it was sealed: naming an old date of award makes
 * nobody an issuer who no longer is one. A listing that began later is not retroactive; one that ended, or was withdrawn, after the sealing stands
 * for this award and is shown as ended. Nobody listing the signer is not a fault: it is unknown.
 */
export function checkTrust(parsed: Parsed, evidence: Evidence): Finding {
  if (!evidence.statements.ok) return unknown(CHECK, 'source-unavailable', { detail: evidence.statements.detail });
  const rows = trustRows(parsed, evidence);
  const award = best(rows, 'atAward');
  const seal = best(rows, 'atSeal');
  const another = namesake(parsed, evidence, rows);
  if (award === undefined || seal === undefined) return another ?? unknown(CHECK, 'not-listed');
  const row = award.decision === 'granted' ? seal : award;
  if (row.decision !== 'granted') return unknown(CHECK, REASON[row.decision], more(row));
  return another ?? { ...pass(CHECK, more(award)), reason: 'granted' };
}

/**
 * A register lists somebody else under the name that the credential gives its issuer, or one that looks like it: whoever uses another's name is not
 * vouched for, not even as who they are. Undefined where the name is also the signer's own.
 */
function namesake({ view: { issuer } }: Parsed, { statements }: Evidence, rows: readonly TrustRow[]): Finding | undefined {
  const { name } = issuer;
  if (name === undefined || !statements.ok || rows.some(({ entityName }) => entityName !== undefined && isAlike(name, entityName))) return undefined;
  const other = statements.value.find(({ id, did, entityName }) => did !== issuer.id && rows.every(({ snapshot }) => snapshot !== id) && isAlike(name, entityName));
  return other && unknown(CHECK, 'name-of-another', { detail: other.source, facts: { authority: other.authority, list: other.source, resembles: other.entityName } });
}

type Decided = TrustRow & { readonly decision: TrustDecision };
const best = (rows: readonly TrustRow[], clock: 'atAward' | 'atSeal'): Decided | undefined =>
  BEST_FIRST.flatMap((decision) => rows.filter((row) => row[clock] === decision).map((row) => ({ ...row, decision })))[0];

const more = ({ list, authority, entityName, since }: TrustRow) => ({
  detail: list,
  facts: { authority, list, ...(entityName && { entityName }), ...(since && { since }) },
});

/** Of several lists, the one that grants; else the one that says most about why not. */
const BEST_FIRST: readonly TrustDecision[] = ['granted', 'withdrawn', 'not-granted', 'out-of-scope', 'not-yet', 'unknown'];
const REASON: Readonly<Record<Exclude<TrustDecision, 'granted'>, Reason>> = {
  'not-yet': 'not-yet-listed',
  'not-granted': 'listing-ended',
  withdrawn: 'listing-withdrawn',
  'out-of-scope': 'out-of-scope',
  unknown: 'not-listed',
};

/** What each statement about the signer says at the three clocks: of the award, of the sealing, and now. */
export function trustRows(parsed: Parsed, evidence: Evidence): TrustRow[] {
  if (!evidence.statements.ok) return [];
  const signers = keysHad(parsed, evidence).map((key) => signerOf(key, parsed.view.issuer.id));
  const relevant = evidence.statements.value.filter((statement) => signers.some((signer) => names(statement, signer)));
  return relevant.map((statement) => rowOf(statement, parsed, evidence));
}

function rowOf(statement: TrustStatement, parsed: Parsed, evidence: Evidence): TrustRow {
  const scope = scopeAnswer(statement.scope, claimedScope(parsed));
  const at = (moment: Moment | undefined): TrustDecision => decide(statement, scope, moment);
  return {
    authority: statement.authority,
    list: statement.source,
    snapshot: statement.id,
    atAward: at(awardMoment(parsed)),
    atSeal: at(sealMoment(parsed)),
    now: at(momentOf(evidence.at)),
    scope,
    timeBasis: isProven(sealMoment(parsed), evidence.seal?.provenAt) ? 'time-stamped' : 'claimed',
    fresh: true,
    since: statement.validFrom,
    entityName: statement.entityName,
  };
}

/** A stamp says that the seal was there by then: of a day long before it proves nothing. */
const isProven = (claimed: Moment | undefined, provenAt: string | undefined): boolean => claimed !== undefined && provenAt !== undefined && millis(provenAt) - claimed.to <= DAY_MS;
const DAY_MS = 24 * 60 * 60 * 1000;

function decide(statement: TrustStatement, scope: ScopeAnswer, moment: Moment | undefined): TrustDecision {
  if (moment === undefined) return 'unknown';
  const standing = standingAt(statement, moment);
  return standing === 'granted' && scope === 'outside' ? 'out-of-scope' : standing;
}
