import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { toBase64url, utf8 } from '../../../src/core/bytes.js';
import { encodeList } from '../../../src/core/bitstring.js';
import type { Evidence, StatusListFact } from '../../../src/core/evidence.js';
import type { JsonObject } from '../../../src/core/json.js';
import { toMultikey } from '../../../src/core/keys.js';
import { IMAGE_CARRIERS } from '../../../src/formats/baked/index.js';
import { createFormats } from '../../../src/formats/index.js';
import { createSecuring } from '../../../src/formats/securing/index.js';
import type { Report } from '../../../src/verify/report.js';
import { BASE_URL, ORGANISATION_DID, sampleAward } from '../../support/award.js';
import { DATA } from '../../support/data.js';
import { tableInDocs } from '../../support/docs.js';
import { documents } from '../../support/documents.js';
import { ed25519Key, encodeContext, p256Key } from '../../support/keys.js';
import { caseTable, OWN_ROWS, peerTable, SAMPLE_ROWS, type CaseWords } from '../../support/peer-table.js';
import { peersOn, type Given, type Word } from '../../support/peers.js';
import { SAMPLES } from '../../support/samples.js';
import { jwtOf } from '../../support/sd-jwt.js';
import { openWorld } from '../../support/world.js';
import { FOLDER, vectorsIn } from '../../vectors/negative/vector.js';

