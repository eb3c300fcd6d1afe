import { decode, encode } from 'cborg';
import { concat, equalBytes, fromBase64url, toBase64url } from '../../../core/bytes.js';

/** What an issuer gives the holder (ECDSA 1.0, 3.5.2). */
export interface BaseValue {
  readonly baseSignature: Uint8Array;
  /** Of the key that signed each statement, as Multikey bytes. */
  readonly publicKey: Uint8Array;
  readonly hmacKey: Uint8Array;
  /** Of the statements that are not mandatory, in their order. */
  readonly signatures: readonly Uint8Array[];
  readonly mandatoryPointers: readonly string[];
}
/** What a holder shows (3.5.7). */
export interface DerivedValue {
  readonly baseSignature: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly signatures: readonly Uint8Array[];
  /** From the blank nodes of the document shown, as canonicalisation names them, to the names that were signed. */
  readonly labels: ReadonlyMap<string, string>;
  /** Places of the mandatory ones among the statements shown. */
  readonly mandatoryIndexes: readonly number[];
}

/** 3.5.2 and 3.5.7: a CBOR tag of its own, base or derived. */
const BASE = Uint8Array.of(0xd9, 0x5d, 0x00);
const DERIVED = Uint8Array.of(0xd9, 0x5d, 0x01);

export const writeBase = ({ baseSignature, publicKey, hmacKey, signatures, mandatoryPointers }: BaseValue): string =>
  written(BASE, [baseSignature, publicKey, hmacKey, signatures, mandatoryPointers]);

export const writeDerived = ({ baseSignature, publicKey, signatures, labels, mandatoryIndexes }: DerivedValue): string =>
  written(DERIVED, [baseSignature, publicKey, signatures, new Map([...labels].map(([from, to]) => [Number(from.slice('c14n'.length)), fromBase64url(to.slice(1))])), mandatoryIndexes]);

const written = (head: Uint8Array, parts: readonly unknown[]): string => `u${toBase64url(concat(head, encode(parts)))}`;

/** Undefined when it is none: of another kind, of other parts, or of parts of another size. */
export function readBase(value: Uint8Array): BaseValue | undefined {
  const [baseSignature, publicKey, hmacKey, signatures, mandatoryPointers, ...more] = partsOf(value, BASE);
  const good = more.length === 0 && isBytes(baseSignature, 64) && isMultikey(publicKey) && isBytes(hmacKey, 32) && areSignatures(signatures) && areTexts(mandatoryPointers);
  return good ? { baseSignature, publicKey, hmacKey, signatures, mandatoryPointers } : undefined;
}

/** Undefined as with {@link readBase}; the indexes rise, and no two blank nodes become one. */
export function readDerived(value: Uint8Array): DerivedValue | undefined {
  const [baseSignature, publicKey, signatures, map, mandatoryIndexes, ...more] = partsOf(value, DERIVED);
  const labels = labelsOf(map);
  const good = more.length === 0 && isBytes(baseSignature, 64) && isMultikey(publicKey) && areSignatures(signatures) && rise(mandatoryIndexes);
  return good && labels !== undefined ? { baseSignature, publicKey, signatures, labels, mandatoryIndexes } : undefined;
}

/** Each statement is signed by itself, and each signature takes its time to check: ten times the largest official sample. */
const MAX_SIGNATURES = 2000;

function partsOf(value: Uint8Array, head: Uint8Array): readonly unknown[] {
  if (!equalBytes(value.subarray(0, head.length), head)) return [];
  try {
    // No tags (3.5.2), nothing that could be written otherwise.
    const parts: unknown = decode(value.subarray(head.length), { useMaps: true, strict: true, allowIndefinite: false, rejectDuplicateMapKeys: true });
    return Array.isArray(parts) ? (parts as readonly unknown[]) : [];
  } catch {
    return [];
  }
}

const isBytes = (value: unknown, length: number): value is Uint8Array => value instanceof Uint8Array && value.length === length;
/** P-256, compressed: the only kind of key there is for this. */
const isMultikey = (value: unknown): value is Uint8Array => isBytes(value, 35) && value[0] === 0x80 && value[1] === 0x24;
const areSignatures = (value: unknown): value is Uint8Array[] => Array.isArray(value) && value.length <= MAX_SIGNATURES && value.every((one) => isBytes(one, 64));
const areTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => typeof one === 'string');
const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const rise = (value: unknown): value is number[] => Array.isArray(value) && value.every((one, at) => isIndex(one) && (at === 0 || one > (value[at - 1] as number)));

function labelsOf(map: unknown): ReadonlyMap<string, string> | undefined {
  if (!(map instanceof Map)) return undefined;
  const entries = [...(map as ReadonlyMap<unknown, unknown>)];
  if (!entries.every((entry): entry is [number, Uint8Array] => isIndex(entry[0]) && isBytes(entry[1], 32))) return undefined;
  const labels = new Map(entries.map(([from, to]) => [`c14n${from}`, `u${toBase64url(to)}`]));
  return new Set(labels.values()).size === labels.size ? labels : undefined;
}
