import { MANDATORY } from '../../core/elements.js';
import { canonicalJson, isObject, pointer, type Json, type JsonObject } from '../../core/json.js';
import { isPng } from '../../core/png.js';
import { parseTimestamp } from '../../core/time.js';
import { countryCode, ISCED_F, languageTag } from '../../core/vocabulary.js';
import { readCertificate } from '../../core/x509/index.js';
import type { LintProblem, Unsigned } from '../format.js';
import { entriesIn } from '../ob3/status-entries.js';
import type { JsonLd } from '../securing/json-ld.js';
import { checkContext } from './context-check.js';
import { readEdc } from './read.js';
import type { EdcSchema } from './schema-check.js';
import { AUTHORITY, CONCEPT, CONTEXTS, SNB } from './terms.js';

/** A rule that the schema cannot say: gives the paths at which it is broken. */
interface Rule {
  readonly id: string;
  readonly message: string;
  readonly broken: (document: JsonObject, unsigned: Unsigned) => readonly string[];
}

const unless = (holds: boolean, path: string): string[] => (holds ? [] : [path]);
const time = (value: Json | undefined): number => (typeof value === 'string' ? (parseTimestamp(value)?.getTime() ?? NaN) : NaN);

const RULES: readonly Rule[] = [
  {
    id: 'contexts',
    message: 'the contexts are not the two that we sign under, in their order',
    broken: (document) => unless(canonicalJson(document['@context'] ?? null) === canonicalJson(CONTEXTS), '/@context'),
  },
  {
    id: 'element-missing', // Council Recommendation of 16 June 2022, Annex I
    message: 'a mandatory element cannot be read back out of the credential',
    broken: (document) => {
      const { elements } = readEdc(document);
      return MANDATORY.filter((element) => !elements[element].present).map((element) => `/${element}`);
    },
  },
  {
    id: 'validity-order', // VCDM 1.1, 4.6
    message: 'the credential ends before it begins, or at two times',
    broken: ({ validFrom, validUntil, expirationDate }) => unless(validUntil === expirationDate && (validUntil === undefined || time(validFrom) < time(validUntil)), '/validUntil'),
  },
  {
    id: 'status-entries', // Bitstring Status List v1.0, 2.1
    message: 'there is not one entry each for revocation and suspension, with the same index',
    broken: (document) => {
      const entries = entriesIn(document, 'status');
      const purposes = entries.filter(({ type, index }) => type === 'BitstringStatusListEntry' && index !== undefined).map(({ purpose }) => purpose);
      return unless(purposes.join() === 'revocation,suspension' && new Set(entries.map(({ index }) => index)).size === 1, '/status');
    },
  },
  {
    id: 'key-of-issuer',
    message: "the verification method is not the issuer's",
    broken: (document, { key }) => unless(key.verificationMethod.startsWith(`${readEdc(document).issuer.id}#`), '/issuer/id'),
  },
  {
    id: 'issuer-of-certificate', // what the seal proves and what it seals say the same of who sealed
    message: 'the issuer is not named as the certificate of the seal names it',
    broken: ({ issuer }, { key: { chain } }) => {
      const [leaf] = chain;
      const { organizationIdentifier } = leaf === undefined ? {} : readCertificate(leaf).subject;
      const stated = isObject(issuer) && isObject(issuer.eIDASIdentifier) ? issuer.eIDASIdentifier.notation : undefined;
      return unless(organizationIdentifier === undefined || stated === organizationIdentifier, '/issuer/eIDASIdentifier');
    },
  },
  {
    id: 'name-of-two', // European Learning Model: a graph has one node of a name
    message: 'two nodes of one id say different things',
    broken: (document) => ofTwo(nodesIn(document, '')),
  },
  {
    id: 'concept-unlisted',
    message: 'the list that the concept says it is in does not have it',
    broken: (document) => nodesIn(document, '').flatMap(({ value, path }) => (isUnlisted(value) ? [path] : [])),
  },
  {
    id: 'page',
    message: 'there is no PNG image of the page that viewers show',
    broken: (document) => nodesIn(document, '').flatMap(({ value, path }) => (value.type === 'MediaObject' && !showsPng(value.content) ? [path] : [])),
  },
];

interface Place {
  readonly value: JsonObject;
  readonly path: string;
}
function nodesIn(value: Json, path: string): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([name, member]: [string, Json]) => nodesIn(member, path + pointer(name)));
  return isObject(value) && typeof value.id === 'string' ? [{ value, path }, ...inside] : inside;
}

/** A node may be named again, or stand there in part: what it says there it must say in full too. Nodes inside it are compared under their own names. */
function ofTwo(all: readonly Place[]): string[] {
  const whole = new Map<string, JsonObject>();
  for (const { value } of all) if (Object.keys(value).length > Object.keys(whole.get(value.id as string) ?? {}).length) whole.set(value.id as string, value);
  const differs = ({ id, ...said }: JsonObject): boolean => Object.entries(said).some(([name, member]) => !isNode(member) && canonicalJson(whole.get(id as string)?.[name] ?? null) !== canonicalJson(member));
  return all.filter(({ value }) => differs(value)).map(({ path }) => path);
}
const isNode = (value: Json): boolean => (Array.isArray(value) ? (value as readonly Json[]).some(isNode) : isObject(value) && value.id !== undefined);

const LISTS: Readonly<Record<string, (id: string) => boolean>> = {
  [`${AUTHORITY}/country`]: (id) => countryCode(id) !== undefined || id === CONCEPT.provisional.iri,
  [`${AUTHORITY}/language`]: (id) => languageTag(id) !== undefined,
  [`${SNB}/eqf/25831c2`]: (id) => /\/eqf\/[1-8]$/.test(id),
  [`${SNB}/isced-f/25831c2`]: (id) => ISCED_F.some(({ iri }) => iri === id),
};
/** Of the lists that are closed. */
function isUnlisted({ id, inScheme }: JsonObject): boolean {
  const scheme = isObject(inScheme) && typeof inScheme.id === 'string' ? inScheme.id : '';
  return Object.hasOwn(LISTS, scheme) && LISTS[scheme]?.(id as string) === false;
}

function showsPng(content: Json | undefined): boolean {
  if (typeof content !== 'string') return false;
  return isPng(new Uint8Array(Buffer.from(content, 'base64')));
}

/** Everything that must hold before a European Digital Credential of ours is sealed: the schema, terms that all have a meaning, and the rules above. */
export async function lintEdc(unsigned: Unsigned, { ld, schema }: { readonly ld: JsonLd; readonly schema: EdcSchema }): Promise<LintProblem[]> {
  const { document } = unsigned;
  const context = await checkContext(ld, document);
  const meaning = context.outcome === 'pass' ? [] : [{ rule: context.reason, path: '/@context', message: context.detail ?? 'the contexts do not carry the document' }];
  const shape = schema.problems(document).map(({ path, message }) => ({ rule: 'schema', path, message }));
  const broken = RULES.flatMap(({ id, message, broken: find }) => find(document, unsigned).map((path) => ({ rule: id, path, message })));
  return [...shape, ...meaning, ...broken];
}
