import { describe, expect, it } from '@jest/globals';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { signPresentation } from '@digitalbazaar/vc';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { utf8 } from '../../../src/core/bytes.js';
import { selfContainedKey } from '../../../src/core/did.js';
import { AppError } from '../../../src/core/errors.js';
import type { Json, JsonObject } from '../../../src/core/json.js';
import { toMultikey } from '../../../src/core/keys.js';
import { createFormats, createReaders } from '../../../src/formats/index.js';
import { createSecuring } from '../../../src/formats/securing/index.js';
import { createVerify, createVerifyEach, type VerifyDeps } from '../../../src/verify/index.js';
import { MAX_CREDENTIALS, readPresentation } from '../../../src/verify/presentation/read.js';
import type { Report } from '../../../src/verify/report.js';
import { ORGANISATION_DID, sampleAward } from '../../support/award.js';
import { documents, peerLoader } from '../../support/documents.js';
import { ed25519Key, keyFact } from '../../support/keys.js';
import { di, encoded, jwt, keyOf, METHOD, signed, signedDocument } from '../formats/fixtures.js';
import { statement, statements } from './fixtures.js';

const V2 = 'https://www.w3.org/ns/credentials/v2';
const didOf = (name: string): string => `did:key:${toMultikey(ed25519Key(name).publicJwk)}`;
const HOLDER = didOf('holder');
const methodOf = (did: string): string => `${did}#${did.slice('did:key:'.length)}`;

const withoutStatus = ({ credentialStatus: _status, ...credential }: JsonObject): JsonObject => credential;
const credentialOf = (subject: string): Promise<JsonObject> => signedDocument(withoutStatus(encoded(sampleAward({ subjectId: subject }))));

async function verifyEach(given: string): Promise<readonly Report[]> {
  const ports: ReturnType<VerifyDeps['ports']> = {
    now: () => new Date('2026-11-22T10:00:00Z'),
    key: async (url) => Promise.resolve(url === METHOD ? keyFact(METHOD, keyOf(di)) : { ok: false, reason: 'key-unavailable', detail: url }),
    keysOf: async (did) => Promise.resolve({ ok: false, reason: 'key-unavailable', detail: did }),
    ownKeyOf: async () => Promise.resolve(undefined),
    anchors: async () => Promise.resolve({ ok: true, value: [] }),
    statusList: async (url) => Promise.resolve({ ok: false, reason: 'list-unreachable', detail: url }),
    document: async (url) => Promise.resolve({ ok: false, reason: 'source-unavailable', detail: url }),
    statements: async () => Promise.resolve(statements(statement({ did: ORGANISATION_DID }))),
    ownAward: async () => Promise.resolve(undefined),
    sawList: async ({ madeAt }) => Promise.resolve(madeAt),
  };
  const deps: VerifyDeps = { formats: createReaders(createFormats(documents), documents), carriers: [], ports: () => ports, securing: createSecuring(documents) };
  return (await createVerifyEach(deps)(utf8(given))).map(({ report }) => report);
}
const holderIn = (report: Report | undefined): string => {
  const found = report?.checks.find(({ check }) => check === 'holder');
  return `${report?.verdict} ${found?.outcome} ${found?.reason}`;
};
const holderOf = async (presentation: Json): Promise<string> => holderIn((await verifyEach(typeof presentation === 'string' ? presentation : JSON.stringify(presentation)))[0]);

interface Showing {
  readonly by?: string;
  readonly holder?: string;
  readonly domain?: string;
  readonly credentials?: readonly Json[];
  readonly purpose?: object;
}
/** Made by somebody else's code. */
async function shownAs({ by = 'holder', holder = didOf(by), domain = 'https://another.example', credentials, ...more }: Showing = {}): Promise<JsonObject> {
  const did = didOf(by);
  const id = methodOf(did);
  const key = selfContainedKey(id);
  const method = { '@context': 'https://w3id.org/security/multikey/v1', id, type: 'Multikey', controller: did, publicKeyMultibase: did.slice('did:key:'.length) };
  const documentLoader = peerLoader({ [id]: method, [did]: { '@context': 'https://www.w3.org/ns/did/v1', id: did, authentication: [method] } });
  expect(key).toBeDefined();
  const presentation = { '@context': [V2], type: ['VerifiablePresentation'], holder, verifiableCredential: credentials ?? [await credentialOf(HOLDER)] };
  const signer = { id, algorithm: 'Ed25519', sign: ({ data }: { data: Uint8Array }) => ed25519Key(by).sign(data) };
  return signPresentation({ presentation, challenge: '1', domain, suite: new DataIntegrityProof({ signer, cryptosuite }), documentLoader, ...more }) as Promise<JsonObject>;
}

