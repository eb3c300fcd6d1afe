import { AppError, reject } from '../core/errors.js';
import { uuidv7 } from '../core/ids.js';
import { parseInput } from '../core/input.js';
import type { Id, Timestamp } from '../core/model.js';
import type { SchemaCheck } from '../core/schema.js';
import type { TrustAnchor } from '../core/seal.js';
import { timestamp } from '../core/time.js';
import { nameOf, readCertificate, readPem, toPem, type Subject } from '../core/x509/index.js';
import type { AnchorPorts, EnteredAnchor } from './ports.js';

/** The same, with what its certificate says. */
export interface AnchorRecord extends Omit<EnteredAnchor, 'certificate'> {
  readonly certificate: { readonly pem: string; readonly sha256: string; readonly subject: Subject; readonly validFrom: Timestamp; readonly validUntil: Timestamp };
}
export interface Anchors {
  /** Throws `input-invalid` with the path of what is wrong. */
  add(input: unknown, actor: string): Promise<AnchorRecord>;
  /** From now on nothing is accepted by it; throws `not-found`. */
  withdraw(id: Id, actor: string): Promise<void>;
  list(): Promise<readonly AnchorRecord[]>;
}

/** As it is once the schema holds. */
interface Body extends Pick<TrustAnchor, 'use' | 'kind'> {
  readonly name?: string;
  readonly pem: string;
}

/** The certificates that the operator accepts as the ends of chains: whoever certifies seals, and whoever stamps time. A list of them by others is not read yet. */
export function createAnchors({ ports, check }: { readonly ports: AnchorPorts; readonly check: SchemaCheck }): Anchors {
  return {
    add: async (input, actor) => {
      const { pem, use, kind, name } = parseInput<Body>(input, check);
      const certificate = onlyCertificate(pem);
      const now = ports.now();
      const anchor = { id: uuidv7(now, ports.random(10)), name: name ?? nameOf(certificate.subject), use, kind, certificate: certificate.der, recordedAt: timestamp(now), enteredBy: actor };
      if (anchor.name === '') reject('input-invalid', 'the certificate names nobody: say what it is called', '/name');
      await ports.insertAnchor(anchor);
      return recordOf(anchor);
    },
    withdraw: async (id, actor) => {
      const found = await ports.withdrawAnchor(id, actor, timestamp(ports.now()));
      if (!found) reject('not-found', 'no such anchor, or it was withdrawn before');
    },
    list: async () => (await ports.listAnchors()).map(recordOf),
  };
}

function onlyCertificate(pem: string): ReturnType<typeof readCertificate> {
  try {
    const [only, ...more] = readPem(pem);
    if (only !== undefined && more.length === 0) return only;
  } catch (cause) {
    throw new AppError('input-invalid', 'no certificate in PEM that can be read', { cause, path: '/pem' });
  }
  return reject('input-invalid', 'more than one certificate: enter each by itself', '/pem');
}

function recordOf({ certificate, ...anchor }: EnteredAnchor): AnchorRecord {
  const { subject, fingerprint, notBefore, notAfter } = readCertificate(certificate);
  return { ...anchor, certificate: { pem: toPem(certificate), sha256: fingerprint, subject, validFrom: timestamp(notBefore), validUntil: timestamp(notAfter) } };
}
