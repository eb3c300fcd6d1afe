import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../src/core/json.js';
import { createOb3Tools } from '../../../src/formats/ob3/tools.js';
import { CLAIMS } from '../../../src/formats/sd-jwt-vc/claims.js';
import { eudiLearning, lackingForEudi } from '../../../src/formats/sd-jwt-vc/eudi.js';
import { createSdJwtVc } from '../../../src/formats/sd-jwt-vc/index.js';
import { BASE_URL, sampleAchievement, sampleAward } from '../../support/award.js';
import { fromData } from '../../support/data.js';
import { documents } from '../../support/documents.js';
import { encodeContext, keyFact, p256Key } from '../../support/keys.js';
import { presenting } from '../../support/sd-jwt.js';
import { AT, check, evidence, METHOD, said } from './fixtures.js';

const KEY = p256Key();
const HOLDER = p256Key('holder').publicJwk;
const plain = createSdJwtVc(createOb3Tools(documents));
const format = eudiLearning(plain, HOLDER);
const signed = async (award = sampleAward()): Promise<string> => Buffer.from(await format.sign(format.encode(award, encodeContext(METHOD, KEY, AT)), KEY)).toString();
const claimsOf = async (award = sampleAward()): Promise<JsonObject> => plain.parse(await signed(award)).document;

describe('the European learning credential', () => {
  it('is of that type and of our own, bound to the holder, with an end of its own', async () => {
    expect(await format.lint(format.encode(sampleAward(), encodeContext(METHOD, KEY, AT)))).toEqual([]);
    expect(await claimsOf()).toMatchObject({
      vct: 'urn:eu.europa.ec.eudi:learning:credential:1',
      aka_vcts: [`${BASE_URL}/credentials/micro-credential/1`],
      cnf: { jwk: HOLDER },
      exp: Date.parse('2028-11-21T23:59:59Z') / 1000,
      date_of_expiry: '2031-06-30',
    });
  });

  it('lasts no longer than the award, and has an end where the award has none', async () => {
    expect((await claimsOf(sampleAward({ validUntil: '2027-01-01T23:59:59Z' }))).exp).toBe(Date.parse('2027-01-01T23:59:59Z') / 1000);
    const { validUntil: _end, ...endless } = sampleAward();
    const claims = await claimsOf(endless);
    expect([claims.exp, claims.date_of_expiry]).toEqual([Date.parse('2028-11-21T23:59:59Z') / 1000, undefined]);
  });

  it('holds, whole and in part', async () => {
    const good = evidence({ [METHOD]: keyFact(METHOD, KEY) });
    for (const text of [await signed(), presenting(await signed(), [['ld']]), presenting(await signed(), [])]) {
      const findings = await check(plain, text, good);
      expect([said(findings, 'format'), said(findings, 'schema'), said(findings, 'signature')]).toEqual(['pass ok', 'pass ok', 'pass ok']);
    }
  });

  it.each([
    ['no level of the European framework', { level: { applicable: true, nqf: { framework: 'HKO', level: '7' } } }, {}, ['level-missing']],
    ['no level, said so', { level: { applicable: false } }, {}, ['level-missing']],
    ['no language of classes', { languages: [] }, {}, ['language-missing']],
    ['no workload', { workload: {} }, {}, ['workload-missing']],
    ['no family name', {}, { learner: { fullName: 'Sukarno', studentNumber: '1' } }, ['family-name-missing']],
    ['no number of the learner', {}, { learner: { givenName: 'A', familyName: 'B', email: 'a@b.example' }, salts: { email: 's' } }, ['learner-identification-missing']],
    ['neither level nor workload', { level: { applicable: false }, workload: {} }, {}, ['workload-missing', 'level-missing']],
    ['all of it', {}, {}, []],
  ] as const)('of an award with %s is withheld: %j', (_what, achievement, award, reasons) => {
    const given = sampleAward({ ...award, achievement: sampleAchievement(achievement) });
    expect(lackingForEudi(given, BASE_URL)).toEqual(reasons);
  });
});

interface TypeMetadata {
  readonly claims: readonly { readonly path: readonly (string | null)[]; readonly sd: string; readonly mandatory: boolean }[];
}
const REGISTERED = ['jti', 'iat', 'exp', 'vct', 'iss', 'cnf'];

fromData('elm/eudi/learning_credential.vct.json', (text) => {
  const { claims } = JSON.parse(text) as TypeMetadata;
  const named = claims.flatMap(({ path: [name, ...more], sd, mandatory }) => (more.length === 0 ? [{ name: String(name), sd, mandatory }] : []));

  it('our table has every claim of the published type, as mandatory and as disclosable as there', () => {
    const published = named.filter(({ name }) => !REGISTERED.includes(name)).map(({ name, sd, mandatory }) => [name, sd, mandatory]);
    expect(published).toHaveLength(17);
    expect(published.sort()).toEqual(CLAIMS.filter(({ name }) => name !== 'ld' && name !== 'name').map(({ name, sd, mandatory }) => [name, sd, mandatory.eudi]).sort());
  });

  it('ours has every claim that the published type asks for', async () => {
    const made = await claimsOf();
    expect(named.filter(({ name, mandatory }) => mandatory && made[name] === undefined)).toEqual([]);
  });
});
