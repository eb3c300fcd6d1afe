import type { Evidence } from '../../core/evidence.js';
import { fail, pass, skip, unknown, warn, type Finding } from '../../core/finding.js';
import { isObject, pointer, type Json, type JsonObject } from '../../core/json.js';
import { listed } from '../ob3/nodes.js';
import { CONTEXT, CONTEXTS, isOfType } from './assertion.js';
import { idOf, type Chain } from './chain.js';
import { checkHost, checkHosted, hostOf } from './hosted.js';
import { checkSignature } from './keys.js';
import { statusOf } from './status.js';

/** The findings of format and proof, those of `status` and `issuer-key` that only this format can have, too. */
export function checkChain(chain: Chain, evidence: Pick<Evidence, 'at'>): readonly Finding[] {
  const signature = checkProof(chain);
  const published = signature.reason === 'hosted-only';
  return [checkForm(chain), checkContext(chain), checkSchema(chain), signature, checkContent(chain, signature), ...issuerKey(chain, published), ...statusOf(chain, { published, at: evidence.at })];
}

const checkForm = ({ assertion, kind }: Chain): Finding => {
  if (!isOfType(assertion, 'Assertion')) return fail('format', 'type-missing', { detail: '/type' });
  return kind === undefined ? fail('format', 'malformed', { detail: '/verification/type' }) : pass('format');
};

/** The names are read as the specification has them; a context that gives them other meanings is none that we know. */
function checkContext({ read }: Chain): Finding {
  const contexts = listed(read['@context']);
  if (contexts[0] !== CONTEXT) return unknown('context', 'unknown-context', { detail: typeof contexts[0] === 'string' ? contexts[0] : '/@context' });
  const odd = contexts.findIndex((context) => typeof context !== 'string' || !context.startsWith(CONTEXTS));
  return odd < 0 ? pass('context') : unknown('context', 'unknown-context', { detail: textOr(contexts[odd], pointer('@context', odd)) });
}
const textOr = (value: Json | undefined, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

/** What each must have; what is there for the eye alone is missed, and that is told. */
const REQUIRED = [
  ['', ['recipient', 'badge', 'issuedOn']],
  ['/badge', ['name', 'issuer']],
  ['/badge/issuer', ['id', 'name']],
] as const;
const USUAL = [
  ['/badge', ['description', 'criteria', 'image']],
  ['/badge/issuer', ['url', 'email']],
] as const;

/** Of what was had: a part that was not had is told by the proof. */
function checkSchema({ read, badge, issuer }: Chain): Finding {
  const parts: Readonly<Record<string, JsonObject | undefined>> = { '': read, '/badge': badge.ok ? badge.value : undefined, '/badge/issuer': issuer.ok ? issuer.value : undefined };
  const lacking = (rules: readonly (readonly [string, readonly string[]])[]): string | undefined =>
    rules.flatMap(([path, names]) => names.filter((name) => parts[path] !== undefined && parts[path][name] === undefined).map((name) => path + pointer(name)))[0];
  const wrong = lacking(REQUIRED) ?? (isObject(read.recipient) && typeof read.recipient.identity === 'string' ? undefined : '/recipient/identity');
  if (wrong !== undefined) return fail('schema', 'schema-mismatch', { detail: `${wrong} is missing` });
  const unusual = lacking(USUAL);
  return unusual === undefined ? pass('schema') : warn('schema', 'schema-mismatch', { detail: `${unusual} is missing` });
}

function checkProof(chain: Chain): Finding {
  const { jws, kind } = chain;
  if (kind === undefined) return fail('signature', 'proof-malformed', { detail: '/verification/type' });
  if (kind === 'hosted') return jws === undefined ? checkHosted(chain) : fail('signature', 'proof-malformed', { detail: '/verification/type' });
  return jws === undefined ? fail('signature', 'no-proof') : checkSignature(jws, chain);
}

/** Of a signed assertion that only points to what it was awarded for, that stands where it can be changed: it is never taken for signed. */
function checkContent({ embedded, read }: Chain, signature: Finding): Finding {
  if (signature.outcome !== 'pass') return skip('unsigned-content', 'signature-unproven');
  if (embedded) return pass('unsigned-content');
  const detail = isObject(read.badge) ? '/badge/issuer' : '/badge';
  return unknown('unsigned-content', 'hosted-only', { detail, facts: hostOf(idOf(isObject(read.badge) ? read.badge.issuer : read.badge)) });
}

/** Of a key that the profile lists, the check of keys says the rest. */
function issuerKey(chain: Chain, published: boolean): readonly Finding[] {
  if (chain.foreignCreator) return [fail('issuer-key', 'key-not-of-issuer', { detail: chain.issuerId ?? '' })];
  return chain.kind === 'hosted' ? checkHost(chain, published) : [];
}
