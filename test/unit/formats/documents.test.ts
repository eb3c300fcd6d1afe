import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createJsonLd, closedLoader } from '../../../src/formats/securing/json-ld.js';
import { loadDocuments, pinned, type ContextEntry } from '../../../src/store/documents.js';
import { documents } from '../../support/documents.js';

const V2 = 'https://www.w3.org/ns/credentials/v2';

describe('the pinned documents', () => {
  it('are the contexts of the field and the schemas that are used, and no other', () => {
    const { contexts, schemas } = loadDocuments();
    expect([...contexts.keys()].sort()).toEqual([
      'http://data.europa.eu/snb/model/context/edc-ap',
      'https://openbadgespec.org/v2/context.json',
      'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
      'https://purl.imsglobal.org/spec/clr/v2p0/context.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
      'https://raw.githubusercontent.com/educredentials/obv3-examples/refs/heads/main/contexts/educredential.json',
      'https://w3id.org/openbadges/v2',
      'https://w3id.org/security/data-integrity/v1',
      'https://w3id.org/security/data-integrity/v2',
      'https://w3id.org/security/multikey/v1',
      'https://w3id.org/security/suites/ed25519-2020/v1',
      'https://w3id.org/vc-revocation-list-2020/v1',
      'https://w3id.org/vc/status-list/2021/v1',
      'https://www.w3.org/2018/credentials/examples/v1',
      'https://www.w3.org/2018/credentials/v1',
      'https://www.w3.org/ns/credentials/examples/v2',
      'https://www.w3.org/ns/credentials/status/v1',
      V2,
      'https://www.w3.org/ns/odrl.jsonld',
    ]);
    expect([...schemas.keys()]).toEqual(['clr/clr-credential', 'edc/credential', 'ob3/achievement-credential', 'vc/credential', 'vc2/bitstring-status-list-credential']);
  });

  it('are refused, by URL, when one differs from its hash in a single term', () => {
    const entries = JSON.parse(readFileSync('contexts/index.json', 'utf8')) as ContextEntry[];
    expect(new Set(entries.map(({ url }) => url)).size).toBe(documents.contexts.size);
    for (const entry of new Map(entries.map((one) => [one.url, one])).values()) {
      const context = documents.contexts.get(entry.url) as { '@context': object };
      expect(pinned(entry, structuredClone(context))).toEqual(context);
      const more = { grade: 'https://evil.example/grade' };
      const other = { '@context': Array.isArray(context['@context']) ? [...(context['@context'] as object[]), more] : { ...context['@context'], ...more } };
      const refusal = expect.objectContaining({ code: 'bug', message: expect.stringContaining(entry.url) });
      expect(() => pinned(entry, other)).toThrow(refusal);
      expect(() => pinned(entry, undefined)).toThrow(refusal);
    }
  });

  it('are all there is: any other URL is refused by code, and no expansion gets past that', async () => {
    await expect(closedLoader(documents.contexts)('https://w3id.org/security/v2')).rejects.toMatchObject({ code: 'fetch-refused' });
    await expect(createJsonLd(documents.contexts).expand({ '@context': 'https://evil.example/', id: 'urn:x:1' })).rejects.toThrow();
  });
});
