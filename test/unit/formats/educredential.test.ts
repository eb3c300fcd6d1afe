import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../src/core/json.js';
import { checkContext } from '../../../src/formats/ob3/context-check.js';
import { readCredential } from '../../../src/formats/ob3/read.js';
import { createJsonLd } from '../../../src/formats/securing/json-ld.js';
import { documents } from '../../support/documents.js';

/** Built as those of educredentials/obv3-examples, commit a5a6b6d (`_data/credentials/theed_microcredential_full_ho.json`), with words of our own. */
const credential = (own: JsonObject, type: string = 'EducredentialAchievement'): JsonObject => ({
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', 'https://raw.githubusercontent.com/educredentials/obv3-examples/refs/heads/main/contexts/educredential.json'],
  id: 'https://a.example/1',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id: 'https://a.example/i', type: ['Profile'], name: 'Hogeschool', otherIdentifier: [{ type: 'IdentifierEntry', identifier: '42NB', identifierType: 'ext:BRIN' }] },
  validFrom: '2024-08-30T00:00:00Z',
  credentialSubject: {
    id: 'https://a.example/s',
    type: ['AchievementSubject'],
    achievement: {
      id: 'https://a.example/a',
      type: ['Achievement', type],
      name: 'Minor',
      description: 'D',
      criteria: { narrative: 'N' },
      alignment: [
        { type: ['Alignment'], targetType: 'ext:QualityAssurance', targetName: 'M Psychology', targetCode: 'AV-4223', targetUrl: 'https://a.example/d/AV-4223' },
        { type: ['Alignment'], targetType: 'ext:EQF', targetName: 'EQF level 4', targetCode: '4', targetUrl: 'https://a.example/eqf' },
      ],
      ...own,
    },
  },
});
const FULL = { participationType: 'onsite or blended', assessmentType: 'testing', identityChecked: true, supervisionType: 'onsite with identity verification', ECTS: 3 };

describe('a Dutch credential', () => {
  it('says the elements of the European standard in words of its own', () => {
    const view = readCredential(credential(FULL));
    expect(view).toMatchObject({
      workload: { credits: { system: 'ects', value: 3 } },
      level: { applicable: true, eqf: 4 },
      assessments: [{ label: 'testing' }],
      participation: [{ label: 'onsite or blended' }],
      qualityAssurance: [{ label: 'M Psychology', iri: 'https://a.example/d/AV-4223' }],
      supervision: { label: 'onsite with identity verification' },
      issuer: { identifiers: [{ scheme: 'ext:BRIN', value: '42NB' }] },
    });
    const at = (name: string) => `/credentialSubject/achievement/${name}`;
    const { M7, M8, M9, M10, M11, O2 } = view.elements;
    expect([M7, M9, M10, O2]).toEqual([
      { present: true, path: at('ECTS'), value: '3 ECTS' },
      { present: true, path: at('assessmentType'), value: 'testing' },
      { present: true, path: at('participationType'), value: 'onsite or blended' },
      { present: true, path: at('supervisionType'), value: 'onsite with identity verification' },
    ]);
    expect([M8.present, M11.present]).toEqual([true, true]);
  });

  it('may count in hours, and say only that it was known who sat there', () => {
    const view = readCredential(credential({ SBU: 240, identityChecked: false }));
    expect([view.workload, view.supervision]).toEqual([{ hours: 240 }, { label: 'identity not checked' }]);
    expect([view.elements.M7, view.elements.O2.value]).toEqual([{ present: true, path: '/credentialSubject/achievement/SBU', value: '240 h' }, 'identity not checked']);
  });

  it('has these only in an achievement of its class', () => {
    const { workload, assessments, supervision, elements } = readCredential(credential(FULL, 'Other'));
    expect([workload, assessments, supervision, elements.M7.present]).toEqual([{}, [], undefined, false]);
  });

  it('has a context in which every word of it has a meaning', async () => {
    const ld = createJsonLd(documents.contexts);
    expect((await checkContext(ld, credential(FULL))).finding).toMatchObject({ outcome: 'pass' });
  });
});
