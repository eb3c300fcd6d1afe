import type { LookupAddress, LookupOptions } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './addresses.js';

export type Resolve = (host: string, options: LookupOptions & { all: true }, done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;

/** More than one is for when the first does not answer, not for knocking at hundreds of doors that somebody's name server lists. */
const MAX_ADDRESSES = 6;

/** Marks the error with which our own look-up stops a connection. */
const PRIVATE = 'TESTAMUR_PRIVATE_ADDRESS';
export const isPrivate = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === PRIVATE;

/**
 * Asks the name servers themselves. The system's own look-up would keep one of the process's four threads for as long as somebody's name server
 * stays silent, and four such names would stop files and every other look-up; it also knows names of this machine, which are nobody else's business.
 */
export const askNameServers: Resolve = (host, _options, done) => {
  const resolver = new Resolver({ timeout: 1500, tries: 2 });
  const of = (family: 4 | 6, found: PromiseSettledResult<string[]>): LookupAddress[] => (found.status === 'fulfilled' ? found.value.map((address) => ({ address, family })) : []);
  void Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]).then(([four, six]) => {
    const addresses = [...of(4, four), ...of(6, six)];
    return addresses.length === 0 && four.status === 'rejected' ? done(four.reason as NodeJS.ErrnoException, []) : done(null, addresses);
  });
};

/**
 * The look-up of the connection itself: what is judged is what is connected to, so that a name cannot answer once for the guard and
 * once for the socket. One private address among several refuses them all.
 */
export function guardedLookup(resolve: Resolve): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
        return done(Object.assign(new Error('not a public address'), { code: PRIVATE }), []);
      }
      return options.all ? done(null, addresses.slice(0, MAX_ADDRESSES)) : done(null, first.address, first.family);
    });
  };
}
