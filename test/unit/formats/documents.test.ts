import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createJsonLd, closedLoader } from '../../../src/formats/securing/json-ld.js';
import { loadDocuments, pinned, type ContextEntry } from '../../../src/store/documents.js';
import { documents } from '../../support/documents.js';

const V2 = 'https://www.w3.org/ns/credentials/v2';

describe('the pinned documents', () => {
  it('are the eight contexts and three schemas that are used', () => {
    const { contexts, schemas } = loadDocuments();
    expect([...contexts.keys()].sort()).toEqual([
      'http://data.europa.eu/snb/model/context/edc-ap',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
      'https://www.w3.org/2018/credentials/v1',
      V2,
    ]);
    expect([...schemas.keys()]).toEqual(['edc/credential', 'ob3/achievement-credential', 'vc2/bitstring-status-list-credential']);
  });

  it('are refused, by URL, when one differs from its hash in a single term', () => {
    const entries = JSON.parse(readFileSync('contexts/index.json', 'utf8')) as ContextEntry[];
    expect(entries).toHaveLength(documents.contexts.size);
    for (const entry of entries) {
      const context = documents.contexts.get(entry.url) as { '@context': object };
      expect(pinned(entry, structuredClone(context))).toEqual(context);
      const other = { '@context': { ...context['@context'], grade: 'https://evil.example/grade' } };
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
