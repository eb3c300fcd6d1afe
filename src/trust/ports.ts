import type { Fact, TrustScope, TrustStatement } from '../core/evidence.js';
import type { Id, Timestamp } from '../core/model.js';
import type { TrustAnchor } from '../core/seal.js';

export interface NewStatement {
  readonly entityName: string;
  readonly did?: string;
  readonly keyThumbprints: readonly string[];
  readonly scope: TrustScope;
  readonly validFrom: Timestamp;
  readonly validUntil?: Timestamp;
  readonly enteredBy: string;
}

export interface StatementQuery {
  readonly did: string;
  readonly keyThumbprints: readonly string[];
  readonly name?: string;
}
export interface TrustPorts {
  now(): Date;
  random(bytes: number): Uint8Array;
  /** Statements, of every source, that name this DID or one of these keys; and those about whoever could be taken for one of this name. */
  statements(query: StatementQuery): Promise<Fact<readonly TrustStatement[]>>;
  listStatements(): Promise<readonly TrustStatement[]>;
  insertStatement(statement: TrustStatement): Promise<void>;
  /** False when there is no such statement, or it was withdrawn before. Nothing is ever deleted. */
  withdrawStatement(id: Id, by: string, at: Timestamp): Promise<boolean>;
}

/** An anchor as it was entered. */
export interface EnteredAnchor extends TrustAnchor {
  readonly recordedAt: Timestamp;
  readonly enteredBy: string;
  readonly withdrawnAt?: Timestamp;
}
export interface AnchorPorts {
  now(): Date;
  random(bytes: number): Uint8Array;
  listAnchors(): Promise<readonly EnteredAnchor[]>;
  /** Throws `code-in-use` when the certificate is an anchor of this use already. */
  insertAnchor(anchor: EnteredAnchor): Promise<void>;
  /** False when there is no such anchor, or it was withdrawn before. */
  withdrawAnchor(id: Id, by: string, at: Timestamp): Promise<boolean>;
}
