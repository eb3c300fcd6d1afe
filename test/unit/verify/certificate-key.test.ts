import { describe, expect, it } from '@jest/globals';
import type { Fact, KeyFact } from '../../../src/core/evidence.js';
import { certificateKeyName, type SealFact, type TrustAnchor } from '../../../src/core/seal.js';
import { readCertificate } from '../../../src/core/x509/index.js';
import { readJades } from '../../../src/formats/jades/index.js';
import { checkSeal } from '../../../src/verify/checks/seal.js';
import { checkIssuerKey } from '../../../src/verify/checks/issuer-key.js';
import { trustRows } from '../../../src/verify/checks/trust.js';
import { judgeSeal } from '../../../src/verify/seal.js';
import { makeReport } from '../../../src/verify/make-report.js';
import { DEFAULT_POLICY } from '../../../src/verify/policy.js';
import { gather, type World } from '../../../src/verify/gather.js';
import type { VerifyPorts } from '../../../src/verify/ports.js';
import type { Parsed } from '../../../src/formats/format.js';
import { CA, keyFor, sealed } from '../formats/jades/sealed.js';
import { evidence, ISSUER, parsed, read, statements, view } from './fixtures.js';

const { publicJwk } = keyFor('ES256');
const URN = 'urn:epass:org:1';
const ANCHORS: readonly TrustAnchor[] = [
  { id: '1', name: 'TEST', use: 'seal', kind: 'test', certificate: CA.root.der },
  { id: '2', name: 'TEST stamps', use: 'time-stamp', kind: 'test', certificate: CA.root.der },
];
const NOTHING: Omit<VerifyPorts, 'statements'> = {
  now: () => new Date('2026-11-26T00:00:00Z'),
  key: () => Promise.reject(new Error('not asked for')),
  ownKeyOf: async () => undefined,
  keysOf: () => Promise.reject(new Error('not asked for')),
  anchors: async () => ({ ok: true, value: ANCHORS }),
  document: () => Promise.reject(new Error('not asked for')),
  statusList: () => Promise.reject(new Error('not asked for')),
  sawList: async ({ madeAt }) => madeAt,
  ownAward: async () => undefined,
};
const listed = (over: Partial<KeyFact> = {}): KeyFact => ({ id: `${ISSUER}#seal`, controller: ISSUER, publicJwk, assertion: true, source: 'did:web', obtainedAt: '2026-11-26T00:00:00Z', ...over });

type Named = { readonly id?: string; readonly country?: string | undefined; readonly identifiers?: readonly { scheme: string; value: string }[] };
async function credential(text: string, { id = ISSUER, country, identifiers = [] }: Named = {}): Promise<Parsed> {
  const { seal } = readJades(text);
  const [leaf = new Uint8Array()] = seal.chain;
  const keys = [certificateKeyName(readCertificate(leaf).fingerprint)];
  return parsed({ keys, seal, signedAt: seal.claimedAt, statusEntries: [], view: view({ issuer: { id, identifiers, ...(country !== undefined && { country }) } }), needs: { keys, statusLists: [], issuer: id, credentialId: undefined } });
}
async function found(given: Parsed, ports: Partial<VerifyPorts> = {}) {
  const world = { ports: { ...NOTHING, statements: async () => statements(), ...ports }, workshop: { judgeSeal: async (...given: Parameters<typeof judgeSeal>) => judgeSeal(...given) } } as unknown as World;
  const { evidence: gathered } = await gather(read(given), world);
  expect(JSON.parse(JSON.stringify(gathered))).toEqual(gathered);
  const { outcome, reason } = checkIssuerKey(given, gathered);
  const key: Fact<KeyFact> | undefined = gathered.keys[given.keys[0] ?? ''];
  return [outcome, reason, key?.ok ? key.value.source : key?.reason];
}