/** Everything through other people's verifiers too, offline: where one says otherwise than we, the table says why; a new difference is red. */
const AT = '2026-11-26T12:00:00Z';
const quiet = (['log', 'error'] as const).map((name) => jest.spyOn(console, name).mockImplementation(() => undefined));
beforeAll(() => {
  // One of them asks the clock of the machine.
  jest.useFakeTimers({ now: new Date(AT), doNotFake: ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
});
afterAll(() => {
  jest.useRealTimers();
  for (const one of quiet) one.mockRestore();
});

describe('the official samples', () => {
  const LIST = 'https://raw.githubusercontent.com/1EdTech/digital-credentials-public-validator/refs/heads/main/inspector-vc/src/test/resources/ob30/bit-string-list/testlist';
  if (!existsSync(join(DATA, 'ob3/samples'))) it(`are left out: ${DATA} is not here (set TESTAMUR_DATA)`, () => undefined);
  else {
    it.each(SAMPLE_ROWS)('$what: $words', async ({ what, ours, words }) => {
      const bytes = new Uint8Array(readFileSync(join(DATA, what)));
      // They read no pictures: they are given what is inside.
      const [content = bytes] = (await IMAGE_CARRIERS.find((one) => one.carries(bytes))?.contents(bytes)) ?? [];
      const web = { [LIST]: JSON.parse(readFileSync(join(DATA, 'ob3/samples/bit-string-list/testlist'), 'utf8')) as unknown };
      expect(await peersOn({ text: Buffer.from(content).toString('utf8'), at: AT, web })).toEqual(words);
      expect(SAMPLES.find(({ file }) => file === what)?.verdict).toBe(ours);
    });
  }
  it('are all in the table', () => expect(SAMPLE_ROWS.map(({ what }) => what)).toEqual(SAMPLES.map(({ file }) => file)));
});

interface Golden {
  readonly credential: string;
  readonly evidence: Evidence;
  readonly report: Report;
}
/** What a golden file was judged by, as addresses would answer it. */
async function webOf({ keys, statusLists }: Evidence): Promise<Given['web']> {
  const methods = Object.values(keys).flatMap((fact) => (fact.ok ? [{ id: fact.value.id, type: 'Multikey', controller: fact.value.controller, publicKeyMultibase: toMultikey(fact.value.publicJwk) }] : []));
  const lists = Object.values(statusLists).flatMap((fact) => (fact.ok ? [fact.value] : []));
  return {
    'https://testamur.example/o/jadran/did.json': { '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'], id: ORGANISATION_DID, verificationMethod: methods, assertionMethod: methods.map(({ id }) => id) },
    ...Object.fromEntries(await Promise.all(lists.map(async (list) => [list.url, await listOf(list)] as const))),
  };
}
/** Signed by the organisation's own key, as the golden files have it. */
const listOf = ({ url, issuer, purposes, encodedList, validFrom = AT, validUntil = AT }: StatusListFact): Promise<JsonObject> =>
  createSecuring(documents).addProof(
    { '@context': ['https://www.w3.org/ns/credentials/v2'], id: url, type: ['VerifiableCredential', 'BitstringStatusListCredential'], issuer, validFrom, validUntil, credentialSubject: { id: `${url}#list`, type: 'BitstringStatusList', statusPurpose: purposes[0] ?? '', encodedList } },
    { verificationMethod: `${ORGANISATION_DID}#ed`, created: validFrom, sign: ed25519Key().sign },
  );
const golden = (name: string): Golden => JSON.parse(readFileSync(new URL(`../../golden/${name}.json`, import.meta.url), 'utf8')) as Golden;
const FILES: Readonly<Record<string, string>> = {
  'Open Badge': 'valid',
  'Open Badge, all of it disclosed': 'valid-disclosed',
  'VC-JWT': 'valid-jwt',
  'European Digital Credential': 'valid-edc',
  'Open Badge, a better grade': 'altered',
  'Open Badge, revoked in its list': 'revoked-by-list',
  'Open Badge, text smuggled under the signature': 'unsigned-content',
};

/** As we issue it, with its list. */
async function sdJwt(): Promise<Given> {
  const key = p256Key();
  const kid = `${ORGANISATION_DID}#ec`;
  const format = createFormats(documents).find(({ id }) => id === 'sd-jwt-vc')!;
  const text = Buffer.from(await format.sign(format.encode(sampleAward(), encodeContext(kid, key, '2026-11-21T10:00:00Z')), key)).toString();
  const uri = `${BASE_URL}/token-status/019a9f00-0000-7000-8000-000000000004`;
  const seconds = Date.parse(AT) / 1000;
  const list = await jwtOf({ alg: 'ES256', typ: 'statuslist+jwt', kid }, { iss: `${BASE_URL}/o/jadran`, sub: uri, iat: seconds - 60, exp: seconds + 3600, status_list: { bits: 2, lst: toBase64url(new Uint8Array(deflateSync(new Uint8Array(32_768)))) } }, key);
  const methods = Object.entries({ ed: ed25519Key(), ec: key }).map(([name, { publicJwk }]) => ({ id: `${ORGANISATION_DID}#${name}`, type: 'Multikey', controller: ORGANISATION_DID, publicKeyMultibase: toMultikey(publicJwk) }));
  const ofBadge = await listOf({ url: `${BASE_URL}/status/019a9f00-0000-7000-8000-000000000004`, issuer: ORGANISATION_DID, purposes: ['revocation'], encodedList: encodeList([]), validFrom: '2026-11-26T06:00:00Z', validUntil: '2026-11-27T06:00:00Z', source: 'fetched' });
  const document = { '@context': ['https://www.w3.org/ns/did/v1'], id: ORGANISATION_DID, verificationMethod: methods, assertionMethod: methods.map(({ id }) => id) };
  return { text, at: AT, web: { [uri]: list, [ofBadge.id as string]: ofBadge, 'https://testamur.example/o/jadran/did.json': document } };
}

describe('our own', () => {
  it.each(OWN_ROWS.filter(({ what }) => what in FILES))('$what: $words', async ({ what, ours, words }) => {
    const { credential, evidence, report } = golden(FILES[what] ?? '');
    jest.setSystemTime(new Date(evidence.at));
    expect(await peersOn({ text: credential, at: evidence.at, web: await webOf(evidence) })).toEqual(words);
    expect(report.verdict).toBe(ours);
    jest.setSystemTime(new Date(AT));
  });

  it('SD-JWT VC: yes', async () => {
    const given = await sdJwt();
    const { ours, words } = OWN_ROWS.find(({ what }) => what === 'SD-JWT VC')!;
    expect(await peersOn(given)).toEqual(words);
    const listed = golden('valid').evidence.statements;
    const world = openWorld({ at: AT, web: Object.fromEntries(Object.entries(given.web).map(([url, body]) => [url, { body }])), statements: listed.ok ? listed.value : [] });
    expect((await world.verify(utf8(given.text))).report.verdict).toBe(ours);
  });
});

describe('the negative vectors', () => {
  const FILE = new URL('peers/words.json', FOLDER);
  const wordsOf = async (): Promise<(CaseWords[number] & { readonly name: string })[]> => {
    const found = [];
    for (const { case: number, name, upload, world, expected } of vectorsIn(FOLDER)) {
      // Who vouches for an issuer no peer is asked.
      if (!('text' in upload) || (expected.findings ?? ['']).every((finding) => finding.startsWith('trust '))) continue;
      const words: readonly Word[] = await peersOn({ text: upload.text, at: world.at, web: Object.fromEntries(Object.entries(world.web).map(([url, { body }]) => [url, body])) });
      if (words.some((word) => word !== '–')) found.push({ case: number, name, words });
    }
    return found;
  };

  it('are judged by peers as the file says, and each yes is explained in the table', async () => {
    const words = await wordsOf();
    // After a wanted change: `TESTAMUR_PEERS=write npm test -- test/unit/verify/peers`, and read the difference.
    if (process.env.TESTAMUR_PEERS === 'write') writeFileSync(FILE, `[\n${words.map((one) => ` ${JSON.stringify(one)}`).join(',\n')}\n]\n`);
    const kept = JSON.parse(readFileSync(FILE, 'utf8')) as CaseWords;
    expect(words).toEqual(kept);
    expect(tableInDocs('peers on negative cases', caseTable(kept))).toBe(caseTable(kept));
    expect(caseTable(kept)).not.toMatch(/\|  \|$/m);
  });

  it('are more than once taken by a peer that passes old kinds of list unread', () => {
    const kept = JSON.parse(readFileSync(FILE, 'utf8')) as CaseWords;
    expect(kept.filter((one) => one.case === 34).map(({ words }) => words[1])).toEqual(['yes', 'yes']);
  });
});

it('the table stands in docs/conformance.md as it is here', () => {
  expect(tableInDocs('peers', peerTable())).toBe(peerTable());
});
