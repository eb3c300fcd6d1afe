import { toBase64url } from '../core/bytes.js';
import type { Timestamp } from '../core/model.js';
import { addMonths, timestamp } from '../core/time.js';
import type { Verification } from './report.js';

export interface ReportPorts {
  now(): Date;
  random(bytes: number): Uint8Array;
  /** Encrypted under its name, of which only a hash is stored. */
  insertReport(name: string, body: unknown, keptUntil: Timestamp): Promise<void>;
  report(name: string): Promise<{ readonly body: unknown; readonly keptUntil: Timestamp } | undefined>;
  /** A report that is still kept is kept until then. */
  keepReport(name: string, until: Timestamp): Promise<void>;
}
export interface KeptReport {
  readonly verification: Verification;
  readonly fileName?: string;
  readonly keptUntil: Timestamp;
}
type Body = Pick<KeptReport, 'verification' | 'fileName'>;

export const KEPT_MS = 24 * 60 * 60 * 1000;
/** 128 bits: nobody guesses a report. */
export const NAME_BYTES = 16;

/** From the check on, when the asker wants to keep the report. */
const KEPT_LONGER_MONTHS = 12;

/** Reports of verifications, for whoever has the address, for a day, or for a year if they ask. */
export const keepReports = (ports: ReportPorts) => ({
  /** Gives the name it is kept under. */
  save: async (verification: Verification, fileName: string | undefined): Promise<string> => {
    const name = toBase64url(ports.random(NAME_BYTES));
    const body: Body = { verification, ...(fileName === undefined ? {} : { fileName }) };
    await ports.insertReport(name, body, timestamp(new Date(ports.now().getTime() + KEPT_MS)));
    return name;
  },
  find: (name: string): Promise<KeptReport | undefined> => find(name, ports),
  /** A year counted from the check, so that asking again changes nothing. False when there is no such report any more. */
  keepLonger: async (name: string): Promise<boolean> => {
    const kept = await find(name, ports);
    if (kept === undefined) return false;
    await ports.keepReport(name, aYearAfter(kept.verification.report.checkedAt));
    return true;
  },
});

async function find(name: string, ports: Pick<ReportPorts, 'report'>): Promise<KeptReport | undefined> {
  const kept = await ports.report(name);
  const body = kept?.body as Partial<Body> | undefined;
  return kept === undefined || body?.verification === undefined ? undefined : { ...(body as Body), keptUntil: kept.keptUntil };
}

/** Our own timestamps are in UTC and begin with the day. */
export const aYearAfter = (at: Timestamp): Timestamp => addMonths(at.slice(0, 10), KEPT_LONGER_MONTHS) + at.slice(10);
