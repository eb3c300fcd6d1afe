import { reject } from '../core/errors.js';
import { isObject, pointer, type Json, type JsonObject } from '../core/json.js';
import { parseTimestamp } from '../core/time.js';
import { checkRelatedResources } from './related-resource.js';

export const V2 = 'https://www.w3.org/ns/credentials/v2';
const V1 = 'https://www.w3.org/2018/credentials/v1';

export const listOf = (value: Json | undefined): readonly Json[] => (value === undefined ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value]);
const isUrl = (value: Json | undefined): value is string => typeof value === 'string' && /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(value) && URL.canParse(value);
const bad = (path: string, what: string): never => reject('input-invalid', `${path} ${what}.`, path);

/** Throws `input-invalid`, with the place, when a credential is not built as the VC Data Model says: 2.0, or 1.1 by its first context. */
export function checkCredential(credential: JsonObject, contexts: ReadonlyMap<string, JsonObject>): void {
  checkContext(credential, contexts);
  checkTypes(credential, 'VerifiableCredential');
  checkId(credential, '');
  checkIssuer(credential.issuer);
  checkSubjects(credential.credentialSubject);
  for (const name of ['credentialStatus', 'credentialSchema', 'refreshService', 'termsOfUse', 'evidence']) checkEntries(credential, name);
  checkDates(credential);
  for (const [path, node] of [['', credential], ['/issuer', credential.issuer]] as const) if (isObject(node)) checkNames(node, path);
  checkRelatedResources(credential.relatedResource);
}

/** The same for a presentation, but for the credentials in it. */
export function checkPresentation(presentation: JsonObject, contexts: ReadonlyMap<string, JsonObject>): void {
  checkContext(presentation, contexts);
  checkTypes(presentation, 'VerifiablePresentation');
  checkId(presentation, '');
  const { holder } = presentation;
  if (holder !== undefined && !isUrl(isObject(holder) ? holder.id : holder)) bad('/holder', 'is neither a URL nor an object with one as its id');
  if (!listOf(presentation.verifiableCredential).every(isObject)) bad('/verifiableCredential', 'has something that is no credential');
}

/** The version of the data model that a credential says it is of. */
export const versionOf = ({ '@context': context }: JsonObject): '1.1' | '2.0' => (listOf(context)[0] === V1 ? '1.1' : '2.0');

function checkContext({ '@context': context }: JsonObject, contexts: ReadonlyMap<string, JsonObject>): void {
  if (!Array.isArray(context) || (context[0] !== V2 && context[0] !== V1)) bad('/@context', `is no list that begins with ${V2}`);
  (context as readonly Json[]).forEach((item, at) => {
    const held = typeof item === 'string' ? contexts.has(item) : isObject(item);
    if (!held) bad(`/@context/${at}`, 'is no context that is held here; none is fetched');
  });
}

function checkTypes({ type }: JsonObject, needed: string): void {
  if (!Array.isArray(type) || !type.every((one) => typeof one === 'string') || !type.includes(needed)) bad('/type', `is no list of types with ${needed}`);
}

function checkId(node: JsonObject, path: string): void {
  if (node.id !== undefined && !isUrl(node.id)) bad(`${path}/id`, 'is no URL');
}

function checkIssuer(issuer: Json | undefined): void {
  if (!isUrl(isObject(issuer) ? issuer.id : issuer)) bad('/issuer', 'is neither a URL nor an object with one as its id');
}

function checkSubjects(subject: Json | undefined): void {
  const subjects = listOf(subject);
  if (subjects.length === 0) bad('/credentialSubject', 'is missing');
  subjects.forEach((one, at) => {
    const path = Array.isArray(subject) ? pointer('credentialSubject', at) : '/credentialSubject';
    if (!isObject(one) || Object.keys(one).length === 0) return bad(path, 'claims nothing');
    checkId(one, path);
  });
}

/** Every one of these says what kind it is; of a schema there is nothing to know without its address. */
function checkEntries(credential: JsonObject, name: string): void {
  listOf(credential[name]).forEach((entry, at) => {
    const path = Array.isArray(credential[name]) ? pointer(name, at) : pointer(name);
    if (!isObject(entry)) return bad(path, 'is no object');
    const types = listOf(entry.type);
    if (types.length === 0 || !types.every((one) => typeof one === 'string' && one !== '')) bad(`${path}/type`, 'is missing or no type');
    if (name === 'credentialSchema' && entry.id === undefined) bad(`${path}/id`, 'is missing');
    checkId(entry, path);
  });
}

const DATES = { '1.1': ['issuanceDate', 'expirationDate'], '2.0': ['validFrom', 'validUntil'] } as const;

/** From when, and until when, as the version of the data model has it. */
export function periodOf(credential: JsonObject): readonly [from: Date | undefined, until: Date | undefined] {
  const [from, until] = DATES[versionOf(credential)].map((name) => dateIn(credential, name));
  return [from, until];
}

function dateIn(credential: JsonObject, name: string): Date | undefined {
  const value = credential[name];
  if (value === undefined) return undefined;
  return (typeof value === 'string' ? parseTimestamp(value) : undefined) ?? bad(pointer(name), 'is no date and time with its offset');
}

function checkDates(credential: JsonObject): void {
  const [from, until] = periodOf(credential);
  if (versionOf(credential) === '1.1' && from === undefined) bad('/issuanceDate', 'is missing');
  if (from !== undefined && until !== undefined && until < from) bad(pointer(DATES[versionOf(credential)][1]), 'is before the beginning');
}

const LANGUAGE_VALUE = ['@value', '@language', '@direction'];

/** VCDM 2.0, 4.6 and 11.1. */
function checkNames(node: JsonObject, path: string): void {
  for (const name of ['name', 'description']) {
    const good = listOf(node[name]).every((value) => typeof value === 'string' || (isObject(value) && typeof value['@value'] === 'string' && Object.keys(value).every((key) => LANGUAGE_VALUE.includes(key))));
    if (!good) bad(path + pointer(name), 'is neither a text nor one with its language');
  }
}