describe('a credential in a presentation', () => {
  it('alone is valid', async () => {
    expect(await holderOf(await credentialOf(HOLDER))).toBe('valid skip not-declared');
  });

  it('that its holder signed was shown to somebody else, and may be a copy: it is never taken for shown to us', async () => {
    const presentation = await shownAs();
    const [report] = await verifyEach(JSON.stringify(presentation));
    expect(report).toMatchObject({ verdict: 'indeterminate', state: 'not-checked', carrier: 'presentation', format: 'ob3-di', credential: { title: 'FinTech: markets, models and risk' } });
    expect(report?.checks.find(({ check }) => check === 'holder')).toMatchObject({ outcome: 'unknown', reason: 'presentation-unasked', facts: { audience: 'https://another.example' } });
    expect(report?.checks.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
  });

  it.each<[string, () => Promise<Json>, string]>([
    ['nobody signed', async () => ({ '@context': [V2], type: 'VerifiablePresentation', holder: HOLDER, verifiableCredential: await credentialOf(HOLDER) }), 'indeterminate unknown presentation-unsigned'],
    ['somebody else than its subject signed', () => shownAs({ by: 'thief' }), 'invalid fail holder-not-subject'],
    ['somebody else signed in the name of its subject', () => shownAs({ by: 'thief', holder: HOLDER }), 'invalid fail key-not-of-holder'],
    ['has a proof that is no authentication', async () => ({ ...(await shownAs()), proof: { ...((await shownAs()).proof as JsonObject), proofPurpose: 'assertionMethod' } }), 'invalid fail proof-purpose'],
    ['was changed after it was signed', async () => ({ ...(await shownAs()), id: 'urn:uuid:0b8a5cb1-2f2c-4c53-8f0a-1d6c5d9f2f53' }), 'invalid fail signature-mismatch'],
    ['had another credential put into it', async () => ({ ...(await shownAs()), verifiableCredential: [await credentialOf(HOLDER), await credentialOf(HOLDER)].slice(0, 1).map((one) => ({ ...one, proof: [] })) }), 'invalid fail signature-mismatch'],
    ['has a proof whose time has passed', async () => ({ ...(await shownAs()), proof: { ...((await shownAs()).proof as JsonObject), expires: '2026-11-01T00:00:00Z' } }), 'invalid fail expired'],
    ['shows one that names nobody', async () => shownAs({ credentials: [await credentialOf('urn:uuid:0b8a5cb1-2f2c-4c53-8f0a-1d6c5d9f2f53')] }), 'indeterminate unknown holder-unnamed'],
  ])('that %s', async (_what, made, expected) => {
    expect(await holderOf(await made())).toBe(expected);
  });

  it('is judged by itself: a forged one in a good presentation is forged', async () => {
    const [report] = await verifyEach(JSON.stringify(await shownAs({ credentials: [{ ...(await credentialOf(HOLDER)), name: 'Another' }] })));
    expect(report).toMatchObject({ verdict: 'invalid', state: 'altered' });
    expect(report?.checks.find(({ check }) => check === 'signature')).toMatchObject({ outcome: 'fail', reason: 'signature-mismatch' });
  });

  it('is one of several, each with a report of its own; together they are refused with the reason', async () => {
    const two = await shownAs({ credentials: [await credentialOf(HOLDER), await credentialOf(didOf('thief'))] });
    expect((await verifyEach(JSON.stringify(two))).map(holderIn)).toEqual(['indeterminate unknown presentation-unasked', 'invalid fail holder-not-subject']);
    const deps = { formats: createReaders(createFormats(documents), documents), carriers: [], securing: createSecuring(documents) } as unknown as VerifyDeps;
    await expect(createVerify(deps)(utf8(JSON.stringify(two)))).rejects.toMatchObject({ code: 'unreadable', reason: 'several-credentials' });
  });
});

describe('a credential in a presentation that is a token', () => {
  const NOW = Date.parse('2026-11-22T10:00:00Z') / 1000;
  const token = (payload: object, { by = 'holder', header = {} }: { by?: string; header?: object } = {}): Promise<string> =>
    new SignJWT(payload as never).setProtectedHeader({ alg: 'EdDSA', kid: methodOf(didOf(by)), typ: 'JWT', ...header }).sign(ed25519Key(by).privateKey);
  const claim = async (over: object = {}): Promise<object> => ({ iss: HOLDER, aud: 'https://another.example', nonce: '1', exp: NOW + 600, vp: { '@context': ['https://www.w3.org/2018/credentials/v1'], type: ['VerifiablePresentation'], verifiableCredential: [await signed(jwt, sampleAward({ subjectId: HOLDER }))] }, ...over });

  it('is read from the `vp` claim, and from a payload with envelopes', async () => {
    const older = await token(await claim());
    const enveloped = { '@context': [V2], type: 'EnvelopedVerifiableCredential', id: `data:application/vc+jwt,${await signed(jwt, sampleAward({ subjectId: HOLDER }))}` };
    const newer = await token({ '@context': [V2], type: ['VerifiablePresentation'], holder: HOLDER, verifiableCredential: [enveloped] }, { header: { typ: 'vp+jwt' } });
    const wrapped = JSON.stringify({ '@context': [V2], type: 'EnvelopedVerifiablePresentation', id: `data:application/vp+jwt,${newer}` });
    for (const given of [older, newer, wrapped]) {
      const [report] = await verifyEach(given);
      expect([report?.format, report?.carrier]).toEqual(['ob3-jwt', 'presentation']);
      expect(holderIn(report)).toMatch(/ unknown presentation-unasked$/);
    }
  });

  it.each<[string, object, object, string]>([
    ['whose time has passed', { exp: NOW - 3600 }, {}, 'fail expired'],
    ['that begins later', { nbf: NOW + 3600 }, {}, 'fail dates-invalid'],
    ['whose end is no time', { exp: 'never' }, {}, 'fail expired'],
    ['of somebody else', { iss: didOf('thief') }, { by: 'thief' }, 'fail holder-not-subject'],
    ['that somebody else signed', {}, { by: 'thief' }, 'fail key-not-of-holder'],
    ['with another holder in it', { vp: { type: ['VerifiablePresentation'], holder: didOf('thief'), verifiableCredential: [] } }, {}, 'fail key-not-of-holder'],
    ['by a key in its header', {}, { header: { jwk: {} } }, 'fail header-unsupported'],
    ['of another type', {}, { header: { typ: 'kb+jwt' } }, 'fail header-unsupported'],
    ['that names no key', {}, { header: { kid: undefined } }, 'fail key-missing'],
  ])('%s fails', async (_what, over, how, expected) => {
    const payload = (await claim(over)) as { vp: { verifiableCredential: Json[] } };
    if (payload.vp.verifiableCredential.length === 0) payload.vp.verifiableCredential.push(await signed(jwt, sampleAward({ subjectId: HOLDER })));
    expect(await holderOf(await token(payload, how))).toBe(`invalid ${expected}`);
  });

  it('fails when a byte of it changed, and with no algorithm', async () => {
    const [head = '', payload = '', signature = ''] = (await token(await claim())).split('.');
    const later = Buffer.from(Buffer.from(payload, 'base64url').toString().replace(`"exp":${NOW + 600}`, `"exp":${NOW + 601}`)).toString('base64url');
    expect(await holderOf(`${head}.${later}.${signature}`)).toBe('invalid fail signature-mismatch');
    const none = Buffer.from(JSON.stringify({ alg: 'none', kid: methodOf(HOLDER) })).toString('base64url');
    expect(await holderOf(`${none}.${payload}.`)).toBe('invalid fail algorithm-unsupported');
  });
});

describe('readPresentation', () => {
  it.each([
    ['no credential', { type: 'VerifiablePresentation' }],
    ['a number for one', { type: 'VerifiablePresentation', verifiableCredential: [1] }],
    ['too many', { type: 'VerifiablePresentation', verifiableCredential: Array.from({ length: MAX_CREDENTIALS + 1 }, () => ({})) }],
    ['an envelope of something else', { type: 'VerifiablePresentation', verifiableCredential: [{ type: 'EnvelopedVerifiableCredential', id: 'data:text/html,a' }] }],
    ['an envelope of nothing', { type: 'EnvelopedVerifiablePresentation', id: 'https://a.example' }],
  ])('refuses %s', (_what, document) => {
    expect(() => readPresentation(JSON.stringify(document))).toThrow(expect.objectContaining({ code: 'unreadable' }));
  });

  it('leaves everything else alone', () => {
    for (const text of ['', '{}', '[]', 'a.b.c', '{"type":"VerifiableCredential"}', '{"type":"VerifiablePresentation"', 'https://a.example']) expect(readPresentation(text)).toBeUndefined();
  });

  it('answers anything that is thrown at it with a presentation, nothing, or a refusal of ours', () => {
    const odd = fc.oneof(fc.jsonValue(), fc.string());
    fc.assert(
      fc.property(fc.record({ type: fc.oneof(fc.constant('VerifiablePresentation'), odd), verifiableCredential: odd, proof: odd, holder: odd, id: odd }), fc.boolean(), (document, asToken) => {
        const text = asToken ? `e30.${Buffer.from(JSON.stringify({ vp: document })).toString('base64url')}.` : JSON.stringify(document);
        try {
          readPresentation(text);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });
});
