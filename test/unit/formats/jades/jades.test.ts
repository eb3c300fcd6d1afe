import { createHash, verify, X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { flattenedVerify } from 'jose';
import { AppError } from '../../../../src/core/errors.js';
import { checkJades, readJades, sealJson } from '../../../../src/formats/jades/index.js';
import { basicConstraints, keyUsage, makeCertificate, makeTimeStamp } from '../../../support/certificates.js';
import { fromData } from '../../../support/data.js';
import { ed25519Key } from '../../../support/keys.js';
import { base64urlJson, CA, fromBase64urlJson, keyFor, PAYLOAD, sealed, SIGNED_AT, wireOf, withHeader } from './sealed.js';

const found = (text: string) => {
  const { outcome, reason, detail } = checkJades(readJades(text));
  return [outcome, reason, detail];
};

describe('a seal of ours', () => {
  it.each(['ES256', 'RS256'] as const)('is what Europass writes, and holds by node:crypto alone: %s', async (algorithm) => {
    const wire = wireOf(await sealed({ algorithm }));
    expect(Object.keys(wire)).toEqual(['payload', 'signatures']);
    expect(wire.payload).toBe(PAYLOAD);
    const [{ protected: head, signature, ...rest }] = wire.signatures;
    expect(rest).toEqual({});
    const header = fromBase64urlJson(head) as { x5c: string[]; 'x5t#S256': string };
    expect(header).toMatchObject({ alg: algorithm, typ: 'jose+json', cty: 'ld+json', iat: Date.parse(SIGNED_AT) / 1000, b64: false, crit: ['b64'] });
    const der = Buffer.from(header.x5c[0] ?? '', 'base64');
    expect(createHash('sha256').update(der).digest('base64url')).toBe(header['x5t#S256']);
    const { publicKey } = new X509Certificate(der);
    expect(verify('sha256', Buffer.from(`${head}.${PAYLOAD}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  it('sends the chain along, and not its root', async () => {
    const { chain } = readJades(await sealed()).seal;
    expect(chain).toHaveLength(2);
    const whole = [...chain, CA.root.der];
    const again = await sealJson('{}', { key: { algorithm: 'ES256', chain: whole }, signedAt: SIGNED_AT, sealing: { sign: () => Promise.resolve(new Uint8Array(64)) } });
    expect(readJades(again).seal.chain).toEqual(chain);
  });

  it('is verified by jose too', async () => {
    const { payload, signatures } = wireOf(await sealed());
    const key = keyFor('ES256').publicJwk;
    const { protectedHeader } = await flattenedVerify({ payload, protected: signatures[0].protected, signature: signatures[0].signature }, { ...key }, { crit: { b64: true } });
    expect(protectedHeader?.alg).toBe('ES256');
  });

  it('carries the stamp of its signature where somebody stamps', async () => {
    const text = await sealed({ stampedAt: '2026-11-01T10:00:05Z' });
    const { seal, fault } = readJades(text);
    expect([seal.level, fault, seal.claimedAt]).toEqual(['B-T', undefined, SIGNED_AT]);
    expect(seal.stamps.map(({ kind, covered }) => [kind, Buffer.from(covered ?? []).toString()])).toEqual([['signature', wireOf(text).signatures[0].signature]]);
    const [etsiU] = wireOf(text).signatures[0].header?.etsiU ?? [];
    expect(Object.keys(fromBase64urlJson(String(etsiU)))).toEqual(['sigTst']);
  });

  it('gives the text back as it was, and notices a byte', async () => {
    const text = await sealed();
    expect(readJades(text).payload).toBe(PAYLOAD);
    expect(found(text)).toEqual(['pass', 'ok', 'ES256']);
    const wire = wireOf(text);
    expect(found(JSON.stringify({ ...wire, payload: wire.payload.replace('spaces  ', 'spaces ') }))).toEqual(['fail', 'signature-mismatch', undefined]);
  });

  it('is made by no key without a certificate, and by none of Ed25519', async () => {
    const sealing = { sign: ed25519Key().sign };
    await expect(sealJson('{}', { key: { algorithm: 'ES256', chain: [] }, signedAt: SIGNED_AT, sealing })).rejects.toMatchObject({ code: 'key-missing' });
    await expect(sealJson('{}', { key: { algorithm: 'Ed25519', chain: [CA.root.der] }, signedAt: SIGNED_AT, sealing })).rejects.toMatchObject({ code: 'key-missing' });
  });
});

describe('seals of others', () => {
  it('are read flattened, and with the payload encoded', async () => {
    const { payload, signatures } = wireOf(await sealed());
    expect(found(JSON.stringify({ payload, ...signatures[0] }))).toEqual(['pass', 'ok', 'ES256']);
    const encoded = withHeader(JSON.stringify({ payload: Buffer.from(PAYLOAD).toString('base64url'), signatures }), ({ b64: _b64, crit: _crit, ...header }) => header);
    expect(readJades(encoded).payload).toBe(PAYLOAD);
    expect(found(encoded)).toEqual(['pass', 'ok', 'ES256']);
  });

  it('say when with sigT if they are old; a newer one deviates', async () => {
    const text = await sealed();
    const old = withHeader(text, ({ iat: _iat, ...header }) => ({ ...header, sigT: '2025-07-14T23:59:59Z', crit: ['b64', 'sigT'] }));
    expect([readJades(old).seal.claimedAt, readJades(old).seal.deviation, ...found(old)]).toEqual(['2025-07-14T23:59:59Z', undefined, 'pass', 'ok', 'ES256']);
    const late = withHeader(text, ({ iat: _iat, ...header }) => ({ ...header, sigT: '2025-07-15T00:00:00Z' }));
    expect(readJades(late).seal.deviation).toBe('SIG_CONSTRAINTS_FAILURE');
    expect(readJades(withHeader(text, (header) => ({ ...header, sigPId: { id: 'urn:oid:1.2.3' } }))).seal.deviation).toBe('SIGNATURE_POLICY_NOT_AVAILABLE');
  });
});

for (const [file, level, kinds, sigT] of [
  ['AA-Annex1-MC-signed.jsonld', 'B-T', ['content', 'signature'], '2024-05-28T09:51:19Z'],
  ['Sample-CertOfPart-signed.jsonld', 'B-LTA', ['content', 'signature', 'archive'], '2025-02-12T12:09:45Z'],
] as const) {
  fromData(`elm/samples/${file}`, (text) => {
    it('is a good signature, of its level', () => {
      const { seal, fault } = readJades(text);
      expect([fault, seal.level, seal.claimedAt, seal.deviation, seal.stamps.map(({ kind }) => kind)]).toEqual([undefined, level, sigT, undefined, kinds]);
      expect(found(text)).toEqual(['pass', 'ok', 'RS256']);
    });
    it('fails with one character of the payload changed', () => {
      const wire = wireOf(text);
      const at = wire.payload.indexOf('"UNIVERSITY');
      const changed = at < 0 ? wire.payload.replace(/[a-z]/, (letter) => (letter === 'a' ? 'b' : 'a')) : wire.payload.replace('UNIVERSITY', 'UNIVERSITx');
      expect(found(JSON.stringify({ ...wire, payload: changed }))).toEqual(['fail', 'signature-mismatch', undefined]);
    });
  });
}

describe('what is no seal', () => {
  const malformed = async (change: (wire: ReturnType<typeof wireOf>) => unknown): Promise<string> => JSON.stringify(change(wireOf(await sealed())));
  it.each<[string, (wire: ReturnType<typeof wireOf>) => unknown]>([
    ['no signature', (wire) => ({ ...wire, signatures: [] })],
    ['two signatures', (wire) => ({ ...wire, signatures: [wire.signatures[0], wire.signatures[0]] })],
    ['a member beside the signatures', (wire) => ({ ...wire, extra: 1 })],
    ['a member in the signature', (wire) => ({ ...wire, signatures: [{ ...wire.signatures[0], extra: 1 }] })],
    ['a member in the flattened form', ({ payload, signatures: [only] }) => ({ payload, ...only, extra: 1 })],
    ['both forms at once', (wire) => ({ ...wire, ...wire.signatures[0] })],
    ['padding in the signature', (wire) => ({ ...wire, signatures: [{ ...wire.signatures[0], signature: `${wire.signatures[0].signature}==` }] })],
    ['a header that is no object', (wire) => ({ ...wire, signatures: [{ ...wire.signatures[0], protected: base64urlJson([]) }] })],
  ])('is not read: %s', async (_what, change) => {
    const text = await malformed(change);
    expect(() => readJades(text)).toThrow(expect.objectContaining({ code: 'unreadable' }));
  });

  it('is not read with a name twice, outside or in the header', async () => {
    const text = await sealed();
    expect(() => readJades(text.replace('{"payload"', '{"payload":"x","payload"'))).toThrow(expect.objectContaining({ code: 'json-invalid' }));
    const wire = wireOf(text);
    const head = Buffer.from(wire.signatures[0].protected, 'base64url').toString().replace('{"alg"', '{"alg":"none","alg"');
    const twice = JSON.stringify({ ...wire, signatures: [{ ...wire.signatures[0], protected: Buffer.from(head).toString('base64url') }] });
    expect(() => readJades(twice)).toThrow(expect.objectContaining({ code: 'json-invalid' }));
  });
});

describe('a header that breaks a rule', () => {
  const leaf = (extensions: readonly Uint8Array[]) => {
    const { der } = makeCertificate({ subject: { organisation: 'X' }, publicKey: CA.sub.publicKey, issuer: CA.sub, extensions });
    return { x5c: [Buffer.from(der).toString('base64')], 'x5t#S256': createHash('sha256').update(der).digest('base64url') };
  };
  it.each<[string, (header: Record<string, unknown>) => Record<string, unknown>, string, string]>([
    ['b64 not in crit', ({ crit: _crit, ...h }) => h, 'header-unsupported', 'b64'],
    ['an empty crit', (h) => ({ ...h, crit: [] }), 'header-unsupported', 'crit'],
    ['crit that is no list', (h) => ({ ...h, crit: 'b64' }), 'header-unsupported', 'crit'],
    ['a name twice in crit', (h) => ({ ...h, crit: ['b64', 'b64'] }), 'header-unsupported', 'crit'],
    ['something unknown in crit', (h) => ({ ...h, crit: ['b64', 'new'], new: 1 }), 'header-unsupported', 'crit'],
    ['something absent in crit', (h) => ({ ...h, crit: ['b64', 'sigT'] }), 'header-unsupported', 'crit'],
    ['a name of JWS itself in crit', (h) => ({ ...h, crit: ['b64', 'alg'] }), 'header-unsupported', 'crit'],
    ['iat and sigT', (h) => ({ ...h, sigT: '2025-01-01T00:00:00Z' }), 'header-unsupported', 'iat, sigT'],
    ['no signing time', ({ iat: _iat, ...h }) => h, 'header-unsupported', 'iat'],
    ['a signing time that is none', (h) => ({ ...h, iat: '1' }), 'header-unsupported', 'iat'],
    ['sigD', (h) => ({ ...h, sigD: { mId: 'http://uri.etsi.org/19182/ObjectIdByURI', pars: ['http://169.254.169.254/'] } }), 'header-unsupported', 'sigD'],
    ['a key of its own', (h) => ({ ...h, jwk: {} }), 'header-unsupported', 'jwk'],
    ['a key from elsewhere', (h) => ({ ...h, x5u: 'https://a.example/' }), 'header-unsupported', 'x5u'],
    ['a SHA-1 thumbprint', (h) => ({ ...h, x5t: 'x' }), 'header-unsupported', 'x5t'],
    ['typ of something else', (h) => ({ ...h, typ: 'statuslist+jwt' }), 'header-unsupported', 'typ'],
    ['alg none', (h) => ({ ...h, alg: 'none' }), 'algorithm-unsupported', 'alg'],
    ['a symmetric alg', (h) => ({ ...h, alg: 'HS256' }), 'algorithm-unsupported', 'alg'],
    ['an alg that is not the key’s', (h) => ({ ...h, alg: 'RS256' }), 'algorithm-unsupported', 'RS256'],
    ['another x5t#S256', (h) => ({ ...h, 'x5t#S256': 'A'.repeat(43) }), 'proof-malformed', 'x5t#S256'],
    ['no x5t#S256', ({ 'x5t#S256': _x5t, ...h }) => h, 'proof-malformed', 'x5t#S256'],
    ['x5c that is none', (h) => ({ ...h, x5c: ['AAAA'] }), 'proof-malformed', 'x5c'],
    ['a chain out of order', (h) => ({ ...h, x5c: [(h.x5c as string[])[0], Buffer.from(CA.tsa.der).toString('base64')] }), 'proof-malformed', 'x5c'],
    ['more certificates than any chain', (h) => ({ ...h, x5c: new Array<string>(11).fill((h.x5c as string[])[0] ?? '') }), 'proof-malformed', 'x5c'],
    ['a certification authority’s certificate', (h) => ({ ...h, ...leaf([basicConstraints(true)]) }), 'key-not-for-assertion', 'x5c'],
    ['a certificate that is not for signing', (h) => ({ ...h, ...leaf([basicConstraints(false), keyUsage('keyEncipherment')]) }), 'key-not-for-assertion', 'x5c'],
    ['adoTst with two stamps', (h) => ({ ...h, adoTst: { tstTokens: [{ val: 'AAAA' }, { val: 'AAAA' }] } }), 'proof-malformed', 'etsiU'],
  ])('fails, though its signature holds: %s', async (_what, change, reason, detail) => {
    expect(found(withHeader(await sealed(), change))).toEqual(['fail', reason, detail]);
  });

  it('is not read where b64 is no truth value: then nobody knows what the payload is', async () => {
    const text = withHeader(await sealed(), (h) => ({ ...h, b64: 'false' }));
    expect(() => readJades(text)).toThrow(expect.objectContaining({ code: 'unreadable' }));
  });

  it('is not judged without a certificate', async () => {
    expect(found(withHeader(await sealed(), ({ x5c: _x5c, ...h }) => h))).toEqual(['unknown', 'key-missing', 'x5c']);
  });

  it('takes a digest of another kind', async () => {
    const text = withHeader(await sealed(), ({ 'x5t#S256': _x5t, ...h }) => {
      const digVal = createHash('sha512').update(Buffer.from((h.x5c as string[])[0] ?? '', 'base64')).digest('base64url');
      return { ...h, 'x5t#o': { digAlg: 'S512', digVal } };
    });
    expect(found(text)).toEqual(['pass', 'ok', 'ES256']);
  });
});

describe('what stands outside the signature', () => {
  const token = Buffer.from(makeTimeStamp({ imprint: new Uint8Array(32), at: SIGNED_AT, tsa: CA.tsa })).toString('base64');
  const stamp = { sigTst: { tstTokens: [{ val: token }] } };
  const unprotected = async (header: unknown): Promise<string> => {
    const wire = wireOf(await sealed());
    return JSON.stringify({ ...wire, signatures: [{ ...wire.signatures[0], header }] });
  };
  it.each<[string, unknown]>([
    ['something else than etsiU', { etsiU: [base64urlJson(stamp)], kid: 'x' }],
    ['alg', { alg: 'none' }],
    ['etsiU that is no list', { etsiU: {} }],
    ['an empty etsiU', { etsiU: [] }],
    ['etsiU of two forms', { etsiU: [base64urlJson(stamp), stamp] }],
    ['a property of two names', { etsiU: [{ ...stamp, xVals: [] }] }],
    ['two stamps in one property', { etsiU: [{ sigTst: { tstTokens: [{ val: token }, { val: token }] } }] }],
    ['base64url where base64 belongs', { etsiU: [{ sigTst: { tstTokens: [{ val: Buffer.from('??>>').toString('base64url') }] } }] }],
    ['a property that is no JSON', { etsiU: ['AAAA'] }],
    ['more properties than any seal', { etsiU: new Array(25).fill(base64urlJson({ xVals: [] })) }],
    ['more stamps than any seal', { etsiU: new Array(9).fill(base64urlJson(stamp)) }],
  ])('fails: %s', async (_what, header) => {
    expect(found(await unprotected(header))).toEqual(['fail', 'proof-malformed', 'etsiU']);
  });

  it('may be objects; then an archive stamp covers nothing that we can tell', async () => {
    const { seal } = readJades(await unprotected({ etsiU: [stamp, { xVals: [{ x509Cert: { val: Buffer.from(CA.sub.der).toString('base64') } }] }, { rVals: {} }, { arcTst: stamp.sigTst }] }));
    expect([seal.level, seal.certificates, seal.stamps.map(({ covered }) => covered !== undefined)]).toEqual(['B-LTA', [CA.sub.der], [true, false]]);
  });

  it('is of long term only with values, not with references', async () => {
    const level = async (...names: string[]) => readJades(await unprotected({ etsiU: names.map((name) => (/Tst/.test(name) ? { [name]: stamp.sigTst } : { [name]: [] })) })).seal.level;
    expect([await level('xVals'), await level('sigTst', 'xVals'), await level('sigTst', 'xVals', 'xRefs'), await level('sigTst', 'arcTst'), await level('sigTst', 'arcTst', 'rVals')]).toEqual(['B-B', 'B-LT', 'B-T', 'B-T', 'B-LT']);
  });
});

describe('any text', () => {
  const mutated = async (): Promise<void> => {
    const text = await sealed({ stampedAt: '2026-11-01T10:00:05Z' });
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('', 'A', '"', '{', '0', 'x', '\\'), (at, put) => {
        const changed = text.slice(0, at) + put + text.slice(at + 1);
        if (changed === text) return;
        const outcome = outcomeOf(changed);
        // Outside the signature stand only the stamp, and nothing that the signature check looks at.
        if (outcome === 'pass') expect(readJades(changed).payload).toBe(PAYLOAD);
      }),
      { numRuns: 400 },
    );
  };
  it('is refused or judged, never a crash, and never another text under the signature', mutated);
  it('of any kind is refused', () => {
    fc.assert(fc.property(fc.json(), (text) => outcomeOf(text) === 'refused'));
    fc.assert(fc.property(fc.string(), (text) => outcomeOf(text) === 'refused'));
  });
});

function outcomeOf(text: string): string {
  try {
    return checkJades(readJades(text)).outcome;
  } catch (error) {
    if (error instanceof AppError && ['unreadable', 'json-invalid'].includes(error.code)) return 'refused';
    throw error;
  }
}
