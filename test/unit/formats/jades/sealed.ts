import { createHash, sign as cryptoSign, type KeyObject } from 'node:crypto';
import type { PublicJwk } from '../../../../src/core/evidence.js';
import { sealJson } from '../../../../src/formats/jades/index.js';
import { issueSealCertificate, makeTestCa, makeTimeStamp, rsaPair, type SealRequest, type TestCa } from '../../../support/certificates.js';
import { p256Key } from '../../../support/keys.js';

export const ORGANISATION = { organisation: 'Jadran University', name: 'Jadran University seal', country: 'HR', organizationIdentifier: 'VATHR-12345678901' };
export const PAYLOAD = '{"@context":["https://www.w3.org/2018/credentials/v1"],\n  "naïve":"š — \\u0000 and spaces  "}';
export const SIGNED_AT = '2026-11-01T10:00:00Z';
export const CA = makeTestCa();

interface Wanted {
  readonly algorithm?: 'ES256' | 'RS256';
  readonly ca?: TestCa;
  readonly payload?: string;
  readonly signedAt?: string;
  /** When the signature is stamped; no stamp without. */
  readonly stampedAt?: string;
  readonly certificate?: Partial<SealRequest>;
  /** Somebody else’s time stamps. */
  readonly timeStamp?: (imprint: Uint8Array) => Promise<Uint8Array>;
}

/** A sealed text by a certificate of the test authority. */
export async function sealed({ algorithm = 'ES256', ca = CA, payload = PAYLOAD, signedAt = SIGNED_AT, stampedAt, certificate, timeStamp: others }: Wanted = {}): Promise<string> {
  const { publicJwk, privateKey } = keyFor(algorithm);
  const chain = issueSealCertificate({ ca, publicJwk, organisation: ORGANISATION, ...certificate });
  const sign = (data: Uint8Array): Promise<Uint8Array> => Promise.resolve(new Uint8Array(cryptoSign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' })));
  const timeStamp = stampedAt === undefined ? { ...(others && { timeStamp: others }) } : { timeStamp: (imprint: Uint8Array) => Promise.resolve(makeTimeStamp({ imprint, at: stampedAt, tsa: ca.tsa })) };
  return sealJson(payload, { key: { algorithm, chain }, signedAt, sealing: { sign, ...timeStamp } });
}

export function keyFor(algorithm: 'ES256' | 'RS256'): { publicJwk: PublicJwk; privateKey: KeyObject } {
  if (algorithm === 'ES256') return p256Key('seal');
  const { publicKey, privateKey } = rsaPair('seal');
  return { privateKey, publicJwk: publicKey.export({ format: 'jwk' }) as PublicJwk };
}

interface Wire {
  payload: string;
  signatures: [{ protected: string; header?: { etsiU: unknown[] } & Record<string, unknown>; signature: string }];
}
export const wireOf = (text: string): Wire => JSON.parse(text) as Wire;
export const base64urlJson = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
export const fromBase64urlJson = (text: string): Record<string, unknown> => JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;

/** The same content under a header that was changed, signed anew: only the rules can speak against it. */
export function withHeader(text: string, change: (header: Record<string, unknown>) => Record<string, unknown>, algorithm: 'ES256' | 'RS256' = 'ES256'): string {
  const wire = wireOf(text);
  const [signed] = wire.signatures;
  const protectedPart = base64urlJson(change(fromBase64urlJson(signed.protected)));
  const signature = cryptoSign('sha256', Buffer.from(`${protectedPart}.${wire.payload}`), { key: keyFor(algorithm).privateKey, dsaEncoding: 'ieee-p1363' });
  return JSON.stringify({ ...wire, signatures: [{ ...signed, protected: protectedPart, signature: signature.toString('base64url') }] });
}

/** The same seal with unsigned properties added, each encoded. */
export function withProperties(text: string, ...properties: readonly unknown[]): string {
  const wire = wireOf(text);
  const [signed] = wire.signatures;
  const etsiU = [...(signed.header?.etsiU ?? []), ...properties.map(base64urlJson)];
  return JSON.stringify({ ...wire, signatures: [{ protected: signed.protected, header: { etsiU }, signature: signed.signature }] });
}
export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
export const stampProperty = (name: 'sigTst' | 'arcTst', token: Uint8Array): unknown => ({ [name]: { tstTokens: [{ val: base64(token) }] } });
const sha256Of = (data: string): Uint8Array => new Uint8Array(createHash('sha256').update(data).digest());

/** A stamp of the signature as it stands. */
export const signatureStamp = (text: string, at: string, tsa = CA.tsa): unknown => stampProperty('sigTst', makeTimeStamp({ imprint: sha256Of(wireOf(text).signatures[0].signature), at, tsa }));
/** A stamp of all that stands there so far. */
export function archived(text: string, at: string, tsa = CA.tsa): string {
  const { payload, signatures: [signed] } = wireOf(text);
  const imprint = sha256Of(`${payload}.${signed.protected}.${signed.signature}.${(signed.header?.etsiU ?? []).join('')}`);
  return withProperties(text, stampProperty('arcTst', makeTimeStamp({ imprint, at, tsa })));
}
/** A stamp of the content, made before it is sealed, as the header carries it. */
export const contentStamp = (payload: string, at: string, tsa = CA.tsa): unknown => ({ tstTokens: [{ val: base64(makeTimeStamp({ imprint: sha256Of(payload), at, tsa })) }] });
