import { HttpsProxyAgent } from 'https-proxy-agent';
import type { LookupAddress } from 'node:dns';
import type { Way } from './exchange.js';
import { askNameServers, guardedLookup, isPrivate, type Resolve } from './resolve.js';

/**
 * A way through an operator's proxy (RFC 9110, 9.3.6). The name is looked up and judged here, and the proxy is told the address: told the name, it
 * would look it up again, in a network that may answer otherwise, and lead us inside. TLS is made through it with the server itself.
 */
export function createProxy(proxyUrl: string, resolve: Resolve = askNameServers): (url: URL, signal: AbortSignal) => Promise<Way | 'private-address' | 'unreachable'> {
  return async ({ hostname, port }, signal) => {
    const found = await Promise.race([judged(hostname, resolve), new Promise<'unreachable'>((done) => signal.addEventListener('abort', () => done('unreachable')))]);
    if (typeof found === 'string') return found;
    // Of one request: with its end the connection to the proxy ends too, whatever that still waits for.
    const agent = new HttpsProxyAgent(proxyUrl, { signal });
    return { agent, hostname: found.address, port: port === '' ? 443 : Number(port), servername: hostname };
  };
}

/** The first address, if all are public. */
const judged = (host: string, resolve: Resolve): Promise<LookupAddress | 'private-address' | 'unreachable'> =>
  new Promise((settle) => {
    guardedLookup(resolve)(host, { all: true }, (error, addresses) => {
      const [first] = Array.isArray(addresses) ? addresses : [];
      settle(first ?? (isPrivate(error) ? 'private-address' : 'unreachable'));
    });
  });
