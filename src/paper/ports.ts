import type { Workload } from '../core/model.js';

/** A code's list, as the words of closed lists are kept. */
export type WordScheme = 'assessment' | 'participation' | 'supervision' | 'quality' | 'credit' | 'cycle' | 'route' | 'other' | 'field';

/** The words of one language, and its way with dates, numbers and names. */
export interface PaperWords {
  readonly language: string;
  /** `{{placeholders}}` filled; `count` picks the plural form. */
  text(key: string, values?: Readonly<Record<string, string | number>>, count?: number): string;
  number(value: number): string;
  /** Of `YYYY-MM-DD` or a timestamp, the day in UTC. */
  date(value: string): string;
  country(code: string): string;
  languageName(tag: string): string;
  /** Its size; then what that means in hours, if there is something to say. */
  workload(workload: Workload): readonly string[];
  /** The code itself when no list has it. */
  term(scheme: WordScheme, code: string): string;
}

interface Range {
  readonly least: number;
  readonly most: number;
}
/** What `schemas/vocab/national-systems` says of one country's system. English. */
export interface NationalFacts {
  readonly name: string;
  readonly localName?: string;
  readonly credit?: { readonly system: string; readonly hoursPerCredit: Range };
  readonly usualRange?: Partial<Range> & { readonly unit: string };
  readonly levels?: readonly number[];
  readonly whoMayAward?: string;
  readonly source: { readonly title: string; readonly url?: string };
}

export interface PaperPorts {
  /** Undefined when we have no words in this language (BCP 47). English there always is. */
  words(language: string): PaperWords | undefined;
  nationalSystem(key: string): NationalFacts | undefined;
}
