import { type Report } from '../../verify/report.js';
import { summarise } from './summary.js';
import { type Texts } from './texts.js';

/** A report as programs get it (design/surface, "The report"): with its one sentence, in the asker's language. */
export const withSummary = ({ verdict, ...rest }: Report, t: Texts): object => ({ verdict, summary: summarise({ verdict, ...rest }, t), ...rest });
