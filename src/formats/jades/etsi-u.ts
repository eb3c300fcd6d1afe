import { concat, fromBase64url, text, utf8 } from '../../core/bytes.js';
import { reject } from '../../core/errors.js';
import { isObject, parseJson, type Json, type JsonObject } from '../../core/json.js';
import type { SealLevel, SealParts, SealStamp } from '../../core/seal.js';
import { pkiObject, stampToken } from './base64.js';

/** What the unsigned properties of a seal give to its judging. */
export type Unsigned = Pick<SealParts, 'stamps' | 'certificates' | 'crls' | 'ocsps' | 'level'>;

interface Component {
  readonly name: string;
  readonly value: Json;
  /** As it stands, where it stands encoded: what an archive time stamp covers. */
  readonly encoded: string | undefined;
}
/** A seal needs a handful; each may cost several signatures to check. */
const MAX_COMPONENTS = 24;
/** An archive stamp lasts for years; each stamp brings certificates of its own. */
const MAX_STAMPS = 8;

interface Before {
  /** ASCII of the signature as it stands: what a signature time stamp covers. */
  readonly signature: string;
  /** Payload, protected header and signature, as they stand: where an archive time stamp begins. */
  readonly signed: string;
}

/** Reads `etsiU` (TS 119 182-1, 5.3.1). Throws `input-invalid`, naming what is wrong. */
export function readEtsiU(etsiU: Json | undefined, before: Before): Unsigned {
  const components = etsiU === undefined ? [] : componentsOf(etsiU);
  const of = (...names: readonly string[]): readonly Component[] => components.filter(({ name }) => names.includes(name));
  const stamps = components.flatMap((component, index) => stampOf(component, components.slice(0, index), before));
  if (stamps.length > MAX_STAMPS) reject('input-invalid', 'etsiU has more time stamps than any seal.');
  const values = of('xVals', 'axVals', 'rVals', 'arVals', 'tstVD', 'anyValData');
  return {
    stamps,
    certificates: values.flatMap(({ name, value }) => certificatesIn(/xVals/i.test(name) ? value : isObject(value) ? value.xVals : undefined)),
    ...revocationIn(values),
    level: levelOf(components.map(({ name }) => name)),
  };
}

function componentsOf(etsiU: Json): readonly Component[] {
  if (!Array.isArray(etsiU) || etsiU.length === 0 || etsiU.length > MAX_COMPONENTS) return reject('input-invalid', 'etsiU is no list of properties.');
  const list = etsiU as readonly Json[];
  if (list.every((one) => typeof one === 'string')) return list.map((one) => ({ ...nameAndValue(parseJson(text(fromBase64url(one)))), encoded: one }));
  if (list.every(isObject)) return list.map((one) => ({ ...nameAndValue(one), encoded: undefined }));
  return reject('input-invalid', 'etsiU has properties of two forms.');
}

function nameAndValue(property: Json): Pick<Component, 'name' | 'value'> {
  const [only, ...more] = isObject(property) ? Object.entries(property) : [];
  return only === undefined || more.length > 0 ? reject('input-invalid', 'A property of etsiU is none.') : { name: only[0], value: only[1] };
}

function stampOf({ name, value }: Component, earlier: readonly Component[], before: Before): readonly SealStamp[] {
  if (name === 'sigTst') return [{ kind: 'signature', token: stampToken(value), covered: utf8(before.signature) }];
  return name === 'arcTst' ? [{ kind: 'archive', token: stampToken(value), covered: archived(earlier, before) }] : [];
}

/** TS 119 182-1, 5.3.6.3: of properties that do not stand encoded it depends on how they would be written, which nothing settles. */
function archived(earlier: readonly Component[], { signed }: Before): Uint8Array | undefined {
  const encoded = earlier.map((component) => component.encoded);
  return encoded.every((one) => one !== undefined) ? concat(utf8(`${signed}.`), utf8(encoded.join(''))) : undefined;
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);
const certificatesIn = (values: Json | undefined): readonly Uint8Array[] => listOf(values).flatMap((one) => (isObject(one) && one.x509Cert !== undefined ? [pkiObject(one.x509Cert)] : []));

function revocationIn(values: readonly Component[]): Pick<Unsigned, 'crls' | 'ocsps'> {
  const all = values.flatMap(({ value }): readonly JsonObject[] => (isObject(value) ? [value, ...(isObject(value.rVals) ? [value.rVals] : [])] : []));
  return { crls: all.flatMap(({ crlVals }) => listOf(crlVals).map(pkiObject)), ocsps: all.flatMap(({ ocspVals }) => listOf(ocspVals).map(pkiObject)) };
}

/** References in place of values: not of the baseline's long-term levels (TS 119 182-1, 6.3). */
const REFERENCES = ['xRefs', 'rRefs', 'axRefs', 'arRefs', 'sigRTst', 'rfsTst'];
const VALUES = ['xVals', 'rVals', 'tstVD', 'anyValData'];

/** As its properties stand; whether they hold is the judging's to say. */
function levelOf(names: readonly string[]): SealLevel {
  if (!names.includes('sigTst')) return 'B-B';
  const values = names.findIndex((name) => VALUES.includes(name));
  if (values < 0 || names.some((name) => REFERENCES.includes(name))) return 'B-T';
  return names.lastIndexOf('arcTst') > values ? 'B-LTA' : 'B-LT';
}
