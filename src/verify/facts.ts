import type { Evidence, Fact, KeyFact } from '../core/evidence.js';
import { thumbprint } from '../core/keys.js';
import { parseTimestamp } from '../core/time.js';
import type { Parsed } from '../formats/format.js';
import { standingAt, type Claimed, type Signer } from '../trust/decide.js';
import { momentOf, type Moment } from '../trust/moment.js';

/** Clocks differ; a signature a few minutes "in the future" is not an attack (trust.md 6.3, case 50). */
export const SKEW_MS = 5 * 60 * 1000;

/** The fact kept under this name, never one inherited by the object that holds it. */
export const factOf = <T>(facts: Readonly<Record<string, Fact<T>>>, name: string): Fact<T> | undefined => (Object.hasOwn(facts, name) ? facts[name] : undefined);

/** Whether a key's controller is exactly the issuer, or a register pinned the key for that issuer at the time of sealing. */
export function belongs(key: KeyFact, parsed: Parsed, { statements }: Evidence): boolean {
  const issuer = parsed.view.issuer.id;
  if (key.controller === issuer) return true;
  const sealed = sealMoment(parsed);
  if (sealed === undefined || !statements.ok) return false;
  const print = thumbprint(key.publicJwk);
  return statements.value.some((s) => s.did === issuer && s.keyThumbprints.includes(print) && standingAt(s, sealed) === 'granted');
}

/** Those of the keys the proofs name that are the issuer's. */
export const keysOfIssuer = (parsed: Parsed, evidence: Evidence): readonly string[] =>
  parsed.keys.filter((url) => {
    const fact = factOf(evidence.keys, url);
    return fact?.ok === true && belongs(fact.value, parsed, evidence);
  });

/** The keys that answer for the credential, as far as they could be had: the issuer's; where none is, all that the proofs name. */
export function keysHad(parsed: Parsed, evidence: Evidence): readonly KeyFact[] {
  const own = keysOfIssuer(parsed, evidence);
  return (own.length === 0 ? parsed.keys : own).flatMap((url) => {
    const fact = factOf(evidence.keys, url);
    return fact?.ok ? [fact.value] : [];
  });
}

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
