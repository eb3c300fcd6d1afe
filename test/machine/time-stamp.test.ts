import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPem } from '../../src/core/x509/index.js';
import { readJades } from '../../src/formats/jades/index.js';
import { createTimeStamp } from '../../src/net/time-stamp.js';
import { judgeSeal } from '../../src/verify/seal.js';
import { makeTestCa } from '../support/certificates.js';
import { opensslAuthority, type OpensslAuthority } from '../support/time-stamp-authority.js';
import { sealed, wireOf } from '../unit/formats/jades/sealed.js';

let authority: OpensslAuthority;
beforeAll(async () => {
  authority = await opensslAuthority();
});
afterAll(() => authority.close());

const CA = makeTestCa();

describe('a time stamp of OpenSSL', () => {
  it('is fetched, verified by OpenSSL, and proves a seal’s time', async () => {
    const timeStamp = createTimeStamp({ url: authority.url, random: (size) => new Uint8Array(size).fill(0x9a) });
    const now = new Date().toISOString();
    const text = await sealed({ ca: CA, signedAt: `${now.slice(0, 19)}Z`, timeStamp });
    const { seal } = readJades(text);
    const [stamp] = seal.stamps;
    const sha256 = createHash('sha256').update(wireOf(text).signatures[0].signature, 'ascii').digest('hex');
    expect(await authority.verify(stamp?.token ?? new Uint8Array(), sha256)).toBe('Verification: OK');
    await expect(authority.verify(stamp?.token ?? new Uint8Array(), createHash('sha256').update('else').digest('hex'))).rejects.toThrow();

    const anchor = (use: 'seal' | 'time-stamp', certificate: Uint8Array) => ({ id: use, name: use, use, kind: 'test', certificate }) as const;
    const [stamper] = readPem(authority.pem);
    const fact = judgeSeal(seal, { anchors: [anchor('seal', CA.root.der), anchor('time-stamp', stamper?.der ?? new Uint8Array())], at: new Date(Date.now() + 5000).toISOString() });
    expect(fact).toMatchObject({ level: 'B-T', chain: { indication: 'TOTAL_PASSED', anchor: 'seal' }, timeStamps: [{ kind: 'signature', standing: 'accepted', authority: 'TEST stamps' }] });
    expect(Math.abs(Date.parse(fact.provenAt ?? '') - Date.parse(now))).toBeLessThan(30_000);
  });
});
