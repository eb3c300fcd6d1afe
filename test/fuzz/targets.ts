import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { decodeList, encodeList } from '../../src/core/bitstring.js';
import { text, utf8 } from '../../src/core/bytes.js';
import type { Evidence } from '../../src/core/evidence.js';
import { parseJson } from '../../src/core/json.js';
import { parseCompact } from '../../src/core/jws.js';
import { writeChunks } from '../../src/core/png.js';
import { decodeTokenList, encodeTokenList } from '../../src/core/token-status-list.js';
import { readSdJwt } from '../../src/core/sd-jwt/read.js';
import { reveal } from '../../src/core/sd-jwt/reveal.js';
import { judgeTimeStamp, readCertificate, readSources, revocationWords } from '../../src/core/x509/index.js';
import { IMAGE_CARRIERS } from '../../src/formats/baked/index.js';
import { createFormats } from '../../src/formats/index.js';
import { readJades } from '../../src/formats/jades/index.js';
import { createSecuring } from '../../src/formats/securing/index.js';
import { createAttachments } from '../../src/paper/attachments.js';
import { DEFAULT_POLICY } from '../../src/verify/policy.js';
import type { Report } from '../../src/verify/report.js';
import { judgeSeal } from '../../src/verify/seal.js';
import { createWorkshop, type Read } from '../../src/verify/workshop.js';
import { createReading } from '../../src/wire/reading.js';
import { goldenCases, type GoldenCase } from '../golden/cases.js';
import { BASE_URL, ORGANISATION_DID, sampleAward } from '../support/award.js';
import { makeCrl, makeOcsp, makeSealCertificate, makeTestCa, makeTimeStamp, qcStatements } from '../support/certificates.js';
import { documents } from '../support/documents.js';
import { encodeContext, keyFact, p256Key } from '../support/keys.js';
import { archived, sealed } from '../unit/formats/jades/sealed.js';
import { bytes, der, json, png, token, type Mutator } from './mutate.js';

/** A reader, what is changed before it reads, and what may not come of it. */
export interface Target {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  readonly mutators: readonly Mutator[];
  /** Of the 200,000. */
  readonly share: number;
  /** Throws an AppError on what it refuses; gives what is wrong with its answer, if anything. */
  read(input: Uint8Array): Promise<string | undefined> | string | undefined | void;
}

const CA = makeTestCa();
const leaf = makeSealCertificate({ ca: CA, publicJwk: p256Key('seal').publicJwk, organisation: { organisation: 'Jadran University' }, extensions: [qcStatements({ compliance: true, type: 'eseal' })] });
const pair = { certificate: readCertificate(leaf.der), issuer: readCertificate(CA.sub.der) };
const DATES = { thisUpdate: '2026-11-20T00:00:00Z', nextUpdate: '2026-12-20T00:00:00Z' };
const DATA = utf8('what is stamped');
const stamp = makeTimeStamp({ imprint: new Uint8Array(createHash('sha256').update(DATA).digest()), at: '2026-11-01T10:00:00Z', tsa: CA.tsa });
const anchors = [{ certificate: pair.issuer }, { certificate: readCertificate(CA.root.der) }];
const TRUSTED = [{ id: 'a', name: 'TEST', use: 'seal', kind: 'test', certificate: CA.root.der }, { id: 'b', name: 'TEST', use: 'time-stamp', kind: 'test', certificate: CA.root.der }] as const;

const reading = createReading();
const workshop = createWorkshop({ formats: reading.readers, carriers: [...IMAGE_CARRIERS], securing: createSecuring(documents) });
const attachments = createAttachments();

