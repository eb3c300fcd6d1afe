import type { Evidence, Fact, KeyFact } from '../core/evidence.js';
import { thumbprint } from '../core/keys.js';
import { parseTimestamp } from '../core/time.js';
import type { Parsed } from '../formats/format.js';
import type { Claimed, Signer } from '../trust/decide.js';
import { momentOf, type Moment } from '../trust/moment.js';

/** Clocks differ; a signature a few minutes "in the future" is not an attack (trust.md 6.3, case 50). */
export const SKEW_MS = 5 * 60 * 1000;

/** The fact kept under this name, never one inherited by the object that holds it. */
export const factOf = <T>(facts: Readonly<Record<string, Fact<T>>>, name: string): Fact<T> | undefined => (Object.hasOwn(facts, name) ? facts[name] : undefined);

/** The keys the proofs name, as far as they could be had. */
export const keysHad = (parsed: Parsed, evidence: Evidence): readonly KeyFact[] =>
  parsed.keys.flatMap((url) => {
    const fact = factOf(evidence.keys, url);
    return fact?.ok ? [fact.value] : [];
  });

export const signerOf = (key: KeyFact, issuer: string): Signer => ({ did: key.controller, issuer, thumbprint: thumbprint(key.publicJwk) });

/** Accreditation is judged when the award was made; a credential that does not say when is taken at the start of its validity, then at its signing. */
export const awardMoment = ({ view, signedAt }: Parsed): Moment | undefined => momentOf(view.awardedOn) ?? momentOf(view.validFrom) ?? momentOf(signedAt);

/** Keys and listings of keys are judged when the credential says that it was signed. */
export const sealMoment = ({ view, signedAt }: Pick<Parsed, 'view' | 'signedAt'>): Moment | undefined => momentOf(signedAt) ?? momentOf(view.validFrom);

/** What the credential says of the things a trust statement may limit. */
export const claimedScope = ({ view }: Parsed): Claimed => ({
  eqf: view.level.applicable ? view.level.eqf : undefined,
  fields: view.fields ?? [],
  country: view.issuer.country,
});

/** Milliseconds; throws nothing: a time that we wrote ourselves always parses. */
export const millis = (time: string): number => parseTimestamp(time)?.getTime() ?? Number.NaN;
