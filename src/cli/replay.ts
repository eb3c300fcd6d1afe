import { readFile } from 'node:fs/promises';
import { summariseReplay } from '../http/pages/summary.js';
import { flat } from '../http/pages/views/message.js';
import { textsFor } from '../http/pages/texts.js';
import type { Replayed } from '../verify/replay.js';
import type { App } from '../wire.js';
import { standardInput, type Answer } from './command.js';

/** 0 it is ours and comes to the same report, 1 it was changed or comes to another, 2 whose it is cannot be told, or what it rests on is another's word. */
const EXIT = { same: 0, different: 1, altered: 1, unproven: 2 } as const;
export const exitCodeOf = ({ outcome, own }: Replayed): number => (outcome === 'same' && !own ? 2 : EXIT[outcome]);

/** `testamur verify --replay`: a record of a verification, or the PDF of a report, judged again from the evidence in it. */
export async function replay(app: App, source: string): Promise<Answer> {
  const replayed = await app.useCases.replay(source === '-' ? await standardInput() : await readFile(source));
  return { data: replayed, lines: linesOf(replayed), exitCode: exitCodeOf(replayed) };
}

export function linesOf(replayed: Replayed): readonly string[] {
  const { signature, own } = replayed;
  // As it stands in the record, which anybody may have written.
  const madeBy = flat(replayed.madeBy);
  if (!('record' in replayed)) {
    if (replayed.outcome === 'altered') return [`This is not what ${madeBy} signed (${signature.reason}): nothing in it can be relied on.`];
    return [`Whether ${madeBy} signed this cannot be told (${signature.reason}${signature.detail === undefined ? '' : `: ${flat(signature.detail)}`}).`];
  }
  const { record, report, differences, changedDocuments } = replayed;
  return [
    `Signed by ${madeBy}, ${own ? 'this installation' : 'another installation, whose word is what it looked up'}, of a check at ${record.checkedAt} by version ${flat(record.version)}: ${record.verdict} (${record.state}).`,
    replayed.outcome === 'same' ? 'Judged again from the evidence in it, it comes to the same report.' : `Judged again from the evidence in it, it comes to another report: ${report.verdict} (${report.state}); what differs: ${differences.join(' ')}`,
    ...(changedDocuments.length === 0 ? [] : [`Contexts and schemas that are not what they were: ${changedDocuments.join(' ')}`]),
    summariseReplay({ madeBy, own, report }, textsFor(['en'])),
  ];
}
