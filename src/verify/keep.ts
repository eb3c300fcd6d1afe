import { toBase64url } from '../core/bytes.js';
import type { Timestamp } from '../core/model.js';
import { timestamp } from '../core/time.js';
import type { Verification } from './report.js';

export interface ReportPorts {
  now(): Date;
  random(bytes: number): Uint8Array;
  /** Encrypted under its name, of which only a hash is stored. */
  insertReport(name: string, body: unknown, keptUntil: Timestamp): Promise<void>;
  report(name: string): Promise<{ readonly body: unknown; readonly keptUntil: Timestamp } | undefined>;
}
export interface KeptReport {
  readonly verification: Verification;
  readonly fileName?: string;
  readonly keptUntil: Timestamp;
}
type Body = Pick<KeptReport, 'verification' | 'fileName'>;

const KEPT_MS = 24 * 60 * 60 * 1000;
/** 128 bits: nobody guesses a report. */
const NAME_BYTES = 16;

/** Reports of verifications, for whoever has the address, for a day. */
export const keepReports = (ports: ReportPorts) => ({
  /** Gives the name it is kept under. */
  save: async (verification: Verification, fileName: string | undefined): Promise<string> => {
    const name = toBase64url(ports.random(NAME_BYTES));
    const body: Body = { verification, ...(fileName === undefined ? {} : { fileName }) };
    await ports.insertReport(name, body, timestamp(new Date(ports.now().getTime() + KEPT_MS)));
    return name;
  },
  find: async (name: string): Promise<KeptReport | undefined> => {
    const kept = await ports.report(name);
    return kept && { ...(kept.body as Body), keptUntil: kept.keptUntil };
  },
});
