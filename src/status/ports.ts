import type { AwardStatus, Id, Timestamp } from '../core/model.js';

/** Public codes of a status change. */
export const STATUS_CODES = ['issued-in-error', 'replaced', 'withdrawn', 'assessment-reopened'] as const;
export type StatusCode = (typeof STATUS_CODES)[number];
export type StatusAction = 'revoke' | 'suspend' | 'reinstate';
export type ListPurpose = 'revocation' | 'suspension';
/** `status`: the token status list, which tells the two apart. */
export type ListKind = ListPurpose | 'status';

export interface StatusChange {
  readonly awardId: Id;
  readonly organisationId: Id;
  readonly from: AwardStatus;
  readonly to: AwardStatus;
  readonly action: StatusAction;
  readonly code?: StatusCode;
  /** Stays inside; kept encrypted. */
  readonly note?: string;
  readonly actor: string;
}

/** The state a list is made from, at one version. */
export interface ListState {
  readonly id: Id;
  readonly organisationId: Id;
  readonly issuerDid: string;
  readonly version: number;
  /** Indexes whose bit is set, for each purpose. */
  readonly set: Readonly<Record<ListPurpose, readonly number[]>>;
}

/** A signed list as it is served. */
export interface ListDocument {
  readonly listId: Id;
  readonly purpose: ListKind;
  readonly mediaType: 'application/vc' | 'application/vc+jwt' | 'application/statuslist+jwt';
  readonly version: number;
  readonly body: string;
  readonly validUntil: Timestamp;
}

export interface StatusPorts {
  readonly baseUrl: string;
  now(): Date;
  award(id: Id, organisationId: Id): Promise<{ readonly status: AwardStatus; readonly issued: boolean } | undefined>;
  /** One transaction, only if the award is still `from` (else false): status, event, list version + 1, audit trail. */
  applyChange(change: StatusChange): Promise<boolean>;
  listVersion(id: Id): Promise<number | undefined>;
  listState(id: Id): Promise<ListState | undefined>;
  savedDocument(listId: Id, purpose: ListKind, mediaType: ListDocument['mediaType']): Promise<ListDocument | undefined>;
  saveDocument(document: ListDocument): Promise<void>;
}
