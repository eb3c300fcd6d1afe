import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as vc from '@digitalbazaar/vc';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import Ajv2019 from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDocuments } from '../../src/store/documents.js';
import { example, startLine, type Line, type Posted } from '../support/line.js';

/** Somebody else's code judges what ours made. */
let line: Line;
let posted: Posted;
beforeAll(async () => {
  line = await startLine();
  posted = await line.postResults(example('results.csv'));
});
afterAll(() => line.stop());

const contexts = loadDocuments().contexts;
type DidDocument = { id: string; verificationMethod: { id: string }[] };

/** What a stranger on the web would load: the pinned contexts, and everything else from our server's public addresses. */
async function documentLoader(url: string): Promise<{ contextUrl: null; documentUrl: string; document: unknown }> {
  const found = contexts.get(url) ?? (await overTheWeb(url));
  if (found === undefined) throw new Error(`not served: ${url}`);
  return { contextUrl: null, documentUrl: url, document: found };
}
async function overTheWeb(url: string): Promise<unknown> {
  if (url.startsWith(line.baseUrl)) return (await line.request(url, { as: 'nobody', headers: { accept: 'application/vc' } })).json();
  if (!url.startsWith(line.organisation.did)) return undefined;
  const did = (await (await line.request(`/o/${line.organisation.slug}/did.json`, { as: 'nobody' })).json()) as DidDocument;
  const method = did.verificationMethod.find(({ id }) => id === url);
  return method === undefined ? did : { '@context': 'https://w3id.org/security/multikey/v1', ...method };
}
const suite = () => new DataIntegrityProof({ cryptosuite });

describe('every credential, in the eyes of others', () => {
  it('verifies with @digitalbazaar/vc, its status with @digitalbazaar/vc-bitstring-status-list', async () => {
    for (const award of posted.awards) {
      const credential = JSON.parse(await line.document(award.id, 'ob3-di')) as { proof: unknown[] };
      const options = { credential, suite: suite(), documentLoader, checkStatus: (given: object) => checkStatus({ ...given, documentLoader, suite: suite(), verifyBitstringStatusListCredential: true }) };
      const result = (await vc.verifyCredential(options)) as { verified: boolean; error?: unknown; statusResult?: { verified: boolean; results: { status: boolean }[] } };
      expect([award.resultId, result.verified, result.statusResult?.verified, result.statusResult?.results.map(({ status }) => status), result.error]).toEqual([award.resultId, true, true, [false], undefined]);
    }
  });

  it('is seen revoked by @digitalbazaar/vc-bitstring-status-list once it is, and not before', async () => {
    const award = posted.awards.at(-1)!;
    const credential = JSON.parse(await line.document(award.id, 'ob3-di')) as object;
    const seen = async () => ((await checkStatus({ credential, documentLoader, suite: suite(), verifyBitstringStatusListCredential: true })) as { results: { status: boolean }[] }).results.map(({ status }) => status);
    expect(await seen()).toEqual([false]);
    await line.request(`/api/v1/awards/${award.id}/status`, { method: 'POST', body: '{"action":"revoke","code":"issued-in-error"}', headers: { 'content-type': 'application/json' } });
    expect(await seen()).toEqual([true]);
  });

  it('verifies as a JWT with jose against the published key set, with no header but the allowed', async () => {
    const jwks = createLocalJWKSet((await (await line.request(`/o/${line.organisation.slug}/jwks.json`, { as: 'nobody' })).json()) as JSONWebKeySet);
    for (const award of posted.awards) {
      const token = await line.document(award.id, 'ob3-jwt');
      const { payload } = await jwtVerify(token, jwks, { issuer: line.organisation.did, algorithms: ['ES256'] });
      expect(payload.jti).toBe(award.credentialId);
      expect(Object.keys(decodeProtectedHeader(token)).sort()).toEqual(['alg', 'kid', 'typ']);
    }
  });

  it('passes the official strict schema', async () => {
    const file = join(process.env.TESTAMUR_DATA ?? '../shared/data', 'ob3/schema/achievementcredential.strict.json');
    if (!existsSync(file)) return void process.stderr.write(`not checked, for ${file} is not here\n`);
    const ajv = new Ajv2019.default({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
    for (const award of posted.awards) {
      const jwt = Buffer.from((await line.document(award.id, 'ob3-jwt')).split('.')[1] ?? '', 'base64url').toString('utf8');
      for (const document of [await line.document(award.id, 'ob3-di'), jwt]) {
        validate(JSON.parse(document));
        expect([award.resultId, validate.errors]).toEqual([award.resultId, null]);
      }
    }
  });

  it('says the same in both formats, read back', async () => {
    for (const award of posted.awards) {
      const [di, jwt] = await Promise.all(['ob3-di', 'ob3-jwt'].map(async (format) => line.verify(await line.document(award.id, format))));
      expect(jwt?.credential).toEqual(di?.credential);
      expect(jwt?.elements).toEqual(di?.elements);
      expect(di?.credential?.title).toBe(award.achievement.title);
    }
  });
});
