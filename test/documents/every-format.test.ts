import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getListFromStatusListJWT } from '@sd-jwt/jwt-status-list';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { createHash, createPublicKey, verify, X509Certificate, type JsonWebKey } from 'node:crypto';
import type { CredentialView } from '../../src/core/credential-view.js';
import type { JsonObject } from '../../src/core/json.js';
import type { Report } from '../../src/verify/report.js';
import { example, reasonOf, startLine, type Line, type Posted } from '../support/line.js';
import { EDITIONS, shaclOf, shapesAreHere } from '../support/shacl.js';

/** One award, every format: as the house makes them, judged by ours and by somebody else's code. */
let line: Line;
let posted: Posted;
beforeAll(async () => {
  line = await startLine();
  posted = await line.postResults(example('results.csv'));
});
afterAll(() => line.stop());

const FORMATS = ['ob3-di', 'ob3-jwt', 'edc-jades', 'sd-jwt-vc'] as const;
interface Sealed {
  readonly payload: string;
  readonly signatures: readonly [{ readonly protected: string; readonly signature: string }];
}
const decoded = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
const sealedOf = async (awardId: string): Promise<Sealed> => JSON.parse(await line.document(awardId, 'edc-jades')) as Sealed;
const publicKeys = async (): Promise<readonly (JsonWebKey & { readonly kid: string })[]> =>
  ((await (await line.request(`/o/${line.organisation.slug}/jwks.json`, { as: 'nobody' })).json()) as { keys: (JsonWebKey & { kid: string })[] }).keys;

