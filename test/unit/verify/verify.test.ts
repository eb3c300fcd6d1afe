import { describe, expect, it } from '@jest/globals';
import { sha256, toHex, utf8 } from '../../../src/core/bytes.js';
import { fail, pass, unknown, type Finding } from '../../../src/core/finding.js';
import type { Format, Parsed } from '../../../src/formats/format.js';
import { createVerify, type VerifyDeps, type VerifyOptions } from '../../../src/verify/index.js';
import { allElements, key, list, parsed, statement, statements, view } from './fixtures.js';

const PROOF = [pass('format'), pass('context'), pass('schema'), pass('signature'), pass('unsigned-content')];
const but = (finding: Finding): Finding[] => [...PROOF.filter(({ check }) => check !== finding.check), finding];

function verifier(findings: Finding[], given: Parsed = parsed(), listed = [statement()]) {
  const format = { id: 'ob3-di', recognises: () => true, parse: () => given, checkProof: async () => findings } as unknown as Format;
  const fact = list({ source: 'own' });
  const ports: ReturnType<VerifyDeps['ports']> = {
    now: () => new Date('2027-01-15T12:00:00Z'),
    key: async (url) => key({ source: 'own' }, url),
    statusList: async () => (fact.ok ? { ok: true, value: { own: fact.value } } : fact),
    ownKeyOf: async () => undefined,
    keysOf: async () => ({ ok: true, value: [] }),
    anchors: async () => ({ ok: true, value: [] }),
    statements: async () => statements(...listed),
    document: async (url) => ({ ok: false, reason: 'source-unavailable', detail: url }),
    sawList: async ({ madeAt }) => madeAt,
    ownAward: async () => undefined,
  };
  const verify = createVerify({ formats: [format], carriers: [], ports: () => ports, securing: undefined as unknown as VerifyDeps['securing'] });
  return async (options?: VerifyOptions) => (await verify(utf8('{}'), options)).report;
}

describe('verify', () => {
  it('reports what was found, of which bytes, when, and by what policy', async () => {
    const report = await verifier(PROOF)();
    expect(report).toMatchObject({
      verdict: 'valid',
      state: 'valid',
      also: [],
      format: 'ob3-di',
      credential: view(),
      trust: [{ authority: 'Testamur', list: 'Register of issuers', atAward: 'granted', atSeal: 'granted', now: 'granted', scope: 'unlimited', timeBasis: 'claimed', fresh: true }],
      checkedAt: '2027-01-15T12:00:00Z',
      policy: 'default',
      sha256: toHex(sha256('{}')),
    });
    expect(Object.keys(report.elements?.mandatory ?? {})).toHaveLength(11);
    expect(Object.keys(report.elements?.optional ?? {})).toHaveLength(5);
    expect(report.elements?.mandatory.M1).toEqual(allElements().M1);
  });

  it('gives the evidence too', async () => {
    const format = { id: 'ob3-di', recognises: () => true, parse: () => parsed({ needs: { keys: [], statusLists: [], issuer: 'x', credentialId: undefined } }), checkProof: async () => PROOF } as unknown as Format;
    const ports = { now: () => new Date(0), statements: async () => statements() } as unknown as ReturnType<VerifyDeps['ports']>;
    const { evidence } = await createVerify({ formats: [format], carriers: [], ports: () => ports, securing: undefined as unknown as VerifyDeps['securing'] })(utf8('{}'));
    expect(evidence).toEqual({ at: '1970-01-01T00:00:00Z', keys: {}, statusLists: {}, statements: { ok: true, value: [] } });
  });

  it.each<[Finding, string]>([
    [fail('signature', 'signature-mismatch'), 'altered'],
    [fail('unsigned-content', 'unsigned-content'), 'altered'],
    [fail('context', 'unknown-context'), 'unreadable'],
    [fail('format', 'type-missing'), 'unreadable'],
  ])('shows nothing of a document after %j', async (finding, state) => {
    const report = await verifier(but(finding))();
    expect(report).toMatchObject({ verdict: 'invalid', state });
    expect(report).not.toHaveProperty('credential');
    expect(report).not.toHaveProperty('elements');
  });

  it('shows no word of a register on a document whose signature is not proven', async () => {
    expect((await verifier(but(fail('signature', 'signature-mismatch')))()).trust).toEqual([]);
    const report = await verifier(but(unknown('signature', 'key-unavailable')))();
    expect(report).toMatchObject({ verdict: 'indeterminate', state: 'not-checked', also: [], trust: [] });
    expect(report).toHaveProperty('credential');
  });

  it('is valid as to integrity alone when trust is off, and says by which policy', async () => {
    const verify = verifier(PROOF, parsed(), []);
    expect(await verify()).toMatchObject({ verdict: 'indeterminate', state: 'issuer-not-confirmed', policy: 'default' });
    const report = await verify({ trust: 'off' });
    expect(report).toMatchObject({ verdict: 'valid', state: 'valid', policy: 'trust-off', trust: [] });
    expect(report.checks.find(({ check }) => check === 'trust')).toEqual({ check: 'trust', outcome: 'skip', reason: 'not-asked' });
  });

  it('has every check once, in order, though a format forgets one', async () => {
    const report = await verifier(PROOF.slice(1))();
    expect(report.checks.map(({ check }) => check)).toEqual([
      'format', 'context', 'schema', 'signature', 'issuer-key', 'unsigned-content', 'validity', 'status', 'seal', 'trust', 'elements', 'endorsements', 'holder',
    ]);
    expect(report).toMatchObject({ verdict: 'indeterminate', state: 'not-checked' });
  });
});
