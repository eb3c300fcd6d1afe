import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import { writeChunks, type Chunk } from '../../../src/core/png.js';
import { list, proven } from './make/base.js';

const CONTEXT = ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'];
const PROOF = [{ type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022', created: '2026-11-21T10:00:00Z', verificationMethod: 'did:web:university.example#ed', proofPurpose: 'assertionMethod', proofValue: `z${'2'.repeat(86)}` }];

/** Ten nameless things, each related to all others: RDFC-1.0 tries every order (7.1). */
function poisonGraph(): string {
  const nodes = Array.from({ length: 10 }, (_, one) => ({ id: `_:b${one}`, type: ['Achievement'], related: Array.from({ length: 10 }, (__, other) => ({ id: `_:b${other}`, type: ['Related'] })).filter(({ id }) => id !== `_:b${one}`) }));
  return JSON.stringify({ '@context': CONTEXT, type: ['VerifiableCredential', 'OpenBadgeCredential'], issuer: 'did:web:university.example', credentialSubject: nodes.map((achievement) => ({ type: ['AchievementSubject'], achievement })), proof: PROOF });
}
/** A list, rightly signed, of 400 KB that unpack to 400 MiB: the same block of zeros again and again. */
async function gzipBomb(): Promise<string> {
  const block = deflateRawSync(Buffer.alloc(1024 * 1024), { finishFlush: constants.Z_FULL_FLUSH });
  const head = Buffer.from('1f8b0800000000000003', 'hex');
  const packed = Buffer.concat([head, ...Array.from({ length: 400 }, () => block), Buffer.from('0300', 'hex'), Buffer.alloc(8)]);
  return JSON.stringify(await proven(list({}, { encodedList: `u${packed.toString('base64url')}` })));
}
const picture = (chunks: readonly Chunk[]): Uint8Array => writeChunks([{ type: 'IHDR', data: Buffer.from('00000001000000010800000000', 'hex') }, ...chunks, { type: 'IEND', data: new Uint8Array() }]);
/** One comment, a hundred thousand times. */
function manyChunks(): Uint8Array {
  const few = picture([{ type: 'tEXt', data: Buffer.from('Comment\0x') }]);
  const [end, size] = [few.length - 12, 21];
  return Buffer.concat([few.subarray(0, end), ...Array.from({ length: 100_000 }, () => few.subarray(end - size, end)), few.subarray(end)]);
}
const inBadge = (content: string): string => `{"@context":${JSON.stringify(CONTEXT)},"type":["VerifiableCredential","OpenBadgeCredential"],"credentialSubject":${content}}`;

/** Uploads that are too large to keep, by name. */
const MAKERS: Readonly<Record<string, () => string | Uint8Array | Promise<string>>> = {
  'gzip-bomb': gzipBomb,
  'png-bomb': () => picture([{ type: 'zTXt', data: Buffer.concat([Buffer.from('openbadgecredential\0\0'), deflateSync(Buffer.alloc(300 * 1024 * 1024))]) }]),
  'png-many-chunks': manyChunks,
  'poison-graph': poisonGraph,
  'deep-json': () => inBadge(`${'['.repeat(10_000)}${']'.repeat(10_000)}`),
  'five-megabytes': () => inBadge(`"${'a'.repeat(5 * 1024 * 1024)}"`),
};

export async function made(name: string): Promise<Uint8Array> {
  const value = await MAKERS[name]?.();
  if (value === undefined) throw new Error(`nothing makes ${name}`);
  return typeof value === 'string' ? new TextEncoder().encode(value) : value;
}