describe('every award', () => {
  it('is made in every format, and each is valid', async () => {
    expect(posted.awards).toHaveLength(13);
    for (const award of posted.awards) {
      expect([award.resultId, [...award.formats].sort()]).toEqual([award.resultId, [...FORMATS].sort()]);
      for (const format of FORMATS) {
        const report = await line.verify(await line.document(award.id, format));
        expect([award.resultId, format, report.format, report.verdict, report.checks.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown')]).toEqual([award.resultId, format, format, 'valid', []]);
      }
    }
  });

  it('says the same in every format, read back: who, what, from whom, and each element of the standard', async () => {
    for (const award of posted.awards) {
      const [badge, ...others] = await Promise.all(FORMATS.map(async (format) => saidBy(await line.verify(await line.document(award.id, format)))));
      for (const [index, other] of others.entries()) expect([award.resultId, FORMATS[index + 1], other]).toEqual([award.resultId, FORMATS[index + 1], badge]);
      expect(badge?.view.title).toBe(award.achievement.title);
    }
  });
});

/** Where an element stands differs between formats, what it says does not. A badge hashes the learner's numbers, the others state one of them. */
function saidBy({ credential, elements }: Report) {
  const { elements: _found, learner, ...view } = credential as CredentialView;
  const all = Object.entries({ ...elements?.mandatory, ...elements?.optional });
  return { view, learner: { id: learner.id, name: learner.name }, elements: Object.fromEntries(all.map(([name, { present, value }]) => [name, [present, ...partsOf(value)]])) };
}
/** Several values of one element stand in any order. */
const partsOf = (value = ''): readonly string[] => value.split('; ').sort();

describe('the European Digital Credential of every award, in the eyes of others', () => {
  it('conforms to the official shapes of both editions', async () => {
    if (!shapesAreHere) return void process.stderr.write('not checked: the official shapes are not here\n');
    for (const edition of EDITIONS) {
      const faultsIn = shaclOf(edition);
      for (const { id, resultId } of posted.awards) {
        const { payload } = await sealedOf(id);
        expect([resultId, edition, await faultsIn(JSON.parse(payload) as JsonObject)]).toEqual([resultId, edition, []]);
      }
    }
  });

  it('is sealed, by hand: over the text as it stands, with the key of the certificate that it names, issued by who stands above it', async () => {
    for (const { id } of posted.awards) {
      const { payload, signatures: [{ protected: head, signature }] } = await sealedOf(id);
      const header = decoded(head) as { alg: string; x5c: string[]; crit: string[]; b64: boolean; 'x5t#S256': string };
      const [leaf] = header.x5c.map((one) => new X509Certificate(Buffer.from(one, 'base64')));
      expect(header).toMatchObject({ alg: 'ES256', b64: false, crit: ['b64'], 'x5t#S256': createHash('sha256').update(leaf!.raw).digest('base64url') });
      const data = Buffer.from(`${head}.${payload}`, 'utf8');
      const holds = (over: Buffer) => verify('sha256', over, { key: leaf!.publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
      expect([holds(data), holds(Buffer.from(`${head}.${payload.replace('{', '{ ')}`, 'utf8'))]).toEqual([true, false]);
      expect(leaf!.subject).toContain('TEST ONLY');
      expect((await publicKeys()).map(({ x }) => x)).toContain(leaf!.publicKey.export({ format: 'jwk' }).x);
    }
  });

  it('is small: 60 kB at most', async () => {
    const sizes = await Promise.all(posted.awards.map(async ({ id }) => Buffer.byteLength(await line.document(id, 'edc-jades'))));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(60_000);
  });

  it('is not valid with one character changed', async () => {
    const { id, achievement } = posted.awards[0]!;
    const report = await line.verify((await line.document(id, 'edc-jades')).replace(achievement.title, `${achievement.title}.`));
    expect([report.verdict, reasonOf(report, 'signature')]).toEqual(['invalid', 'fail: signature-mismatch']);
  });
});

describe('the SD-JWT VC of every award, in the eyes of others', () => {
  const hasher = (data: string | ArrayBuffer): Uint8Array => createHash('sha256').update(typeof data === 'string' ? data : Buffer.from(data)).digest();
  const asked = async (url: string): Promise<string> => (await line.request(url, { as: 'nobody' })).text();

  it('verifies with @sd-jwt/sd-jwt-vc by the key of its certificate, its status with the list that we serve', async () => {
    for (const { id, credentialId } of posted.awards) {
      const text = await line.document(id, 'sd-jwt-vc');
      const { x5c: [leaf] } = decoded(text.split('.')[0] ?? '') as { x5c: [string] };
      const key = new X509Certificate(Buffer.from(leaf, 'base64')).publicKey;
      const verifier = (data: string, signature: string) => Promise.resolve(verify('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')));
      const listKeys = (await publicKeys()).map((jwk) => createPublicKey({ key: jwk, format: 'jwk' })).filter(({ asymmetricKeyType }) => asymmetricKeyType === 'ec');
      const statusVerifier = (data: string, signature: string) =>
        Promise.resolve(listKeys.some((one) => verify('sha256', Buffer.from(data), { key: one, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))));
      const peer = new SDJwtVcInstance({ hasher, hashAlg: 'sha-256', verifier, statusListFetcher: asked, statusVerifier });
      const { payload } = await peer.verify(text);
      expect(payload).toMatchObject({ jti: credentialId, vct: expect.stringContaining(line.baseUrl) as unknown });
    }
  });

  it('is withdrawn in the token status list by the event that withdraws it elsewhere', async () => {
    const { id } = posted.awards.at(-1)!;
    const { status } = decoded((await line.document(id, 'sd-jwt-vc')).split('.')[1] ?? '') as { status: { status_list: { idx: number; uri: string } } };
    const now = async (): Promise<number> => getListFromStatusListJWT(await asked(status.status_list.uri)).getStatus(status.status_list.idx);
    const change = (body: string) => line.request(`/api/v1/awards/${id}/status`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    const seen = [await now()];
    for (const action of ['suspend', 'reinstate', 'revoke']) {
      await change(`{"action":"${action}","code":"issued-in-error"}`);
      seen.push(await now());
    }
    expect(seen).toEqual([0, 2, 0, 1]);
    for (const format of FORMATS) {
      const report = await line.verify(await line.document(id, format));
      expect([format, report.verdict, reasonOf(report, 'status')]).toEqual([format, 'invalid', 'fail: revoked']);
    }
  });
});
