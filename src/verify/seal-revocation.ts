import type { SealFact } from '../core/seal.js';
import { nameOf, revocationWords, standing, type Anchor, type Certificate, type Path, type RevocationSources } from '../core/x509/index.js';

export interface Revocation {
  readonly standing: SealFact['revocation'];
  /** When the certificate itself was revoked, in milliseconds, whether before or after the moment in question. */
  readonly leafAt?: number;
  /** An authority above it that was revoked by the moment in question. */
  readonly issuer?: string;
}
interface Query {
  readonly sources: RevocationSources;
  /** Milliseconds. */
  readonly at: number;
}

/** What the authorities of a path said of the certificates in it. Nobody is asked: lists and answers are on plain http, and we go there for nobody. */
export function revocationOf<A extends Anchor>({ certificates, anchor }: Path<A>, query: Query): Revocation {
  const [leaf, ...above] = certificates.map((certificate, index) => ({ certificate, issuer: certificates[index + 1] ?? anchor.certificate }));
  if (leaf === undefined) return { standing: 'unchecked' };
  const issuer = above.find((pair) => isRevoked(pair, query))?.certificate;
  const word = wordOn(leaf, query);
  return { standing: standingOf(word, leaf.certificate, query.at), ...(word.revokedAt === undefined ? {} : { leafAt: word.revokedAt }), ...(issuer && { issuer: nameOf(issuer.subject) }) };
}

interface Pair {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
}
const wordOn = (pair: Pair, { sources, at }: Query): ReturnType<typeof standing> => standing(revocationWords(pair, sources), at, pair.certificate);

export function isRevoked(pair: Pair, query: Query): boolean {
  const { revokedAt } = wordOn(pair, query);
  return revokedAt !== undefined && revokedAt <= query.at;
}

function standingOf({ revokedAt, good }: ReturnType<typeof standing>, { revocationAt }: Certificate, at: number): Revocation['standing'] {
  if (revokedAt !== undefined) return revokedAt <= at ? 'revoked' : 'revoked-later';
  if (good) return 'good';
  return revocationAt.length === 0 ? 'none-offered' : 'unchecked';
}
