import { isIsoDate, timestamp } from '../core/time.js';
import { refuse } from '../core/strings.js';
import type { IsoDate, Timestamp } from '../core/model.js';
import type { Share, ShareShows } from './ports.js';

/** What a learner decides about a share, but for its passphrase. */
export type ShareChoice = Pick<Share, 'label' | 'shows' | 'counting'> & { readonly expiresAt?: Timestamp };

/** The same as it was typed or ticked. */
export interface ShareFields {
  readonly label: string;
  readonly view: string;
  readonly name: boolean;
  readonly grade: boolean;
  readonly until: string;
  /** Read only when `until` is `date`. */
  readonly date: string;
  readonly counting: boolean;
}
export const VIEWS = ['summary', 'all'] as const;
export const UNTIL = ['30-days', '1-year', 'open', 'date'] as const;
export const LABEL_LENGTH = 100;

/** What is wrong with a choice; the field is the part before the hyphen. */
export const CHOICE_FAULTS = ['label-missing', 'label-long', 'label-characters', 'view-missing', 'until-missing', 'date-invalid', 'date-past'] as const;
export type ChoiceFault = (typeof CHOICE_FAULTS)[number];

/** The choice, or everything that is wrong with it, in the order of the form. */
export function readChoice(fields: ShareFields, now: Date): ShareChoice | readonly ChoiceFault[] {
  const today = timestamp(now).slice(0, 10);
  const faults = [labelFault(fields.label), viewFault(fields), untilFault(fields, today)].filter((fault) => fault !== undefined);
  if (faults.length > 0) return faults;
  const last = lastDay(fields, today);
  return { label: fields.label.trim(), shows: shows(fields), counting: fields.counting, ...(last === undefined ? {} : { expiresAt: `${last}T23:59:59Z` }) };
}

function labelFault(label: string): ChoiceFault | undefined {
  if (label.trim() === '') return 'label-missing';
  const refused = refuse(label.trim(), { max: LABEL_LENGTH, multiline: false });
  if (refused === undefined) return undefined;
  return refused === 'too-long' ? 'label-long' : 'label-characters';
}

const viewFault = ({ view }: ShareFields): ChoiceFault | undefined => (VIEWS.some((known) => known === view) ? undefined : 'view-missing');

function untilFault({ until, date }: ShareFields, today: IsoDate): ChoiceFault | undefined {
  if (!UNTIL.some((known) => known === until)) return 'until-missing';
  if (until !== 'date') return undefined;
  if (!isIsoDate(date)) return 'date-invalid';
  return date < today ? 'date-past' : undefined;
}

const shows = ({ view, name, grade }: ShareFields): ShareShows => (view === 'all' ? { view } : { view: 'summary', name, grade });

/** The last day it works, in UTC; undefined: no last day. */
function lastDay({ until, date }: ShareFields, today: IsoDate): IsoDate | undefined {
  if (until === 'open') return undefined;
  return until === 'date' ? date : daysLater(today, until === '30-days' ? 30 : 365);
}

const daysLater = (day: IsoDate, days: number): IsoDate => timestamp(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000)).slice(0, 10);
