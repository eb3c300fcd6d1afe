import { type Request, type Response } from 'express';
import { AppError } from '../core/errors.js';
import { askerOf } from './asker.js';
import { UPLOAD_LIMIT } from './body.js';
import { type HttpDeps } from './deps.js';
import { guard, type Guard } from './route.js';

/** Takes a place for a large body and what is done with it; gives what frees it. Throws `busy`. */
export type Room = (asker: string) => Promise<() => void>;

/** Large bodies stand in memory until they are answered: so many at once in a process, and so many of one asker. */
export const ROOM = { places: 12, each: 4 } as const;

export function createRoom({ places, each }: { readonly places: number; readonly each: number }): Room {
  const taken: string[] = [];
  const enter = (asker: string): void => {
    if (taken.length >= places || taken.filter((one) => one === asker).length >= each) throw new AppError('busy', 'As many large bodies as there is room for are being answered.');
    taken.push(asker);
  };
  return async (asker) => {
    enter(asker);
    return Promise.resolve(() => void taken.splice(taken.indexOf(asker), 1));
  };
}

type RoomDeps = Pick<HttpDeps, 'room'>;

async function take({ room }: RoomDeps, req: Request, res: Response): Promise<void> {
  const leave = await room(askerOf(req));
  if (res.closed) leave();
  else res.once('close', leave);
}

/** For routes that take many things at once. */
export const roomy = (d: RoomDeps): Guard =>
  guard({ problems: ['busy'] }, async (req, res, next) => {
    await take(d, req, res);
    next();
  });

/** What a form adds to what it carries. */
const FORM_BYTES = 64 * 1024;

/** For routes that take one or many: only a body that says that it is small may do without a place. A body is never longer than it says (RFC 9112, 6.3). */
export const roomyIfLarge = (d: RoomDeps): Guard =>
  guard({ problems: ['busy'] }, async (req, res, next) => {
    const says = req.get('content-length');
    if (says === undefined || Number(says) > UPLOAD_LIMIT + FORM_BYTES) await take(d, req, res);
    next();
  });
