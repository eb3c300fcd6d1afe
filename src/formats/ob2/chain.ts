import type { Evidence, Fact } from '../../core/evidence.js';
import { isObject, type Json, type JsonObject } from '../../core/json.js';
import { listed } from '../ob3/nodes.js';
import { isOfType, verificationOf, type Given, type Verification } from './assertion.js';
import { isSameOrigin } from './scope.js';

type Linked = NonNullable<Evidence['linked']>;
type Missing = Extract<Fact<never>, { ok: false }>;

/** What an assertion leads to, as far as it was had. */
export interface Chain extends Given {
  /** Of the assertion; empty where it states none. */
  readonly id: string;
  readonly kind: Verification | undefined;
  /** Of a hosted one: what its own address answers. */
  readonly hosted: Fact<JsonObject> | undefined;
  /** What is read: of a hosted one, what its host says, once that was had. */
  readonly read: JsonObject;
  readonly badge: Fact<JsonObject>;
  readonly issuer: Fact<JsonObject>;
  readonly issuerId: string | undefined;
  /** What speaks for the issuer: its profile, as its own host has it. */
  readonly profile: Fact<JsonObject>;
  /** Whether class and issuer stand in the assertion itself. */
  readonly embedded: boolean;
  /** Of a signed one: the keys that the issuer's profile lists, by their ids, the assertion's `creator` alone where it names one. */
  readonly keys: ReadonlyMap<string, Fact<JsonObject>>;
  /** The `creator` is none of those that the profile lists. */
  readonly foreignCreator: boolean;
  readonly revocations: Fact<JsonObject> | undefined;
  readonly revocationList: string | undefined;
  /** Every document that it points to, as far as that is known. */
  readonly wanted: readonly string[];
}

/** A profile lists one or two. */
const MAX_KEYS = 3;

/** Follows an assertion to its class, its issuer, the issuer's keys and list (Open Badges 2.0): nothing is fetched here, what is missing is named. */
export function follow(given: Given, linked: Linked): Chain {
  const wanted = new Set<string>();
  const documentAt = (url: string): Fact<JsonObject> => (wanted.add(url), factAt(url, linked));
  const content = contentOf(given, documentAt);
  const authority = authorityOf(content, documentAt);
  const keys = keysOf(content, authority.profile, documentAt);
  const list = listOf(authority.profile, documentAt);
  return { ...given, id: textOf(given.assertion.id) ?? '', ...content, ...authority, ...keys, ...list, wanted: [...wanted].filter((url) => /^https?:/.test(url)) };
}

type DocumentAt = (url: string) => Fact<JsonObject>;
type Content = Pick<Chain, 'kind' | 'hosted' | 'read' | 'badge' | 'embedded'> & { readonly creator?: string };
const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

function contentOf({ assertion }: Given, documentAt: DocumentAt): Content {
  const { kind, ...stated } = verificationOf(assertion);
  const hosted = kind === 'hosted' && typeof assertion.id === 'string' ? documentAt(assertion.id) : undefined;
  const read = hosted?.ok === true && isSameAssertion(hosted.value, assertion) && hosted.value.revoked !== true ? hosted.value : assertion;
  return { kind, hosted, read, badge: partOf(read.badge, documentAt), embedded: isObject(read.badge) && isObject(read.badge.issuer), ...stated };
}

/** Who issued, and what that issuer's own host says of it: a profile that somebody else wrote into an assertion says nothing for the issuer. */
function authorityOf({ kind, read, badge }: Content, documentAt: DocumentAt): Pick<Chain, 'issuer' | 'issuerId' | 'profile'> {
  const stated = badge.ok ? badge.value.issuer : undefined;
  const issuerId = idOf(stated);
  const issuer = partOf(stated, documentAt);
  const profile = isSpokenFor(kind, read, stated) ? issuer : issuerId === undefined ? NOTHING : documentAt(issuerId);
  return { issuer, issuerId, profile: profile.ok && profile.value.id !== issuerId ? missing(`${issuerId ?? ''}: the profile is of another`) : profile };
}

/** Only keys that the profile lists: never one that the assertion or the signature brings along. */
function keysOf({ kind, creator }: Content, profile: Fact<JsonObject>, documentAt: DocumentAt): Pick<Chain, 'keys' | 'foreignCreator'> {
  const listing = kind === 'signed' && profile.ok ? listed(profile.value.publicKey).slice(0, MAX_KEYS) : [];
  const chosen = listing.flatMap((key) => {
    const id = idOf(key);
    return id === undefined || (creator !== undefined && id !== creator) ? [] : [[id, partOf(key, documentAt)] as const];
  });
  return { keys: new Map(chosen), foreignCreator: kind === 'signed' && profile.ok && creator !== undefined && chosen.length === 0 };
}

/** One that is named in another way than it should be is there, too, and cannot be had. */
function listOf(profile: Fact<JsonObject>, documentAt: DocumentAt): Pick<Chain, 'revocations' | 'revocationList'> {
  const [stated, ...others] = profile.ok ? listed(profile.value.revocationList) : [];
  if (stated === undefined) return { revocations: undefined, revocationList: undefined };
  return { revocations: others.length > 0 ? missing('several lists are named') : listAt(stated, documentAt), revocationList: idOf(stated) };
}

/** At its address, or where it stands in the profile. */
function listAt(stated: Json, documentAt: DocumentAt): Fact<JsonObject> {
  if (isObject(stated) && stated.revokedAssertions !== undefined) return { ok: true, value: stated };
  const address = idOf(stated);
  return address === undefined ? NOTHING : documentAt(address);
}

/** A hosted badge that its issuer's own host answers with brings the issuer's word along; nobody else can. */
const isSpokenFor = (kind: Verification | undefined, { id }: JsonObject, stated: Json | undefined): boolean =>
  kind === 'hosted' && isObject(stated) && typeof id === 'string' && isSameOrigin(id, stated.id);

const isSameAssertion = (one: JsonObject, other: JsonObject): boolean => one.id === other.id && isOfType(one, 'Assertion');

const missing = (detail: string): Missing => ({ ok: false, reason: 'source-unavailable', detail });
const NOTHING = missing('nothing is named');

/** A part stands where it is named, or is at the address that stands in its place. */
function partOf(stated: Json | undefined, documentAt: (url: string) => Fact<JsonObject>): Fact<JsonObject> {
  if (isObject(stated)) return { ok: true, value: stated };
  if (typeof stated !== 'string') return NOTHING;
  const fact = documentAt(stated);
  return fact.ok && fact.value.id !== stated ? missing(`${stated}: the document is of another address`) : fact;
}

export const idOf = (stated: Json | undefined): string | undefined => {
  const id = isObject(stated) ? stated.id : stated;
  return typeof id === 'string' ? id : undefined;
};

function factAt(url: string, linked: Linked): Fact<JsonObject> {
  const fact = Object.hasOwn(linked, url) ? linked[url] : undefined;
  if (fact === undefined) return missing(url);
  if (!fact.ok) return fact;
  return isObject(fact.value) ? { ok: true, value: fact.value } : missing(`${url}: no JSON object`);
}
