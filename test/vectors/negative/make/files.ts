import PDFDocument from 'pdfkit';
import { deflateSync } from 'node:zlib';
import { utf8 } from '../../../../src/core/bytes.js';
import type { JsonObject } from '../../../../src/core/json.js';
import { writeChunks, type Chunk } from '../../../../src/core/png.js';
import { keyFact } from '../../../support/keys.js';
import type { World } from '../../../support/world.js';
import type { Upload, Vector } from '../vector.js';
import { achievement, ATTACKER, attackerEd, ATTACKER_ED, badge, claims, DID_JSON, EC, ecKey, ED, edKey, entry, HEADER, invalid, json, list, LIST, open, proven, subject, token, unreadable, vector, world } from './base.js';

const THEIRS = 'https://attacker.example/status/1';
const theirList = await proven(list({ id: THEIRS, issuer: ATTACKER }, { id: `${THEIRS}#list` }), { key: attackerEd, method: ATTACKER_ED });
const withTheirs = (over: Partial<World> = {}): World => world({ [THEIRS]: { body: theirList } }, over);
const theirs = (over: JsonObject = {}): Promise<JsonObject> =>
  proven(badge({ issuer: { id: ATTACKER, type: ['Profile'], name: 'Attacker College' }, credentialStatus: entry({ id: `${THEIRS}#7`, statusListCredential: THEIRS }), ...over }), { key: attackerEd, method: ATTACKER_ED });
const notListed = open('trust unknown not-listed');
const LIE = 'Doctor of Medicine';
const good = await proven(badge());
const bad = await theirs();
const base64 = (bytes: Uint8Array): Upload => ({ base64: Buffer.from(bytes).toString('base64') });

/** As our own store has them: the university is one of ours, and the award is revoked, or not. */
const own = (status: 'active' | 'revoked'): World => {
  const [ed, ec] = [keyFact(ED, edKey), keyFact(EC, ecKey)];
  const bits = Object.fromEntries([ed, ec].flatMap((fact) => (fact.ok ? [[fact.value.id, fact.value]] : [])));
  return withTheirs({ own: { keys: bits, awards: { [badge().id as string]: status === 'active' ? { status } : { status, since: '2026-11-24T09:00:00Z', code: 'issued-in-error' } } } });
};
/** The order of P-256. Of r and s, r and n − s sign the same. */
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
function malleated(jwt: string): string {
  const [head = '', body = '', signature = ''] = jwt.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  return `${head}.${body}.${Buffer.concat([bytes.subarray(0, 32), Buffer.from((N - s).toString(16).padStart(64, '0'), 'hex')]).toString('base64url')}`;
}
const identity: readonly Vector[] = [
  vector([10, 'malleated-signature', 'a revoked credential under another text of the same signature: it is known by its id, and is revoked still', 'RFC 8725; FIPS 186-5, 6.4'], { text: malleated(await token(HEADER, claims())) }, invalid('status fail revoked'), own('revoked')),
  vector([51, 'own-id-other-content', 'our own award’s id, another title', 'VC Data Model 2.0, 4.4'], json({ ...good, name: LIE }), { ...invalid('signature fail signature-mismatch'), unshown: [LIE] }, own('active')),
  vector([51, 'own-id-other-key', 'our own award’s id and issuer, signed by another’s key', 'VC Data Model 2.0, 4.4'], json(await proven(badge({ name: LIE }), { key: attackerEd, method: ATTACKER_ED })), invalid('issuer-key fail key-not-of-issuer', 'trust unknown not-listed'), own('active')),
  vector([51, 'own-id-other-issuer', 'our own award’s id in another’s credential: it is judged on what it says itself, and our word on the award is not lent to it', 'VC Data Model 2.0, 4.4'], json(bad), notListed, own('revoked')),
];

