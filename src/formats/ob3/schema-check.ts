import type { Documents } from '../../core/documents.js';
import { reject } from '../../core/errors.js';
import { fail, pass, warn, type Finding } from '../../core/finding.js';
import { isObject, pointer, type Json, type JsonObject } from '../../core/json.js';
import { compileForeignSchema, type SchemaCheck } from '../../core/schema.js';
import { listed, texts } from './nodes.js';
import { asVcdm2 } from './of-vcdm-1.js';
import { CREDENTIAL_TYPES } from './terms.js';
import { wrapSingles } from './wrap-singles.js';

export interface Ob3Schema {
  /** Arrays required, as in 1EdTech's strict family. */
  readonly strict: SchemaCheck;
  /** The finding `schema`. */
  check(document: JsonObject): Finding;
}

/** Addresses at which 1EdTech publishes the schemas that ours is written for. */
const OFFICIAL = /^https:\/\/purl\.imsglobal\.org\/spec\/ob\/v3p0\/schema\/json(-ld)?\/ob_v3p0_(any)?(achievement|endorsement)credential_schema\.json$/;

export function createOb3Schema({ schemas }: Documents): Ob3Schema {
  const schema = schemas.get('ob3/achievement-credential') ?? reject('bug', 'the Open Badges schema was not loaded');
  const badge = createSchemaCheck(schema, { types: CREDENTIAL_TYPES, official: OFFICIAL });
  const endorsement = createSchemaCheck(partOf(schema, ENDORSEMENT), { types: [ENDORSEMENT], official: OFFICIAL });
  return { strict: badge.strict, check: (document) => (isEndorsement(document) ? endorsement : badge).check(document) };
}

/** A credential of its own kind (B.2.7), which somebody may also send by itself. */
const ENDORSEMENT = 'EndorsementCredential';
function isEndorsement(document: JsonObject): boolean {
  const types = texts({ value: document, path: '' }, 'type');
  return types.includes(ENDORSEMENT) && !types.some((type) => CREDENTIAL_TYPES.includes(type));
}

/** A schema of one of the things that another one describes. */
function partOf({ $schema, $defs }: JsonObject, name: string): JsonObject {
  const part = isObject($defs) ? $defs[name] : undefined;
  return isObject(part) && isObject($defs) && typeof $schema === 'string' ? { $schema, $defs, ...part } : reject('bug', `the Open Badges schema does not describe ${name}`);
}

interface Asked {
  /** Of which it must have one. */
  readonly types: readonly string[];
  /** Addresses of the published schemas that ours is written for. */
  readonly official: RegExp;
}
/** By a schema of 1EdTech's kind. */
export function createSchemaCheck(schema: JsonObject, asked: Asked): Ob3Schema {
  const strict = compileForeignSchema(schema);
  return { strict, check: (document) => check(document, { ...asked, schema, strict }) };
}

function check(document: JsonObject, { schema, strict, types, official }: Asked & { readonly schema: JsonObject; readonly strict: SchemaCheck }): Finding {
  if (!texts({ value: document, path: '' }, 'type').some((type) => types.includes(type))) return fail('schema', 'type-missing', { detail: '/type' });
  const current = asVcdm2(document) as JsonObject;
  if (strict(current).length === 0) return foreignSchema(document, official) ?? pass('schema');
  const [problem] = oneByOne(wrapSingles(current, schema) as JsonObject).flatMap((one) => strict(one));
  if (problem !== undefined) return fail('schema', 'schema-mismatch', { detail: `${problem.path} ${problem.message}` });
  return warn('schema', 'schema-relaxed');
}

/** As many as are read. */
const MAX_STATUSES = 10;
/** W3C lets a credential have several status entries (VC Data Model 2.0, 4.10), Open Badges has one, and the field writes two: each must be as the one is asked to be. */
function oneByOne(document: JsonObject): readonly JsonObject[] {
  const { credentialStatus: entries } = document;
  return Array.isArray(entries) && entries.length > 1 ? (entries as readonly Json[]).slice(0, MAX_STATUSES).map((credentialStatus) => ({ ...document, credentialStatus })) : [document];
}

/** A schema named by the document that we do not hold is not fetched: what it would say stays unknown, and that is said. */
function foreignSchema(document: JsonObject, official: RegExp): Finding | undefined {
  const found = schemasIn(document, '').find(({ id }) => !official.test(id) && !OFFICIAL.test(id));
  return found && warn('schema', 'schema-unavailable', { detail: `${found.path} ${found.id}` });
}

function schemasIn(value: Json, path: string): { readonly path: string; readonly id: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]: [string, Json]) => {
    const at = path + pointer(name);
    if (name !== 'credentialSchema') return schemasIn(member, at);
    return listed(member).flatMap((entry) => (isObject(entry) && typeof entry.id === 'string' ? [{ path: at, id: entry.id }] : []));
  });
}
