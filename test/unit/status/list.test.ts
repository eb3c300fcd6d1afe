import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../src/core/json.js';
import { createStatus } from '../../../src/status/index.js';
import type { ListRequest } from '../../../src/status/list.js';
import type { ListDocument, StatusPorts } from '../../../src/status/ports.js';
import { MIN_ENTRIES } from '../../../src/core/status-kinds.js';
import { readList, readTokenList } from '../../../src/status/read.js';
import { apiSchema } from '../../support/schemas.js';

const LIST = '019a9f00-0000-7000-8000-000000000004';
const REQUEST: ListRequest = { listId: LIST, purpose: 'revocation', mediaType: 'application/vc' };

function lists() {
  const saved = new Map<string, ListDocument>();
  const signed: { organisationId: string; document: JsonObject; mediaType: string }[] = [];
  const world = { version: 3 as number | undefined, now: new Date('2026-11-21T10:00:00.700Z') };
  const name = (listId: string, purpose: string, mediaType: string) => `${listId} ${purpose} ${mediaType}`;
  const ports = {
    baseUrl: 'https://testamur.example',
    now: () => world.now,
    listVersion: async () => world.version,
    listState: async (id: string) => ({
      id,
      organisationId: 'org',
      issuerDid: 'did:web:testamur.example:o:jadran',
      version: world.version ?? 0,
      set: { revocation: [5, 94567], suspension: [94567] },
    }),
    savedDocument: async (listId: string, purpose: string, mediaType: string) => saved.get(name(listId, purpose, mediaType)),
    saveDocument: async (document: ListDocument) => void saved.set(name(document.listId, document.purpose, document.mediaType), document),
  } as unknown as StatusPorts;
  const signList = async (organisationId: string, document: JsonObject, mediaType: string) => `signed ${signed.push({ organisationId, document, mediaType })}`;
  return { world, signed, saved, status: createStatus({ ports, check: apiSchema('status-change'), signList }) };
}

describe('a status list', () => {
  it('is a credential of the organisation, with a day to live', async () => {
    const { signed, status } = lists();
    expect(await status.listDocument(REQUEST)).toEqual({ ...REQUEST, version: 3, body: 'signed 1', validUntil: '2026-11-22T10:00:00Z' });
    const [{ document, organisationId, mediaType } = { document: {} as JsonObject }] = signed;
    expect([organisationId, mediaType]).toEqual(['org', 'application/vc']);
    const { credentialSubject, description, ...rest } = document;
    expect(rest).toEqual({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: `https://testamur.example/status/${LIST}`,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: 'did:web:testamur.example:o:jadran',
      validFrom: '2026-11-21T10:00:00Z',
      validUntil: '2026-11-22T10:00:00Z',
    });
    expect(description).toContain(`https://testamur.example/status/${LIST}/suspension`);
    expect(credentialSubject).toMatchObject({ id: `https://testamur.example/status/${LIST}#list`, type: 'BitstringStatusList', statusPurpose: 'revocation' });
  });

  it('sets the bits of its purpose and no others', async () => {
    const { signed, status } = lists();
    await status.listDocument(REQUEST);
    await status.listDocument({ ...REQUEST, purpose: 'suspension', mediaType: 'application/vc+jwt' });
    const [revocation, suspension] = signed.map(({ document }) => document.credentialSubject as { id: string; statusPurpose: string; encodedList: string });
    const read = (encodedList = '', ...indexes: readonly number[]) => indexes.map((index) => readList({ encodedList, index, size: 1, least: MIN_ENTRIES }));
    expect(read(revocation?.encodedList, 5, 94567, 94566)).toEqual([1, 1, 0]);
    expect(read(suspension?.encodedList, 5, 94567)).toEqual([0, 1]);
    expect(suspension).toMatchObject({ id: `https://testamur.example/status/${LIST}/suspension#list`, statusPurpose: 'suspension' });
    expect(signed[1]).toMatchObject({ mediaType: 'application/vc+jwt', document: { id: `https://testamur.example/status/${LIST}/suspension` } });
  });

  it('is also a token, which tells suspended from withdrawn', async () => {
    const { signed, saved, status } = lists();
    const document = await status.listDocument({ listId: LIST, purpose: 'status', mediaType: 'application/statuslist+jwt' });
    expect(document).toMatchObject({ body: 'signed 1', version: 3, validUntil: '2026-11-22T10:00:00Z' });
    const { status_list: list, ...claims } = signed[0]?.document ?? {};
    const from = Date.parse('2026-11-21T10:00:00Z') / 1000;
    expect(claims).toEqual({ iss: 'https://testamur.example/o/jadran', sub: `https://testamur.example/token-status/${LIST}`, iat: from, exp: from + 86_400, ttl: 60 });
    const { bits, lst } = list as { bits: 2; lst: string };
    expect([bits, ...[5, 94567, 94566, 131071, 131072].map((index) => readTokenList({ encodedList: lst, bits }, index))]).toEqual([2, 1, 2, 0, 0, 'index-out-of-range']);
    await status.listDocument(REQUEST);
    expect([...saved.keys()]).toEqual([`${LIST} status application/statuslist+jwt`, `${LIST} revocation application/vc`]);
  });

  it('is served as saved while nothing changed and over half its life is left', async () => {
    const { world, signed, status } = lists();
    const first = await status.listDocument(REQUEST);
    world.now = new Date('2026-11-21T21:59:59Z');
    expect(await status.listDocument(REQUEST)).toEqual(first);
    expect(signed).toHaveLength(1);
    world.now = new Date('2026-11-21T22:00:00Z');
    expect(await status.listDocument(REQUEST)).toMatchObject({ body: 'signed 2', validUntil: '2026-11-22T22:00:00Z' });
  });

  it('is made anew at once when something changed', async () => {
    const { world, status } = lists();
    await status.listDocument(REQUEST);
    world.version = 4;
    expect(await status.listDocument(REQUEST)).toMatchObject({ body: 'signed 2', version: 4 });
  });

  it('is not there when there is none', async () => {
    const { world, signed, status } = lists();
    world.version = undefined;
    expect(await status.listDocument(REQUEST)).toBeUndefined();
    expect(signed).toEqual([]);
  });
});
