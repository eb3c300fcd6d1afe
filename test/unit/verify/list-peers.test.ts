import * as bitstring from '@digitalbazaar/vc-bitstring-status-list';
import * as of2021 from '@digitalbazaar/vc-status-list';
import { createHeaderAndPayload, getListFromStatusListJWT, StatusList } from '@sd-jwt/jwt-status-list';
import { describe, expect, it } from '@jest/globals';
import type { Fact, KeyFact, StatusListFact } from '../../../src/core/evidence.js';
import type { JsonObject } from '../../../src/core/json.js';
import { createSecuring } from '../../../src/formats/securing/index.js';
import { listCredential } from '../../../src/status/list.js';
import { tokenListClaims } from '../../../src/status/token-list.js';
import { checkStatus } from '../../../src/verify/checks/status.js';
import { readListCredential } from '../../../src/verify/list-credential.js';
import { readTokenStatusList, tokenIn } from '../../../src/verify/token-list.js';
import { documents, peerLoader } from '../../support/documents.js';
import { keyFact, p256Key } from '../../support/keys.js';
import { jwtOf } from '../../support/sd-jwt.js';
import { entry, evidence, ISSUER, KEY, KEY_URL, LIST_URL, NOW, parsed } from './fixtures.js';

/** Lists that somebody else's code makes, read by ours; and ours, read by it. */

const securing = createSecuring(documents);
const EC_URL = `${ISSUER}#ec`;
const ec = p256Key('peers');
const key = async (url: string): Promise<Fact<KeyFact>> => (url === EC_URL ? keyFact(url, ec, { source: 'did:web' }) : keyFact(url, KEY, { source: 'did:web' }));
const proven = (document: JsonObject): Promise<JsonObject> => securing.addProof(document, { verificationMethod: KEY_URL, created: '2027-01-15T06:00:00Z', sign: KEY.sign });
const said = (fact: Fact<StatusListFact>, type: string, purpose = 'revocation') =>
  [7, 8].map((index) => {
    const { outcome, reason } = checkStatus(parsed({ statusEntries: [entry({ type, purpose, index })] }), evidence({ statusLists: { [LIST_URL]: fact } }));
    return `${outcome} ${reason}`;
  });

const state = { id: '1', organisationId: 'o', issuerDid: ISSUER, version: 1, set: { revocation: [7], suspension: [] } };

describe('lists of peers', () => {
  const V1 = ['https://www.w3.org/2018/credentials/v1', 'https://www.w3.org/ns/credentials/status/v1'];
  it.each([['2.0', undefined], ['1.1', V1]])('of @digitalbazaar/vc-bitstring-status-list are read, as a credential of version %s', async (_version, context) => {
    const list = await bitstring.createList({ length: 131_072 });
    list.setStatus(7, true);
    const made = (await bitstring.createCredential({ id: LIST_URL, list, statusPurpose: 'revocation', ...(context && { context }) })) as JsonObject;
    const document = context === undefined ? { ...made, issuer: ISSUER } : { ...made, '@context': [...context, 'https://w3id.org/security/data-integrity/v2'], issuer: ISSUER, issuanceDate: '2027-01-15T06:00:00Z' };
    const fact = await readListCredential(LIST_URL, JSON.stringify(await proven(document)), { securing, key, at: NOW });
    expect(said(fact, 'BitstringStatusListEntry')).toEqual(['fail revoked', 'pass ok']);
  });

  it.each([131_072, 100_000])('of @digitalbazaar/vc-status-list are read, of %d entries', async (length) => {
    const list = await of2021.createList({ length });
    list.setStatus(7, true);
    const made = (await of2021.createCredential({ id: LIST_URL, list, statusPurpose: 'suspension' })) as JsonObject & { readonly '@context': readonly string[] };
    const document = { ...made, '@context': [...made['@context'], 'https://w3id.org/security/data-integrity/v2'], issuer: ISSUER, issuanceDate: '2027-01-15T06:00:00Z' };
    const fact = await readListCredential(LIST_URL, JSON.stringify(await proven(document)), { securing, key, at: NOW });
    expect(said(fact, 'StatusList2021Entry', 'suspension')).toEqual(['fail suspended', 'pass ok']);
    expect(said(fact, 'BitstringStatusListEntry', 'suspension')).toEqual(['unknown list-invalid', 'unknown list-invalid']);
  });

  it('of @sd-jwt/jwt-status-list are read', async () => {
    const statuses = Array.from({ length: 16 }, (_, index) => (index === 7 ? 2 : 0));
    const claims = { iss: ISSUER, sub: LIST_URL, iat: Date.parse('2027-01-15T06:00:00Z') / 1000 };
    const { header, payload } = createHeaderAndPayload(new StatusList(statuses, 2), claims, { alg: 'ES256', typ: 'statuslist+jwt', kid: EC_URL });
    const token = tokenIn(await jwtOf(header as unknown as JsonObject, payload as unknown as JsonObject, ec));
    expect(token).toBeDefined();
    expect(said(await readTokenStatusList(LIST_URL, token!, { key, at: NOW, issuer: ISSUER }), 'TokenStatusList', 'status')).toEqual(['fail suspended', 'pass ok']);
  });
});