/** Addresses that lead inside, each in a field of which something is fetched. */
const INSIDE: readonly (readonly [string, string])[] = [
  ['loopback', 'https://127.0.0.1/list'],
  ['loopback-v6', 'https://[::1]/list'],
  ['mapped-v6', 'https://[::ffff:10.0.0.1]/list'],
  ['hex', 'https://0x7f.1/list'],
  ['decimal', 'https://2130706433/list'],
  ['link-local', 'https://169.254.169.254/latest/meta-data/'],
  ['localhost', 'https://localhost/list'],
  ['localhost-dot', 'https://localhost./list'],
  ['rebound-name', 'https://inside.attacker.example/list'],
  ['file', 'file:///etc/passwd'],
  ['gopher', 'gopher://university.example/list'],
  ['http', 'http://university.example/list'],
  ['port-22', 'https://university.example:22/list'],
  ['user', 'https://university.example@127.0.0.1/list'],
];
const NAMES = { 'inside.attacker.example': ['93.184.215.14', '10.0.0.7'] };
const inside: readonly Vector[] = [
  ...(await Promise.all(
    INSIDE.map(async ([name, url]) =>
      vector([36, `status-${name}`, `the status list is at ${url}`, 'verification.md, never'], json(await proven(badge({ credentialStatus: entry({ statusListCredential: url }) }))), { ...open('status unknown list-unreachable'), asked: [DID_JSON] }, world({ [url]: { body: theirList } }, { names: NAMES })),
    ),
  )),
  vector([36, 'status-redirect', 'the address of the list leads on to a metadata address', 'verification.md, never'], json(good), { ...open('status unknown list-unreachable'), asked: [DID_JSON, LIST] }, world({ [LIST]: { location: 'http://169.254.169.254/latest/meta-data/' } })),
  ...(await Promise.all(
    ['127.0.0.1', 'localhost', 'inside.attacker.example', '169.254.169.254'].map(async (host) =>
      vector([36, `did-web-${host.replace(/\./g, '-')}`, `the issuer is did:web:${host}`, 'did:web, 3.2'], json(await proven(badge({ issuer: { id: `did:web:${host}`, type: ['Profile'], name: 'Inside' } }), { key: attackerEd, method: `did:web:${host}#ed` })), { ...open('signature unknown key-unavailable', 'status unknown list-wrong-issuer'), asked: [DID_JSON, LIST] }, world({}, { names: NAMES })),
    ),
  )),
  vector(
    [36, 'every-other-field', 'addresses inside in every field that nothing is fetched for', 'Open Badges 3.0, B'],
    json(
      await theirs({
        image: { id: 'http://169.254.169.254/i.png', type: 'Image' },
        evidence: [{ id: 'https://127.0.0.1/evidence', type: ['Evidence'] }],
        termsOfUse: [{ id: 'https://10.0.0.1/terms', type: 'VerifiableCredential' }],
        issuer: { id: ATTACKER, type: ['Profile'], name: 'Attacker College', url: 'https://192.168.0.1/', image: { id: 'https://[::1]/logo.png', type: 'Image' } },
        credentialSubject: subject({ achievement: achievement({ criteria: { id: 'https://localhost/criteria' }, image: { id: 'http://127.0.0.1/a.png', type: 'Image' } }) }),
      }),
    ),
    { ...notListed, asked: ['https://attacker.example/.well-known/did.json', THEIRS] },
    withTheirs(),
  ),
];

