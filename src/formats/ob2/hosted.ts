import { fail, unknown, type Finding } from '../../core/finding.js';
import { canonicalJson, isObject, pointer, type Json, type JsonObject } from '../../core/json.js';
import { isOfType } from './assertion.js';
import { idOf, type Chain } from './chain.js';
import { isWithinScope } from './scope.js';

/** Of what an address says, whose word it is. */
export const hostOf = (url: string | undefined): Readonly<Record<string, string>> => (url !== undefined && URL.canParse(url) ? { host: new URL(url).host } : {});

/**
 * The finding `signature` of an assertion that nobody signed. That its own address answers with it is all that can be found out, and is so only now:
 * it is never good, at the best unknown.
 */
export function checkHosted(chain: Chain): Finding {
  const { id, hosted } = chain;
  if (hosted === undefined || !/^https:/i.test(id)) return fail('signature', 'proof-malformed', { detail: '/id' });
  const more = { detail: id, facts: hostOf(id) };
  if (!hosted.ok) return unknown('signature', hosted.reason, more);
  return hosted.value.revoked === true ? unknown('signature', 'document-gone', more) : compare(chain, { hosted: hosted.value, more });
}

interface Answer {
  readonly hosted: JsonObject;
  readonly more: { readonly detail: string; readonly facts: Readonly<Record<string, string>> };
}
function compare({ assertion, badge, issuer }: Chain, { hosted, more }: Answer): Finding {
  const differs = differenceIn(assertion, hosted);
  if (differs !== undefined) return fail('signature', 'host-disagrees', { ...more, detail: differs });
  const lacking = [badge, issuer].find((fact) => !fact.ok);
  return lacking?.ok === false ? unknown('signature', lacking.reason, { ...more, detail: lacking.detail }) : unknown('signature', 'hosted-only', more);
}

/** The first thing that the file states and its host does not: it may state less, and an address for what stands there. */
function differenceIn(given: JsonObject, hosted: JsonObject): string | undefined {
  if (!isOfType(hosted, 'Assertion')) return '/type';
  const name = Object.keys(given).find((one) => one !== '@context' && !isSame(given[one], hosted[one]));
  return name === undefined ? undefined : pointer(name);
}

const isSame = (given: Json | undefined, hosted: Json | undefined): boolean => {
  if (isObject(given) && isObject(hosted)) return Object.keys(given).every((name) => name === '@context' || isSame(given[name], hosted[name]));
  if (isObject(given) || isObject(hosted)) return idOf(given) !== undefined && idOf(given) === idOf(hosted);
  return given === undefined || (hosted !== undefined && canonicalJson(given) === canonicalJson(hosted));
};

/** The finding `issuer-key`: whether the host is one that the issuer's own profile lets speak for it. Of a badge that the host does not publish, nothing can be said. */
export function checkHost({ profile, id, badge, issuerId = '' }: Chain, published: boolean): readonly Finding[] {
  if (!profile.ok) return [];
  const within = isWithinScope(id, { profile: profile.value, classId: badge.ok ? idOf(badge.value) : undefined });
  if (!within) return [fail('issuer-key', 'host-not-of-issuer', { detail: issuerId, facts: hostOf(id) })];
  return published ? [unknown('issuer-key', 'hosted-only', { detail: issuerId, facts: hostOf(issuerId) })] : [];
}
