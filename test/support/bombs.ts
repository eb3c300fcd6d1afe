import type { RequestListener } from 'node:http';
import { deflateSync, gzipSync } from 'node:zlib';
import { toBase58, toBase64url, utf8 } from '../../src/core/bytes.js';
import type { JsonObject } from '../../src/core/json.js';
import { writeChunks } from '../../src/core/png.js';
import { toMultikey } from '../../src/core/keys.js';
import { createSecuring } from '../../src/formats/securing/index.js';
import { bits, integer, nil, oid, sequence, tlv } from './der.js';
import { documents } from './documents.js';
import { ed25519Key } from './keys.js';

/** Something sent to keep a verifier busy, or to fill its memory. */
export interface Bomb {
  readonly name: string;
  readonly type: string;
  readonly body: Uint8Array;
}

const MIB = 1024 * 1024;
/** A file of 50 MB, which is not even taken in. */
export const TOO_LARGE: Bomb = { name: 'a PNG of 50 MB', type: 'image/png', body: new Uint8Array(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(50_000_000)])) };

const bomb = (name: string, body: Uint8Array | string | JsonObject, type = 'text/plain'): Bomb => ({ name, type, body: typeof body === 'string' ? utf8(body) : body instanceof Uint8Array ? body : utf8(JSON.stringify(body)) });

