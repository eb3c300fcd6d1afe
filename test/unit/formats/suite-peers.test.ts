import { describe, expect, it } from '@jest/globals';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as ecdsaJcs from '@digitalbazaar/ecdsa-jcs-2019-cryptosuite';
import { cryptosuite as ecdsaRdfc } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import * as eddsaJcs from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { cryptosuite as eddsaRdfc } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { issue, verifyCredential } from '@digitalbazaar/vc';
import type { JsonObject } from '../../../src/core/json.js';
import { toMultikey } from '../../../src/core/keys.js';
import { createSecuring } from '../../../src/formats/securing/index.js';
import type { PlainSuiteName } from '../../../src/formats/securing/suites.js';
import { ORGANISATION_DID } from '../../support/award.js';
import { documents, peerLoader } from '../../support/documents.js';
import { ed25519Key, keyFact, p256Key, p384Key } from '../../support/keys.js';
import { mutations } from '../../support/leaves.js';
import { AT, check, di, encoded, evidence, METHOD, said } from './fixtures.js';

const securing = createSecuring(documents);
const KEYS = { Ed25519: ed25519Key(), 'P-256': p256Key(), 'P-384': p384Key() };
const PEERS: Readonly<Record<PlainSuiteName, { readonly signs: object; readonly verifies: object }>> = {
  'eddsa-rdfc-2022': { signs: eddsaRdfc, verifies: eddsaRdfc },
  'eddsa-jcs-2022': { signs: eddsaJcs.createSignCryptosuite(), verifies: eddsaJcs.createVerifyCryptosuite() },
  'ecdsa-rdfc-2019': { signs: ecdsaRdfc, verifies: ecdsaRdfc },
  'ecdsa-jcs-2019': { signs: ecdsaJcs.createSignCryptosuite(), verifies: ecdsaJcs.createVerifyCryptosuite() },
};
const now = new Date('2026-11-22T00:00:00Z');

describe.each([
  ['eddsa-rdfc-2022', 'Ed25519'],
  ['eddsa-jcs-2022', 'Ed25519'],
  ['ecdsa-rdfc-2019', 'P-256'],
  ['ecdsa-rdfc-2019', 'P-384'],
  ['ecdsa-jcs-2019', 'P-256'],
  ['ecdsa-jcs-2019', 'P-384'],
] as const)('%s with a key on %s', (suite, curve) => {
  const key = KEYS[curve];
  const method = { '@context': 'https://w3id.org/security/multikey/v1', id: METHOD, type: 'Multikey', controller: ORGANISATION_DID, publicKeyMultibase: toMultikey(key.publicJwk) };
  const documentLoader = peerLoader({ [METHOD]: method, [ORGANISATION_DID]: { '@context': 'https://www.w3.org/ns/did/v1', id: ORGANISATION_DID, assertionMethod: [method] } });
  const given = evidence({ [METHOD]: keyFact(METHOD, key) });
  const ours = (): Promise<JsonObject> => securing.addProof(encoded(), { verificationMethod: METHOD, created: AT, suite, curve, sign: key.sign });
  const findingsOn = async (document: JsonObject): Promise<string[]> => {
    const findings = await check(di, JSON.stringify(document), given);
    return (['signature', 'unsigned-content', 'context'] as const).map((name) => said(findings, name));
  };

  it('signed by us, holds for somebody else’s library, and altered it does not', async () => {
    const verify = async (credential: JsonObject): Promise<boolean> => {
      const options = { credential, suite: new DataIntegrityProof({ cryptosuite: PEERS[suite].verifies }), documentLoader, checkStatus: () => Promise.resolve({ verified: true }), now };
      return ((await verifyCredential(options)) as { verified: boolean }).verified;
    };
    const credential = await ours();
    expect(await verify(credential)).toBe(true);
    expect(await verify({ ...credential, name: 'Another' })).toBe(false);
  });

  it('signed by somebody else’s library, holds in an Open Badge here, and altered it does not', async () => {
    const signer = { id: METHOD, algorithm: curve, sign: ({ data }: { data: Uint8Array }) => key.sign(data) };
    const credential = (await issue({ credential: structuredClone(encoded()), suite: new DataIntegrityProof({ signer, cryptosuite: PEERS[suite].signs }), documentLoader, now })) as JsonObject;
    expect(await findingsOn(credential)).toEqual(['pass ok', 'pass ok', 'pass ok']);
    expect((await findingsOn({ ...credential, name: 'Another' }))[0]).toBe('fail signature-mismatch');
  });

  it('holds no more with any one value of the document or the proof changed or left out', async () => {
    const small: JsonObject = { '@context': ['https://www.w3.org/ns/credentials/v2'], id: 'urn:uuid:1', type: ['VerifiableCredential'], issuer: ORGANISATION_DID, validFrom: AT, name: { '@value': 'Title', '@language': 'en', '@direction': 'ltr' }, credentialSubject: { id: 'urn:uuid:2', description: ['a', 'b'] } };
    const signed = await securing.addProof(small, { verificationMethod: METHOD, created: AT, suite, curve, sign: key.sign });
    const outcome = async (document: JsonObject): Promise<string> => (await securing.checkProofs(document, given)).finding.outcome;
    expect(await outcome(signed)).toBe('pass');
    const passing: string[] = [];
    for (const [path, changed] of mutations(signed)) if ((await outcome(changed)) === 'pass') passing.push(path);
    expect(passing).toEqual([]);
  });

  it('adds its proof beside one that is there', async () => {
    const both = await securing.addProof(await ours(), { verificationMethod: METHOD, created: '2026-11-21T10:00:01Z', suite, curve, sign: key.sign });
    expect(both.proof).toHaveLength(2);
    expect((await findingsOn(both))[0]).toBe('pass ok');
  });
});

describe('text under a stranger’s proof', () => {
  it('is unsigned where the issuer’s own proof is over statements', async () => {
    const stranger = ed25519Key('stranger');
    const url = 'did:web:stranger.example#key-1';
    const honest = await securing.addProof(encoded(), { verificationMethod: METHOD, created: AT, sign: KEYS.Ed25519.sign });
    const smuggled = { ...encoded(), evidence: [], proof: honest.proof } as JsonObject;
    const both = await securing.addProof(smuggled, { verificationMethod: url, created: AT, suite: 'eddsa-jcs-2022', sign: stranger.sign });
    const findings = await check(di, JSON.stringify(both), evidence({ [METHOD]: keyFact(METHOD, KEYS.Ed25519), [url]: keyFact(url, stranger) }));
    expect([said(findings, 'signature'), said(findings, 'unsigned-content')]).toEqual(['pass ok', 'fail unsigned-content']);
  });
});
