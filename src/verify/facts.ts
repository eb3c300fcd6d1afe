import type { Evidence, Fact, KeyFact } from '../core/evidence.js';
import { thumbprint } from '../core/keys.js';
import { isCertificateKeyName } from '../core/seal.js';
import { parseTimestamp } from '../core/time.js';
import type { Parsed } from '../formats/format.js';
import { standingAt, type Claimed, type Signer } from '../trust/decide.js';
import { momentOf, type Moment } from '../trust/moment.js';

/** Clocks differ; a signature a few minutes "in the future" is not an attack (trust.md 6.3, case 50). */
export const SKEW_MS = 5 * 60 * 1000;

/** The fact kept under this name, never one inherited by the object that holds it. */
export const factOf = <T>(facts: Readonly<Record<string, Fact<T>>>, name: string): Fact<T> | undefined => (Object.hasOwn(facts, name) ? facts[name] : undefined);

/** Whether a key's controller is exactly the issuer, its certificate is the issuer's, or a register pinned the key for that issuer at the time of sealing. */
export function belongs(key: KeyFact, parsed: Parsed, evidence: Evidence): boolean {
  const issuer = parsed.view.issuer.id;
  if (key.controller === issuer || (key.source === 'x5c' && isCertifiedFor(key, parsed, evidence))) return true;
  const { statements } = evidence;
  const sealed = sealMoment(parsed);
  if (sealed === undefined || !statements.ok) return false;
  const print = thumbprint(key.publicJwk);
  return statements.value.some((s) => s.did === issuer && s.keyThumbprints.includes(print) && standingAt(s, sealed) === 'granted');
}

/**
 * Whether an accepted authority certified the key for the legal identifier that the credential names its issuer by (ETSI EN 319 412-1, 5.1.4); or
 * the credential names nobody else than whom the certificate is of.
 */
function isCertifiedFor({ id }: KeyFact, parsed: Parsed, { seal }: Evidence): boolean {
  const { issuer } = parsed.view;
  if (seal?.chain.anchor === undefined || answersForItself(parsed)) return false;
  const certified = seal.certificate?.organizationIdentifier;
  if (certified === undefined || isCertificateKeyName(issuer.id)) return issuer.id === id;
  const named = issuer.identifiers.filter(({ scheme }) => scheme === EIDAS);
  const legal = named.length > 0 ? named : issuer.identifiers.filter(({ scheme }) => LEGAL.includes(scheme));
  return legal.length > 0 && legal.every(({ value }) => isSameIdentifier(value, certified, issuer.country));
}

/**
 * Of an issuer that is named by a DID, that DID alone says which keys are its own; of one that an SD-JWT VC names by its address, the metadata there.
 * A certificate is of a legal person, not of an address: any legal person could write another's beside its own number.
 */
const answersForItself = ({ format, view: { issuer } }: Parsed): boolean => issuer.id.startsWith('did:') || (format === 'sd-jwt-vc' && !isCertificateKeyName(issuer.id));

/**
 * Who issued it, where that is known by a certificate: its number. What else the credential calls its issuer by is any text beside that number.
 * Undefined where the issuer answers for itself, or nobody certified it.
 */
export function certifiedIssuer(parsed: Parsed, evidence: Evidence): string | undefined {
  const certified = parsed.keys.some((url) => {
    const fact = factOf(evidence.keys, url);
    return fact?.ok === true && fact.value.source === 'x5c' && isCertifiedFor(fact.value, parsed, evidence);
  });
  return certified ? evidence.seal?.certificate?.organizationIdentifier : undefined;
}

/** The identifier of a legal person that a credential is for; where none is stated, those of registers, which must then all be the certificate's. */
const EIDAS = 'eidas';
const LEGAL = ['vat', 'tax', 'legal'];

/** `VATHR-` and the like before a number: kind and country. In the field the credential often states the number alone. */
const PREFIX = /^[A-Z]{3}([A-Z]{2})-/;
/** Of registers that are of no country (EN 319 412-1, 5.1.4), as that of LEIs. */
const OF_ALL = 'XG';
/** What tax numbers call countries by (Council Directive 2006/112/EC, 215). */
const COUNTRIES: Readonly<Record<string, string>> = { EL: 'GR', XI: 'GB', UK: 'GB' };

function isSameIdentifier(stated: string, certified: string, country: string | undefined): boolean {
  const plain = stated.trim();
  if (plain === '') return false;
  return plain === certified || (!PREFIX.test(plain) && isNumberOf(certified, plain, country));
}

/** The number alone is many countries'; it is the certificate's where the credential says that its issuer is of the certificate's country. */
function isNumberOf(certified: string, number: string, country: string | undefined): boolean {
  const [prefix = '', code = ''] = PREFIX.exec(certified) ?? [];
  return prefix !== '' && number === certified.slice(prefix.length) && (code === OF_ALL || (COUNTRIES[code] ?? code) === country);
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
