import { type Request, type Response } from 'express';
import { reject } from '../core/errors.js';
import { timestamp } from '../core/time.js';
import { askerOf } from './asker.js';
import { type HttpDeps } from './deps.js';
import { guard, type Guard } from './route.js';

/**
 * How much one asker may do: many a person is behind one address (a campus, a company), so only what fails or costs is counted
 * (docs/adr/0008-rate-limits-and-logs.md).
 */
export const LIMITS = {
  /** Look-ups of something secret that found nothing. */
  guess: { points: 50, seconds: 600 },
  /** Secrets that a person chose, tried out. */
  attempt: { points: 20, seconds: 600 },
  /** Verifications, which take processor time. */
  heavy: { points: 300, seconds: 300 },
  /** Files saved from a link, which are drawn each time: a third of a second for the largest. */
  draw: { points: 1000, seconds: 600 },
  /** The catalogue and its pages, pictures of achievements, and pages that verify what we keep: some hundredths of a second. */
  look: { points: 3000, seconds: 600 },
  /** Forms that write. */
  form: { points: 3000, seconds: 600 },
} as const;
export type LimitName = keyof typeof LIMITS;

/** Counts for all nodes. Neither function throws or takes long. */
export interface Limits {
  /** Milliseconds until this asker has any left, as far as this process knows; 0: may go on. */
  blockedFor(limit: LimitName, asker: string): number;
  /** Takes one, or so many; milliseconds to wait when fewer were left, else 0. */
  take(limit: LimitName, asker: string, points?: number): Promise<number>;
}
type LimitDeps = Pick<HttpDeps, 'limits' | 'now'>;
const SAYS = { problems: ['rate-limited'] } as const;

/**
 * For routes that look something up by a secret: a look-up that finds nothing (404 or 401, or {@link missed}) is counted once it is answered. Who has
 * guessed too often is refused before anything is looked up, so that the refusal says nothing of the guess.
 */
export const guesses = (d: LimitDeps): Guard =>
  guard(SAYS, (req, res, next) => {
    const asker = askerOf(req);
    refuse(d.limits.blockedFor('guess', asker), d, res);
    res.once('finish', () => {
      if (wasMissed(res)) void d.limits.take('guess', asker);
    });
    next();
  });

/** For routes that take a person's own secret: every try is counted before it is looked at, by who asks and by what the secret opens. */
export const attempts = (d: LimitDeps, subjectOf: (req: Request) => string): Guard =>
  guard(SAYS, async (req, res, next) => {
    const waits = await Promise.all([d.limits.take('attempt', askerOf(req)), d.limits.take('attempt', `subject ${subjectOf(req)}`)]);
    refuse(Math.max(...waits), d, res);
    next();
  });

const counted =
  (limit: LimitName) =>
  (d: LimitDeps): Guard =>
    guard(SAYS, async (req, res, next) => {
      refuse(await d.limits.take(limit, askerOf(req)), d, res);
      next();
    });
/** For forms that write something. */
export const forms = counted('form');
/** For files that are made when they are saved. */
export const draws = counted('draw');
/** For the catalogue and its pages, for pictures, and for pages that verify. */
export const looks = counted('look');

/** For what takes processor time. Who has a key of the issuer API is known and not limited; a key that we do not know is a guess. Askers take turns. */
export const heavy = (d: LimitDeps & Pick<HttpDeps, 'caller' | 'onBehalfOf'>): Guard =>
  guard(SAYS, async (req, res, next) => {
    res.locals.known = await isKnown(d, req, res);
    if (res.locals.known !== true) refuse(await d.limits.take('heavy', askerOf(req)), d, res);
    d.onBehalfOf(askerOf(req), next);
  });

/** Counts so many in place of the one that {@link heavy} took. Throws `rate-limited`. */
export async function countEach(d: LimitDeps, [req, res]: readonly [Request, Response], count: number): Promise<void> {
  if (res.locals.known !== true && count > 1) refuse(await d.limits.take('heavy', askerOf(req), count - 1), d, res);
}

async function isKnown(d: Pick<HttpDeps, 'caller'>, req: Request, res: Response): Promise<boolean> {
  const key = bearerKeyOf(req);
  if (key === undefined) return false;
  const caller = await d.caller(key);
  if (caller === undefined) missed(res);
  return caller !== undefined;
}

/** The bearer token of a request (RFC 6750, 2.1). */
export const bearerKeyOf = (req: Request): string | undefined => /^Bearer ([\x21-\x7e]{1,512})$/i.exec(req.get('authorization') ?? '')?.[1];

export const NEEDS_KEY = 'This needs a valid key: Authorization: Bearer <key>.';

/** A key that we do not know: counted, and refused as too many once there were too many. A key that we know is never held up by other people's guesses. */
export async function unknownKey(d: LimitDeps, req: Request, res: Response): Promise<never> {
  refuse(await d.limits.take('guess', askerOf(req)), d, res);
  return reject('unauthorised', NEEDS_KEY);
}

/** Marks an answer as that of a guess that found nothing, whatever its status says. */
export function missed(res: Response): void {
  res.locals.missed = true;
}
const wasMissed = (res: Response): boolean => res.locals.missed === true || res.statusCode === 404 || res.statusCode === 401;

function refuse(wait: number, d: LimitDeps, res: Response): void {
  if (wait <= 0) return;
  const seconds = Math.ceil(wait / 1000);
  res.set('Retry-After', String(seconds)); // RFC 9110, 10.2.3
  res.locals.retryAt = timestamp(new Date(d.now().getTime() + seconds * 1000));
  reject('rate-limited', `Too many requests from this address: try again in ${seconds} s.`);
}
