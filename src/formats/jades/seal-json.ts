import { sha256, toBase64url, utf8 } from '../../core/bytes.js';
import { reject } from '../../core/errors.js';
import type { Timestamp } from '../../core/model.js';
import { parseTimestamp } from '../../core/time.js';
import { readCertificate } from '../../core/x509/index.js';
import type { SealingKey, Sealing } from '../format.js';
import { toBase64 } from './base64.js';

export interface SealJsonOptions {
  readonly key: Pick<SealingKey, 'algorithm' | 'chain'>;
  readonly signedAt: Timestamp;
  readonly sealing: Sealing;
}

/**
 * Seals a text as Europass reads it: JAdES baseline (TS 119 182-1) around it, general JSON serialisation, the text as it stands (`b64: false`,
 * RFC 7797). B-B; with a time stamp of the signature where somebody stamps, B-T. Throws `key-missing` for a key that cannot seal.
 */
export async function sealJson(payload: string, { key, signedAt, sealing }: SealJsonOptions): Promise<string> {
  const protectedPart = toBase64url(utf8(JSON.stringify(protectedHeader(key, signedAt))));
  const signature = toBase64url(await sealing.sign(utf8(`${protectedPart}.${payload}`)));
  const token = await sealing.timeStamp?.(sha256(signature));
  const header = token && { etsiU: [toBase64url(utf8(JSON.stringify({ sigTst: { tstTokens: [{ val: toBase64(token) }] } })))] };
  return JSON.stringify({ payload, signatures: [{ protected: protectedPart, ...(header && { header }), signature }] });
}

function protectedHeader({ algorithm, chain }: SealJsonOptions['key'], signedAt: Timestamp) {
  const [leaf] = chain;
  const time = parseTimestamp(signedAt)?.getTime() ?? reject('bug', 'A seal without a time.');
  if (leaf === undefined || algorithm === 'Ed25519') return reject('key-missing', 'Only a key of ES256 or RS256 with a certificate can seal.');
  return {
    alg: algorithm,
    typ: 'jose+json',
    cty: 'ld+json',
    'x5t#S256': toBase64url(sha256(leaf)),
    x5c: withoutRoot(chain).map(toBase64),
    iat: Math.floor(time / 1000),
    b64: false,
    crit: ['b64'],
  };
}

/** A root proves nothing by being sent along: whoever accepts it has it. */
const withoutRoot = (chain: readonly Uint8Array[]): readonly Uint8Array[] => chain.filter((der, index) => index === 0 || !isRoot(der));
function isRoot(der: Uint8Array): boolean {
  const { subjectName, issuerName } = readCertificate(der);
  return subjectName === issuerName;
}
