import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compactVerify } from 'jose';
import { readJwt, readSdJwt } from '../../src/core/sd-jwt/read.js';
import { example, reasonOf, startLine, type Line, type Posted } from '../support/line.js';

let line: Line;
let posted: Posted;
beforeAll(async () => {
  line = await startLine();
  await line.app.useCases.makeTestSeal(line.organisation.id, 'test');
  posted = await line.postResults(example('results.csv'));
});
afterAll(async () => {
  await line.stop();
  expect(line.faults).toEqual([]);
});

const leafOf = (header: { readonly x5c?: unknown }): X509Certificate => new X509Certificate(Buffer.from((header.x5c as string[])[0] ?? '', 'base64'));

describe('an SD-JWT VC of an organisation with a seal', () => {
  it('is sealed by its certificate, without the anchor, and valid', async () => {
    const text = await line.document(posted.awards[0]!.id, 'sd-jwt-vc');
    const { header } = readSdJwt(text);
    expect(header).toMatchObject({ alg: 'ES256', typ: 'dc+sd-jwt', kid: expect.stringMatching(/^did:web:/) as unknown });
    const chain = (header.x5c as string[]).map((one) => new X509Certificate(Buffer.from(one, 'base64')));
    expect(chain.filter(({ subject, issuer }) => subject === issuer)).toEqual([]);
    await compactVerify(text.split('~')[0] ?? '', leafOf(header).publicKey);
    const report = await line.verify(text);
    expect([report.verdict, reasonOf(report, 'signature'), reasonOf(report, 'issuer-key'), reasonOf(report, 'status')]).toEqual(['valid', 'pass: ok', 'pass: ok', 'pass: ok']);
    expect(reasonOf(report, 'seal')).toMatch(/^(pass|warn): /);
  });

  it('has a status list under the same certificate', async () => {
    const text = await line.document(posted.awards[0]!.id, 'sd-jwt-vc');
    const { claims, header } = readSdJwt(text);
    const list = await (await fetch((claims.status as { status_list: { uri: string } }).status_list.uri)).text();
    const token = readJwt(list);
    expect([token.header.typ, token.header.x5c, token.header.kid]).toEqual(['statuslist+jwt', header.x5c, header.kid]);
    await compactVerify(list, leafOf(token.header).publicKey);
  });

  it('names an issuer whose metadata lists that key', async () => {
    const { claims, header } = readSdJwt(await line.document(posted.awards[0]!.id, 'sd-jwt-vc'));
    const { origin, pathname } = new URL(claims.iss as string);
    const metadata = (await (await line.request(`${origin}/.well-known/jwt-vc-issuer${pathname}`, { as: 'nobody' })).json()) as { issuer: string; jwks: { keys: { kid: string; x5c?: string[] }[] } };
    expect(metadata.issuer).toBe(claims.iss);
    expect(metadata.jwks.keys.find(({ kid }) => kid === header.kid)?.x5c?.[0]).toBe((header.x5c as string[])[0]);
    const type: unknown = await (await line.request(claims.vct as string, { as: 'nobody' })).json();
    expect(type).toMatchObject({ vct: claims.vct });
  });
});
