import { sha256, toBase64url, utf8 } from '../../src/core/bytes.js';
import type { JsonObject } from '../../src/core/json.js';
import { compact, signingInput } from '../../src/core/jws.js';
import type { Path } from '../../src/core/sd-jwt/conceal.js';
import { readSdJwt, type SdJwt } from '../../src/core/sd-jwt/read.js';
import { reveal } from '../../src/core/sd-jwt/reveal.js';
import { p256Key, type TestKey } from './keys.js';

export { counting } from './keys.js';

/** The compact JWS of these, by this key. */
export async function jwtOf(header: JsonObject, claims: JsonObject, key: TestKey): Promise<string> {
  const input = signingInput(header, JSON.stringify(claims));
  return compact(input, await key.sign(utf8(input)));
}

/** An SD-JWT of this payload and these disclosures. */
export const sdJwtOf = async (payload: JsonObject, disclosures: readonly string[], header: JsonObject = { alg: 'ES256', typ: 'dc+sd-jwt' }): Promise<string> =>
  [await jwtOf(header, payload, p256Key()), ...disclosures, ''].join('~');

const equal = (a: Path, b: Path): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a holder does: the same SD-JWT with the disclosures at these places alone (RFC 9901, 7.2). */
export function presenting(value: string, places: readonly Path[]): string {
  const whole = readSdJwt(value);
  const kept = whole.disclosures.filter((one) => places.some((place) => equal(place, placeOf(whole, one.encoded))));
  return [value.split('~')[0], ...kept.map(({ encoded }) => encoded), ''].join('~');
}

/** Where a disclosure of a whole SD-JWT stands: what goes with it and nothing else does, shortest first. */
function placeOf({ claims, disclosures }: SdJwt, encoded: string): Path {
  const before = [...disclosures];
  const needed = before.filter((one) => one.encoded === encoded || leadsTo(one.content, before.find((d) => d.encoded === encoded)?.digest ?? '', before));
  const { disclosed } = reveal({ claims, disclosures: needed });
  return [...disclosed].sort((a, b) => b.length - a.length)[0] ?? [];
}

/** Whether the digest stands in this content, or in that of a disclosure whose digest does. */
function leadsTo(content: unknown, digest: string, all: SdJwt['disclosures']): boolean {
  const text = JSON.stringify(content);
  return text.includes(digest) || all.some((one) => text.includes(one.digest) && leadsTo(one.content, digest, all));
}

/** The presentation with a key binding by this holder. */
export async function bound(presented: string, holder: TestKey, { header = {}, claims = {} }: { readonly header?: JsonObject; readonly claims?: JsonObject } = {}): Promise<string> {
  const binding = { iat: 1_790_000_000, aud: 'https://verifier.example', nonce: 'n-1', sd_hash: toBase64url(sha256(presented)), ...claims };
  return presented + (await jwtOf({ alg: 'ES256', typ: 'kb+jwt', ...header }, binding, holder));
}
