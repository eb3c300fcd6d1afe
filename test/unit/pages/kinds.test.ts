import { describe, expect, it } from '@jest/globals';
import { CREDENTIAL_KINDS, kindCode } from '../../../src/core/vocabulary.js';
import { textsFor } from '../../../src/http/pages/texts.js';

describe('the kind of a credential', () => {
  it.each([
    ['CertificateOfCompletion', 'certificate-of-completion'],
    ['Certificate of completion', 'certificate-of-completion'],
    ['ext:Course', 'course'],
    ['Short learning programme', 'short-learning-programme'],
    ['Nanodegree', undefined],
    ['', undefined],
    ['constructor', undefined],
  ])('%j is %j', (stated, code) => {
    expect(kindCode(stated)).toBe(code);
  });

  it('is one code each, and has one name in each language', () => {
    expect(new Set(CREDENTIAL_KINDS.map(({ code }) => code)).size).toBe(CREDENTIAL_KINDS.length);
    for (const { code, label } of CREDENTIAL_KINDS) expect([kindCode(code), kindCode(label)]).toEqual([code, code]);
    expect(textsFor(['hr']).term('kind', 'diploma')).toBe('diploma');
    expect(textsFor(['de']).term('field', '0613')).toBe('Entwicklung und Analyse von Software und Anwendungen');
  });
});
