import { expect, it } from '@jest/globals';
import { CONCEPT, schemeOf, SKILL_TYPES, SNB } from '../../../../src/formats/edc/terms.js';
import { fromData } from '../../../support/data.js';

type Published = Record<string, { readonly scheme: string; readonly concepts: readonly { readonly id: string }[] }>;
/** A list that is in none of the published files; its one concept is that of the official samples of accredited credentials. */
const ELSEWHERE = [CONCEPT.positive.iri];

fromData('elm/vocab/elm-vocab.json', (text) => {
  const lists = Object.values(JSON.parse(text) as Published);

  it('the concepts that credentials of ours name are those of the published lists, each in its scheme', () => {
    const named = [...Object.values(CONCEPT).map(({ iri }) => iri), ...Object.values(SKILL_TYPES)].filter((iri) => !ELSEWHERE.some((other) => other === iri));
    for (const iri of named) {
      const list = lists.find(({ concepts }) => concepts.some(({ id }) => id === iri));
      expect([iri, list?.scheme]).toEqual([iri, schemeOf(iri)]);
    }
  });

  it('a scheme is told from the concept for every published list', () => {
    for (const { scheme, concepts } of lists) for (const { id } of concepts) expect([id, schemeOf(id)]).toEqual([id, scheme]);
  });
});

it('ESCO has a scheme for skills and one for occupations', () => {
  expect(['http://data.europa.eu/esco/skill/1', 'http://data.europa.eu/esco/occupation/1', `${SNB}/eqf/7`].map(schemeOf)).toEqual([
    'http://data.europa.eu/esco/concept-scheme/skills',
    'http://data.europa.eu/esco/concept-scheme/occupations',
    'http://data.europa.eu/snb/eqf/25831c2',
  ]);
});
