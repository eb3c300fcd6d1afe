import type { ErrorCode } from '../core/errors.js';
import type { Achievement, Award, AwardStatus, Id, Organisation, Result, Timestamp } from '../core/model.js';
import type { SigningKey } from '../core/signing-key.js';
import type { FormatId, Sealing } from '../formats/format.js';
import type { Withheld } from './for-holder.js';

/** A line that was well-formed and complete, ready to be kept. */
export interface AcceptableResult {
  readonly line: number;
  readonly result: Result;
  readonly achievementId: Id;
  readonly achievementVersion: number;
  readonly language: string;
  /** The earlier award that this result corrects. */
  readonly supersedes?: Id;
}
export interface Rejection {
  /** From 1: the line of a CSV or NDJSON, the place in an array. */
  readonly line: number;
  readonly code: ErrorCode;
  /** JSON Pointer into the result. */
  readonly path: string;
  readonly message: string;
}
export interface Warning {
  readonly line: number;
  readonly code: 'possible-duplicate' | 'outside-usual-range' | 'not-a-micro-credential';
  readonly path: string;
  readonly message: string;
}

/** How keeping one line went. */
export type AcceptOutcome =
  | { readonly line: number; readonly outcome: 'accepted' | 'unchanged'; readonly similarTo: readonly string[] }
  | { readonly line: number; readonly outcome: 'conflict' };

export interface BatchSummary {
  readonly id: Id;
  readonly state: 'running' | 'done';
  /** Lines accepted in this batch, those already known included. */
  readonly total: number;
  readonly issued: number;
  readonly failed: number;
  readonly startedAt: Timestamp;
  readonly finishedAt?: Timestamp;
  readonly rejected: readonly Rejection[];
  readonly failures: readonly { readonly line: number; readonly code: ErrorCode; readonly message: string }[];
}

/** A kept result that has no credentials yet, leased to this worker. */
export interface PendingResult {
  readonly id: Id;
  readonly organisationId: Id;
  readonly result: Result;
  readonly achievement: Achievement;
  readonly language: string;
  /** How often it was taken up, this time included. */
  readonly attempts: number;
  readonly supersedes?: Id;
}

/** All of an award but what `reserve` gives it: the number and the status index. */
export type AwardDraft = Omit<Award, 'number' | 'statusEntry'>;

export interface SignedCredential {
  readonly format: FormatId;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** An award as the issuer API lists it. */
export interface ListedAward {
  readonly id: Id;
  readonly resultId: string;
  readonly number: string;
  readonly credentialId: string;
  readonly achievement: { readonly id: Id; readonly version: number; readonly code: string; readonly title: string };
  /** Empty once the learner was erased. */
  readonly learner: { readonly name: string };
  readonly awardedOn: string;
  readonly issuedAt: Timestamp;
  readonly status: AwardStatus;
  readonly statusSince?: Timestamp;
  readonly statusCode?: string;
  readonly supersedes?: Id;
  readonly supersededBy?: Id;
  readonly claimed: boolean;
  /** Absent once it was claimed or has run out. */
  readonly claimUrl?: string;
  readonly permanentUrl: string;
  readonly formats: readonly FormatId[];
  /** Only where one award is asked for, and its learner is not erased. */
  readonly withheld?: readonly Withheld[];
}

/** How long a worker that says nothing more is taken to live, and how often a living one says so; milliseconds. */
export const LEASE = { lasts: 15_000, renewedAfter: 5_000 };

export interface IssuePorts {
  readonly baseUrl: string;
  now(): Date;
  random(bytes: number): Uint8Array;
  organisation(id: Id): Promise<Organisation | undefined>;
  organisationBySlug(slug: string): Promise<Organisation | undefined>;
  /** Current version, by id or by the organisation's own code. */
  achievement(organisationId: Id, ref: string): Promise<Achievement | undefined>;
  openBatch(organisationId: Id, actor: string): Promise<Id>;
  /**
   * Keeps the lines in one transaction. The same `resultId` with the same content is `unchanged`, with other content `conflict`
   * (nothing of it is kept). Throws `status-final`, keeping nothing, when another result corrects the same award. `similarTo`: other result ids of the same learner, achievement and date.
   */
  acceptResults(batchId: Id, organisationId: Id, results: readonly AcceptableResult[]): Promise<readonly AcceptOutcome[]>;
  saveRejections(batchId: Id, rejections: readonly Rejection[]): Promise<void>;
  batch(id: Id, organisationId: Id): Promise<BatchSummary | undefined>;
  /** Takes up to `limit` results that are not issued and not leased by a living worker. */
  leaseResults(limit: number): Promise<readonly PendingResult[]>;
  /** Holds these longer; gives those that are still this worker's, for another may have taken them while it slept. */
  renewLeases(ids: readonly Id[]): Promise<ReadonlySet<Id>>;
  /** One transaction: number, status index, the award's row. Called again for the same result it gives the same award back. */
  reserve(result: PendingResult, draft: AwardDraft): Promise<Award>;
  activeKeys(organisationId: Id): Promise<readonly SigningKey[]>;
  sign(key: SigningKey, data: Uint8Array): Promise<Uint8Array>;
  readonly timeStamp?: Sealing['timeStamp'];
  /** PNG of the page that shows the achievement, without its learner. */
  pageOf(award: Award): Promise<Uint8Array>;
  /** One transaction: exact bytes, the award issued, its claim link made, the superseded award marked. A second call changes nothing. */
  keep(result: PendingResult, award: Award, credentials: readonly SignedCredential[]): Promise<void>;
  /** The result cannot be issued as it is; it is not tried again. */
  failResult(id: Id, failure: { readonly code: ErrorCode; readonly message: string }): Promise<void>;
}
