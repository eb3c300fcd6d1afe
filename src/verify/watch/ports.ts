import type { Page } from '../../catalogue/ports.js';
import type { Id, Timestamp } from '../../core/model.js';
import type { Report, Verification } from '../report.js';
import type { Judged, Seen, Standing } from './seen.js';

export type { Report, Seen };

/** A credential's bytes, or where it is. */
export type Watched = Uint8Array | { readonly url: string };

/** What is watched, and who is told. It rests encrypted. */
export interface Subject {
  readonly given: Watched;
  /** Told of changes. */
  readonly webhook: string;
  /** Signs what it is told: `whsec_` and base64 (Standard Webhooks). */
  readonly secret: string;
  /** The caller's own. */
  readonly reference?: string;
}
export interface Watch extends Standing {
  readonly id: Id;
  readonly organisationId: Id;
  readonly subject: Subject;
  readonly madeAt: Timestamp;
  readonly endsAt: Timestamp;
  readonly checkedAt: Timestamp;
  readonly nextCheckAt: Timestamp;
}
/** What is told. */
export interface Change {
  readonly before: Seen;
  readonly after: Seen;
  readonly checkedAt: Timestamp;
}
export interface Attempt {
  readonly at: Timestamp;
  /** `delivered`, or why not. */
  readonly outcome: string;
}
export interface Delivery {
  readonly id: Id;
  readonly change: Change;
  readonly state: 'waiting' | 'delivered' | 'given-up';
  readonly attempts: readonly Attempt[];
  /** Absent when nothing more is tried. */
  readonly nextAt?: Timestamp;
}
/** One check of a watch, done. */
export interface Checked extends Pick<Judged, 'seen' | 'doubtSince'> {
  readonly checkedAt: Timestamp;
  readonly nextCheckAt: Timestamp;
  readonly report?: Report;
  readonly delivery?: { readonly id: Id; readonly change: Change };
}

export interface WatchPorts {
  now(): Date;
  random(bytes: number): Uint8Array;
  /** False when the organisation has as many as it may have. */
  insertWatch(watch: Watch, report: Report, by: { readonly actor: string; readonly most: number }): Promise<boolean>;
  watch(organisationId: Id, id: Id): Promise<Watch | undefined>;
  watches(organisationId: Id, cursor: string | undefined, limit: number): Promise<Page<Watch>>;
  watchReport(organisationId: Id, id: Id): Promise<Report | undefined>;
  deliveries(watchId: Id): Promise<readonly Delivery[]>;
  /** With everything that is kept of it. False when there is none. */
  deleteWatch(organisationId: Id, id: Id, actor: string): Promise<boolean>;
  /** Leased to this process, the longest waiting first. */
  dueWatches(limit: number): Promise<readonly Watch[]>;
  /** The check and what is to be told of it, both or neither; nothing when the watch is gone or not this process's any more. */
  keepChecked(id: Id, checked: Checked): Promise<void>;
  dueDeliveries(limit: number): Promise<readonly { readonly watch: Watch; readonly delivery: Delivery }[]>;
  keepAttempt(delivery: Delivery): Promise<void>;
  /** Gives how many. */
  deleteEndedWatches(): Promise<number>;
}

export interface WatchWorld {
  readonly ports: WatchPorts;
  readonly baseUrl: string;
  verify(given: Watched): Promise<Verification>;
  /** Why nothing would be sent to this address; undefined when it would. */
  refusal(webhook: string): string | undefined;
  /** Sends it, and gives `delivered` or why not. Never throws. */
  post(webhook: string, message: { readonly headers: Readonly<Record<string, string>>; readonly body: string }): Promise<string>;
  /** Told of an error that nobody foresaw; the watch is tried again. */
  unforeseen(error: unknown): void;
}
