import { nameOf, readCertificate } from '../core/x509/index.js';
import type { Timestamp } from '../core/model.js';
import type { KeyRecord } from '../core/signing-key.js';
import { timestamp } from '../core/time.js';
import { fragmentOf } from './keys.js';
import { TEST_ONLY } from './test-seal.js';

/** A key as its keepers are shown it. */
export interface KeyView extends Omit<KeyRecord, 'id' | 'chain' | 'publicJwk'> {
  /** What it is called among those of its organisation. */
  readonly key: string;
  readonly certificates: readonly CertificateView[];
}
export interface CertificateView {
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: Timestamp;
  readonly validUntil: Timestamp;
  /** Made by an authority that says of itself that it is for tests. */
  readonly test: boolean;
}

export function viewOfKey({ id: _id, chain, publicJwk: _jwk, ...key }: KeyRecord): KeyView {
  return { key: fragmentOf(key), ...key, certificates: chain.map(viewOfCertificate) };
}

function viewOfCertificate(der: Uint8Array): CertificateView {
  const { subject, issuer, notBefore, notAfter } = readCertificate(der);
  return { subject: nameOf(subject), issuer: nameOf(issuer), validFrom: timestamp(notBefore), validUntil: timestamp(notAfter), test: issuer.organisation === TEST_ONLY };
}

/** When the first of its certificates runs out; undefined of a key without. */
export const certifiedUntil = ({ certificates }: Pick<KeyView, 'certificates'>): Timestamp | undefined => certificates.map(({ validUntil }) => validUntil).sort()[0];
