import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../src/core/json.js';
import { namingListIn, readNamingList } from '../../../src/verify/naming-list.js';

const URL_ = 'https://1edtech.example/lists/1';
const FROM = 'https://1edtech.example/v2/lists/1';
const ISSUER = 'https://1edtech.example/issuers/565049';
const ID = 'http://1edtech.example/credentials/3732';
const list = (revokedCredential: Json = [], over: JsonObject = {}): JsonObject => ({ id: URL_, issuer: ISSUER, revokedCredential, ...over });
const read = (document: JsonObject, id: { readonly credentialId: string | undefined } = { credentialId: ID }) => readNamingList(document, { url: URL_, from: FROM, ...id });
const named = (document: JsonObject) => {
  const fact = read(document);
  return fact.ok ? fact.value.naming?.entries : fact.detail;
};

describe('a list that names what is revoked', () => {
  it('is a fact about this credential alone, and says who gave it', () => {
    const entries = [{ id: 'urn:uuid:another', revocationReason: 'not of this one' }, { id: ID, revoked: true, revocationReason: ' Issued in error. ' }];
    expect(read(list(entries))).toEqual({
      ok: true,
      value: { url: URL_, kind: '1EdTechRevocationList', issuer: ISSUER, purposes: ['revocation'], encodedList: '', naming: { entries: [{ revoked: true, words: 'Issued in error.' }], origin: 'https://1edtech.example' }, source: 'fetched' },
    });
  });

  it.each<[string, Json, unknown]>([
    ['nobody', [], []],
    ['another', [{ id: 'urn:uuid:1' }], []],
    ['it, without saying that it is revoked', [{ id: ID }], [{ revoked: true }]],
    ['it, as not revoked', [{ id: ID, revoked: false }], [{ revoked: false }]],
    ['it alone, as no list', { id: ID }, [{ revoked: true }]],
    ['it by its id alone', [ID], [{ revoked: true }]],
    ['it in other percent signs', [{ id: 'http://1edtech.example/credentials/%33732' }], [{ revoked: true }]],
    ['it with white space around', [{ id: ` ${ID}\n` }], [{ revoked: true }]],
    ['one with a percent sign that encodes nothing', [{ id: '%' }], []],
    ['it with a reason that is none', [{ id: ID, revocationReason: 7 }], [{ revoked: true }]],
    ['it with an empty reason', [{ id: ID, revocationReason: ' ' }], [{ revoked: true }]],
    ['it with a reason of any length', [{ id: ID, revocationReason: 'x'.repeat(9000) }], [{ revoked: true, words: `${'x'.repeat(500)}…` }]],
  ])('names %s', (_what, entries, want) => {
    expect(named(list(entries))).toEqual(want);
  });

  it.each<[string, JsonObject, string | undefined]>([
    ['of another address', list([], { id: `${URL_}/` }), ID],
    ['of no address', { issuer: ISSUER, revokedCredential: [] }, ID],
    ['of nobody', { id: URL_, revokedCredential: [] }, ID],
    ['with an entry that names nothing', list([{ revoked: true }]), ID],
    ['with an entry that says neither yes nor no', list([{ id: 'urn:uuid:1', revoked: 'yes' }]), ID],
    ['asked of a credential without a name', list(), undefined],
  ])('%s says nothing', (_what, document, id) => {
    expect(read(document, { credentialId: id })).toMatchObject({ ok: false, reason: 'list-invalid' });
  });

  it('may name its issuer as a profile, and its entries in the plural', () => {
    expect(read({ id: URL_, issuer: { id: ISSUER, type: ['Profile'] }, revokedCredentials: [{ id: ID }] })).toMatchObject({ ok: true, value: { issuer: ISSUER, naming: { entries: [{ revoked: true }] } } });
  });

  it('is told by its content: no credential, no page, not what says nothing of anybody', () => {
    expect(namingListIn(JSON.stringify(list()))).toEqual(list());
    for (const text of ['', '<html>', '[]', '{}', '{"id":"x","issuer":"y"}', '{"revokedCredential":[],"revokedCredential":[]}', JSON.stringify(list([], { credentialSubject: {} }))]) expect(namingListIn(text)).toBeUndefined();
  });

  it('of any JSON gives a fact, and never one that says less than it names', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const fact = read(list([value as Json, { id: ID }].flat()));
        expect(!fact.ok || fact.value.naming?.entries.some(({ revoked }) => revoked)).toBe(true);
      }),
    );
  });
});
