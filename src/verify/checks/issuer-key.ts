import type { Evidence, Fact, KeyFact } from '../../core/evidence.js';
import { fail, pass, unknown, type Finding } from '../../core/finding.js';
import { thumbprint } from '../../core/keys.js';
import type { Parsed } from '../../formats/format.js';
import { standingAt } from '../../trust/decide.js';
import { worst } from '../conclude.js';
import { factOf, millis, sealMoment, SKEW_MS } from '../facts.js';

const CHECK = 'issuer-key';

/**
 * Whether every key that the proofs name is the named issuer's. Every one, because a stranger's good proof beside the issuer's broken one
 * must prove nothing. Names and identifiers (DEQAR, ROR, VAT) are what the credential claims of itself, and are not looked at.
 */
export function checkIssuerKey(parsed: Parsed, evidence: Evidence): Finding {
  if (parsed.keys.length === 0) return unknown(CHECK, 'key-missing');
  return worst(parsed.keys.map((url) => checkKey(url, parsed, evidence)));
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

/** Its controller is exactly the issuer, or a register pinned the key for that issuer at the time of sealing. */
function belongs(key: KeyFact, parsed: Parsed, { statements }: Evidence): boolean {
  const issuer = parsed.view.issuer.id;
  if (key.controller === issuer) return true;
  const sealed = sealMoment(parsed);
  if (sealed === undefined || !statements.ok) return false;
  const print = thumbprint(key.publicJwk);
  return statements.value.some((s) => s.did === issuer && s.keyThumbprints.includes(print) && standingAt(s, sealed) === 'granted');
}

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
