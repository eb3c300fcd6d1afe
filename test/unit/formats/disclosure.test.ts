/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument -- documents are broken here at will, which no type describes */
import { describe, expect, it } from '@jest/globals';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { createDiscloseCryptosuite, createSignCryptosuite, createVerifyCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { derive, issue, verifyCredential } from '@digitalbazaar/vc';
import { decode, encode } from 'cborg';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { fromBase64url, toBase64url } from '../../../src/core/bytes.js';
import type { Json, JsonObject } from '../../../src/core/json.js';
import { pointer } from '../../../src/core/json.js';
import { toMultikey } from '../../../src/core/keys.js';
import { readBase, readDerived } from '../../../src/formats/securing/disclosure/value.js';
import { select } from '../../../src/formats/securing/disclosure/select.js';
import { createSecuring } from '../../../src/formats/securing/index.js';
import { ORGANISATION_DID } from '../../support/award.js';
import { documents, peerLoader } from '../../support/documents.js';
import { ed25519Key, keyFact, p256Key } from '../../support/keys.js';
import { altered, AT, check, di, encoded, evidence, METHOD, said, type Mutable } from './fixtures.js';

const securing = createSecuring(documents);
const key = p256Key();
const given = evidence({ [METHOD]: keyFact(METHOD, key) });
/** Not random, but never the same twice. */
function drawing(): (bytes: number) => Uint8Array {
  let drawn = 0;
  return (bytes) => new Uint8Array(createHash('sha256').update(`draw ${drawn++}`).digest().subarray(0, bytes));
}
const MANDATORY = ['/issuer', '/validFrom', '/credentialSubject/achievement/name', '/credentialSubject/achievement/criteria'];
const ALL = Object.keys(encoded()).filter((name) => name !== '@context').map((name) => pointer(name));
const madeBase = (document: JsonObject, mandatoryPointers: readonly string[]): Promise<JsonObject> =>
  securing.addBaseProof(document, { verificationMethod: METHOD, created: AT, mandatoryPointers, sign: key.sign, random: drawing() });
/** Of the sample once for all tests: expanding it is most of their time. */
const sample = madeBase(encoded(), MANDATORY);
const base = (document?: JsonObject, pointers = MANDATORY): Promise<JsonObject> => (document === undefined ? sample : madeBase(document, pointers));
const verdict = async (document: JsonObject, keys = given): Promise<string> => {
  const { outcome, reason } = (await securing.checkProofs(document, keys)).finding;
  return `${outcome} ${reason}`;
};

describe('a derived proof', () => {
  it('shows what is mandatory and what was chosen, and nothing else of the learner', async () => {
    const derived = await securing.deriveProof(await base(), ['/credentialSubject/licenseNumber']);
    expect(await verdict(derived)).toBe('pass ok');
    const subject = (derived.credentialSubject as Json[] | JsonObject);
    expect(JSON.stringify(subject)).not.toContain('identityHash');
    expect(Object.keys(derived).sort()).toEqual(['@context', 'credentialSubject', 'id', 'issuer', 'proof', 'type', 'validFrom']);
  });

  it('of everything holds as an Open Badge, its text signed as it stands', async () => {
    const derived = await securing.deriveProof(await base(), ALL);
    const findings = await check(di, JSON.stringify(derived), given);
    expect((['context', 'schema', 'signature', 'unsigned-content'] as const).map((name) => said(findings, name))).toEqual(['pass ok', 'pass ok', 'pass ok', 'pass ok']);
  });

  it('of all but the mandatory part being empty holds too, and showing nothing is refused', async () => {
    const open = await base(encoded(), []);
    expect(await verdict(await securing.deriveProof(open, ['/name']))).toBe('pass ok');
    await expect(securing.deriveProof(open, [])).rejects.toMatchObject({ code: 'input-invalid', path: '/selectivePointers' });
    expect(await verdict(await securing.deriveProof(await base(), []))).toBe('pass ok');
  });

  it.each([['/nowhere'], ['name'], ['/name/0'], ['/credentialSubject/identifier/77'], ['/credentialSubject/identifier/00'], ['/credentialSubject/identifier/type'], ['/~2'], ['/__proto__']])('is refused for a pointer that leads nowhere: %s', async (bad) => {
    await expect(base(encoded(), [bad])).rejects.toMatchObject({ code: 'input-invalid' });
    await expect(securing.deriveProof(await base(), [bad])).rejects.toMatchObject({ code: 'input-invalid' });
  });

  it('is refused of a document that has no base proof, another proof beside it, or was changed', async () => {
    const secured = await base();
    const more: [string, JsonObject][] = [
      ['/proof', encoded()],
      ['/proof', await securing.addProof(encoded(), { verificationMethod: METHOD, created: AT, sign: ed25519Key().sign })],
      ['/proof', await securing.addProof(secured, { verificationMethod: METHOD, created: AT, sign: ed25519Key().sign })],
      ['/proof/proofValue', await securing.deriveProof(secured, [])],
      ['/proof/proofValue', altered(secured, (d: Mutable) => delete d.name)],
    ];
    for (const [path, document] of more) await expect(securing.deriveProof(document, ['/validFrom'])).rejects.toMatchObject({ code: 'input-invalid', path });
    await expect(base({ ...encoded(), id: 'urn:bnid:1' })).rejects.toMatchObject({ code: 'input-invalid' });
  });

  it('is not taken under another key, nor one of another kind', async () => {
    const derived = await securing.deriveProof(await base(), ALL);
    for (const other of [p256Key('other'), ed25519Key()]) expect(await verdict(derived, evidence({ [METHOD]: keyFact(METHOD, other) }))).toBe('fail signature-mismatch');
  });

  const shown = sample.then((secured) => securing.deriveProof(secured, ['/credentialSubject/identifier']));
  const parts: readonly [string, string, (parts: Mutable[]) => unknown][] = [
    ['another base signature', 'fail signature-mismatch', (p) => (p[0][0] ^= 1)],
    ['another key of the statements', 'fail', (p) => (p[1][10] ^= 1)],
    ['a key of the statements of another kind', 'fail proof-malformed', (p) => (p[1][0] = 0x81)],
    ['another signature', 'fail signature-mismatch', (p) => (p[2][0][0] ^= 1)],
    ['two signatures changed about', 'fail signature-mismatch', (p) => p[2].reverse()],
    ['a signature too few', 'fail proof-malformed', (p) => p[2].pop()],
    ['a signature too many', 'fail proof-malformed', (p) => p[2].push(p[2][0])],
    ['another label', 'fail', (p) => (p[3].get(0)[0] ^= 1)],
    ['two labels changed about', 'fail', (p) => (p[3] = new Map([...p[3]].map(([name]: [number], at: number, entries: [number, Uint8Array][]) => [name, entries[(at + 1) % entries.length]?.[1]])))],
    ['one label for two', 'fail proof-malformed', (p) => p[3].set(0, p[3].get(1))],
    ['a label too few', 'fail proof-malformed', (p) => p[3].delete(0)],
    ['a label too many', 'fail proof-malformed', (p) => p[3].set(99, new Uint8Array(32))],
    ['a mandatory statement too few', 'fail proof-malformed', (p) => p[4].pop()],
    ['another mandatory statement', 'fail', (p) => p[4].splice(0, p[4].length, ...p[4].map((n: number) => n + 1))],
    ['indexes that fall', 'fail proof-malformed', (p) => p[4].reverse()],
    ['an index twice', 'fail proof-malformed', (p) => p[4].push(p[4].at(-1))],
    ['an index past the end besides', 'fail proof-malformed', (p) => p[4].push(9999)],
    ['an index past the end', 'fail proof-malformed', (p) => (p[4][p[4].length - 1] = 9999)],
    ['an index that is none', 'fail proof-malformed', (p) => (p[4][0] = -1)],
    ['a part too many', 'fail proof-malformed', (p) => p.push(1)],
    ['a part too few', 'fail proof-malformed', (p) => p.pop()],
  ];
  it.each(parts)('with %s fails', async (_, expected, change) => {
    const derived = await shown;
    const changed = altered(derived, (d: Mutable) => {
      const bytes = fromBase64url(d.proof[0].proofValue.slice(1));
      const values = decode(bytes.subarray(3), { useMaps: true }) as Mutable[];
      change(values);
      d.proof[0].proofValue = `u${toBase64url(Buffer.concat([bytes.subarray(0, 3), encode(values)]))}`;
    });
    expect(await verdict(changed)).toMatch(new RegExp(`^${expected}`));
  });

  it.each<[string, (value: string) => string]>([
    ['its multibase letter missing', (v) => v.slice(1)],
    ['another multibase letter', (v) => `z${v.slice(1)}`],
    ['the head of a base proof', (v) => v.replace('u2V0B', 'u2V0A')],
    ['something after it', (v) => `${v}AAAA`],
    ['half of it', (v) => v.slice(0, v.length / 2)],
    ['nothing in it', () => 'u'],
  ])('with %s is malformed', async (_, change) => {
    const derived = await securing.deriveProof(await base(), ALL);
    expect(await verdict(altered(derived, (d: Mutable) => (d.proof[0].proofValue = change(d.proof[0].proofValue))))).toBe('fail proof-malformed');
  });

  it('is read out of any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom([0xd9, 0x5d, 0], [0xd9, 0x5d, 1], []), (bytes, head) => {
        const value = Uint8Array.of(...head, ...bytes);
        expect([readBase(value), readDerived(value)]).toEqual([undefined, undefined]);
      }),
    );
  });

  it('of any part of a document holds, and has nothing that is not in the document', async () => {
    const document: JsonObject = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: 'urn:uuid:1',
      type: ['VerifiableCredential'],
      issuer: { id: 'did:web:issuer.example', name: 'Issuer', description: ['One', 'Two'] },
      validFrom: AT,
      name: { '@value': 'Title', '@language': 'en' },
      credentialSubject: [{ id: 'urn:uuid:2', name: 'A' }, { name: 'A', description: 'B' }, { name: 'A', description: 'B' }],
      evidence: [{ type: 'VerifiableCredential', name: 'E' }],
    };
    const pointers = ['/issuer', '/issuer/name', '/issuer/description/1', '/validFrom', '/name', '/credentialSubject/0', '/credentialSubject/1/name', '/credentialSubject/2', '/credentialSubject', '/evidence/0/name', '/evidence'];
    await fc.assert(
      fc.asyncProperty(fc.subarray(pointers), fc.subarray(pointers, { minLength: 1 }), async (mandatory, selective) => {
        const derived = await securing.deriveProof(await base(document, mandatory), selective);
        expect(await verdict(derived)).toBe('pass ok');
        const { proof: _proof, ...shown } = derived;
        expect(shown).toEqual(select(document, [...mandatory, ...selective], { compacted: false }));
        const lines = (value: Json): string[] => JSON.stringify(value).match(/"[^"]*"/g) ?? [];
        expect(lines(shown).filter((line) => !lines(document).includes(line))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('in which a text looks like a blank node or a line of statements holds, and the text is as it was', async () => {
    const name = 'A "quoted" _:c14n0 <urn:x> \\ text . _:b1\n_:c14n1 <a> <b> .';
    const derived = await securing.deriveProof(await base(altered(encoded(), (d: Mutable) => (d.name = name))), ['/name']);
    expect(derived.name).toBe(name);
    expect(await verdict(derived)).toBe('pass ok');
  });
});

describe('selecting', () => {
  const document: JsonObject = { '@context': ['c'], id: 'urn:x', type: ['A'], a: [{ id: '_:b', type: 'T', b: 1, c: 2 }, { d: 3 }], 'e/f~': { g: 'h', i: 'j' } };
  it.each<[readonly string[], JsonObject | undefined]>([
    [[], undefined],
    [['/a/1'], { '@context': ['c'], id: 'urn:x', type: ['A'], a: [{ d: 3 }] }],
    [['/a/0/b'], { '@context': ['c'], id: 'urn:x', type: ['A'], a: [{ type: 'T', b: 1 }] }],
    [['/a/1', '/a/0/c', '/a/0/b'], { '@context': ['c'], id: 'urn:x', type: ['A'], a: [{ type: 'T', b: 1, c: 2 }, { d: 3 }] }],
    [['/e~1f~0/g'], { '@context': ['c'], id: 'urn:x', type: ['A'], 'e/f~': { g: 'h' } }],
    [['/e~1f~0/g', '/e~1f~0'], { '@context': ['c'], id: 'urn:x', type: ['A'], 'e/f~': { g: 'h', i: 'j' } }],
    [[''], document],
  ])('%j', (pointers, expected) => {
    expect(select(document, pointers, { compacted: false })).toEqual(expected);
  });
});

const method = { '@context': 'https://w3id.org/security/multikey/v1', id: METHOD, type: 'Multikey', controller: ORGANISATION_DID, publicKeyMultibase: toMultikey(key.publicJwk) };
const documentLoader = peerLoader({ [METHOD]: method, [ORGANISATION_DID]: { '@context': 'https://www.w3.org/ns/did/v1', id: ORGANISATION_DID, assertionMethod: [method] } });
const now = new Date('2026-11-22T00:00:00Z');
/** The peer takes no document with a `@list`, which `allowedValue` is. */
const withoutLists = (): JsonObject => altered(encoded(), (d: Mutable) => { delete d.credentialSubject.achievement.resultDescription; delete d.credentialSubject.result; });
const PEER_MANDATORY = ['/issuer', '/validFrom'];
const peer = {
  derives: (verifiableCredential: JsonObject, selectivePointers: readonly string[]): Promise<JsonObject> =>
    derive({ verifiableCredential, suite: new DataIntegrityProof({ cryptosuite: createDiscloseCryptosuite({ selectivePointers }) }), documentLoader }) as Promise<JsonObject>,
  verifies: async (credential: JsonObject): Promise<boolean> =>
    ((await verifyCredential({ credential, suite: new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() }), documentLoader, checkStatus: () => Promise.resolve({ verified: true }), now })) as { verified: boolean }).verified,
};

describe('with somebody else’s library', () => {
  it('what we sign and derive, it verifies, and altered it does not', async () => {
    const derived = await securing.deriveProof(await base(encoded(), MANDATORY), ALL);
    expect(await peer.verifies(derived)).toBe(true);
    expect(await peer.verifies({ ...derived, name: 'Another' })).toBe(false);
  });

  it('what we sign it derives, and both verify that', async () => {
    const secured = await base(withoutLists(), PEER_MANDATORY);
    const derived = await peer.derives({ ...secured, proof: (secured.proof as Json[])[0] as Json }, ['/credentialSubject', '/name']);
    expect(await peer.verifies(derived)).toBe(true);
    expect(await verdict(derived)).toBe('pass ok');
  });

  it('what it signs we derive, and both verify that', async () => {
    const signer = { id: METHOD, algorithm: 'P-256', sign: ({ data }: { data: Uint8Array }) => key.sign(data) };
    const suite = new DataIntegrityProof({ signer, cryptosuite: createSignCryptosuite({ mandatoryPointers: PEER_MANDATORY }) });
    const secured = (await issue({ credential: withoutLists(), suite, documentLoader, now })) as JsonObject;
    const derived = await securing.deriveProof(secured, ['/credentialSubject/achievement/name', '/credentialSubject/achievement/alignment/1', '/credentialSubject/identifier/0', '/name']);
    expect(await verdict(derived)).toBe('pass ok');
    const whole = await securing.deriveProof(secured, ALL);
    expect(await peer.verifies(whole)).toBe(true);
  });
});
