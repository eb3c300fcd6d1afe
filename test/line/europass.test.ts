import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPublicKey, verify as cryptoVerify, X509Certificate } from 'node:crypto';
import type { JsonObject } from '../../src/core/json.js';
import { example, reasonOf, startLine, type Line, type Posted } from '../support/line.js';
import { EDITIONS, shaclOf, shapesAreHere } from '../support/shacl.js';
import { comparable } from '../support/views.js';

/** Every example as a European Digital Credential, sealed by a certificate for tests, in the eyes of Node's own crypto and of the official shapes. */
let line: Line;
let posted: Posted;
let files: ReadonlyMap<string, string>;
beforeAll(async () => {
  line = await startLine();
  const made = await line.request(`/api/v1/organisations/${line.organisation.id}/keys/test-seals`, { method: 'POST', as: 'admin' });
  if (made.status !== 201) throw new Error(await made.text());
  posted = await line.postResults(example('results.csv'));
  files = new Map(await Promise.all(posted.awards.map(async ({ id }) => [id, await line.document(id, 'edc-jades')] as const)));
});
afterAll(() => line.stop());

interface Sealed {
  readonly payload: string;
  readonly signatures: readonly { readonly protected: string; readonly signature: string }[];
}
const payloadOf = (file: string): JsonObject => JSON.parse((JSON.parse(file) as Sealed).payload) as JsonObject;

describe('every example, for Europass', () => {
  it('is sealed as the field seals, which plain cryptography verifies', () => {
    expect(files.size).toBe(13);
    for (const file of files.values()) {
      const { payload, signatures } = JSON.parse(file) as Sealed;
      const [{ protected: head, signature }] = signatures as [Sealed['signatures'][0]];
      const { x5c, b64 } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { x5c: [string]; b64: boolean };
      const { publicKey } = new X509Certificate(Buffer.from(x5c[0], 'base64'));
      expect(b64).toBe(false);
      expect(cryptoVerify('sha256', Buffer.from(`${head}.${payload}`), { key: createPublicKey(publicKey.export({ format: 'pem', type: 'spki' })), dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(true);
    }
  });

  it('is smaller than 60 kB, its page included', () => {
    for (const [id, file] of files) expect([id, Buffer.byteLength(file) < 55_000]).toEqual([id, true]);
  });

  it('is verified here, and says what the Open Badge of the award says', async () => {
    for (const [id, file] of files) {
      const [report, badge] = [await line.verify(file), await line.verify(await line.document(id, 'ob3-di'))];
      const { credential, elements } = report;
      expect([report.verdict, report.checks.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown')]).toEqual(['valid', []]);
      expect(comparable({ ...credential!, elements: { ...elements!.mandatory, ...elements!.optional } })).toEqual(comparable({ ...badge.credential!, elements: { ...badge.elements!.mandatory, ...badge.elements!.optional } }));
    }
  });

  it('is altered when one letter is changed', async () => {
    const [file = ''] = files.values();
    const report = await line.verify(file.replace('Šćepanović', 'Šćepanovič'));
    expect([report.verdict, reasonOf(report, 'signature')]).toEqual(['invalid', 'fail: signature-mismatch']);
  });

  it('is suspended where its Open Badge is, by the same list, and says so', async () => {
    const award = posted.awards.at(-1)!;
    const body = JSON.stringify({ action: 'suspend', code: 'assessment-reopened' });
    await line.request(`/api/v1/awards/${award.id}/status`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    const report = await line.verify(files.get(award.id)!);
    expect([report.verdict, report.state]).toEqual(['invalid', 'suspended']);
  });

  // Last: it holds up the thread that serves, and a connection may be given up meanwhile.
  it('conforms to the official shapes of both editions', async () => {
    if (!shapesAreHere) return void process.stderr.write('not checked: the official shapes are not here\n');
    for (const edition of EDITIONS) {
      const judge = shaclOf(edition);
      for (const [id, file] of files) expect([edition, id, await judge(payloadOf(file))]).toEqual([edition, id, []]);
    }
  });
});
