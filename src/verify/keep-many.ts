import { toBase64url } from '../core/bytes.js';
import type { Timestamp } from '../core/model.js';
import { timestamp } from '../core/time.js';
import { aYearAfter, KEPT_MS, NAME_BYTES, type ReportPorts } from './keep.js';
import type { Called } from './many.js';
import type { Report } from './report.js';

/** One credential of many that were checked together: its report, which has a name of its own too; or why there is none. */
export type KeptRow = Called & { readonly part?: number } & ({ readonly report: Report; readonly reportName: string } | { readonly fault: string });
export interface ManyChecked {
  readonly rows: readonly KeptRow[];
  readonly checkedAt: Timestamp;
}
export interface KeptMany extends ManyChecked {
  readonly keptUntil: Timestamp;
}

/** What many checks came to together, kept as a report is. */
export const keepMany = (ports: ReportPorts) => {
  const find = async (name: string): Promise<KeptMany | undefined> => {
    const kept = await ports.report(name);
    const body = kept?.body as Partial<ManyChecked> | undefined;
    return kept === undefined || body?.rows === undefined ? undefined : { ...(body as ManyChecked), keptUntil: kept.keptUntil };
  };
  return {
    save: async (checked: ManyChecked): Promise<string> => {
      const name = toBase64url(ports.random(NAME_BYTES));
      await ports.insertReport(name, checked, timestamp(new Date(ports.now().getTime() + KEPT_MS)));
      return name;
    },
    find,
    /** All of them for a year, counted from the check. False when there is no such set any more. */
    keepLonger: async (name: string): Promise<boolean> => {
      const kept = await find(name);
      if (kept === undefined) return false;
      const names = [name, ...kept.rows.flatMap((row) => ('report' in row ? [row.reportName] : []))];
      for (const one of names) await ports.keepReport(one, aYearAfter(kept.checkedAt));
      return true;
    },
  };
};
