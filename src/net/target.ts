import { isIP } from 'node:net';

/** Why we would not go there. */
export type Refusal =
  | 'url-invalid'
  | 'not-https'
  | 'credentials-in-url'
  | 'ip-literal'
  | 'host-not-public'
  | 'port-refused'
  | 'private-address'
  | 'too-many-redirects';

/** An address as somebody else wrote it, or why we do not go there; what its name resolves to is judged when connecting. */
export function targetOf(address: string, base?: URL): URL | Refusal {
  if (!URL.canParse(address, base)) return 'url-invalid';
  const url = new URL(address, base);
  if (url.protocol !== 'https:') return 'not-https';
  if (url.username !== '' || url.password !== '') return 'credentials-in-url';
  // The URL parser has already turned 0x7f.1, 017700000001 and 2130706433 into 127.0.0.1.
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) return 'ip-literal';
  if (!isPublicName(url.hostname)) return 'host-not-public';
  return allowedPort(url.port) ? url : 'port-refused';
}

/** Names that no public web server has: single labels, those reserved for local use (RFC 6761, 6762, 8375, 9476), and names ending in a dot. */
function isPublicName(host: string): boolean {
  return host.includes('.') && !host.endsWith('.') && !/\.(localhost|local|internal|intranet|lan|home\.arpa|alt|onion|test|invalid)$/.test(host);
}

/** 443, or an unprivileged one: never the port of another service (ssh, mail, …). */
const allowedPort = (port: string): boolean => port === '' || Number(port) >= 1024;
