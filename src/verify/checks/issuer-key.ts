import type { Evidence, Fact, KeyFact } from '../../core/evidence.js';
import { fail, pass, unknown, type Finding } from '../../core/finding.js';
import type { Parsed } from '../../formats/format.js';
import { worst } from '../conclude.js';
import { belongs, factOf, keysOfIssuer, millis, SKEW_MS } from '../facts.js';

const CHECK = 'issuer-key';

/**
 * Whether a key that the proofs name is the named issuer's. Others may have signed beside it: that every proof holds is asked by `signature`, and a
 * stranger's good proof alone makes nothing the issuer's. Where the issuer signed with several keys, each must be good. Names and identifiers
 * (DEQAR, ROR, VAT) are what the credential claims of itself, and are not looked at.
 */
export function checkIssuerKey(parsed: Parsed, evidence: Evidence): Finding {
  if (parsed.keys.length === 0) return unknown(CHECK, 'key-missing');
  const own = keysOfIssuer(parsed, evidence);
  return worst((own.length === 0 ? parsed.keys : own).map((url) => checkKey(url, parsed, evidence)));
}

function checkKey(url: string, parsed: Parsed, evidence: Evidence): Finding {
  const fact: Fact<KeyFact> | undefined = factOf(evidence.keys, url);
  if (!fact) return unknown(CHECK, 'key-unavailable', { detail: url });
  if (!fact.ok) return unknown(CHECK, fact.reason, { detail: fact.detail, facts: { key: url } });
  const key = fact.value;
  const more = { detail: url, facts: { key: url, controller: key.controller, source: key.source } };
  if (!belongs(key, parsed, evidence)) {
    // A key that carries itself is nobody's in particular; one from another's document is that other's.
    return isBare(key, parsed, evidence) ? unknown(CHECK, 'key-unbound', more) : fail(CHECK, 'key-not-of-issuer', more);
  }
  if (!key.assertion) return fail(CHECK, 'key-not-for-assertion', more);
  return compromise(key, parsed, { evidence, more }) ?? checkTime(key, parsed.signedAt, more);
}

/**
 * So is one whose certificate nobody vouches for; a certificate that says whose it is, and is accepted, makes it another's. Of an issuer that is named
 * by its address it says nothing.
 */
function isBare({ source, controller }: KeyFact, { format, view }: Parsed, { seal }: Evidence): boolean {
  // Whoever may write one file on the issuer's host need not be the issuer.
  if (source === 'https') return URL.canParse(view.issuer.id) && new URL(controller).origin === new URL(view.issuer.id).origin;
  if (source !== 'x5c') return source === 'did:key' || source === 'did:jwk';
  return !view.issuer.id.startsWith('did:') && (format === 'sd-jwt-vc' || seal?.chain.anchor === undefined || seal.certificate?.organizationIdentifier === undefined);
}

interface Told {
  readonly evidence: Evidence;
  readonly more: { readonly detail: string; readonly facts: Readonly<Record<string, string>> };
}

/**
 * What a compromise means: a seal that is proven to have existed before it stands, one that says or is shown to be later does not, and of any other
 * it cannot be told. The credential's own word can speak against it, but clears nothing.
 */
function compromise({ compromisedFrom }: KeyFact, { signedAt }: Parsed, { evidence: { seal }, more }: Told): Finding | undefined {
  if (compromisedFrom === undefined) return undefined;
  const from = millis(compromisedFrom);
  const told = { ...more, facts: { ...more.facts, compromisedFrom } };
  const times = [signedAt, seal?.notBefore, seal?.provenAt].flatMap((time) => (time === undefined ? [] : [millis(time)]));
  if (times.length === 0 || times.some((time) => !(time < from))) return fail(CHECK, 'key-compromised', told);
  return seal?.provenAt === undefined ? unknown(CHECK, 'key-compromised', told) : undefined;
}

function checkTime(key: KeyFact, signedAt: string | undefined, more: Told['more']): Finding {
  const signed = signedAt === undefined ? Number.NaN : millis(signedAt);
  if (key.activeFrom !== undefined && signed < millis(key.activeFrom) - SKEW_MS) {
    return unknown(CHECK, 'key-not-known-then', { ...more, facts: { ...more.facts, activeFrom: key.activeFrom } });
  }
  if (key.retiredAt !== undefined && !(signed <= millis(key.retiredAt) + SKEW_MS)) {
    return unknown(CHECK, 'key-not-known-then', { ...more, facts: { ...more.facts, retiredAt: key.retiredAt } });
  }
  return pass(CHECK, more);
}
