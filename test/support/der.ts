/** A DER writer (X.690) for tests: certificates, stamps and lists as they should be, and as they should not. */
const bytes = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

function length(size: number): Uint8Array {
  if (size < 0x80) return Uint8Array.of(size);
  const digits = size.toString(16).padStart(size.toString(16).length + (size.toString(16).length % 2), '0');
  const content = Buffer.from(digits, 'hex');
  return bytes(Uint8Array.of(0x80 + content.length), content);
}

export const tlv = (tag: number, ...content: readonly Uint8Array[]): Uint8Array => {
  const value = bytes(...content);
  return bytes(Uint8Array.of(tag), length(value.length), value);
};

export const sequence = (...items: readonly Uint8Array[]): Uint8Array => tlv(0x30, ...items);
/** DER orders the members of a SET OF by their encodings. */
export const setOf = (...items: readonly Uint8Array[]): Uint8Array => tlv(0x31, ...[...items].sort((a, b) => Buffer.compare(a, b)));
export const octets = (value: Uint8Array): Uint8Array => tlv(0x04, value);
export const bits = (value: Uint8Array, unused = 0): Uint8Array => tlv(0x03, Uint8Array.of(unused), value);
export const utf8String = (value: string): Uint8Array => tlv(0x0c, Buffer.from(value, 'utf8'));
export const printable = (value: string): Uint8Array => tlv(0x13, Buffer.from(value, 'ascii'));
export const ia5 = (value: string): Uint8Array => tlv(0x16, Buffer.from(value, 'ascii'));
export const boolean = (value: boolean): Uint8Array => tlv(0x01, Uint8Array.of(value ? 0xff : 0));
export const nil = (): Uint8Array => Uint8Array.of(0x05, 0x00);
export const enumerated = (value: number): Uint8Array => tlv(0x0a, Uint8Array.of(value));
/** Context-specific, constructed. */
export const explicit = (number: number, ...content: readonly Uint8Array[]): Uint8Array => tlv(0xa0 + number, ...content);
/** Context-specific, primitive. */
export const implicit = (number: number, content: Uint8Array): Uint8Array => tlv(0x80 + number, content);

export function integer(value: number | bigint): Uint8Array {
  const hex = BigInt(value).toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return tlv(0x02, Buffer.from(Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even, 'hex'));
}

export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tlv(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}
const base128 = (value: number): number[] => {
  const digits = [value % 128];
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left % 128) + 128);
  return digits;
};

const compact = (time: string): string => `${time.slice(0, 19).replace(/[-:T]/g, '')}Z`;
/** RFC 5280, 4.1.2.5: UTCTime until 2049. */
export const time = (value: string): Uint8Array => (value < '2050' ? tlv(0x17, Buffer.from(compact(value).slice(2), 'ascii')) : generalizedTime(value));
export const generalizedTime = (value: string): Uint8Array => tlv(0x18, Buffer.from(compact(value), 'ascii'));