describe('our lists, read by peers', () => {
  const document = listCredential(state, { baseUrl: 'https://testamur.example', purpose: 'revocation', validFrom: '2027-01-15T06:00:00Z', validUntil: '2027-01-16T06:00:00Z' });
  it('with @digitalbazaar/vc-bitstring-status-list', async () => {
    const of = async (index: number) => {
      const credential = { '@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiableCredential'], issuer: ISSUER, credentialSubject: {}, credentialStatus: { id: `${LIST_URL}#${index}`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: String(index), statusListCredential: document.id } };
      return bitstring.checkStatus({ credential, documentLoader: peerLoader({ [document.id as string]: document }), suite: {}, verifyBitstringStatusListCredential: false });
    };
    expect(await of(7)).toMatchObject({ results: [{ status: true }] });
    expect(await of(8)).toMatchObject({ results: [{ status: false }] });
  });

  it('with @digitalbazaar/vc-status-list, as the older draft writes the same bits', async () => {
    const subject = document.credentialSubject as { readonly encodedList: string };
    const older = { '@context': ['https://www.w3.org/2018/credentials/v1', 'https://w3id.org/vc/status-list/2021/v1'], id: LIST_URL, type: ['VerifiableCredential', 'StatusList2021Credential'], issuer: ISSUER, issuanceDate: NOW, credentialSubject: { id: `${LIST_URL}#list`, type: 'StatusList2021', statusPurpose: 'revocation', encodedList: subject.encodedList.slice(1) } };
    const of = async (index: number) => {
      const credential = { '@context': older['@context'], type: ['VerifiableCredential'], issuer: ISSUER, issuanceDate: NOW, credentialSubject: {}, credentialStatus: { id: `${LIST_URL}#${index}`, type: 'StatusList2021Entry', statusPurpose: 'revocation', statusListIndex: String(index), statusListCredential: LIST_URL } };
      return (await of2021.checkStatus({ credential, documentLoader: peerLoader({ [LIST_URL]: older }), suite: {}, verifyStatusListCredential: false })).verified;
    };
    expect([await of(7), await of(8)]).toEqual([false, true]);
  });

  it('with @sd-jwt/jwt-status-list', async () => {
    const claims = tokenListClaims(state, { baseUrl: 'https://testamur.example', from: 1_800_000_000, until: 1_800_086_400 });
    const list = getListFromStatusListJWT(await jwtOf({ alg: 'ES256', typ: 'statuslist+jwt', kid: EC_URL }, claims, ec));
    expect([list.getStatus(7), list.getStatus(8)]).toEqual([1, 0]);
  });
});
