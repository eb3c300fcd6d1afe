import { concat } from '../../src/core/bytes.js';
import { readChunks, writeChunks, type Chunk } from '../../src/core/png.js';
import { tlv } from '../support/der.js';

/** Changes to inputs that know what the input is made of, so that they reach past the first look. The same seed makes the same changes. */
export type Random = (below: number) => number;
export type Mutator = (input: Uint8Array, random: Random) => Uint8Array;

/** mulberry32. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, below);
  };
}
const pick = <T>(all: readonly T[], random: Random): T => all[random(all.length)] as T;
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const bytesOf = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'utf8'));

const ODD_BYTES = [0, 1, 0x0a, 0x20, 0x22, 0x2e, 0x30, 0x5b, 0x5c, 0x7b, 0x7e, 0x7f, 0x80, 0xa0, 0xfe, 0xff];

/** Of any bytes. */
export const bytes: Mutator = (input, random) => {
  const at = random(input.length);
  const end = Math.min(input.length, at + 1 + random(pick([1, 4, 64, 1024], random)));
  const some = input.subarray(at, end);
  return pick<() => Uint8Array>(
    [
      () => Uint8Array.from(input, (byte, i) => (i === at ? byte ^ (1 << random(8)) : byte)),
      () => Uint8Array.from(input, (byte, i) => (i === at ? pick(ODD_BYTES, random) : byte)),
      () => concat(input.subarray(0, at), input.subarray(end)),
      () => concat(input.subarray(0, at), ...Array.from({ length: 1 + random(20) }, () => some), input.subarray(end)),
      () => concat(input.subarray(0, at), Uint8Array.from({ length: 1 + random(16) }, () => random(256)), input.subarray(at)),
      () => input.subarray(0, at),
      () => concat(input, some),
    ],
    random,
  )();
};

const NAMES = ['__proto__', 'constructor', 'toString', 'length', '', '@id', '@index', '@context', '@graph', '@nest', '@reverse', 'type', 'id', 'proof', 'a b', '\u0000', 'ſ'];
const VALUES: readonly (() => unknown)[] = [
  () => null, () => true, () => 0, () => -0, () => -1, () => 1.5, () => 1e308, () => 2 ** 53, () => '', () => ' ', () => '0', () => 'x'.repeat(5000), () => '\u202e', () => '\ud83d\ude00', () => 'did:web:a', () => 'did:key:z6Mk',
  () => 'https://[::1]/', () => 'https://e.org/%', () => 'javascript:alert(1)', () => '2026-02-30T25:61:61Z', () => '9999-12-31T23:59:59.999999999Z', () => 'P1D', () => '1e3', () => '12abc', () => '٣', () => [], () => ({}), () => [[]], () => [null],
  () => ({ '@value': 'x', '@index': 'y' }), () => ({ id: 5 }), () => Array.from({ length: 300 }, (_, n) => n), () => Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`n${n}`, {}])),
  () => Array.from({ length: 60 }).reduce<unknown>((inner) => [inner], 1), () => 'u' + 'A'.repeat(400), () => 'z' + '1'.repeat(1200),
];

type Holder = Record<string | number, unknown>;
function holders(value: unknown, found: Holder[] = []): Holder[] {
  if (typeof value !== 'object' || value === null) return found;
  found.push(value as Holder);
  for (const member of Object.values(value)) holders(member, found);
  return found;
}

/** A value of JSON with something else somewhere in it. */
export function changed(value: unknown, random: Random): unknown {
  const root = { value: structuredClone(value) };
  const all = holders(root);
  const holder = pick(all, random);
  const name = pick(Object.keys(holder), random) ?? 'x';
  const own = holder[name];
  const put = (made: unknown): void => void (holder[name] = made);
  const set = (as: string, made: unknown): void => void (Array.isArray(holder) ? holder.push(made) : Object.defineProperty(holder, as, { value: made, enumerable: true, configurable: true, writable: true }));
  pick<() => unknown>(
    [
      () => put(pick(VALUES, random)()),
      () => put(pick(VALUES, random)()),
      () => (Array.isArray(holder) ? holder.splice(Number(name), 1) : delete holder[name]),
      () => put([own, own]),
      () => put([own]),
      () => put(Array.isArray(own) ? (own as readonly unknown[])[0] : { value: own }),
      () => set(pick(NAMES, random), own),
      () => set(pick(NAMES, random), pick(VALUES, random)()),
      () => put(structuredClone(Object.values(pick(all, random))[0])),
      () => put(typeof own === 'string' ? text(bytes(bytesOf(own), random)) : typeof own === 'number' ? own + 1 - random(3) : own),
    ],
    random,
  )();
  return root.value;
}

/** Of JSON: a value somewhere in it; or only how it is written. */
export const json: Mutator = (input, random) => {
  const value = parsed(text(input));
  if (value === undefined || random(8) === 0) return bytes(input, random);
  if (random(12) === 0) return bytesOf(JSON.stringify(value, undefined, 1 + random(3)));
  return bytesOf(JSON.stringify(changed(value, random)) ?? '');
};
function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

