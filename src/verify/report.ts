import type { CredentialView } from '../core/credential-view.js';
import type { Element, ElementFound, MandatoryElement, OptionalElement } from '../core/elements.js';
import type { Evidence } from '../core/evidence.js';
import type { CheckId, Finding } from '../core/finding.js';
import type { Timestamp } from '../core/model.js';
import type { ReadableId } from '../formats/format.js';
import type { CarrierId } from './ports.js';
import type { Source } from './workshop.js';

export type Verdict = 'valid' | 'invalid' | 'indeterminate';

/** What the page says, worst first; `also` in a report carries the others that hold. */
export const STATES = [
  'unreadable', // as the report of a file that could be read only in part: not built as its format requires
  'altered',
  'revoked',
  'suspended',
  'issuer-not-confirmed',
  'not-checked',
  'not-yet-valid',
  'expired',
  'valid',
] as const;
export type ReportState = (typeof STATES)[number];

/** What one trust source says, at each of the three clocks. */
export type TrustDecision = 'granted' | 'not-yet' | 'not-granted' | 'withdrawn' | 'out-of-scope' | 'unknown';
export interface TrustRow {
  readonly authority: string;
  readonly list: string;
  /** Id of the statement behind the decision. */
  readonly snapshot?: string;
  readonly atAward: TrustDecision;
  readonly atSeal: TrustDecision;
  readonly now: TrustDecision;
  readonly scope: 'inside' | 'outside' | 'unlimited';
  /** The sealing time is only claimed by the credential, or an accepted time stamp proves it. */
  readonly timeBasis: 'claimed' | 'time-stamped';
  readonly fresh: boolean;
  readonly since?: Timestamp;
  readonly entityName?: string;
}

/** A credential inside the one that was judged, by itself: whether a register vouches for its issuer was not asked. */
export interface Contained {
  /** JSON Pointer. */
  readonly path: string;
  /** As it says, where its signature holds. */
  readonly title?: string;
  readonly issuer: { readonly id: string; readonly name?: string };
  readonly verdict: Verdict;
  readonly state: ReportState;
  /** Check and reason of what first kept it from holding. */
  readonly why?: string;
}

/** A report without its sentence: the edge adds `summary` in the asked language. */
export interface Report {
  readonly verdict: Verdict;
  readonly state: ReportState;
  readonly also: readonly ReportState[];
  readonly format: ReadableId;
  /** The kind of file that carried it. Nothing else in that file is signed, what it shows to the eye least of all. */
  readonly carrier?: CarrierId;
  /** The host that it was had from, where a link led to it: never this service. */
  readonly fetchedFrom?: string;
  /** Absent when the signature does not hold: then nothing of the content is shown. */
  readonly credential?: CredentialView;
  readonly checks: readonly Finding[];
  /** Of a record of several credentials: each of them. The verdict is the record's own. */
  readonly contained?: readonly Contained[];
  readonly elements?: {
    readonly mandatory: Readonly<Record<MandatoryElement, ElementFound>>;
    readonly optional: Readonly<Record<OptionalElement, ElementFound>>;
  };
  readonly trust: readonly TrustRow[];
  readonly checkedAt: Timestamp;
  readonly policy: string;
  /** SHA-256 of what was checked, hex. */
  readonly sha256: string;
}

/** Level asked of each check: a *fail* of a required one is invalid, an *unknown* of one indeterminate. */
export type Policy = { readonly name: string; readonly levels: Readonly<Record<CheckId, 'require' | 'warn' | 'off'>> };

/** A report, and the facts it was concluded from. */
export interface Verification {
  readonly report: Report;
  readonly evidence: Evidence;
  /** What was judged, where whoever asked had it in hand: with it the evidence gives the same report again. */
  readonly source?: Source;
}

export type { Element };