/** A valid credential of SD-JWT, with what was found out about it. */
async function sdJwtCase(): Promise<GoldenCase> {
  const format = createFormats(documents).find(({ id }) => id === 'sd-jwt-vc');
  if (format === undefined) throw new Error('no sd-jwt-vc');
  const [key, url, award] = [p256Key(), `${ORGANISATION_DID}#ec`, sampleAward()];
  const credential = text(await format.sign(format.encode(award, encodeContext(url, key, award.issuedAt)), key));
  const list = `${BASE_URL}/token-status/${award.statusEntry.list}`;
  const { lst } = encodeTokenList([], { bits: 2, entries: 131_072 });
  const fact = { url: list, issuer: ORGANISATION_DID, purposes: [], encodedList: lst, bits: 2, validFrom: '2027-01-15T06:00:00Z', validUntil: '2027-01-16T06:00:00Z', source: 'own' } as const;
  const [valid] = (await goldenCases()).filter(({ name }) => name === 'valid');
  const evidence = { ...(valid as GoldenCase).evidence, keys: { [url]: keyFact(url, key, { source: 'did:web' }) }, statusLists: { ...valid?.evidence.statusLists, [list]: { ok: true, value: fact } } } as Evidence;
  return { name: 'valid-sd-jwt', what: 'as an SD-JWT', credential, evidence };
}

const VALID = ['valid', 'valid-jwt', 'valid-disclosed', 'countersigned', 'valid-edc'];
const cases = [...(await goldenCases()).filter(({ name }) => VALID.includes(name)), await sdJwtCase()];
const judged = async (upload: Uint8Array, evidence: Evidence): Promise<readonly Report[]> => {
  const reads: readonly Read[] = await workshop.read(upload);
  return Promise.all(reads.map((read) => workshop.judge(read, evidence, DEFAULT_POLICY)));
};

/** What it says, place by place. */
const said = (value: unknown, at = ''): string[] => (typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([name, member]) => said(member, Array.isArray(value) ? `${at}[]` : `${at}.${name}`)) : [`${at}=${String(value)}`]);

const withoutBadge = (sdJwt: string): string => sdJwt.split('~').filter((part) => !Buffer.from(part, 'base64url').toString().includes('","ld",')).join('~');

/** A changed credential that is still called valid must say what was signed; where parts may be held back, nothing else. */
async function credentialTarget({ name, credential, evidence }: GoldenCase): Promise<Target> {
  const [original] = await judged(utf8(credential), evidence);
  if (original?.verdict !== 'valid') throw new Error(`${name} is not valid: ${JSON.stringify(original?.checks.filter(({ outcome }) => outcome !== 'pass'))}`);
  const partial = name === 'valid-sd-jwt';
  // Its holder may keep back the badge beside the claims: then it is told in the words of the claims, which are signed too.
  const others = partial ? await judged(utf8(withoutBadge(credential)), evidence) : [];
  if (others.some(({ verdict }) => verdict !== 'valid')) throw new Error(`${name} without its badge is not valid`);
  const all = new Set([original, ...others].flatMap((report) => said(report.credential)));
  return {
    name: `credential ${name}`,
    seeds: [utf8(credential)],
    mutators: credential.startsWith('{') ? [json, json, bytes] : [token, token, bytes],
    share: 4,
    read: async (input) => {
      for (const report of await judged(input, evidence)) {
        if (report.verdict !== 'valid') continue;
        const same = partial ? said(report.credential).every((one) => all.has(one) || /^\.(elements|heldBack)/.test(one)) : isDeepStrictEqual(report.credential, original.credential);
        if (!same) return 'called valid, and says something that was not signed';
      }
      return undefined;
    },
  };
}