const decoded = (part: string): string => Buffer.from(part, 'base64url').toString('utf8');
/** One part of a token, which may be JSON. */
function part(value: string, random: Random): string {
  const inside = parsed(decoded(value));
  return pick<() => string>(
    [
      () => (inside === undefined ? text(bytes(bytesOf(value), random)) : Buffer.from(JSON.stringify(changed(inside, random)) ?? '').toString('base64url')),
      () => (inside === undefined ? value : Buffer.from(JSON.stringify(inside, undefined, 1)).toString('base64url')),
      () => Buffer.from(bytes(new Uint8Array(Buffer.from(value, 'base64url')), random)).toString('base64url'),
      () => text(bytes(bytesOf(value), random)),
      () => `${value}=`,
      () => `${value.slice(0, -1)}${String.fromCharCode(value.charCodeAt(value.length - 1) ^ 1)}`,
      () => `${value}\n`,
      () => '',
    ],
    random,
  )();
}

/** Of parts between dots, or tildes and dots: JWS and SD-JWT. */
export const token: Mutator = (input, random) => {
  const parts = text(input).split(/([.~])/);
  const [at, other] = [random(Math.ceil(parts.length / 2)) * 2, random(Math.ceil(parts.length / 2)) * 2];
  const own = parts[at] ?? '';
  pick<() => unknown>(
    [
      () => (parts[at] = part(own, random)),
      () => (parts[at] = part(own, random)),
      () => (parts[at] = part(own, random)),
      () => ([parts[at], parts[other]] = [parts[other] ?? '', own]),
      () => parts.splice(at, 2),
      () => parts.splice(at, 0, own, pick(['.', '~'], random)),
      () => parts.push('~', own),
    ],
    random,
  )();
  return bytesOf(parts.join(''));
};

const TYPES = ['iTXt', 'zTXt', 'tEXt', 'IHDR', 'IEND', 'IDAT', 'PLTE', 'abcd', '\u00ff\u0000aa'];
/** Of a PNG: its chunks, with their checksums right. */
export const png: Mutator = (input, random) => {
  const chunks: Chunk[] = [...(readChunks(input) ?? [])];
  if (chunks.length === 0 || random(6) === 0) return bytes(input, random);
  const at = random(chunks.length);
  const own = chunks[at] as Chunk;
  pick<() => unknown>(
    [
      () => (chunks[at] = { ...own, data: bytes(own.data, random) }),
      () => (chunks[at] = { ...own, data: bytes(own.data, random) }),
      () => (chunks[at] = { ...own, type: pick(TYPES, random) }),
      () => chunks.splice(at, 1),
      () => chunks.splice(random(chunks.length), 0, own),
      () => (chunks[at] = { ...own, data: json(own.data, random) }),
    ],
    random,
  )();
  return writeChunks(chunks);
};

interface Node {
  tag: number;
  content: Uint8Array | Node[];
}
/** The values of DER; undefined when it is none. */
function nodesOf(der: Uint8Array): Node[] | undefined {
  const nodes: Node[] = [];
  for (let at = 0; at < der.length; ) {
    const [tag = 0, first = 0] = der.subarray(at, at + 2);
    const digits = first < 0x80 ? 0 : first & 0x7f;
    const length = digits === 0 ? first : der.subarray(at + 2, at + 2 + digits).reduce((sum, byte) => sum * 256 + byte, 0);
    const start = at + 2 + digits;
    if ((tag & 0x1f) === 0x1f || digits > 4 || start + length > der.length) return undefined;
    const content = der.subarray(start, start + length);
    nodes.push({ tag, content: ((tag & 0x20) === 0 ? undefined : nodesOf(content)) ?? content });
    at = start + length;
  }
  return nodes;
}
const encoded = (nodes: readonly Node[]): Uint8Array => concat(...nodes.map(({ tag, content }) => tlv(tag, content instanceof Uint8Array ? content : encoded(content))));
const listsIn = (nodes: Node[]): Node[][] => [nodes, ...nodes.flatMap(({ content }) => (content instanceof Uint8Array ? [] : listsIn(content)))].filter((list) => list.length > 0);

/** Of DER: a value somewhere in it, with the lengths around it right. */
export const der: Mutator = (input, random) => {
  const nodes = nodesOf(input);
  if (nodes === undefined || nodes.length === 0 || random(6) === 0) return bytes(input, random);
  const lists = listsIn(nodes);
  const list = pick(lists, random);
  const at = random(list.length);
  const own = list[at] as Node;
  pick<() => unknown>(
    [
      () => (list[at] = { ...own, content: own.content instanceof Uint8Array ? bytes(own.content, random) : [...own.content].reverse() }),
      () => (list[at] = { ...own, content: own.content instanceof Uint8Array ? bytes(own.content, random) : [] }),
      () => (list[at] = { ...own, tag: pick([0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x17, 0x18, 0x30, 0x31, 0x80, 0xa0, 0xa3, own.tag ^ 0x20], random) }),
      () => list.splice(at, 1),
      () => list.splice(at, 0, ...Array.from({ length: 1 + random(5) }, () => own)),
      () => (list[at] = structuredClone(pick(pick(lists, random), random))),
      () => (list[at] = { tag: 0x30, content: [own] }),
    ],
    random,
  )();
  return encoded(nodes);
};

/** As often as it takes to be lost, most often once. */
export const several =
  (mutator: Mutator): Mutator =>
  (input, random) => {
    let out = input;
    for (let left = pick([1, 1, 1, 2, 3, 6], random); left > 0; left--) out = mutator(out, random);
    return out;
  };
