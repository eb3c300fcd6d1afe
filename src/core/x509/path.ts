import { issued, nameOf, type Certificate } from './certificate.js';

/** A certificate that is trusted as such: because the operator, or a list, says so. */
export interface Anchor {
  readonly certificate: Certificate;
}
/** From the certificate in question to the one below the anchor, which may be the first itself. */
export interface Path<A extends Anchor> {
  readonly certificates: readonly Certificate[];
  readonly anchor: A;
}
/** Why no path is good, in the words of ETSI EN 319 102-1 where it has one. */
export interface PathFault {
  readonly fault: 'no-chain' | 'constraints' | 'not-yet-valid' | 'expired';
  readonly detail: string;
}
export type PathAnswer<A extends Anchor> = { readonly ok: true; readonly path: Path<A> } | ({ readonly ok: false } & PathFault);

interface Search<A extends Anchor> {
  readonly pool: readonly Certificate[];
  readonly anchors: readonly A[];
  /** Signatures that may still be checked: the certificates come from whoever made the credential. */
  left: number;
}
const MAX_SIGNATURES = 40;
/** Certificates between the first and the anchor's. */
const MAX_DEPTH = 6;

export interface PathQuery<A extends Anchor> {
  /** Certificates that may stand between, from anywhere: they prove themselves or are not used. */
  readonly pool: readonly Certificate[];
  readonly anchors: readonly A[];
  /** Milliseconds: the moment that the path must hold for. */
  readonly at: number;
}

/** The first path from this certificate to an anchor that held at that time (RFC 5280, 6); without one, why the nearest does not. */
export function findPath<A extends Anchor>(leaf: Certificate, { pool, anchors, at }: PathQuery<A>): PathAnswer<A> {
  let nearest: PathFault = { fault: 'no-chain', detail: nameOf(leaf.issuer) };
  for (const path of pathsFrom([leaf], { pool, anchors, left: MAX_SIGNATURES })) {
    const fault = pathFault(path, at);
    if (fault === undefined) return { ok: true, path };
    if (nearest.fault === 'no-chain') nearest = fault;
  }
  return { ok: false, ...nearest };
}

function* pathsFrom<A extends Anchor>(certificates: readonly [Certificate, ...Certificate[]], search: Search<A>): Generator<Path<A>> {
  const [last] = certificates.slice(-1) as [Certificate];
  for (const anchor of search.anchors) {
    if (anchor.certificate.fingerprint === last.fingerprint || issues(anchor.certificate, last, search)) yield { certificates, anchor };
  }
  if (certificates.length > MAX_DEPTH) return;
  const others = search.pool.filter(({ fingerprint }) => certificates.every((one) => one.fingerprint !== fingerprint));
  for (const candidate of others) {
    if (issues(candidate, last, search)) yield* pathsFrom([...certificates, candidate], search);
  }
}

/** Counts only what costs something: a candidate of another name is left without looking at its signature. */
function issues(issuer: Certificate, certificate: Certificate, search: { left: number }): boolean {
  if (issuer.subjectName !== certificate.issuerName) return false;
  search.left -= 1;
  return search.left >= 0 && issued(issuer, certificate);
}

function pathFault<A extends Anchor>({ certificates, anchor }: Path<A>, at: number): PathFault | undefined {
  const [leaf, ...issuers] = certificates;
  const above = leaf?.fingerprint === anchor.certificate.fingerprint ? issuers : [...issuers, anchor.certificate];
  return first(certificates, forbidden) ?? first(above, (issuer, index) => issuerFault(issuer, index)) ?? first(certificates, (one) => timeFault(one, at));
}

function first(certificates: readonly Certificate[], judge: (certificate: Certificate, index: number) => PathFault | undefined): PathFault | undefined {
  for (const [index, certificate] of certificates.entries()) {
    const fault = judge(certificate, index);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const forbidden = ({ forbidding: [extension], subject }: Certificate): PathFault | undefined =>
  extension === undefined ? undefined : { fault: 'constraints', detail: `${nameOf(subject)}: extension ${extension}` };

/** `below`: certificates between it and the one in question, which do not count (RFC 5280, 4.2.1.9). */
function issuerFault({ ca, pathLength, keyUsage, subject }: Certificate, below: number): PathFault | undefined {
  const wrong = !ca ? 'is no certification authority' : keyUsage !== undefined && !keyUsage.includes('keyCertSign') ? 'may not sign certificates' : below > (pathLength ?? below) ? 'may not stand so far above' : undefined;
  return wrong === undefined ? undefined : { fault: 'constraints', detail: `${nameOf(subject)} ${wrong}` };
}

export function timeFault({ notBefore, notAfter, subject }: Certificate, at: number): PathFault | undefined {
  if (at < notBefore.getTime()) return { fault: 'not-yet-valid', detail: nameOf(subject) };
  return at > notAfter.getTime() ? { fault: 'expired', detail: nameOf(subject) } : undefined;
}
