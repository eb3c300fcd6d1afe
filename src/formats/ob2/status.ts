import type { Fact } from '../../core/evidence.js';
import { fail, pass, unknown, type Finding } from '../../core/finding.js';
import { isObject, type Json, type JsonObject } from '../../core/json.js';
import { shortened } from '../../core/strings.js';
import { isOfType } from './assertion.js';
import { idOf, type Chain } from './chain.js';

interface Asked {
  /** Its host answers with it. */
  readonly published: boolean;
  readonly at: string;
}

/** The findings `status`: a host says `410 Gone`, or `revoked`; a profile names a list. Without any of them nothing is said, and nothing is found. */
export function statusOf(chain: Chain, { published, at }: Asked): readonly Finding[] {
  const more = { detail: chain.id, at };
  const word = wordOf(chain);
  if (word !== undefined) return [revoked(word, more)];
  const inList = chain.revocations === undefined ? [] : [listed(chain.revocations, chain, at)];
  if (chain.kind !== 'hosted') return inList;
  return [...inList, published ? pass('status', { ...more, facts: FETCHED }) : unknown('status', 'list-unreachable', { detail: chain.id })];
}

const FETCHED = { source: 'fetched' };

/** What says that it is revoked, with its reason perhaps. */
function wordOf({ assertion, hosted }: Chain): JsonObject | undefined {
  const answers = [assertion, ...(hosted?.ok === true ? [hosted.value] : [])];
  return answers.find((answer) => answer.revoked === true) ?? (hosted?.ok === false && hosted.reason === 'document-gone' ? {} : undefined);
}

/** Of any length, from anybody. */
const MAX_REASON = 300;
const revoked = ({ revocationReason }: JsonObject, more: { readonly at: string; readonly detail: string }): Finding =>
  fail('status', 'revoked', { ...more, facts: { ...FETCHED, ...(typeof revocationReason === 'string' ? { words: shortened(revocationReason, MAX_REASON) } : {}) } });

function listed(fact: Fact<JsonObject>, { assertion, issuerId, revocationList = '' }: Chain, at: string): Finding {
  const more = { detail: revocationList, at };
  if (!fact.ok) return unknown('status', fact.reason === 'source-unavailable' ? 'list-unreachable' : fact.reason, more);
  const { issuer } = fact.value;
  if (issuer !== undefined && idOf(issuer) !== issuerId) return unknown('status', 'list-wrong-issuer', more);
  const entries = entriesOf(fact.value);
  if (entries === undefined || namesOf(assertion).length === 0) return unknown('status', 'list-invalid', more);
  const entry = entries.find((one) => isOf(one, assertion) && !(isObject(one) && one.revoked === false));
  return entry === undefined ? pass('status', { ...more, facts: FETCHED }) : revoked(isObject(entry) ? entry : {}, more);
}

/** `uid` is how badges of version 1 are named. */
const namesOf = (entry: Json): readonly string[] => (isObject(entry) ? [entry.id, entry.uid] : [entry]).filter((name) => typeof name === 'string');

/** Undefined where it is no list, or has an entry without a name, which might be of any badge. */
function entriesOf(list: JsonObject): readonly Json[] | undefined {
  const { revokedAssertions: entries } = list;
  if (!isOfType(list, 'RevocationList') || !Array.isArray(entries)) return undefined;
  const all = entries as readonly Json[];
  return all.every((entry) => namesOf(entry).length > 0) ? all : undefined;
}

const isOf = (entry: Json, assertion: JsonObject): boolean => namesOf(entry).some((name) => namesOf(assertion).includes(name));
