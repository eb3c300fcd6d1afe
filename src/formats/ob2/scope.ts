import { isObject, type Json, type JsonObject } from '../../core/json.js';
import { listed } from '../ob3/nodes.js';

/**
 * Whether the issuer's own profile lets a badge be hosted here (Open Badges 2.0, VerificationObject): at an address that starts as it says, or at a
 * host that it allows; where it says neither, at its own origin, and the class with it.
 */
export function isWithinScope(id: string, { profile, classId }: { readonly profile: JsonObject; readonly classId: string | undefined }): boolean {
  const rules = isObject(profile.verification) ? profile.verification : {};
  const { startsWith, allowedOrigins, verificationProperty = 'id' } = rules;
  if (!['id', '@id'].includes(verificationProperty as string)) return false;
  const starts = startsWith === undefined || texts(startsWith).some((start) => begins(id, start));
  if (allowedOrigins !== undefined) return starts && texts(allowedOrigins).some((host) => isAt(id, host));
  if (startsWith !== undefined) return starts;
  return [id, ...(classId === undefined ? [] : [classId])].every((one) => isSameOrigin(one, profile.id));
}

const texts = (value: Json): readonly string[] => listed(value).filter((one) => typeof one === 'string');

/** As text, and at the same origin: `https://a.example` is how `https://a.example.evil.example` begins too. */
const begins = (id: string, start: string): boolean => id.startsWith(start) && isSameOrigin(id, start);

/** A host, with or without its port; issuers write whole origins, too. */
function isAt(id: string, allowed: string): boolean {
  const url = URL.canParse(id) ? new URL(id) : undefined;
  return url !== undefined && [url.host, url.hostname, url.origin].includes(allowed.toLowerCase().replace(/\/$/, ''));
}

export const isSameOrigin = (a: string, b: Json | undefined): boolean => typeof b === 'string' && URL.canParse(a) && URL.canParse(b) && new URL(a).origin === new URL(b).origin && new URL(a).origin !== 'null';
