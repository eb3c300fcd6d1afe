import { isIP } from 'node:net';

/** Why we would not go there. */
export type Refusal =
  | 'url-invalid'
  | 'not-https'
  | 'credentials-in-url'
  | 'ip-literal'
  | 'host-not-public'
  | 'port-refused'
  | 'outside-allow-list'
  | 'private-address'
  | 'too-many-redirects';

/** Longer than any address of a document; what a stranger writes must not become a long request. */
const MAX_LENGTH = 2048;

/** Hosts that the operator lets be asked: `uni.example`, or `.uni.example` for all under it; undefined: any. */
export type AllowList = readonly string[] | undefined;

/** An address as somebody else wrote it, or why we do not go there; what its name resolves to is judged when connecting. */
export function targetOf(address: string, { base, allowed }: { readonly base?: URL; readonly allowed?: AllowList } = {}): URL | Refusal {
  if (address.length > MAX_LENGTH || !URL.canParse(address, base)) return 'url-invalid';
  const url = new URL(address, base);
  return refusalOf(url) ?? (isAllowed(url.hostname, allowed) ? url : 'outside-allow-list');
}

function refusalOf({ protocol, username, password, hostname, port }: URL): Refusal | undefined {
  if (protocol !== 'https:') return 'not-https';
  if (username !== '' || password !== '') return 'credentials-in-url';
  // The URL parser has already turned 0x7f.1, 017700000001 and 2130706433 into 127.0.0.1.
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return 'ip-literal';
  if (!isPublicName(hostname)) return 'host-not-public';
  return allowedPort(port) ? undefined : 'port-refused';
}

/** Names that no public web server has: single labels, those reserved for local use (RFC 6761, 6762, 8375, 9476) or used so, and names ending in a dot. */
function isPublicName(host: string): boolean {
  return host.includes('.') && !host.endsWith('.') && !/\.(localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|alt|onion|test|invalid)$/.test(host);
}

/** 443, or an unprivileged one, which a did:web may name: never the port of another service (ssh, mail, …). */
const allowedPort = (port: string): boolean => port === '' || Number(port) >= 1024;

const isAllowed = (host: string, allowed: AllowList): boolean => allowed === undefined || allowed.some((one) => (one.startsWith('.') ? host.endsWith(one) : host === one));