// What the others are made of.
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const token = (...parts: readonly unknown[]): string => [...parts.map((part) => toBase64url(utf8(typeof part === 'string' ? part : JSON.stringify(part)))), 'c2ln'].join('.');
const DID = `did:key:${toMultikey(ed25519Key('bombs').publicJwk)}`;
const KEY = `${DID}#${DID.slice('did:key:'.length)}`;
const CONTEXTS = ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'];
/** An Open Badge that only its signature is missing of, so that all of it is looked at first. */
const badge = (subject: JsonObject, more: JsonObject = {}): JsonObject => ({
  '@context': CONTEXTS,
  id: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a01',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id: DID, type: ['Profile'], name: 'Bombs' },
  validFrom: '2026-01-01T00:00:00Z',
  name: 'Bomb',
  credentialSubject: { type: ['AchievementSubject'], achievement: { id: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a02', type: ['Achievement'], name: 'A', description: 'D', criteria: { narrative: 'N' } }, ...subject },
  proof: { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022', created: '2026-01-01T00:00:00Z', verificationMethod: KEY, proofPurpose: 'assertionMethod', proofValue: `z${toBase58(new Uint8Array(64).fill(7))}` },
  ...more,
});
const achievement = (more: JsonObject): JsonObject => ({ achievement: { id: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a02', type: ['Achievement'], name: 'A', description: 'D', criteria: { narrative: 'N' }, ...more } });

/** 400 KB that unpack to 400 MiB. */
const ZEROS = Buffer.alloc(400 * MIB);
export const GZIPPED = new Uint8Array(gzipSync(ZEROS, { level: 9 }));
const DEFLATED = new Uint8Array(deflateSync(ZEROS, { level: 9 }));

const SIGNATURE_IHDR = (side: number): Uint8Array => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(side, 0);
  data.writeUInt32BE(side, 4);
  data.set([8, 6, 0, 0, 0], 8);
  return new Uint8Array(data);
};
const png = (side: number, ...chunks: readonly { type: string; data: Uint8Array }[]): Uint8Array =>
  writeChunks([{ type: 'IHDR', data: SIGNATURE_IHDR(side) }, ...chunks, { type: 'IEND', data: new Uint8Array() }]);
/** Each an empty text. */
function manyChunks(count: number): Uint8Array {
  const [one, with1] = [png(1), png(1, { type: 'tEXt', data: bytesOf('a\0b') })];
  const chunk = with1.subarray(one.length - END_BYTES, with1.length - END_BYTES);
  return bytesOf(one.subarray(0, one.length - END_BYTES), ...Array.from({ length: count }, () => chunk), one.subarray(-END_BYTES));
}
/** Of `IEND`. */
const END_BYTES = 12;
const bytesOf = (...parts: readonly (string | Uint8Array)[]): Uint8Array => new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array))));

/** Blank nodes that all know each other and differ in nothing (RDFC-1.0, 7.1): each can be told from the others only by trying every order. */
function clique(size: number): JsonObject[] {
  const name = (n: number): string => `_:b${n}`;
  return Array.from({ length: size }, (_, n) => ({ id: name(n), type: ['Alignment'], targetName: 'x', targetUrl: 'https://example.org/', alignment: Array.from({ length: size }, (_other, m) => ({ id: name(m) })).filter((_one, m) => m !== n) }));
}
const GRAPHS: readonly Bomb[] = [
  bomb('a poison graph of 10 blank nodes', badge(achievement({ related: clique(10) }))),
  bomb('a poison graph of 60 blank nodes', badge(achievement({ alignment: clique(60) }))),
  bomb('9,000 blank nodes that are alike', badge(achievement({ alignment: Array.from({ length: 2200 }, () => ({ type: ['Alignment'], targetName: 'x', targetUrl: 'https://example.org/' })) }))),
  bomb('a chain of 60 objects', badge(achievement({ creator: chain(50) }))),
  bomb('2 MiB of alignments', badge(achievement({ alignment: Array.from({ length: 21_000 }, (_, n) => ({ type: ['Alignment'], targetName: `Outcome ${n}`, targetUrl: `https://example.org/${n}` })) }))),
  bomb('2 MiB of names', badge(Object.fromEntries(Array.from({ length: 70_000 }, (_, n) => [`https://e.org/${n}`, n])))),
  bomb('2 MiB of types', badge({ type: Array.from({ length: 100_000 }, (_, n) => `T${n}`) })),
  bomb('50,000 results', badge({ result: Array.from({ length: 50_000 }, (_, n) => ({ type: ['Result'], value: `${n}` })) })),
  bomb('10,000 contexts', badge({}, { '@context': Array.from({ length: 10_000 }, () => CONTEXTS[0]) as never })),
  bomb('5,000 proofs', badge({}, { proof: Array.from({ length: 5000 }, () => badge({}).proof) as never })),
  bomb('9,000 status entries', badge({}, { credentialStatus: Array.from({ length: 9000 }, (_, n) => ({ id: `https://e.org/${n}`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '1', statusListCredential: `https://e.org/${n}` })) as never })),
  bomb('1 MiB of text in one value', badge(achievement({ description: 'x'.repeat(1.9 * MIB) }))),
];
function chain(depth: number): JsonObject {
  return depth === 0 ? { id: 'https://e.org/', type: ['Profile'] } : { id: `https://e.org/${depth}`, type: ['Profile'], parentOrg: chain(depth - 1) };
}

const JSONS: readonly Bomb[] = [
  bomb('100,000-deep JSON', nested(100_000), 'application/json'),
  bomb('1,000,000 brackets that never close', '['.repeat(1_000_000)),
  bomb('100,000-deep JSON in a JWT', token({ alg: 'EdDSA', kid: KEY }, nested(100_000))),
  bomb('100,000-deep JSON in the header of a JWT', token(nested(100_000), {})),
  bomb('100,000-deep JSON in a disclosure', `${token({ alg: 'ES256', typ: 'dc+sd-jwt' }, { vct: 'x', _sd: ['x'] })}~${toBase64url(utf8(`["salt","name",${nested(100_000)}]`))}~`),
  bomb('a million tildes', `${token({ alg: 'ES256', typ: 'dc+sd-jwt' }, { vct: 'x' })}${'~'.repeat(1_000_000)}`),
  bomb('a million dots', `a${'.a'.repeat(1_000_000)}`),
  bomb('2 MiB of commas', `[${','.repeat(2 * MIB - 2)}]`),
  bomb('2 MiB of lines, then no JSON', `{${'\n'.repeat(2 * MIB - 10)}x`),
  bomb('200,000 names in one object', `{${Array.from({ length: 150_000 }, (_, n) => `"n${n}":1`).join(',')}}`),
  bomb('one name a million times', `{${'"a":1,'.repeat(290_000)}"a":1}`),
  bomb('a text of a million escapes', `{"@context":"${'\\u0041'.repeat(340_000)}"}`),
  bomb('a number of a million digits', `{"@context":${'9'.repeat(1_000_000)}}`),
  bomb('100,000-deep JSON as the content of a seal', { payload: toBase64url(utf8(nested(100_000))), protected: toBase64url(utf8('{"alg":"ES256"}')), signature: 'c2ln' }),
];

// X.690: length in the long form, so that each level costs four bytes.
const nestedDer = (depth: number): Uint8Array => {
  let inner: Buffer = Buffer.from(nil());
  const levels: Buffer[] = [];
  for (let n = 0, size = inner.length; n < depth; n++) {
    const head = Buffer.from([0x30, 0x83, size >> 16, (size >> 8) & 255, size & 255]);
    levels.push(head);
    size += head.length;
  }
  inner = Buffer.concat([...levels.reverse(), inner]);
  return new Uint8Array(inner);
};
const rsaSpki = (modulusBits: number, exponentBits: number): Uint8Array =>
  sequence(sequence(oid('1.2.840.113549.1.1.1'), nil()), bits(sequence(integer((1n << BigInt(modulusBits - 1)) + 12345n), integer((1n << BigInt(exponentBits - 1)) + 1n))));
const name = (value: string): Uint8Array => sequence(tlv(0x31, sequence(oid('2.5.4.3'), tlv(0x0c, utf8(value)))));
/** A certificate whose signature nobody made. */
const certificate = (spki: Uint8Array, serial = 1, extensions: readonly Uint8Array[] = []): Uint8Array => {
  const algorithm = sequence(oid('1.2.840.113549.1.1.11'), nil());
  const day = (year: string): Uint8Array => tlv(0x17, utf8(`${year}0101000000Z`));
  const tbs = sequence(tlv(0xa0, integer(2)), integer(serial), algorithm, name('Bombs'), sequence(day('25'), day('35')), name('Bombs'), spki, ...(extensions.length > 0 ? [tlv(0xa3, sequence(...extensions))] : []));
  return sequence(tbs, algorithm, bits(new Uint8Array(256)));
};
const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const sealed = (x5c: readonly Uint8Array[], etsiU?: readonly JsonObject[]): JsonObject => ({
  payload: toBase64url(utf8('{}')),
  signatures: [{ protected: toBase64url(utf8(JSON.stringify({ alg: 'RS256', iat: 1_790_000_000, x5c: x5c.map(b64), 'x5t#S256': 'x' }))), signature: 'c2ln', ...(etsiU && { header: { etsiU: etsiU as never } }) }],
});
const certified = (x5c: readonly Uint8Array[]): string => `${token({ alg: 'RS256', typ: 'dc+sd-jwt', x5c: x5c.map(b64) }, { vct: 'x', iss: 'https://bombs.example' })}~`;
const didJwk = (modulusBits: number, exponentBits: number): string => {
  const number = (value: bigint): string => toBase64url(new Uint8Array(Buffer.from(value.toString(16).padStart(2, '0').replace(/^(.(..)*)$/, '0$1'), 'hex')));
  return `did:jwk:${toBase64url(utf8(JSON.stringify({ kty: 'RSA', n: number((1n << BigInt(modulusBits - 1)) + 12345n), e: number((1n << BigInt(exponentBits - 1)) + 1n) })))}#0`;
};
const KEYS: readonly Bomb[] = [
  bomb('x5c of 1,000 certificates under a seal', sealed(Array.from({ length: 1000 }, (_, n) => certificate(rsaSpki(2048, 17), n)))),
  bomb('x5c of 1,000 certificates in an SD-JWT', certified(Array.from({ length: 1000 }, (_, n) => certificate(rsaSpki(2048, 17), n)))),
  bomb('a certificate of an RSA key of 65,537 bits', certified([certificate(rsaSpki(65_537, 17))])),
  bomb('a certificate of an RSA key with an exponent of 16,000 bits', certified([certificate(rsaSpki(16_384, 16_000))])),
  bomb('a certificate of 10,000 nested values', certified([nestedDer(10_000)])),
  bomb('a seal of 10,000 nested values', sealed([nestedDer(10_000)])),
  bomb('a certificate of 200,000 nested values', certified([nestedDer(200_000)])),
  bomb('a certificate of 1,900 extensions', certified([certificate(rsaSpki(2048, 17), 1, Array.from({ length: 1900 }, () => sequence(oid('1.2.3.4'), tlv(0x04, sequence(tlv(0x0c, utf8('x')))))))])),
  ...[[65_537, 17], [2048, 2040], [3072, 3000], [16_384, 64], [16_384, 16_000]].map(([n = 0, e = 0]) => bomb(`a did:jwk of an RSA key of ${n} bits, exponent ${e}`, token({ alg: 'RS256', kid: didJwk(n, e), typ: 'JWT' }, { iss: 'x', vc: badge({}) }))),
  bomb('a did:key of 2 MiB', badge({}, { proof: { ...(badge({}).proof as JsonObject), verificationMethod: `did:key:z${'2'.repeat(1.9 * MIB)}` } })),
  bomb('a proof value of 2 MiB', badge({}, { proof: { ...(badge({}).proof as JsonObject), proofValue: `z${'2'.repeat(1.9 * MIB)}` } })),
  bomb('a disclosing proof of 1 MiB', badge({}, { proof: { ...(badge({}).proof as JsonObject), cryptosuite: 'ecdsa-sd-2023', proofValue: `u2V0B${'A'.repeat(1.3 * MIB)}` } })),
];

const text = (type: 'zTXt' | 'iTXt', packed: Uint8Array) => ({ type, data: type === 'zTXt' ? bytesOf('openbadgecredential\0\0', packed) : bytesOf('openbadgecredential\0\x01\0\0\0', packed) });
const svg = (inside: string, attributes = ''): string => `<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"${attributes}><openbadges:credential>${inside}</openbadges:credential></svg>`;
const PICTURES: readonly Bomb[] = [
  bomb('zTXt of 400 MiB', png(1, text('zTXt', DEFLATED)), 'image/png'),
  bomb('iTXt of 400 MiB', png(1, text('iTXt', DEFLATED)), 'image/png'),
  bomb('four iTXt of 400 MiB', png(1, ...Array.from({ length: 4 }, () => text('iTXt', DEFLATED))), 'image/png'),
  bomb('a PNG of 65535 pixels a side', png(65_535, { type: 'IDAT', data: DEFLATED }), 'image/png'),
  bomb('a PNG of 100,000 chunks', manyChunks(100_000), 'image/png'),
  bomb('100,000-deep JSON in an SVG', svg(`<![CDATA[${nested(100_000)}]]>`), 'image/svg+xml'),
  bomb('an SVG of 40,000 elements in each other', `<svg xmlns="http://www.w3.org/2000/svg">${'<g>'.repeat(40_000)}${'</g>'.repeat(40_000)}</svg>`, 'image/svg+xml'),
  bomb('an SVG of 100,000 attributes', `<svg xmlns="http://www.w3.org/2000/svg" ${Array.from({ length: 100_000 }, (_, n) => `a${n}="1"`).join(' ')}/>`, 'image/svg+xml'),
  bomb('an SVG with entities that multiply', `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, n) => `<!ENTITY ${'abcdefghij'[n + 1]} "${`&${'abcdefghij'[n]};`.repeat(10)}">`).join('')}]><svg xmlns="http://www.w3.org/2000/svg">&j;</svg>`, 'image/svg+xml'),
  bomb('an SVG of 2 MiB of less-than signs', `<svg xmlns="http://www.w3.org/2000/svg">${'<'.repeat(2 * MIB - 100)}`, 'image/svg+xml'),
  bomb('an SVG of 2 MiB in one comment', `<!--${'-'.repeat(2 * MIB - 200)}<svg xmlns="http://www.w3.org/2000/svg"/>`, 'image/svg+xml'),
  bomb('an SVG of 2 MiB of spaces', `${' '.repeat(2 * MIB - 100)}<svg xmlns="http://www.w3.org/2000/svg"/>`, 'image/svg+xml'),
];

/** A PDF of these objects, the catalogue first. */
function pdf(objects: readonly (string | Uint8Array)[], tail = ''): Uint8Array {
  const numbered = objects.map((one, n) => bytesOf(`${n + 1} 0 obj\n`, one, '\nendobj\n'));
  return bytesOf('%PDF-1.7\n', ...numbered, tail, `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\n%%EOF`);
}
const stream = (dictionary: string, packed: Uint8Array): Uint8Array => bytesOf(`<< /Length ${packed.length} ${dictionary} >>\nstream\n`, packed, '\nendstream');
const PAGES = ['<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>'];
const withFile = (dictionary: string, packed: Uint8Array): Uint8Array =>
  pdf(['<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >> >>', ...PAGES, '<< /Type /Filespec /F (a) /EF << /F 5 0 R >> >>', stream(dictionary, packed)]);
const PDFS: readonly Bomb[] = [
  bomb('a PDF with a file of 400 MiB', withFile('/Filter /FlateDecode', DEFLATED), 'application/pdf'),
  bomb('a PDF with a file packed five times', withFile('/Filter [/FlateDecode /FlateDecode /FlateDecode]', new Uint8Array(deflateSync(deflateSync(DEFLATED)))), 'application/pdf'),
  bomb('a PDF with a JBIG2 of 65535 pixels a side', withFile('/Filter /JBIG2Decode', new Uint8Array(Buffer.from('0000000030000100000013000ffff0000ffff00000000000000000000000', 'hex'))), 'application/pdf'),
  bomb('a PDF with object streams that hold 400 MiB', pdf(['<< /Type /Catalog /Pages 2 0 R >>', ...PAGES, stream('/Type /ObjStm /N 1000000 /First 10000000 /Filter /FlateDecode', DEFLATED)], 'xref\n'), 'application/pdf'),
  bomb('a PDF whose cross-references lead in a circle', bytesOf(pdf(['<< /Type /Catalog /Pages 2 0 R >>', ...PAGES]), '\nxref\n0 1\n0000000000 65535 f \ntrailer << /Size 4 /Root 1 0 R /Prev 200 >>\nstartxref\n200\n%%EOF'), 'application/pdf'),
  bomb('a PDF whose pages are their own parents', pdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 1000000 >>']), 'application/pdf'),
  bomb('a PDF whose names are their own children', pdf(['<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 4 0 R >> >>', ...PAGES, '<< /Kids [4 0 R 4 0 R] >>']), 'application/pdf'),
  bomb('a PDF with 100,000 attached files', pdf([`<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [${'(a) 4 0 R '.repeat(100_000)}] >> >> >>`, ...PAGES, '<< /Type /Filespec /F (a) /EF << /F 5 0 R >> >>', stream('', utf8('{}'))]), 'application/pdf'),
  bomb('a PDF of 100,000 nested arrays', pdf([`<< /Type /Catalog /Pages 2 0 R /X ${nested(100_000)} >>`, ...PAGES]), 'application/pdf'),
  bomb('a PDF that is locked', bytesOf(pdf(['<< /Type /Catalog /Pages 2 0 R >>', ...PAGES]).slice(0, -60), 'trailer << /Size 4 /Root 1 0 R /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -1 /O (xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx) /U (xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx) >> /ID [(a)(b)] >>\n%%EOF'), 'application/pdf'),
];

/** Texts that a careless regular expression takes for ever to refuse. */
const TEXTS: readonly Bomb[] = [
  bomb('2 MiB of spaces', ' '.repeat(2 * MIB)),
  bomb('2 MiB of base64url', 'A'.repeat(2 * MIB)),
  bomb('a token of 2 MiB', `${'A'.repeat(MIB)}.${'A'.repeat(MIB - 100)}.`),
  bomb('2 MiB of xmlns', 'xmlns'.repeat(400_000)),
  bomb('an identifier of 2 MiB', badge({ id: `did:web:${'a:'.repeat(900_000)}` })),
  bomb('an issuer of 1 MiB of percent signs', badge({}, { issuer: { id: `did:web:a.example:${'%41'.repeat(600_000)}`, type: ['Profile'] } })),
  bomb('a date of 2 MiB', badge({}, { validFrom: `2026-01-01T00:00:00.${'0'.repeat(1.9 * MIB)}Z` })),
  bomb('a language of 1 MiB', badge(achievement({ inLanguage: 'a-'.repeat(900_000) }))),
  bomb('an e-mail address of 1 MiB', badge({ identifier: [{ type: 'IdentityObject', hashed: false, identityHash: `${'a.'.repeat(900_000)}@`, identityType: 'emailAddress' }] as never })),
  bomb('a description of brackets', badge(achievement({ description: '[('.repeat(300_000), criteria: { narrative: `${'*'.repeat(400_000)} ${'# '.repeat(400_000)}` } }))),
];

export const UPLOADS: readonly Bomb[] = [...JSONS, ...GRAPHS, ...KEYS, ...PICTURES, ...PDFS, ...TEXTS];

const securing = createSecuring(documents);
const signing = { verificationMethod: KEY, created: '2026-01-01T00:00:00Z', suite: 'eddsa-jcs-2022', sign: ed25519Key('bombs').sign } as const;
/** Signed by a key that everybody has, in the name of that key. */
const signed = async (document: JsonObject): Promise<JsonObject> => {
  const { proof: _proof, ...content } = document;
  return securing.addProof(content, signing);
};
/** A badge like any other. */
export const honest = async (): Promise<Bomb> => bomb('an ordinary badge', await signed(badge({})), 'application/json');

const BOMBS = 'https://bombs.example';
const entry = (path: string): JsonObject => ({ type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '7', statusListCredential: `${BOMBS}/${path}` });
const OUTSIDE_PATHS = ['slow', 'silent', 'endless', 'unpacks-to-400-mib', 'unpacks-ten-times', 'poison', 'deep', 'many-names'];
/** Badges that point to what answers badly. */
export const OUTSIDE: readonly Bomb[] = [
  ...(await Promise.all(OUTSIDE_PATHS.map(async (path) => bomb(`a status list that is ${path}`, await signed(badge({}, { credentialStatus: entry(path) })), 'application/json')))),
  bomb('ten slow status lists', await signed(badge({}, { credentialStatus: Array.from({ length: 10 }, (_, n) => entry(`slow/${n}`)) as never })), 'application/json'),
  bomb('an issuer whose did:web document is slow', badge({}, { issuer: 'did:web:bombs.example:slow', proof: { ...(badge({}).proof as JsonObject), verificationMethod: 'did:web:bombs.example:slow#1' } })),
  bomb('an issuer whose metadata is slow', `${token({ alg: 'ES256', typ: 'dc+sd-jwt', kid: '1' }, { vct: 'x', iss: `${BOMBS}/slow` })}~`),
];

/** What answers there. */
export async function web(): Promise<RequestListener> {
  const list = async (encodedList: string): Promise<string> =>
    JSON.stringify(await signed({ '@context': [CONTEXTS[0]] as never, type: ['VerifiableCredential', 'BitstringStatusListCredential'], issuer: DID, validFrom: '2026-01-01T00:00:00Z', credentialSubject: { type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList } }));
  const answers: Readonly<Record<string, string>> = {
    '/unpacks-to-400-mib': await list(`u${toBase64url(GZIPPED)}`),
    '/unpacks-ten-times': await list(`u${toBase64url(new Uint8Array(gzipSync(Buffer.alloc(16 * MIB), { level: 9 })))}`),
    '/poison': new TextDecoder().decode(GRAPHS[1]?.body),
    '/deep': nested(100_000),
    '/many-names': `{${Array.from({ length: 150_000 }, (_, n) => `"n${n}":1`).join(',')}}`,
  };
  return (asked, answer) => {
    const path = asked.url ?? '';
    if (path.startsWith('/silent')) return;
    answer.writeHead(200, { 'content-type': 'application/vc' });
    const whole = answers[path];
    if (whole !== undefined) return void answer.end(whole);
    // A byte now and then, or as many as are taken, for as long as somebody listens.
    const timer = setInterval(() => answer.write(path === '/endless' ? ' '.repeat(MIB) : ' '), 100);
    answer.once('close', () => clearInterval(timer));
  };
}
