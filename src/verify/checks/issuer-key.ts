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
    return isBare(key) ? unknown(CHECK, 'key-unbound', more) : fail(CHECK, 'key-not-of-issuer', more);
  }
  if (!key.assertion) return fail(CHECK, 'key-not-for-assertion', more);
  return checkTime(key, parsed.signedAt, more);
}

const isBare = (key: KeyFact): boolean => key.source === 'did:key' || key.source === 'did:jwk';

/** The time of signing is the credential's own claim, so it can speak against the credential but cannot clear a compromised key. */
function checkTime(key: KeyFact, signedAt: string | undefined, more: { detail: string; facts: Record<string, string> }): Finding {
  const signed = signedAt === undefined ? Number.NaN : millis(signedAt);
  if (key.compromisedFrom !== undefined) {
    const facts = { ...more.facts, compromisedFrom: key.compromisedFrom };
    return signed < millis(key.compromisedFrom) ? unknown(CHECK, 'key-compromised', { ...more, facts }) : fail(CHECK, 'key-compromised', { ...more, facts });
  }
  if (key.activeFrom !== undefined && signed < millis(key.activeFrom) - SKEW_MS) {
    return unknown(CHECK, 'key-not-known-then', { ...more, facts: { ...more.facts, activeFrom: key.activeFrom } });
  }
  if (key.retiredAt !== undefined && !(signed <= millis(key.retiredAt) + SKEW_MS)) {
    return unknown(CHECK, 'key-not-known-then', { ...more, facts: { ...more.facts, retiredAt: key.retiredAt } });
  }
  return pass(CHECK, more);
}