const signature = (document: JsonObject): Uint8Array => utf8(JSON.stringify(document));
const dot = (...more: readonly Chunk[]): Uint8Array => pngOf(1, 1, more);
function pngOf(width: number, height: number, more: readonly Chunk[]): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return writeChunks([{ type: 'IHDR', data: head }, ...more, { type: 'IDAT', data: new Uint8Array(deflateSync(Uint8Array.of(0, 255))) }, { type: 'IEND', data: new Uint8Array() }]);
}
const iTXt = (text: Uint8Array, packed = 0): Chunk => ({ type: 'iTXt', data: Buffer.concat([Buffer.from('openbadgecredential\0'), Buffer.from([packed, 0, 0, 0]), text]) });
const badgeChunk = iTXt(signature(good));
/** The last chunk's checksum, one bit changed. */
const wrongSum = (png: Uint8Array): Uint8Array => png.map((byte, at) => (at === png.length - 20 ? byte ^ 1 : byte));
/** The chunk after the head says that it is two gigabytes long. */
const endless = (png: Uint8Array): Uint8Array => {
  const copy = Buffer.from(png);
  copy.writeUInt32BE(2 ** 31, 33);
  return new Uint8Array(copy);
};
const svg = (content: string, before = '', root = ''): Upload => ({ text: `<?xml version="1.0"?>${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"${root}>${content}</svg>` });
const inSvg = (document: JsonObject): string => `<openbadges:credential><![CDATA[${JSON.stringify(document)}]]></openbadges:credential>`;
const PNG3 = 'PNG, third edition';
const pictures: readonly Vector[] = [
  vector([46, 'png-bomb', 'a packed text of 300 MiB', `${PNG3}, 11.3.3`], { made: 'png-bomb' }, unreadable('unreadable', 'broken')),
  vector([46, 'png-two-credentials', 'two credentials in one picture', 'Open Badges 3.0, 5.3.1'], base64(dot(badgeChunk, iTXt(signature(bad)))), unreadable('unreadable', 'several')),
  vector([46, 'png-same-twice', 'one credential twice', 'Open Badges 3.0, 5.3.1'], base64(dot(badgeChunk, badgeChunk)), unreadable('unreadable', 'several')),
  vector([46, 'png-checksum', 'a checksum that is wrong', `${PNG3}, 5.3`], base64(wrongSum(dot(badgeChunk))), unreadable('unreadable', 'broken')),
  vector([46, 'png-length', 'a chunk that says it is two gigabytes long', `${PNG3}, 5.3`], base64(endless(dot(badgeChunk))), unreadable('unreadable', 'broken')),
  vector([46, 'png-many-chunks', 'a hundred thousand chunks, and no credential', `${PNG3}, 5.3`], { made: 'png-many-chunks' }, unreadable()),
  vector([46, 'png-huge-pixels', 'a picture of 65,535 by 65,535, which is not unpacked for the credential in it, an unknown issuer’s', `${PNG3}, 11.2.1`], base64(pngOf(65_535, 65_535, [iTXt(signature(bad))])), notListed, withTheirs()),
  vector([46, 'png-polyglot', 'a credential behind the end of the picture', `${PNG3}, 5.6`], base64(Buffer.concat([dot(), signature(good)])), unreadable()),
  vector([46, 'svg-entity', 'an entity of its own in the document type', 'XML 1.0, 4.2'], svg(inSvg(good), '<!DOCTYPE svg [<!ENTITY a "b">]>'), unreadable('unreadable', 'broken')),
  vector([46, 'svg-two-credentials', 'two credentials in one picture', 'Open Badges 3.0, 5.3.2'], svg(inSvg(good) + inSvg(bad)), unreadable('unreadable', 'several')),
  vector(
    [46, 'svg-script', 'a script, a page and addresses elsewhere around an unknown issuer’s credential: the picture is shown nowhere',  'Open Badges 3.0, 5.3.2'],
    svg(`${inSvg(bad)}<script>alert(1)</script><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://attacker.example/"/></foreignObject><image href="https://attacker.example/beacon.png"/><style>@import url(https://attacker.example/a.css)</style>`, '', ' onload="alert(1)"'),
    { ...notListed, unsaid: ['alert(1)', 'beacon.png', 'foreignObject', '@import'], asked: ['https://attacker.example/.well-known/did.json', THEIRS] },
    withTheirs(),
  ),
];