describe('the key of a certificate', () => {
  it('is our own where our store has it, whatever else is there', async () => {
    const own = listed({ source: 'own' });
    expect(await found(await credential(await sealed()), { ownKeyOf: async (jwk) => (expect(jwk).toEqual(publicJwk), own) })).toEqual(['pass', 'ok', 'own']);
  });

  it('is the issuer’s where the DID that names it lists it', async () => {
    const given = await credential(await sealed());
    expect(await found(given, { keysOf: async (did) => (expect(did).toBe(ISSUER), { ok: true, value: [listed()] }) })).toEqual(['pass', 'ok', 'did:web']);
    expect(await found(given, { keysOf: async () => ({ ok: true, value: [listed({ assertion: false })] }) })).toEqual(['fail', 'key-not-for-assertion', 'did:web']);
  });

  it('is a stranger’s where that DID does not list it, though its certificate names the same number; and unknown where it cannot be asked', async () => {
    const given = await credential(await sealed(), { identifiers: [{ scheme: 'eidas', value: 'VATHR-12345678901' }] });
    expect(await found(given, { keysOf: async () => ({ ok: true, value: [] }) })).toEqual(['fail', 'key-not-of-issuer', 'x5c']);
    expect(await found(given, { keysOf: async () => ({ ok: false, reason: 'key-unavailable', detail: 'timeout' }) })).toEqual(['unknown', 'key-unavailable', 'key-unavailable']);
  });

  it.each([
    ['in full', 'VATHR-12345678901'],
    ['without its kind, as found in the field', '12345678901'],
  ])('is the issuer’s by the identifier in it: %s', async (_how, value) => {
    const given = await credential(await sealed(), { id: URN, country: 'HR', identifiers: [{ scheme: 'eidas', value }] });
    expect(await found(given)).toEqual(['pass', 'ok', 'x5c']);
    expect(await found(given, { anchors: async () => ({ ok: true, value: [] }) })).toEqual(['unknown', 'key-unbound', 'x5c']);
    expect(await found(given, { anchors: async () => ({ ok: false, reason: 'source-unavailable', detail: '' }) })).toEqual(['unknown', 'key-unbound', 'x5c']);
  });

  it.each<[string, Named['identifiers']]>([
    ['another number', [{ scheme: 'eidas', value: 'VATHR-99999999999' }]],
    ['the same number of another country', [{ scheme: 'eidas', value: 'VATDE-12345678901' }]],
    ['the same number of another kind', [{ scheme: 'eidas', value: 'NTRHR-12345678901' }]],
    ['no legal identifier', [{ scheme: 'ror', value: 'VATHR-12345678901' }]],
    ['the number only beside another', [{ scheme: 'eidas', value: 'VATHR-1' }, { scheme: 'vat', value: 'VATHR-12345678901' }]],
    ['two that differ', [{ scheme: 'vat', value: 'VATHR-12345678901' }, { scheme: 'tax', value: '1' }]],
    ['an empty one', [{ scheme: 'eidas', value: '' }]],
  ])('is a stranger’s where the credential names %s', async (_what, identifiers = []) => {
    expect(await found(await credential(await sealed(), { id: URN, identifiers }))).toEqual(['fail', 'key-not-of-issuer', 'x5c']);
  });

  it.each<[string, string, string, string | undefined, boolean]>([
    ['of that country', 'VATHR-12345678901', '12345678901', 'HR', true],
    ['of another country', 'VATHR-12345678901', '12345678901', 'EE', false],
    ['of no country', 'VATHR-12345678901', '12345678901', undefined, false],
    ['of a country in words', 'VATHR-12345678901', '12345678901', 'Croatia', false],
    ['of Greece, which tax numbers call EL', 'VATEL-123456789', '123456789', 'GR', true],
    ['of Northern Ireland, which they call XI', 'VATXI-123456789', '123456789', 'GB', true],
    ['of a register of the world', 'LEIXG-529900T8BM49AURSDO55', '529900T8BM49AURSDO55', 'DE', true],
    ['in full, of another country than the issuer', 'VATHR-12345678901', 'VATHR-12345678901', 'EE', true],
    ['of a certificate that names no country', '12345678901', '12345678901', 'EE', true],
    ['with a kind alone', 'VAT-12345678901', '12345678901', 'HR', false],
  ])('is told by a number alone only in its country: %s', async (_what, organizationIdentifier, value, country, same) => {
    const text = await sealed({ certificate: { organisation: { organisation: 'Jadran University', organizationIdentifier } } });
    expect(await found(await credential(text, { id: URN, country, identifiers: [{ scheme: 'eidas', value }] }))).toEqual(same ? ['pass', 'ok', 'x5c'] : ['fail', 'key-not-of-issuer', 'x5c']);
  });

  it.each([
    ['an address', 'https://university.example', 'warn'],
    ['a name', 'University of Everywhere', 'warn'],
    ['a URN of somebody', 'urn:lei:529900T8BM49AURSDO55', 'warn'],
    ['where it stands in the file', URN, 'pass'],
    ['nothing', '', 'pass'],
    ['the number', 'VATHR-12345678901', 'pass'],
  ])('makes nobody the issuer whom the credential calls it by: %s', async (_what, id, outcome) => {
    const given = await credential(await sealed(), { id, country: 'HR', identifiers: [{ scheme: 'eidas', value: '12345678901' }] });
    const { seal } = given;
    const facts = evidence({ keys: { [given.keys[0] ?? '']: { ok: true, value: listed({ controller: 'certificate', source: 'x5c' }) } }, seal: judgeSeal(seal!, { anchors: ANCHORS, at: '2026-11-26T00:00:00Z' }) });
    expect(checkIssuerKey(given, facts)).toMatchObject({ outcome: 'pass' });
    expect(checkSeal(given, facts)).toMatchObject(outcome === 'pass' ? { outcome } : { outcome, reason: 'issuer-id-unvouched', facts: { claimed: id, organizationIdentifier: 'VATHR-12345678901' } });
    const report = makeReport({ parsed: given, evidence: facts, findings: [], policy: DEFAULT_POLICY, sha256: '' });
    expect(report.credential?.issuer).toMatchObject({ id: 'VATHR-12345678901', country: 'HR' });
  });

  it('leaves whom a DID names, and whom nobody certified, as the credential says', async () => {
    const shown = async (named: Named, anchors = ANCHORS) => {
      const given = await credential(await sealed(), named);
      const facts = evidence({ keys: { [given.keys[0] ?? '']: { ok: true, value: listed({ controller: 'certificate', source: 'x5c' }) } }, seal: judgeSeal(given.seal!, { anchors, at: '2026-11-26T00:00:00Z' }) });
      return makeReport({ parsed: given, evidence: facts, findings: [], policy: DEFAULT_POLICY, sha256: '' }).credential?.issuer.id;
    };
    const identifiers = [{ scheme: 'eidas', value: 'VATHR-12345678901' }];
    expect(await shown({ identifiers })).toBe(ISSUER);
    expect(await shown({ id: 'https://university.example', identifiers }, [])).toBe('https://university.example');
    expect(await shown({ id: 'https://university.example', identifiers: [{ scheme: 'eidas', value: 'VATHR-1' }] })).toBe('https://university.example');
  });

  it('belongs to nobody where the certificate names no legal person', async () => {
    const text = await sealed({ certificate: { organisation: { organisation: 'Jadran University' } } });
    expect(await found(await credential(text, { id: URN, identifiers: [{ scheme: 'eidas', value: 'x' }] }))).toEqual(['unknown', 'key-unbound', 'x5c']);
  });
});

