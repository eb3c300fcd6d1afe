import type { KeyFact, PublicJwk } from '../../core/evidence.js';
import { fail, pass, unknown, type Finding } from '../../core/finding.js';
import type { JsonObject } from '../../core/json.js';
import { JWS_ALGORITHMS, verifySignature, type CompactJws } from '../../core/jws.js';
import { publicJwkOf, publicJwkOfPem } from '../../core/keys.js';
import { listed } from '../ob3/nodes.js';
import { idOf, type Chain } from './chain.js';

/** A key as its owner's profile lists it. */
export type ListedKey = Omit<KeyFact, 'obtainedAt'>;

/** The keys that could be had, the one that made the signature alone once it is known. `names`: what those are called that are wanted. */
export function keysIn({ jws, keys, issuerId }: Chain): { readonly names: readonly string[]; readonly listed: Readonly<Record<string, ListedKey>> } {
  const had = [...keys].flatMap(([id, fact]) => {
    const publicJwk = fact.ok ? jwkIn(fact.value) : undefined;
    return fact.ok && publicJwk !== undefined ? [{ id, controller: ownerOf(fact.value), publicJwk, assertion: true, source: 'profile' } satisfies ListedKey] : [];
  });
  const signer = jws && had.find((key) => key.controller === issuerId && holds(jws, key.publicJwk));
  const meant = signer === undefined ? had : [signer];
  return { names: signer === undefined ? [...keys.keys()] : [signer.id], listed: Object.fromEntries(meant.map((key) => [key.id, key])) };
}

/** The key must name its owner as its owner's profile names it (Open Badges 2.0, CryptographicKey). */
const ownerOf = ({ owner }: JsonObject): string => idOf(listed(owner).length === 1 ? listed(owner)[0] : undefined) ?? '';

function jwkIn({ publicKeyPem, publicKeyJwk }: JsonObject): PublicJwk | undefined {
  try {
    return typeof publicKeyPem === 'string' ? publicJwkOfPem(publicKeyPem) : publicJwkOf(publicKeyJwk);
  } catch {
    return undefined;
  }
}

function holds({ header, signingInput, signature }: CompactJws, jwk: PublicJwk): boolean {
  const { alg } = header;
  return typeof alg === 'string' && Object.hasOwn(JWS_ALGORITHMS, alg) && verifySignature(alg, jwk, signingInput, signature);
}

/** Others would say where to find a key, or change what is signed. */
const HEADER = ['alg', 'kid', 'typ', 'cty'];
/** A `typ` of anything else is a token made for another purpose (RFC 8725, 3.11). */
const TYPES = ['jwt', 'jws', 'jose', 'json'];

/** The finding `signature` of a signed assertion (Open Badges 2.0, SignedBadge Verification). */
export function checkSignature(jws: CompactJws, chain: Chain): Finding {
  const fault = headerFault(jws.header);
  if (fault !== undefined) return fault;
  const { names, listed: had } = keysIn(chain);
  const keys = Object.values(had);
  if (keys.some(({ publicJwk }) => holds(jws, publicJwk))) return pass('signature', { detail: jws.header.alg as string });
  if (keys.length < names.length || keys.length === 0) return unavailable(chain);
  return fail('signature', 'signature-mismatch');
}

function unavailable({ profile, keys, issuerId }: Chain): Finding {
  if (profile.ok && keys.size === 0) return unknown('signature', 'key-missing', { detail: issuerId ?? '' });
  const lacking = profile.ok ? [...keys.values()].find((fact) => !fact.ok) : profile;
  return unknown('signature', 'key-unavailable', { detail: lacking?.ok === false ? lacking.detail : (issuerId ?? '') });
}

function headerFault(header: JsonObject): Finding | undefined {
  const odd = Object.keys(header).find((name) => !HEADER.includes(name));
  if (odd !== undefined) return fail('signature', 'header-unsupported', { detail: odd });
  const { alg, typ = 'JWT' } = header;
  if (typeof typ !== 'string' || !TYPES.includes(typ.toLowerCase())) return fail('signature', 'header-unsupported', { detail: 'typ' });
  return typeof alg === 'string' && Object.hasOwn(JWS_ALGORITHMS, alg) ? undefined : fail('signature', 'algorithm-unsupported');
}
