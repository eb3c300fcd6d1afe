import { readFile } from 'node:fs/promises';
import { summarise } from '../http/pages/summary.js';
import { textsFor } from '../http/pages/texts.js';
import type { Replayed } from '../verify/replay.js';
import type { App } from '../wire.js';
import { standardInput, type Answer } from './command.js';

/** 0 it comes to the same report, 1 it was changed or comes to another, 2 whose it is cannot be told. */
const EXIT = { same: 0, different: 1, altered: 1, unproven: 2 } as const;

/** `testamur verify --replay`: a record of a verification, or the PDF of a report, judged again from the evidence in it. */
export async function replay(app: App, source: string): Promise<Answer> {
  const replayed = await app.useCases.replay(source === '-' ? await standardInput() : await readFile(source));
  return { data: replayed, lines: linesOf(replayed), exitCode: EXIT[replayed.outcome] };
}

function linesOf(replayed: Replayed): readonly string[] {
  const { signature, madeBy, own } = replayed;
  if (!('record' in replayed)) {
    if (replayed.outcome === 'altered') return [`This is not what ${madeBy} signed (${signature.reason}): nothing in it can be relied on.`];
    return [`Whether ${madeBy} signed this cannot be told (${signature.reason}${signature.detail === undefined ? '' : `: ${signature.detail}`}).`];
  }
  const { record, report, differences, changedDocuments } = replayed;
  return [
    `Signed by ${madeBy}, ${own ? 'this installation' : 'another installation, whose word is what it looked up'}, of a check at ${record.checkedAt} by version ${record.version}: ${record.verdict} (${record.state}).`,
    replayed.outcome === 'same' ? 'Judged again from the evidence in it, it comes to the same report.' : `Judged again from the evidence in it, it comes to another report: ${report.verdict} (${report.state}); what differs: ${differences.join(' ')}`,
    ...(changedDocuments.length === 0 ? [] : [`Contexts and schemas that are not what they were: ${changedDocuments.join(' ')}`]),
    summarise(report, textsFor(['en'])),
  ];
}