const badge = utf8(cases[0]?.credential ?? '');
const IHDR = Uint8Array.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
const baked = (type: string, data: Uint8Array): Uint8Array => writeChunks([{ type: 'IHDR', data: IHDR }, { type: 'IDAT', data: new Uint8Array(deflateSync(Buffer.alloc(2))) }, { type, data }, { type: 'IEND', data: new Uint8Array() }]);
const join = (...parts: readonly (string | Uint8Array)[]): Uint8Array => new Uint8Array(Buffer.concat(parts.map((one) => Buffer.from(one as Uint8Array))));
const svg = (credential: string): Uint8Array => utf8(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="https://purl.imsglobal.org/ob/v3p0"><ob:credential><![CDATA[${credential}]]></ob:credential><g/></svg>`);
const pdf = (): Promise<Uint8Array> =>
  new Promise((resolve) => {
    const doc = new PDFDocument();
    const parts: Buffer[] = [];
    doc.on('data', (one: Buffer) => parts.push(one)).on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
    doc.file(Buffer.from(badge), { name: 'a.json' });
    doc.text('A page');
    doc.end();
  });
const contents = (id: 'png' | 'svg') => async (input: Uint8Array) => {
  const carrier = IMAGE_CARRIERS.find((one) => one.id === id);
  if (carrier?.carries(input)) await carrier.contents(input);
  return undefined;
};
const credentialOf = (name: string): string => cases.find((one) => one.name === name)?.credential ?? '';
const sealedText = credentialOf('valid-edc');
const CERTIFICATES = [leaf.der, CA.sub.der, CA.root.der, CA.tsa.der];

export const TARGETS: readonly Target[] = [
  { name: 'JSON', seeds: [badge, utf8(sealedText)], mutators: [json, bytes], share: 24, read: (input) => void parseJson(text(input)) },
  { name: 'JWS', seeds: [utf8(credentialOf('valid-jwt'))], mutators: [token, bytes], share: 22, read: (input) => void parseCompact(text(input)) },
  { name: 'JAdES', seeds: [utf8(sealedText), utf8(archived(await sealed(), '2026-11-01T10:00:05Z'))], mutators: [json, json, bytes], share: 10, read: (input) => void judgeSeal(readJades(text(input)).seal, { anchors: TRUSTED, at: '2026-11-26T00:00:00Z' }) },
  {
    name: 'SD-JWT', seeds: [utf8(credentialOf('valid-sd-jwt'))], mutators: [token, token, bytes], share: 20,
    read: (input) => {
      const read = readSdJwt(text(input));
      reveal(read);
    },
  },
  { name: 'PNG', seeds: [baked('iTXt', join('openbadgecredential\0\0\0\0\0', badge)), baked('zTXt', join('openbadgecredential\0\0', deflateSync(badge))), baked('tEXt', join('openbadgecredential\0', badge))], mutators: [png, png, bytes], share: 22, read: contents('png') },
  { name: 'SVG', seeds: [svg(text(badge)), utf8(`<?xml version="1.0"?><!-- a --><svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="https://purl.imsglobal.org/ob/v3p0"><ob:credential verify="${credentialOf('valid-jwt')}"/></svg>`)], mutators: [bytes], share: 12, read: contents('svg') },
  { name: 'PDF', seeds: [await pdf()], mutators: [bytes], share: 0.25, read: async (input) => void (attachments.carries(input) && (await attachments.contents(input))) },
  { name: 'bitstring', seeds: [utf8(encodeList([1, 7, 94_567])), utf8(encodeList([]))], mutators: [bytes, token], share: 18, read: (input) => void decodeList(text(input)) },
  { name: 'token status list', seeds: [utf8(encodeTokenList([[1, 1], [7, 2]], { bits: 2, entries: 131_072 }).lst)], mutators: [bytes, token], share: 12, read: (input) => void decodeTokenList(text(input)) },
  { name: 'X.509', seeds: CERTIFICATES, mutators: [der, der, bytes], share: 20, read: (input) => void readCertificate(input) },
  {
    name: 'ASN.1: time stamps', seeds: [stamp], mutators: [der, der, bytes], share: 6,
    read: (input) => {
      const { standing, stamp: read } = judgeTimeStamp(input, { covered: DATA, anchors, pool: [], at: Date.parse('2026-11-26T00:00:00Z') });
      return standing === 'accepted' && read?.latest !== Date.parse('2026-11-01T10:00:00Z') ? 'a stamp of another time was accepted' : undefined;
    },
  },
  {
    name: 'ASN.1: revocation', mutators: [der, der, bytes], share: 10,
    seeds: [makeCrl(CA.sub, { ...DATES, revoked: [{ serial: leaf.serial, at: '2026-10-01T00:00:00Z' }] }), makeOcsp({ about: leaf, issuer: CA.sub, ...DATES, revokedAt: '2026-10-01T00:00:00Z' })],
    read: (input) => {
      const words = revocationWords(pair, readSources({ crls: [input], ocsps: [input] }, [pair.issuer]));
      return words.some(({ revokedAt }) => revokedAt === undefined) ? 'a changed answer takes a revocation back' : undefined;
    },
  },
  ...(await Promise.all(cases.map(credentialTarget))),
];
