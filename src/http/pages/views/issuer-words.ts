import type { Report } from '../../../verify/report.js';
import { claimedName, confirmedName } from './known.js';
import { outside, say, type Message } from './message.js';

/** The issuer by the register's name; or the name that it gives itself, in quotation marks. */
export function issuerWords(report: Report): Message | undefined {
  const confirmed = confirmedName(report);
  const name = confirmed ?? claimedName(report);
  return name === undefined ? undefined : say(confirmed === undefined ? 'report.who.claimed' : 'report.who.confirmed', { name: outside(name) });
}
