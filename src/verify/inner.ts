import { AppError } from '../core/errors.js';
import type { Evidence, Needs } from '../core/evidence.js';
import type { Finding } from '../core/finding.js';
import { isObject, pointer, type Json, type JsonObject } from '../core/json.js';
import { NAMING_LIST } from '../core/status-kinds.js';
import type { Parsed, ReadableId, Reader } from '../formats/format.js';
import { runChecks } from './checks/index.js';
import { conclude, settle } from './conclude.js';
import type { Contained, Policy } from './report.js';

/** A credential that stands inside another. */
export interface Inner {
  readonly kind: 'endorsement' | 'contained';
  /** JSON Pointer. */
  readonly path: string;
  /** The id of what it stands in: that is what an endorsement must be of. */
  readonly about: string | undefined;
  /** Undefined when it is none that can be read. */
  readonly parsed?: Parsed;
}

/** Open Badges 3.0 lets a credential, its achievement and any profile carry endorsements; a learner record holds credentials. */
const KINDS: ReadonlyMap<string, Inner['kind']> = new Map([
  ['endorsement', 'endorsement'],
  ['endorsementJwt', 'endorsement'],
  ['verifiableCredential', 'contained'],
]);
/** What may stand inside: whatever is whole in itself, and signed in one of the two ways. */
const READ: readonly ReadableId[] = ['ob3-di', 'ob3-jwt', 'vc-di', 'vc-jwt'];
/** More than any credential has; each takes a signature or two, and may name a key and a list. */
const MAX_INNER = 24;

/** Endorsements at any depth, and the credentials of a record; those past the limit are there, and are not read. */
export function innersOf({ document, format }: Pick<Parsed, 'document' | 'format'>, readers: readonly Reader[]): readonly Inner[] {
  // A European Digital Credential and an Open Badge 2 have neither.
  if (!READ.includes(format) && !format.startsWith('clr-')) return [];
  return placesIn(document, '').map(({ value, ...place }, index) => {
    const parsed = index < MAX_INNER ? parsedIn(value, readers) : undefined;
    return { ...place, ...(parsed && { parsed }) };
  });
}

type Place = Omit<Inner, 'parsed'> & { readonly value: Json };

function placesIn(value: Json, path: string): Place[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item, index) => placesIn(item, path + pointer(index)));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const kind = KINDS.get(name);
    const at = path + pointer(name);
    return kind === undefined ? placesIn(member, at) : entriesIn(member, { kind, path: at, about: typeof value.id === 'string' ? value.id : undefined });
  });
}

/** Of a credential in a record its endorsements too; of an endorsement none: nobody is asked to vouch for those who vouch. */
function entriesIn(member: Json, { path, ...place }: Omit<Place, 'value'>): Place[] {
  const entries = Array.isArray(member) ? (member as readonly Json[]).map((value, index) => ({ ...place, path: path + pointer(index), value })) : [{ ...place, path, value: member }];
  return entries.flatMap((entry) => [entry, ...(entry.kind === 'contained' ? placesIn(entry.value, entry.path) : [])]);
}

function parsedIn(value: Json, readers: readonly Reader[]): Parsed | undefined {
  const text = textOf(value);
  const reader = readers.find(({ id, recognises }) => READ.includes(id) && recognises(text));
  try {
    return reader?.parse(text);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** A token stands as a text, or in an address (VCDM 2.0, 4.12.2). */
function textOf(value: Json): string {
  if (typeof value === 'string') return value;
  const { type, id } = isObject(value) ? value : ({} as JsonObject);
  const enveloped = type === 'EnvelopedVerifiableCredential' && typeof id === 'string' ? /^data:application\/(?:vc\+)?jwt,(.*)$/.exec(id)?.[1] : undefined;
  return enveloped ?? JSON.stringify(value);
}

/** What must be looked up for them, after all that the credential itself needs. */
export function innerNeeds(inners: readonly Inner[]): Needs['inner'] {
  const needs = inners.flatMap(({ parsed }) => (parsed === undefined ? [] : [parsed.needs]));
  return needs.length === 0 ? undefined : { keys: once(needs.flatMap(({ keys }) => keys)), statusLists: once(needs.flatMap(({ statusLists }) => statusLists)) };
}
const once = (names: readonly string[]): string[] => [...new Set(names)];

/** What became of one, and who made it. Whether a register vouches for whoever that is was not asked. */
export async function judgeInner(inner: Inner, evidence: Evidence, { readers, policy }: { readonly readers: readonly Reader[]; readonly policy: Policy }): Promise<Contained & Pick<Inner, 'kind'>> {
  const { kind, path, parsed, about } = inner;
  const reader = readers.find(({ id }) => id === parsed?.format);
  if (parsed === undefined || reader === undefined) return { kind, path, issuer: { id: '' }, verdict: 'indeterminate', state: 'not-checked', why: 'format malformed' };
  const { view } = parsed;
  const known = ofInner(evidence);
  const proof = await reader.checkProof(parsed, known);
  const findings = [...proof, ...runChecks(parsed, known, proof)];
  const levels = innerPolicy(policy, kind);
  const { verdict, state } = conclude(findings, levels);
  const answer = kind === 'endorsement' && verdict === 'valid' && !isAbout(parsed, about) ? ({ verdict: 'invalid', state: 'not-checked', why: OF_ANOTHER } as const) : { verdict, state, ...whyNot(findings, levels) };
  const title = view.title === undefined ? {} : { title: view.title };
  const shown = findings.every(({ check, outcome }) => !(outcome === 'fail' && ['signature', 'unsigned-content', 'context', 'format'].includes(check)));
  return { kind, path, ...(shown ? title : {}), issuer: { id: view.issuer.id, ...(shown && view.issuer.name !== undefined && { name: view.issuer.name }) }, ...answer };
}

/** Its subject is another thing than the one that it stands in (Open Badges 3.0, B.1.8): it was copied from there. */
const OF_ANOTHER = 'endorses another';
const isAbout = ({ view }: Parsed, about: string | undefined): boolean => about !== undefined && view.learner.id === about;

/** A list that names what is revoked was asked about the outer one only, and so was our own store; a seal was the outer one's. */
function ofInner({ own: _own, seal: _seal, ...evidence }: Evidence): Evidence {
  return { ...evidence, statusLists: Object.fromEntries(Object.entries(evidence.statusLists).filter(([, fact]) => !fact.ok || fact.value.kind !== NAMING_LIST)) };
}

/** An endorsement has no schema of its own here: what it stands in has one for it. */
const innerPolicy = ({ levels }: Policy, kind: Inner['kind']): Policy => ({
  name: 'inner',
  levels: { ...levels, trust: 'off', elements: 'off', endorsements: 'off', holder: 'off', ...(kind === 'endorsement' && { schema: 'off' }) },
});

function whyNot(findings: readonly Finding[], policy: Policy): { readonly why?: string } {
  const bad = settle(findings, policy).filter(({ check, outcome }) => policy.levels[check] === 'require' && (outcome === 'fail' || outcome === 'unknown'));
  const first = bad.find(({ reason }) => reason !== 'signature-unproven') ?? bad[0];
  return first === undefined ? {} : { why: `${first.check} ${first.reason}` };
}
