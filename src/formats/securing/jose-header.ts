import { X509Certificate } from 'node:crypto';
import type { JsonObject } from '../../core/json.js';
import type { SealingKey } from '../format.js';

/** Names the key; with its certificates, where it has any, but without the anchor, which the reader must have (HAIP 1.0, 6.1.1). */
export function joseHeader({ algorithm, verificationMethod, chain }: SealingKey, typ: string): JsonObject {
  const x5c = chain.filter((certificate, index) => index === 0 || !isSelfIssued(certificate)).map((one) => Buffer.from(one).toString('base64'));
  return { alg: algorithm, typ, kid: verificationMethod, ...(x5c.length === 0 ? {} : { x5c }) };
}

function isSelfIssued(der: Uint8Array): boolean {
  const { subject, issuer } = new X509Certificate(der);
  return subject === issuer;
}
