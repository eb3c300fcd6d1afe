import type { Share, ShareShows } from '../../../claim/ports.js';
import { CHOICE_FAULTS } from '../../../claim/share-choice.js';
import { isSharedReport, type SharedReport } from '../../../claim/shared-report.js';
import { NOTHING_STATED } from '../../../core/credential-view.js';
import { MANDATORY, OPTIONAL, type ElementsFound } from '../../../core/elements.js';
import type { Report } from '../../../verify/report.js';
import type { Fault } from './error-summary.js';
import { counted, day, say, type Message } from './message.js';
import type { ShareFault } from './share-models.js';

const kindOf = (shows: ShareShows): string => (shows.view === 'all' ? 'all' : `summary${shows.name ? 'Name' : ''}${shows.grade ? 'Grade' : ''}`);

/** What a link shows, as its learner reads it. */
export const showsWords = (shows: ShareShows): Message => say(`shares.shows.${kindOf(shows)}`);

/** What was chosen, as others read it. */
export const chosenWords = (shows: ShareShows): Message => say(`shares.view.${kindOf(shows).replace('summary', 'summaryText')}`);

export function openingsWords({ counting, opened, lastOpenedOn }: Share): Message {
  if (!counting) return say('shares.facts.notCounted');
  return lastOpenedOn === undefined ? say('shares.facts.never') : counted('shares.facts.opened', opened, { n: opened, date: day(lastOpenedOn) });
}

/** Who can see it, and until when. */
export function reachWords({ passphrase, expiresAt }: Share): Message {
  const key = `shares.one.anyone${passphrase === undefined ? '' : 'Passphrase'}`;
  return expiresAt === undefined ? say(`${key}Open`) : say(key, { date: day(expiresAt) });
}

/** Faults as the form shows them, each at its field. */
export const faultsOf = (faults: readonly ShareFault[], limit: number): readonly Fault[] =>
  faults.map((fault) => ({ field: fieldOf(fault), words: say(`shares.form.errors.${fault}`, fault === 'share-limit' ? { n: limit } : {}) }));

const fieldOf = (fault: ShareFault): string => {
  if (fault === 'share-limit') return 'make';
  return (CHOICE_FAULTS as readonly ShareFault[]).includes(fault) ? fault.slice(0, fault.indexOf('-')) : 'passphrase';
};

const ABSENT = Object.fromEntries([...MANDATORY, ...OPTIONAL].map((element) => [element, { present: false }])) as ElementsFound;

/** A summary in the shape that the parts of a report page read; what was not chosen is not in it. */
export function asReport(report: Report | SharedReport): Report {
  if (!isSharedReport(report)) return report;
  const { shown: _shown, credential, ...rest } = report;
  return { ...rest, ...(credential === undefined ? {} : { credential: { ...NOTHING_STATED, elements: ABSENT, ...credential, ...whole(credential) } }), sha256: '' };
}

const whole = ({ issuer, learner }: NonNullable<SharedReport['credential']>) => ({ issuer: { ...issuer, identifiers: [] }, learner: { ...learner, identifiers: [] } });