describe('a compromised key', () => {
  const COMPROMISED = '2026-11-10T00:00:00Z';
  const keysOf = async () => ({ ok: true as const, value: [listed({ compromisedFrom: COMPROMISED })] });
  it.each<[string, Parameters<typeof sealed>[0], string, string]>([
    ['stamped before', { stampedAt: '2026-11-01T10:00:05Z' }, 'pass', 'ok'],
    ['not stamped', {}, 'unknown', 'key-compromised'],
    ['stamped after', { stampedAt: '2026-11-10T00:00:00Z' }, 'fail', 'key-compromised'],
    ['said to be made after', { signedAt: '2026-11-10T00:00:00Z' }, 'fail', 'key-compromised'],
  ])('sealed what is %s: %#', async (_what, over, outcome, reason) => {
    expect(await found(await credential(await sealed(over)), { keysOf })).toEqual([outcome, reason, 'did:web']);
  });
  it('is not cleared by a stamp that nobody accepts', async () => {
    const given = await credential(await sealed({ stampedAt: '2026-11-01T10:00:05Z' }));
    expect(await found(given, { keysOf, anchors: async () => ({ ok: true, value: ANCHORS.slice(0, 1) }) })).toEqual(['unknown', 'key-compromised', 'did:web']);
  });
});

it('a register’s word on the sealing says whether its time is proven', async () => {
  const fact = { provenAt: '2026-11-21T10:00:05Z' } as SealFact;
  const bases = (given: Parsed) => [evidence({ seal: fact }), evidence()].map((found) => trustRows(given, found).map(({ timeBasis }) => timeBasis));
  expect(bases(parsed())).toEqual([['time-stamped'], ['claimed']]);
  // Stamped now, it may say what it likes of then.
  expect(bases(parsed({ signedAt: '2026-11-20T10:00:04Z' }))).toEqual([['claimed'], ['claimed']]);
  expect(bases(parsed({ signedAt: '2026-11-20T10:00:05Z' }))).toEqual([['time-stamped'], ['claimed']]);
});
