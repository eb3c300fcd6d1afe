import type { CredentialView } from '../core/credential-view.js';
import type { CheckId, Finding } from '../core/finding.js';
import type { Report, TrustRow } from '../verify/report.js';
import type { ShareShows } from './ports.js';

/** A summary's choices. */
export type SummaryShows = Extract<ShareShows, { view: 'summary' }>;

/** What a summary may tell of a credential: its title, kind, level and dates, who issued it; name and grade only if chosen. */
export interface SharedCredential {
  readonly issuer: { readonly id: string; readonly name?: string };
  readonly title?: string;
  readonly achievementType?: string;
  readonly language?: string;
  readonly level: CredentialView['level'];
  readonly awardedOn?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly learner?: { readonly name: string };
  readonly grade?: { readonly value: string; readonly scheme?: string };
}

/** A report that says no more than its learner chose. */
export interface SharedReport extends Pick<Report, 'verdict' | 'state' | 'also' | 'format' | 'checkedAt' | 'policy'> {
  /** What was chosen: nothing may be read into what is absent. */
  readonly shown: SummaryShows;
  readonly credential?: SharedCredential;
  readonly checks: readonly Finding[];
  readonly trust: readonly TrustRow[];
}

/**
 * The summary of a report, put together from what may be told: whatever a credential or a check may hold besides, now or later, is
 * never touched. The checksum of the file is left out too: it would join this link with others of the same person.
 */
export function sharedReport({ verdict, state, also, format, checkedAt, policy, credential, checks, trust }: Report, shown: SummaryShows): SharedReport {
  return {
    verdict,
    state,
    also,
    shown,
    format,
    ...(credential === undefined ? {} : { credential: sharedCredential(credential, shown) }),
    checks: checks.map(sharedFinding),
    trust: trust.map(sharedTrust),
    checkedAt,
    policy,
  };
}

function sharedCredential({ issuer, title, achievementType, language, level, awardedOn, validFrom, validUntil, learner, grade }: CredentialView, shown: SummaryShows): SharedCredential {
  return {
    issuer: { id: issuer.id, ...given('name', issuer.name) },
    ...given('title', title),
    ...given('achievementType', achievementType),
    ...given('language', language),
    level: sharedLevel(level),
    ...given('awardedOn', awardedOn),
    ...given('validFrom', validFrom),
    ...given('validUntil', validUntil),
    ...(shown.name && learner.name !== undefined ? { learner: { name: learner.name } } : {}),
    ...(shown.grade && grade !== undefined ? { grade: { value: grade.value, ...given('scheme', grade.scheme) } } : {}),
  };
}

const sharedLevel = ({ applicable, eqf, nqf, cycle }: CredentialView['level']): CredentialView['level'] => ({
  applicable,
  ...given('eqf', eqf),
  ...given('nqf', nqf && { label: nqf.label }),
  ...given('cycle', cycle && { label: cycle.label }),
});

/** What the pages need to explain an answer: about the issuer, its key, its list, the register and the dates; never the content. */
const FACTS: readonly string[] = ['key', 'controller', 'source', 'list', 'authority', 'entityName', 'since', 'validFrom', 'validUntil', 'purpose'];
const DETAILS: readonly CheckId[] = ['issuer-key', 'status', 'trust'];

function sharedFinding({ check, outcome, reason, detail, at, facts }: Finding): Finding {
  const told = Object.entries(facts ?? {}).filter(([name]) => FACTS.includes(name));
  // Why something was withdrawn can say much about a person.
  if (check === 'status' && outcome === 'fail') told.push(['reason', 'withheld']);
  return {
    check,
    outcome,
    reason,
    ...(DETAILS.includes(check) ? given('detail', detail) : {}),
    ...given('at', at),
    ...(told.length === 0 ? {} : { facts: Object.fromEntries(told) }),
  };
}

const sharedTrust = ({ authority, list, atAward, atSeal, now, scope, timeBasis, fresh, since, entityName }: TrustRow): TrustRow => ({
  authority,
  list,
  atAward,
  atSeal,
  now,
  scope,
  timeBasis,
  fresh,
  ...given('since', since),
  ...given('entityName', entityName),
});

const given = <K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } => (value === undefined ? {} : ({ [name]: value } as { readonly [P in K]?: V }));

export const isSharedReport = (report: Report | SharedReport): report is SharedReport => 'shown' in report;
