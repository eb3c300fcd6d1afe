import { type Request, type Response } from 'express';
import { reject } from '../core/errors.js';
import { type Id } from '../core/model.js';
import { type Caller, type HttpDeps, type Scope } from './deps.js';
import { bearerKeyOf, NEEDS_KEY, unknownKey } from './limits.js';
import { idOf, nowhere } from './params.js';
import { guard, type Guard } from './route.js';

/** Lets in a caller whose key we know (RFC 6750, 2.1). Throws `unauthorised`, `rate-limited`. */
export const bearer = (deps: Pick<HttpDeps, 'caller' | 'limits' | 'now'>): Guard =>
  guard({ needs: 'key', problems: ['unauthorised', 'rate-limited'] }, async (req, res, next) => {
    const key = bearerKeyOf(req);
    const caller = key === undefined ? undefined : ((await deps.caller(key)) ?? (await unknownKey(deps, req, res)));
    res.locals.caller = caller ?? reject('unauthorised', NEEDS_KEY);
    next();
  });

/** The caller that {@link bearer} let in. */
export const callerOf = (res: Response): Caller => res.locals.caller as Caller;

/** The organisation the caller's key belongs to. Throws `forbidden`: the administrator belongs to none. */
export const organisationOf = (res: Response): Id => callerOf(res).organisationId ?? reject('forbidden', 'This needs an api key of an organisation.');

/** An organisation's own key that carries this scope. Throws `forbidden`. */
export const scope = (wanted: Scope): Guard =>
  guard({ needs: wanted, problems: ['forbidden'] }, (_req, res, next) => {
    organisationOf(res);
    demand(res, wanted);
    next();
  });

export const admin: Guard = guard({ needs: 'admin', problems: ['forbidden'] }, (_req, res, next) => {
  if (callerOf(res).kind !== 'admin') reject('forbidden', 'This needs the administrator’s token.');
  next();
});

/** The administrator, or the key with this scope of the organisation in the path. Another organisation's key meets nothing here. */
export const ownOrganisation = (wanted: Scope): Guard =>
  guard({ needs: `admin or ${wanted}`, problems: ['forbidden', 'not-found'] }, (req, res, next) => {
    const id = idOf(req);
    if (callerOf(res).kind !== 'admin') {
      if (callerOf(res).organisationId !== id) nowhere();
      demand(res, wanted);
    }
    next();
  });

function demand(res: Response, wanted: Scope): void {
  if (!callerOf(res).scopes.includes(wanted)) reject('forbidden', `This key does not carry the scope ${wanted}.`);
}

/**
 * Refuses a form that another site's page sent. There is no cookie that would open anything; this keeps others from claiming in a visitor's name.
 * Under our `Referrer-Policy: no-referrer` a browser sends `Origin: null` with our own forms too (Fetch, "append a request Origin
 * header"), so there `Sec-Fetch-Site` decides; a client that sends neither is no browser that could be led astray.
 */
export function sameSite({ baseUrl }: Pick<HttpDeps, 'baseUrl'>): Guard {
  return (req, _res, next) => {
    const site = req.get('sec-fetch-site');
    const foreign = (site !== undefined && site !== 'same-origin' && site !== 'none') || !ownOrigin(req, baseUrl);
    if (foreign) reject('forbidden', 'This form was sent by another site’s page.');
    next();
  };
}

function ownOrigin(req: Request, baseUrl: string): boolean {
  const origin = req.get('origin');
  if (origin === undefined || origin === 'null' || origin === new URL(baseUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === req.get('host');
}
