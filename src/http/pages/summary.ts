import type { SharedReport } from '../../claim/shared-report.js';
import type { Replayed } from '../../verify/replay.js';
import type { Report } from '../../verify/report.js';
import type { Texts } from './texts.js';
import { carrierText } from './views/carrier.js';
import { outside, plain, say } from './views/message.js';
import { asReport } from './views/share-words.js';
import { verdictWords } from './views/verdict-words.js';

/** What a report concludes, as one line of plain text: the page's heading, its reasons, and what else holds. */
export function summarise(report: Report, t: Texts): string {
  const words = verdictWords(report);
  const carrier = carrierText(report);
  return [words.heading, ...words.reasons, ...words.also, ...(carrier === undefined ? [] : [say(carrier)])].map((message) => plain(message, t)).join(' ');
}

/** The report as programs get it: its sentence beside its verdict. */
export function withSummary({ verdict, ...rest }: Report | SharedReport, t: Texts): (Report | SharedReport) & { readonly summary: string } {
  return { verdict, summary: summarise(asReport({ verdict, ...rest }), t), ...rest };
}

/** What a record comes to, as one line. Of another installation's it says first whose word that is: we looked up nothing of it. */
export function summariseReplay({ own, madeBy, report }: Pick<Extract<Replayed, { readonly report: Report }>, 'own' | 'madeBy' | 'report'>, t: Texts): string {
  const theirs = own ? [] : [plain(say('unreadable.report.theirs', { maker: outside(madeBy, 'code') }), t)];
  return [...theirs, summarise(report, t)].join(' ');
}

/** A record judged again, as programs get it: with the sentence of the report that it comes to now. */
export const withReplaySummary = (replayed: Replayed, t: Texts): object =>
  'report' in replayed ? { ...replayed, report: { ...withSummary(replayed.report, t), summary: summariseReplay(replayed, t) } } : replayed;
