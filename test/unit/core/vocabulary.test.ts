import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import * as vocabulary from '../../../src/core/vocabulary.js';

const { ASSESSMENT_TYPES, COUNTRIES, countryIri, CREDIT_SYSTEMS, CYCLES, findTerm, ISCED_F, PARTICIPATION_TYPES, QUALITY_TYPES, ROUTES, SUPERVISION_TYPES, termIri } = vocabulary;
const LISTS = { ASSESSMENT_TYPES, PARTICIPATION_TYPES, SUPERVISION_TYPES, QUALITY_TYPES, CREDIT_SYSTEMS, CYCLES, ROUTES, ISCED_F };

const file = `${process.env.TESTAMUR_DATA ?? '../shared/data'}/elm/vocab/elm-vocab.json`;
type Published = Record<string, { concepts: { id: string; label: string }[] }>;
const published = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Published) : undefined;
const ids = (list: string): string[] => published?.[list]?.concepts.map(({ id }) => id) ?? [];
const withData = published === undefined ? it.skip : it;
if (published === undefined) console.warn(`${file} is absent: the comparison with the published lists is skipped.`);

describe('every list', () => {
  it.each(Object.entries(LISTS))('%s has each code, and each European concept, once', (_name, list) => {
    expect(new Set(list.map(({ code }) => code)).size).toBe(list.length);
    const iris = list.flatMap((term) => ('iri' in term ? [term.iri] : []));
    expect(new Set(iris).size).toBe(iris.length);
    expect(list.every(({ code, label }) => /^[a-z0-9-]+$/.test(code) && label !== '')).toBe(true);
  });
});

describe('against the published European lists', () => {
  const rows: [string, readonly { readonly iri?: string }[], string][] = [
    ['europass-learning-assessment-types', ASSESSMENT_TYPES, 'all'],
    ['europass-modes', PARTICIPATION_TYPES, 'all'],
    ['supervision-verification', SUPERVISION_TYPES, 'all'],
    ['credit-points', CREDIT_SYSTEMS, 'all'],
    ['isced-f', ISCED_F, 'all'],
    ['europass-accreditation-types', QUALITY_TYPES, 'some'],
  ];
  withData.each(rows)('%s: no IRI is invented', (list, terms, extent) => {
    const iris = terms.flatMap((term) => term.iri ?? []);
    expect(ids(list)).toEqual(expect.arrayContaining(iris));
    if (extent === 'all') expect(iris).toHaveLength(ids(list).length);
  });

  withData('the labels that we take over are theirs', () => {
    const labels = new Map(['isced-f', 'europass-learning-assessment-types'].flatMap((list) => published?.[list]?.concepts ?? []).map(({ id, label }) => [id, label]));
    for (const term of [...ISCED_F, ...ASSESSMENT_TYPES]) expect(labels.get(term.iri ?? '')).toBe(term.label);
  });

  withData('EQF levels 1 to 8', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(vocabulary.eqfIri)).toEqual(ids('eqf'));
  });

  withData('every country of theirs that has an ISO code is one of ours', () => {
    const ours = Object.keys(COUNTRIES).map(countryIri);
    const theirs = ids('country').filter((id) => !/\/(?:CPT|EUR|OP_DATPRO)$/.test(id));
    expect([...ours].sort()).toEqual([...theirs].sort());
  });

  // Intl knows English names by alpha-2, their list by alpha-3: a wrong join shows as two different countries.
  withData('the two codes of a country are of one country', () => {
    const theirs = new Map(published?.country?.concepts.map(({ id, label }) => [id, label]));
    const intl = new Intl.DisplayNames('en', { type: 'region' });
    const plain = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('&', 'and').replaceAll('St.', 'Saint').replace(/[’'.]/g, '');
    const differ = Object.keys(COUNTRIES).filter((code) => plain(intl.of(code) ?? '') !== plain(theirs.get(countryIri(code) ?? '') ?? ''));
    expect(Object.keys(NAMED_OTHERWISE)).toEqual(expect.arrayContaining(differ));
    expect(COUNTRIES).toMatchObject(NAMED_OTHERWISE);
  });
});

