import { isIP } from 'node:net';
import { type Request } from 'express';

/**
 * Whom a limit counts: the address of the client, as the trusted proxies tell it. Of IPv6 the first 64 bits, which is the least that one
 * subscriber has (RFC 6177); an IPv4 address mapped into IPv6 (RFC 4291, 2.5.5.2) is the IPv4 address. It is counted by and never written down.
 */
export const askerOf = (req: Request): string => subscriberOf(req.ip ?? '');

export function subscriberOf(address: string): string {
  const [plain = ''] = address.split('%');
  if (isIP(plain) !== 6) return plain;
  const [, mapped] = /^::ffff:([0-9.]+)$/i.exec(plain) ?? [];
  return mapped ?? `${groupsOf(plain).slice(0, 4).join(':')}::/64`;
}

/** Its eight groups, without leading zeros. */
function groupsOf(address: string): readonly string[] {
  const [head = '', tail] = address.replace(/[0-9.]+\.[0-9.]+$/, '0:0').split('::');
  const [before, after] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')));
  const zeros = Array<string>(tail === undefined ? 0 : 8 - (before?.length ?? 0) - (after?.length ?? 0)).fill('0');
  return [...(before ?? []), ...zeros, ...(after ?? [])].map((group) => Number.parseInt(group, 16).toString(16));
}
