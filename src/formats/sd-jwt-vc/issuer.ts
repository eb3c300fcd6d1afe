import { sha256, toBase64url } from '../../core/bytes.js';
import { didOfAddress } from '../../core/did.js';
import type { Json, JsonObject } from '../../core/json.js';
import { certificateKeyName } from '../../core/seal.js';

/** Who a JWT says its issuer is, and by which key. */
export interface Named {
  readonly issuer: string;
  /** As {@link Parsed.keys} names it; none when nothing names one. */
  readonly key: string | undefined;
}

/**
 * Issuer and key of an issuer-signed JWT (draft-ietf-oauth-sd-jwt-vc-18, 3.5). The key is that of the certificate, where there is one; of the DID,
 * where `kid` is a DID URL; else it is among the keys that an https issuer publishes as its metadata. An https issuer whose `kid` is of the did:web
 * at the same address is that did:web: it is the same host's word, whichever of the two is asked. Nothing in the header makes anybody the issuer:
 * whether the key is the issuer's, the `issuer-key` check asks.
 */
export function namedIn({ kid, x5c }: JsonObject, { iss }: JsonObject): Named {
  const [stated, named, certified] = [textOf(iss), textOf(kid), certificateKey(x5c)];
  const did = named?.startsWith('did:') === true ? named.split('#')[0] : undefined;
  const issuer = (did !== undefined && isSame(did, stated) ? did : stated) ?? certified ?? '';
  return { issuer, key: certified ?? (did === undefined ? publishedKey(stated, named) : named) };
}

const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
const isSame = (did: string, stated: string | undefined): boolean => stated === undefined || stated === did || didOfAddress(stated) === did;

function publishedKey(issuer: string | undefined, kid: string | undefined): string | undefined {
  if (issuer?.startsWith('https://') === true) return `jwt-vc-issuer:${issuer}#${kid ?? ''}`;
  return issuer?.startsWith('did:') === true && kid?.startsWith('#') === true ? issuer + kid : undefined;
}

/** RFC 7515, 4.1.6: base64, not base64url, of DER. */
export const certificatesIn = (x5c: Json | undefined): readonly Uint8Array[] =>
  Array.isArray(x5c) ? (x5c as readonly Json[]).flatMap((one) => (typeof one === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(one) ? [new Uint8Array(Buffer.from(one, 'base64'))] : [])) : [];

function certificateKey(x5c: Json | undefined): string | undefined {
  const [leaf] = certificatesIn(x5c);
  return leaf === undefined ? undefined : certificateKeyName(toBase64url(sha256(leaf)));
}