describe('countries', () => {
  it('have the codes that are not ISO alpha-3', () => {
    expect([countryIri('GR'), countryIri('XK')]).toEqual(['GRC', '1A0'].map((code) => `http://publications.europa.eu/resource/authority/country/${code}`));
    expect(Object.keys(COUNTRIES)).toHaveLength(250);
  });

  it.each(['', 'EL', 'UK', 'XX', 'hr', 'HRV', '__proto__', 'constructor', 'toString'])('do not have %j', (code) => {
    expect(COUNTRIES[code]).toBeUndefined();
    expect(countryIri(code)).toBeUndefined();
  });
});

describe('a term', () => {
  it('is found by its code, and addressed by the European IRI or else by ours', () => {
    const eqavet = findTerm(QUALITY_TYPES, 'eqavet');
    expect(eqavet && termIri(eqavet, 'https://t.example')).toBe('https://t.example/vocabulary#eqavet');
    const ects = findTerm(CREDIT_SYSTEMS, 'ects');
    expect(ects && termIri(ects, 'https://t.example')).toBe('http://data.europa.eu/snb/education-credit/6fcec5c5af');
    expect(findTerm(CREDIT_SYSTEMS, 'ECTS')).toBeUndefined();
  });

  it('of our own scheme has a code that no other list uses for something else', () => {
    const own = Object.values(LISTS).flatMap((list) => list.filter((term) => !('iri' in term)).map(({ code, label }) => [code, label] as const));
    const labels = new Map<string, string>(own);
    for (const [code, label] of own) expect(labels.get(code)).toBe(label);
  });
});

/** Joined by hand: the two lists use different English names (Türkiye and Turkey, Faroe Islands and Faroes). */
const NAMED_OTHERWISE = {
  ...{ BQ: 'BES', CD: 'COD', CG: 'COG', CV: 'CPV', FO: 'FRO', GM: 'GMB', GS: 'SGS', HK: 'HKG', HM: 'HMD' },
  ...{ MM: 'MMR', MO: 'MAC', PS: 'PSE', SH: 'SHN', TF: 'FQ0', TR: 'TUR', UM: 'UMI', VA: 'VAT', VC: 'VCT' },
};

describe('languages', () => {
  const { languageIri, languageTag } = vocabulary;
  const LIST = 'http://publications.europa.eu/resource/authority/language/';
  const two = [...'abcdefghijklmnopqrstuvwxyz'].flatMap((a) => [...'abcdefghijklmnopqrstuvwxyz'].map((b) => a + b)).filter((tag) => languageIri(tag) !== undefined);

  it('have the code of ISO 639-3 that Unicode takes for the same language', () => {
    expect(two).toHaveLength(183);
    // Unicode takes Twi for Akan, which ISO 639 has both of.
    for (const tag of two.filter((one) => one !== 'tw')) {
      const code = languageIri(tag)?.slice(LIST.length).toLowerCase() ?? '';
      expect([tag, Intl.getCanonicalLocales(code)[0]]).toEqual([tag, Intl.getCanonicalLocales(tag)[0]]);
      expect(languageTag(LIST + code.toUpperCase())).toBe(tag);
    }
  });

  it('are known whatever region or script, by two letters or three; nothing else is', () => {
    expect(['hr-HR', 'SR-Latn', 'cnr', 'uk'].map((tag) => languageIri(tag)?.slice(LIST.length))).toEqual(['HRV', 'SRP', 'CNR', 'UKR']);
    expect(['qq', 'x-ours', '', 'i-klingon'].map(languageIri)).toEqual(Array(4).fill(undefined));
    expect([`${LIST}hrv`, `${LIST}HR`, 'http://example.org/HRV', `${LIST}CNR`].map(languageTag)).toEqual([undefined, undefined, undefined, 'cnr']);
  });
});

describe('countries, read back', () => {
  it('each leads back to its code', () => {
    for (const code of Object.keys(COUNTRIES)) expect(vocabulary.countryCode(countryIri(code) ?? '')).toBe(code);
    expect(vocabulary.countryCode('http://publications.europa.eu/resource/authority/country/OP_DATPRO')).toBeUndefined();
  });
});
