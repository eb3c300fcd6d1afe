import type { SigningAlgorithm } from '../core/algorithms.js';
import { reject } from '../core/errors.js';
import type { Id } from '../core/model.js';
import type { Custody, KeyRecord, KeyUse } from '../core/signing-key.js';
import { readCertificate } from '../core/x509/index.js';
import { toPem, writeRequest } from '../core/x509/write.js';
import { judgeChain, readChain, subjectOf } from './certificates.js';
import { keyNamed, newKey, organisationOf, type KeyNamed, type KeyPorts } from './keys.js';

export interface KeyRequest {
  readonly organisationId: Id;
  readonly use: KeyUse;
  readonly algorithm: SigningAlgorithm;
  readonly custody: Custody;
  /** What a trust service provider knows its key by. */
  readonly reference?: string;
}

/** A new key that signs nothing yet; one that comes with its certificates is certified. Throws `not-found`, `input-invalid`, `certificate-refused`, `custody-failed`. */
export async function generateKey({ organisationId, ...wanted }: KeyRequest, actor: string, ports: KeyPorts): Promise<KeyRecord> {
  const organisation = await organisationOf(organisationId, ports);
  if (wanted.use === 'seal' && wanted.algorithm === 'Ed25519') reject('input-invalid', 'A seal is made with ES256 or RS256: no certificate for seals has an Ed25519 key.', '/algorithm');
  const key = await newKey(organisation, wanted, ports);
  if (key.chain !== undefined) judgeChain(key.chain.map(readCertificate), { publicJwk: key.publicJwk, now: ports.now() });
  await ports.addKey(organisationId, key, actor);
  return keyNamed({ organisationId, key: key.verificationMethod }, ports);
}

/** A request for a certificate (PKCS#10, PEM) in the organisation's legal name, signed by the key wherever it is kept. */
export async function requestCertificate(named: KeyNamed, ports: KeyPorts): Promise<string> {
  const organisation = await organisationOf(named.organisationId, ports);
  const key = await living(named, ports);
  const der = await writeRequest(subjectOf(organisation), { ...key, sign: (data) => ports.sign(key.id, data) });
  return toPem('CERTIFICATE REQUEST', der);
}

/** Gives the key its certificates (PEM, its own first); again, when they are renewed. Throws `certificate-refused`, and then nothing has changed. */
export async function certifyKey(named: KeyNamed & { readonly chain: string }, actor: string, ports: KeyPorts): Promise<KeyRecord> {
  const key = await living(named, ports);
  const chain = readChain(named.chain, { publicJwk: key.publicJwk, now: ports.now() });
  await ports.certifyKey(named.organisationId, key, { chain, actor });
  return keyNamed(named, ports);
}

/** From now on it signs; the one that did before it is retired. Throws `key-state`, `certificate-refused`. */
export async function activateKey(named: KeyNamed, actor: string, ports: KeyPorts): Promise<KeyRecord> {
  const key = await keyNamed(named, ports);
  if (key.state !== 'pending' && key.state !== 'certified') reject('key-state', `The key is ${key.state}: only one that waits can be activated.`);
  if (key.use === 'seal' && key.state === 'pending') reject('key-state', 'A sealing key needs its certificate first: request one, and bring what the authority gave.');
  if (key.chain.length > 0) judgeChain(key.chain.map(readCertificate), { publicJwk: key.publicJwk, now: ports.now() });
  await ports.activateKey(named.organisationId, key, actor);
  return keyNamed(named, ports);
}

/** It signs nothing more; what it signed stays. Throws `key-state`. */
export async function retireKey(named: KeyNamed, actor: string, ports: KeyPorts): Promise<KeyRecord> {
  await ports.retireKey(named.organisationId, await living(named, ports), actor);
  return keyNamed(named, ports);
}

async function living(named: KeyNamed, ports: KeyPorts): Promise<KeyRecord> {
  const key = await keyNamed(named, ports);
  return key.state === 'retired' || key.state === 'compromised' ? reject('key-state', `The key is ${key.state}: nothing more is done with it.`) : key;
}