const SCRIPT = '<img src=x onerror=alert(1)>';
const hostile = async (over: JsonObject): Promise<Upload> => json(await theirs(over));
const described = (over: JsonObject): JsonObject => ({ credentialSubject: subject({ achievement: achievement(over) }) });
const UNSAID = ['<img src=x', '<script>alert', 'href="javascript:', 'href="data:text', 'href="https://attacker.example', '<style>body', ' onmouseover="alert'];
const scripted = (told: readonly [string, string], upload: Upload, more: readonly string[] = []): Vector => vector([47, ...told, 'OWASP ASVS 5.0, V1.2; verification.md, never'], upload, { ...notListed, unsaid: [...UNSAID, ...more] }, withTheirs());
const scripts: readonly Vector[] = [
  scripted(['element-in-names', 'elements in every name'], await hostile({ name: SCRIPT, issuer: { id: ATTACKER, type: ['Profile'], name: `Attacker ${SCRIPT}` }, ...described({ name: `<script>alert(1)</script>${SCRIPT}`, description: SCRIPT }) })),
  scripted(['attribute-in-names', 'the end of an attribute in a name'], await hostile(described({ name: '" onmouseover="alert(1)', description: '</title></textarea><style>body{display:none}</style>' }))),
  scripted(['javascript-addresses', 'scripts and pages as addresses'], await hostile({ issuer: { id: ATTACKER, type: ['Profile'], name: 'Attacker College', url: 'javascript:alert(1)' }, evidence: [{ id: 'data:text/html,<script>alert(1)</script>', type: ['Evidence'] }], ...described({ criteria: { id: 'javascript:alert(1)', narrative: '[click](javascript:alert(1))' } }) })),
  scripted(['markup-in-narrative', 'markup and HTML in a narrative'], await hostile(described({ criteria: { narrative: `**bold** ${SCRIPT} ![x](https://attacker.example/beacon.png)` } }))),
  scripted(['turned-text', 'characters that turn the direction of what follows'], await hostile({ issuer: { id: ATTACKER, type: ['Profile'], name: 'Attacker \u202eegelloC\u202c' }, ...described({ name: '\u202eenicideM fo rotcoD\u2066' }) }), ['<title>Issuer not confirmed: \u202e']),
  scripted(['hundred-kilobytes', 'a name of a hundred kilobytes'], await hostile(described({ name: 'A'.repeat(100_000) })), [`<title>${'A'.repeat(500)}`]),
];

const links: readonly Vector[] = [
  vector([48, 'link-of-another', 'the address of a page that looks like ours, as what is to be checked: it is not gone to', 'verification.md, never'], { text: 'https://verifier-example.attacker.example/v/AAAAAAAAAAAAAAAAAAAAAA' }, { ...unreadable(), asked: [] }),
  vector([48, 'link-through-ours', 'our own address, which names another’s in its query', 'verification.md, never'], { text: 'https://verifier.example/verify?url=https://attacker.example/badge.json' }, { ...unreadable(), asked: [] }),
];

function pdf(files: Readonly<Record<string, Uint8Array>>, text: string): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const doc = new PDFDocument({ info: { CreationDate: new Date('2026-11-26T00:00:00Z') } });
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    for (const [name, bytes] of Object.entries(files)) doc.file(Buffer.from(bytes), { name, creationDate: new Date('2026-11-26T00:00:00Z'), modifiedDate: new Date('2026-11-26T00:00:00Z') });
    doc.text(text);
    doc.end();
  });
}
const WRONG = 'If a name, a title or a result in the PDF differs from this page, the PDF is wrong.';
const containers: readonly Vector[] = [
  vector([52, 'pdf-says-more', 'the page says more than the credential attached to it: only that is shown, and that the page may lie', 'verification.md, files that carry a credential'], base64(await pdf({ 'badge.json': signature(bad) }, LIE)), { ...notListed, unshown: [LIE], shown: [WRONG] }, withTheirs()),
  vector([52, 'pdf-altered-to-fit', 'the credential in it was changed to what the page says', 'verification.md, files that carry a credential'], base64(await pdf({ 'badge.json': signature({ ...good, name: LIE }) }, LIE)), { ...invalid('signature fail signature-mismatch'), unshown: [LIE] }),
  vector([52, 'pdf-two-credentials', 'two credentials attached, of which each program would show its own', 'verification.md, files that carry a credential'], base64(await pdf({ 'a.json': signature(good), 'b.json': signature(bad) }, LIE)), unreadable('unreadable', 'several')),
  vector([52, 'email', 'an e-mail that tells of a credential, with the file in it', 'RFC 5322'], { text: `From: registry@university.example\nSubject: ${LIE}\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: application/json\n\n${JSON.stringify(good)}\n--x--` }, unreadable()),
];

export const vectors: readonly Vector[] = [...identity, ...inside, ...pictures, ...scripts, ...links, ...containers];
