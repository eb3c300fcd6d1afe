import { describe, expect, it } from '@jest/globals';
import jsonld from 'jsonld';
import { canonicalJson, type JsonObject } from '../../../../src/core/json.js';
import { contextOf } from '../../../../src/core/term-table.js';
import { fromData } from '../../../support/data.js';
import { documents } from '../../../support/documents.js';

const URL = 'http://data.europa.eu/snb/model/context/edc-ap';
const ours = documents.contexts.get(URL)!;

/** Canonical N-Quads of a document under one edition of the context. */
function quads(document: JsonObject, context: JsonObject): Promise<string> {
  const documentLoader = (url: string) => {
    const found = url === URL ? context : documents.contexts.get(url);
    return found ? Promise.resolve({ contextUrl: null, documentUrl: url, document: found }) : Promise.reject(new Error(url));
  };
  return jsonld.canonize(document, { algorithm: 'RDFC-1.0', format: 'application/n-quads', documentLoader });
}

/** The credential in a sample: sealed, wrapped for upload, or bare. */
function credentialIn(text: string): JsonObject {
  const file = JSON.parse(text) as JsonObject & { payload?: string; credential?: JsonObject };
  const credential = file.payload === undefined ? (file.credential ?? file) : (JSON.parse(file.payload) as JsonObject);
  return { '@context': ['https://www.w3.org/2018/credentials/v1', URL], ...credential };
}

describe('a table of terms', () => {
  it('gives each name its IRI, and the type of its values', () => {
    const table = { prefixes: { a: 'https://a.example/' }, classes: { a: ['One Two'] }, properties: { '@id': { a: ['link', 'other=else'] }, '@language': { a: ['words'] }, '@none': { a: ['plain'] }, 'a:number': { a: ['count'] } } };
    expect(contextOf(table)).toEqual({
      '@context': {
        a: 'https://a.example/',
        One: 'a:One',
        Two: 'a:Two',
        link: { '@id': 'a:link', '@type': '@id' },
        other: { '@id': 'a:else', '@type': '@id' },
        words: { '@id': 'a:words', '@container': '@language' },
        plain: { '@id': 'a:plain' },
        count: { '@id': 'a:count', '@type': 'a:number' },
      },
    });
  });
});

describe('the context of European Digital Credentials', () => {
  fromData('elm/context/edc-ap.live-2026-06-26.json', (text) => {
    const published = JSON.parse(text) as JsonObject;

    it('is the published one, term by term', () => {
      expect(ours).toEqual(published);
      expect(canonicalJson(ours)).toBe(canonicalJson(published));
    });

    for (const sample of ['AA-Annex1-MC-signed.jsonld', 'AA-Annex1-MC-unsigned.json', 'Sample-CertOfPart-signed.jsonld', 'Sample-CertOfPart-unsigned.json', 'minimal-mc.valid.jsonld']) {
      fromData(`elm/samples/${sample}`, (file) => {
        it('lets the sample say the same, statement by statement', async () => {
          const document = credentialIn(file);
          const said = await quads(document, published);
          expect(said.split('\n').length).toBeGreaterThan(100);
          expect(await quads(document, ours)).toBe(said);
        });
      });
    }

    it('says something else when one term is other: the comparison can fail', async () => {
      const other = structuredClone(ours) as { '@context': Record<string, unknown> };
      other['@context'].title = { '@id': 'dc:titel', '@container': '@language' };
      const document = { '@context': ['https://www.w3.org/2018/credentials/v1', URL], id: 'urn:a:b', type: 'Qualification', title: { en: 'x' } };
      expect(await quads(document, other as unknown as JsonObject)).not.toBe(await quads(document, published));
    });
  });
});
