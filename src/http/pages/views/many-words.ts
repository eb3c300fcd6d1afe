import { STATES, type ReportState } from '../../../verify/report.js';
import { presentable, spokenState } from './known.js';
import { counted, say, type Message } from './message.js';
import type { ManyRow, RowFault } from './models.js';

/** Worst first. What could not be judged comes before what was judged well, and after what was found wrong. */
export const SPOKEN_ORDER: readonly ReportState[] = [...STATES.filter((state) => state !== 'unreadable' && state !== 'valid'), 'unreadable', 'valid'];

/** The state of a row, as its report speaks of it. */
export function rowState({ report, fault }: ManyRow): ReportState {
  if (report !== undefined) return spokenState(presentable(report));
  return fault === 'late' || fault === 'ours' ? 'not-checked' : 'unreadable';
}

/** Why there is no report. */
export const rowFaultWords = (fault: RowFault): Message => say(fault === 'late' || fault === 'ours' ? `many.faults.${fault}` : `unreadable.kinds.${fault}`);

const numberOf = (rows: readonly ManyRow[], state: ReportState): number => rows.filter((row) => rowState(row) === state).length;

/** How many are valid, of all. */
export function sumWords(rows: readonly ManyRow[]): Message {
  const valid = numberOf(rows, 'valid');
  if (valid === rows.length) return say('many.sum.all', { n: rows.length });
  return valid === 0 ? say('many.sum.none', { n: rows.length }) : counted('many.sum.some', valid, { valid, n: rows.length });
}

/** What the others are, a sentence each. */
export const countWords = (rows: readonly ManyRow[]): readonly Message[] =>
  SPOKEN_ORDER.filter((state) => state !== 'valid').flatMap((state) => {
    const n = numberOf(rows, state);
    return n === 0 ? [] : [counted(`many.counts.${state}`, n, { n })];
  });
