import { AppError, type ErrorCode } from '../../core/errors.js';
import { uuidv7 } from '../../core/ids.js';
import { timestamp } from '../../core/time.js';
import type { Verification } from '../report.js';
import type { Checked, Watch, WatchWorld } from './ports.js';
import { judgeSeen, mayAnswerLater, seenNothing, seenOf } from './seen.js';

const HOUR_MS = 3_600_000;
/** Never sooner, however soon a list runs out. */
const SOONEST_MS = HOUR_MS;
const USUAL_MS = 6 * HOUR_MS;
/** So that those which were made together are not checked together for ever. */
const SPREAD_MS = 2 * HOUR_MS;
/** Of one run: the job's next run goes on. */
const AT_A_TIME = 5;

/** Checks those whose time has come. True when there may be more. */
export async function checkDueWatches(world: WatchWorld): Promise<boolean> {
  const due = await world.ports.dueWatches(AT_A_TIME);
  for (const watch of due) await world.ports.keepChecked(watch.id, await checked(watch, world));
  return due.length === AT_A_TIME;
}

/** That we had no room, or failed, says nothing of a credential. */
const OURS: readonly ErrorCode[] = ['bug', 'busy'];

/** A source that cannot be had is an answer; an error that nobody foresaw is none, and the watch stays as it was. */
async function checked(watch: Watch, world: WatchWorld): Promise<Checked> {
  try {
    const verification = await world.verify(watch.subject.given);
    return { ...judged(watch, verification.report, world), nextCheckAt: nextCheck(verification, world), report: verification.report };
  } catch (error) {
    const { seen, doubtSince, checkedAt } = watch;
    const isOurs = !(error instanceof AppError) || OURS.includes(error.code);
    if (!isOurs) return { ...judged(watch, error.code, world), nextCheckAt: at(world, SOONEST_MS) };
    world.unforeseen(error);
    return { seen, ...(doubtSince && { doubtSince }), checkedAt, nextCheckAt: at(world, SOONEST_MS) };
  }
}

function judged(watch: Watch, found: Verification['report'] | string, { ports }: WatchWorld): Omit<Checked, 'nextCheckAt'> {
  const checkedAt = timestamp(ports.now());
  const { change, ...standing } = judgeSeen(watch, typeof found === 'string' ? seenNothing(found) : seenOf(found), checkedAt);
  return { ...standing, checkedAt, ...(change && { delivery: { id: uuidv7(ports.now(), ports.random(10)), change: { ...change, checkedAt } } }) };
}

const at = ({ ports }: Pick<WatchWorld, 'ports'>, ms: number): string => timestamp(new Date(ports.now().getTime() + ms));

/** After some hours; sooner when what was found runs out sooner: a status list, the credential itself. An hour later when something did not answer. */
export function nextCheck({ report, evidence }: Verification, world: Pick<WatchWorld, 'ports'>): string {
  if (mayAnswerLater(seenOf(report))) return at(world, SOONEST_MS + jitter(world, SPREAD_MS / 2));
  const now = world.ports.now().getTime();
  const lists = Object.values(evidence.statusLists).map((fact) => (fact.ok ? fact.value.validUntil : undefined));
  const ends = [...lists, report.credential?.validFrom, report.credential?.validUntil].map((end) => Date.parse(end ?? '') - now).filter((left) => left > 0);
  return at(world, Math.max(SOONEST_MS, Math.min(USUAL_MS - SPREAD_MS / 2 + jitter(world, SPREAD_MS), ...ends)));
}

/** From nothing to this much, by chance. */
const jitter = ({ ports }: Pick<WatchWorld, 'ports'>, ms: number): number => ((ports.random(1)[0] ?? 0) / 256) * ms;
