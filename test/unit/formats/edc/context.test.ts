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

describe('a table with terms within terms', () => {
  it('gives the inner ones a meaning there alone, and says how several stand', () => {
    const inner = { prefixes: { yes: 'https://a.example/yes' }, classes: {}, properties: { '@set a:Thing': { 'https://b.example/#': ['things=thing'] } } };
    const table = { protected: true as const, prefixes: { a: 'https://a.example/' }, classes: { a: ['One'] }, properties: { '@vocab': { a: ['word'] } }, within: { One: inner, word: { prefixes: {}, classes: {}, properties: {} } } };
    expect(contextOf(table)).toEqual({
      '@context': {
        '@protected': true,
        a: 'https://a.example/',
        One: { '@id': 'a:One', '@context': { yes: 'https://a.example/yes', things: { '@id': 'https://b.example/#thing', '@type': 'a:Thing', '@container': '@set' } } },
        word: { '@id': 'a:word', '@type': '@vocab', '@context': {} },
      },
    });
  });
});

describe('the context of European Digital Credentials', () => {
  for (const edition of ['3.1', '3.2']) {
    fromData(`elm/context/edc-ap.elm-${edition}.jsonld`, (text) => {
      it(`defines every term that edition ${edition} does`, () => {
        const { '@context': published } = JSON.parse(text) as { '@context': JsonObject };
        const own = ours['@context'] as JsonObject;
        expect(Object.keys(published).filter((term) => own[term] === undefined)).toEqual([]);
        // One IRI was written differently there; what is sealed is the text.
        expect(Object.keys(published).filter((term) => canonicalJson(published[term]!) !== canonicalJson(own[term]!))).toEqual(edition === '3.2' ? ['nationalID'] : []);
      });
    });
  }

  fromData('elm/context/edc-ap.live-2026-06-26.json', (text) => {
    const published = JSON.parse(text) as JsonObject;

    it('is the published one, term by term, and four terms that only its edition 3.2 has', () => {
      const { CredentialStatus, Proof, TermsOfUse, resultDistribution, ...terms } = ours['@context'] as JsonObject;
      expect(canonicalJson({ '@context': terms })).toBe(canonicalJson(published));
      const only = { CredentialStatus: 'elm:CredentialStatus', Proof: 'elm:Proof', TermsOfUse: 'elm:TermsOfUse', resultDistribution: { '@id': 'elm:resultDistribution', '@type': '@id' } };
      expect({ CredentialStatus, Proof, TermsOfUse, resultDistribution }).toEqual(only);
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
