import type { Id } from '../core/model.js';
import type { KeyRecord } from '../core/signing-key.js';
import { writeCertificate, type DerSigner } from '../core/x509/write.js';
import type { Subject } from '../core/x509/index.js';
import { shortened, subjectOf } from './certificates.js';
import { keyNamed, newKey, organisationOf, type KeyPorts } from './keys.js';

/** An authority of this installation alone, which certifies for tests and says so in every name. */
export interface TestAuthority extends DerSigner {
  readonly subject: Subject;
  /** DER. */
  readonly certificate: Uint8Array;
}
export interface TestSealPorts extends KeyPorts {
  /** Made at the first call, and then always the same. */
  testAuthority(): Promise<TestAuthority>;
  /** Of the certificates that this installation accepts. The same again changes nothing. */
  addAnchor(anchor: { readonly certificate: Uint8Array; readonly use: 'seal'; readonly kind: 'test'; readonly name: string }, actor: string): Promise<unknown>;
}

/** Nobody can take these words for an authority's. */
export const TEST_ONLY = 'TEST ONLY';
const YEARS = 365.25 * 24 * 3_600_000;

/** What a test authority says of itself. */
export const testAuthoritySubject = (baseUrl: string): Subject => ({ organisation: TEST_ONLY, commonName: shortened(`${TEST_ONLY}: test authority of ${new URL(baseUrl).host}`) });

/** The certificate of a test authority, by itself. */
export const writeTestAuthority = (signer: DerSigner & { readonly subject: Subject }, { now, random }: Pick<KeyPorts, 'now' | 'random'>): Promise<Uint8Array> =>
  writeCertificate({ subject: signer.subject, publicJwk: signer.publicJwk, ca: true, serial: random(16), ...validFor(10, now()) }, signer);

/**
 * An active sealing key with a certificate for tests: so that a first start, a demonstration and a test can seal before any authority has
 * certified anything. It is worth nothing outside this installation, and its certificate says so.
 */
export async function makeTestSeal(organisationId: Id, actor: string, ports: TestSealPorts): Promise<KeyRecord> {
  const organisation = await organisationOf(organisationId, ports);
  const authority = await ports.testAuthority();
  const key = await newKey(organisation, { use: 'seal', algorithm: 'ES256', custody: 'file' }, ports);
  const { commonName, ...subject } = subjectOf(organisation);
  const leaf = await writeCertificate({ subject: { ...subject, commonName: shortened(`${TEST_ONLY}: ${commonName ?? ''}`) }, publicJwk: key.publicJwk, ca: false, serial: ports.random(16), ...validFor(2, ports.now()) }, authority);
  await ports.addAnchor({ certificate: authority.certificate, use: 'seal', kind: 'test', name: authority.subject.commonName ?? TEST_ONLY }, actor);
  await ports.activateKeys(organisationId, [{ ...key, chain: [leaf, authority.certificate] }], actor);
  return keyNamed({ organisationId, key: key.verificationMethod }, ports);
}

/** From a moment ago: another machine's clock may be behind. */
const validFor = (years: number, now: Date): { readonly from: Date; readonly until: Date } => ({ from: new Date(now.getTime() - 5 * 60_000), until: new Date(now.getTime() + years * YEARS) });
