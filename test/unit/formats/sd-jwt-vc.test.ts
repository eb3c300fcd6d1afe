import { describe, expect, it } from '@jest/globals';
import type { Evidence } from '../../../src/core/evidence.js';
import type { JsonObject } from '../../../src/core/json.js';
import { conceal, type Path } from '../../../src/core/sd-jwt/conceal.js';
import { readSdJwt } from '../../../src/core/sd-jwt/read.js';
import { createOb3Tools } from '../../../src/formats/ob3/tools.js';
import type { Concealment } from '../../../src/formats/sd-jwt-vc/encode.js';
import { createSdJwtVc } from '../../../src/formats/sd-jwt-vc/index.js';
import { readStudyTime, studyTime } from '../../../src/formats/sd-jwt-vc/study-time.js';
import { BASE_URL, sampleAchievement, sampleAward, sampleOrganisation } from '../../support/award.js';
import { documents } from '../../support/documents.js';
import { counting, encodeContext, keyFact, p256Key } from '../../support/keys.js';
import { bound, presenting, sdJwtOf } from '../../support/sd-jwt.js';
import { refused } from '../core/throws.js';
import { altered, AT, check, di, detailOf, encoded, evidence, METHOD, said } from './fixtures.js';

const format = createSdJwtVc(createOb3Tools(documents));
const KEY = p256Key();
const HOLDER = p256Key('holder');
const good: Evidence = evidence({ [METHOD]: keyFact(METHOD, KEY) });
const HEADER = { alg: 'ES256', typ: 'dc+sd-jwt', kid: METHOD };
const CONCEALED: Path[] = [['family_name'], ['given_name'], ['learning_outcomes'], ['expected_study_time'], ['types_of_quality_assurance'], ['learner_identification'], ['level_of_learning_experience'], ['assessment_grade'], ['prerequisites_to_enroll'], ['integration_stackability_options'], ['ld']];

const unsigned = (award = sampleAward()) => format.encode(award, encodeContext(METHOD, KEY, AT));
const signed = async (award = sampleAward()): Promise<string> => Buffer.from(await format.sign(unsigned(award), KEY)).toString();
const claimsOf = (award = sampleAward()): JsonObject => format.parse(`${sdJwtText(award)}`).document;
const sdJwtText = (award = sampleAward()): string => {
  const { payload, disclosures } = unsigned(award).document as Concealment;
  return [`${Buffer.from(JSON.stringify(HEADER)).toString('base64url')}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.AA`, ...disclosures, ''].join('~');
};
/** The claims of the sample, changed, concealed and signed again. */
async function resigned(change: (claims: Record<string, unknown>) => unknown, { sd = CONCEALED, header = HEADER }: { readonly sd?: Path[]; readonly header?: JsonObject } = {}): Promise<string> {
  const claims: JsonObject = altered(claimsOf(), change);
  const present = sd.filter(([name]) => claims[String(name)] !== undefined);
  const { payload, disclosures } = conceal(claims, present, counting('other'));
  return sdJwtOf(payload, disclosures, header);
}
const judged = async (text: string | Promise<string>, given = good) => check(format, await text, given);

describe('an SD-JWT VC of ours', () => {
  it('says of an award what the European type asks, each claim disclosable as that type has it', async () => {
    expect(await format.lint(unsigned())).toEqual([]);
    const read = readSdJwt(await signed());
    expect(read.header).toEqual(HEADER);
    const { _sd: digests, ...clear } = read.claims;
    // Eleven claims, and a decoy for the name as a whole, which this learner has not.
    expect(digests).toHaveLength(12);
    expect(clear).toEqual({
      _sd_alg: 'sha-256',
      iss: 'https://testamur.example/o/jadran',
      jti: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a01',
      iat: Date.parse(AT) / 1000,
      nbf: Date.parse(AT) / 1000,
      exp: Date.parse('2031-06-30T23:59:59Z') / 1000,
      status: { status_list: { idx: 94567, uri: `${BASE_URL}/token-status/019a9f00-0000-7000-8000-000000000004` } },
      issuing_authority: 'Jadran University',
      issuing_country: 'HR',
      date_of_issuance: '2026-06-30',
      date_of_expiry: '2031-06-30',
      achievement_title: 'FinTech: markets, models and risk',
      achievement_description: 'A postgraduate module on financial technology.\n\nTaught with two banks.',
      language_of_classes: ['hr', 'en'],
      vct: `${BASE_URL}/credentials/micro-credential/1`,
    });
    expect(Object.fromEntries(read.disclosures.map(({ content: [, name, value] }) => [name, value]))).toEqual({
      family_name: 'Kovačević',
      given_name: 'Ana',
      learning_outcomes: ['Explain how payment systems settle.', 'Model the credit risk of a loan book.', 'Defend a decision before a review board.'],
      assessment_grade: '5',
      learner_identification: '0036512345',
      expected_study_time: '125 h (5 ECTS)',
      level_of_learning_experience: 7,
      types_of_quality_assurance: ['institutional quality assurance (ESG)', 'public quality assurance policy'],
      prerequisites_to_enroll: ["A bachelor's degree in economics."],
      integration_stackability_options: true,
      ld: encoded(sampleAward(), di),
    });
  });

  it('holds, and reads as the badge of the same award does', async () => {
    const text = await signed();
    const findings = await judged(text);
    expect(findings.map(({ check: name, outcome, reason }) => `${name}: ${outcome} ${reason}`)).toEqual(['format: pass ok', 'context: pass ok', 'schema: pass ok', 'signature: pass ok', 'unsigned-content: pass ok']);
    const { view, keys, needs, signedAt } = format.parse(text);
    const { view: badge } = di.parse(JSON.stringify(encoded(sampleAward(), di)));
    expect({ ...view, elements: undefined }).toEqual({ ...badge, elements: undefined });
    expect(Object.entries(view.elements).map(([name, { present, value, path }]) => [name, present, value, path?.startsWith('/ld/')])).toEqual(
      Object.entries(badge.elements).map(([name, { present, value }]) => [name, present, value, present ? true : undefined]),
    );
    expect([keys, signedAt, needs.issuer]).toEqual([[METHOD], AT, 'did:web:testamur.example:o:jadran']);
    expect(needs.statusLists).toEqual([`${BASE_URL}/token-status/019a9f00-0000-7000-8000-000000000004`, `${BASE_URL}/status/019a9f00-0000-7000-8000-000000000004`]);
  });

  it('says by its claims alone what they have room for, and nothing held back is called missing', async () => {
    const some = presenting(await signed(), [['family_name'], ['given_name'], ['expected_study_time'], ['level_of_learning_experience']]);
    const findings = await judged(some);
    expect([said(findings, 'schema'), said(findings, 'signature'), said(findings, 'context')]).toEqual(['pass ok', 'pass ok', 'skip not-applicable']);
    const { view, heldBack } = format.parse(some);
    expect(heldBack).toBe(true);
    expect(view).toMatchObject({
      title: 'FinTech: markets, models and risk',
      issuer: { id: 'did:web:testamur.example:o:jadran', name: 'Jadran University', country: 'HR' },
      learner: { name: 'Ana Kovačević', identifiers: [] },
      awardedOn: '2026-06-30',
      validFrom: AT,
      validUntil: '2031-06-30T23:59:59Z',
      workload: { hours: 125, credits: { system: 'ects', value: 5 } },
      level: { applicable: true, eqf: 7 },
      elements: { M1: { present: true, path: '/family_name' }, M6: { present: false }, M9: { present: false }, O5: { present: true, value: '2031-06-30' } },
    });
  });

  it.each<[string, () => string, Record<string, unknown>]>([
    ['a full name and no other', () => sdJwtText(sampleAward({ learner: { fullName: 'Sukarno', studentNumber: '1' } })), { name: 'Sukarno', family_name: undefined, given_name: undefined }],
    ['a part that the full name has not', () => sdJwtText(sampleAward({ learner: { fullName: 'Sukarno', familyName: 'Other', studentNumber: '1' } })), { family_name: undefined }],
    ['an identifier of Europe', () => sdJwtText(sampleAward({ learner: { fullName: 'A', europeanStudentIdentifier: 'urn:schac:personalUniqueCode:int:esi:HR:1' } })), { learner_identification: 'urn:schac:personalUniqueCode:int:esi:HR:1' }],
    ['no level', () => sdJwtText(sampleAward({ achievement: sampleAchievement({ level: { applicable: false } }) })), { level_of_learning_experience: undefined }],
    ['joint awarding bodies', () => sdJwtText(sampleAward({ awardingBodies: [sampleOrganisation(), sampleOrganisation({ slug: 'b', legalName: { en: 'Second' } })] })), { issuing_authority: 'Jadran University; Second' }],
    ['no end', () => sdJwtText(withoutEnd()), { exp: undefined, date_of_expiry: undefined }],
    ['nothing to stack into', () => sdJwtText(sampleAward({ achievement: sampleAchievement({ stackability: { standalone: true } }) })), { integration_stackability_options: false }],
  ])('of an award with %s', (_what, text, want) => {
    const { document } = format.parse(text());
    expect(Object.fromEntries(Object.keys(want).map((name) => [name, document[name]]))).toEqual(want);
  });

  it('is not signed without what its type asks', async () => {
    const { payload, disclosures } = unsigned().document as Concealment;
    const lint = (document: Concealment) => format.lint({ ...unsigned(), document });
    const { issuing_country: _country, ...rest } = payload;
    expect(await lint({ payload: rest, disclosures })).toContainEqual(expect.objectContaining({ rule: 'claim-missing', path: '/issuing_country' }));
    expect(await lint({ payload, disclosures: disclosures.slice(0, -1) })).toContainEqual(expect.objectContaining({ rule: 'claim-missing', path: '/ld' }));
    expect(await lint({ payload: { ...payload, issuing_country: 7 }, disclosures })).toContainEqual(expect.objectContaining({ rule: 'schema-mismatch' }));
  });
});

function withoutEnd() {
  const { validUntil: _end, ...award } = sampleAward();
  return award;
}

describe('an SD-JWT VC of anybody', () => {
  it.each<[string, string, string, string | undefined, (claims: Record<string, unknown>) => unknown, { sd?: Path[]; header?: JsonObject }]>([
    ['another type of token', 'format', 'fail malformed', 'typ', () => undefined, { header: { ...HEADER, typ: 'JWT' } }],
    ['further types that repeat the first', 'format', 'fail malformed', '/aka_vcts', (c) => (c['aka_vcts'] = [c['vct']]), {}],
    ['no further types, said so', 'format', 'fail malformed', '/aka_vcts', (c) => (c['aka_vcts'] = []), {}],
    ['an end that is no number', 'format', 'fail malformed', '/exp', (c) => (c['exp'] = '2031'), {}],
    ['a status that may be held back', 'format', 'fail malformed', '/status', () => undefined, { sd: [...CONCEALED, ['status']] }],
    ['a part of its status that may be', 'format', 'fail malformed', '/status', () => undefined, { sd: [...CONCEALED, ['status', 'status_list']] }],
    ['its issuer held back', 'format', 'fail malformed', '/iss', () => undefined, { sd: [...CONCEALED, ['iss']] }],
    ['a claim of another kind', 'schema', 'fail schema-mismatch', '/language_of_classes is of another kind', (c) => (c['language_of_classes'] = 'hr'), {}],
    ['a level that does not exist', 'schema', 'fail schema-mismatch', '/level_of_learning_experience is of another kind', (c) => (c['level_of_learning_experience'] = 9), {}],
    ['a day that does not exist', 'schema', 'fail schema-mismatch', '/date_of_issuance is of another kind', (c) => (c['date_of_issuance'] = '2026-02-30'), {}],
    ['a claim in clear that must be disclosable', 'schema', 'fail schema-mismatch', '/family_name is not selectively disclosable', () => undefined, { sd: CONCEALED.slice(1) }],
    ['a claim disclosable that must be in clear', 'schema', 'fail schema-mismatch', '/achievement_title is selectively disclosable', () => undefined, { sd: [...CONCEALED, ['achievement_title']] }],
    ['no title', 'schema', 'fail schema-mismatch', '/achievement_title is missing', (c) => delete c['achievement_title'], {}],
    ['a type that we do not hold', 'schema', 'warn schema-unavailable', '/vct urn:x', (c) => (c['vct'] = 'urn:x'), {}],
    ['an extension that must be understood', 'signature', 'fail header-unsupported', 'crit', () => undefined, { header: { ...HEADER, crit: ['x'] } }],
    ['no algorithm', 'signature', 'fail algorithm-unsupported', undefined, () => undefined, { header: { ...HEADER, alg: 'none' } }],
    ['an algorithm of another kind of key', 'signature', 'fail algorithm-unsupported', 'EdDSA', () => undefined, { header: { ...HEADER, alg: 'EdDSA' } }],
    ['another title than its badge', 'signature', 'fail claims-disagree', 'achievement_title', (c) => (c['achievement_title'] = 'Doctor'), {}],
    ['another level than its badge', 'signature', 'fail claims-disagree', 'level_of_learning_experience', (c) => (c['level_of_learning_experience'] = 8), {}],
    ['another study time than its badge', 'signature', 'fail claims-disagree', 'expected_study_time', (c) => (c['expected_study_time'] = '1 h'), {}],
    ['another learner than its badge', 'signature', 'fail claims-disagree', 'family_name', (c) => (c['family_name'] = 'Else'), {}],
    ['another number than its badge', 'signature', 'fail claims-disagree', 'learner_identification', (c) => (c['learner_identification'] = '1'), {}],
    ['another id than its badge', 'signature', 'fail claims-disagree', 'jti', (c) => (c['jti'] = 'urn:uuid:1'), {}],
    ['another start than its badge', 'signature', 'fail claims-disagree', 'nbf', (c) => (c['nbf'] = 0), {}],
    ['a later end than its badge', 'signature', 'fail claims-disagree', 'exp', (c) => (c['exp'] = 4e9), {}],
    ['no end where its badge has one', 'signature', 'fail claims-disagree', 'exp', (c) => delete c['exp'], {}],
    ['an issuer that is not its badge’s', 'signature', 'fail claims-disagree', 'iss', (c) => (c['iss'] = 'https://evil.example/o/jadran'), {}],
    ['a badge with a term that means nothing', 'context', 'fail undefined-term', undefined, (c) => ((c['ld'] as Record<string, unknown>)['made-up'] = 1), {}],
  ])('with %s', async (_what, name, want, detail, change, how) => {
    const findings = await judged(resigned(change, how));
    expect(said(findings, name as 'format')).toBe(want);
    if (detail !== undefined) expect(detailOf(findings, name as 'format')).toBe(detail);
  });

  it('is as good by the same words in another order, of another type of the past, and with an earlier end', async () => {
    for (const text of [resigned(() => undefined), resigned(() => undefined, { header: { ...HEADER, typ: 'vc+sd-jwt' } }), resigned((c) => (c['exp'] = 1_900_000_000))]) {
      const findings = await judged(text);
      expect([said(findings, 'format'), said(findings, 'schema'), said(findings, 'signature')]).toEqual(['pass ok', 'pass ok', 'pass ok']);
    }
  });

  it('changed in one character fails, wherever it is', async () => {
    const text = await signed();
    const parts = text.split('~');
    const put = (at: number, change: (part: string) => string): string => parts.map((part, i) => (i === at ? change(part) : part)).join('~');
    const payload = (part: string): string => part.replace(/\.([^.]+)\./, (_all, body: string) => `.${Buffer.from(Buffer.from(body, 'base64url').toString().replace('94567', '94568')).toString('base64url')}.`);
    expect(said(await judged(put(0, payload)), 'signature')).toBe('fail signature-mismatch');
    const disclosure = (part: string): string => Buffer.from(Buffer.from(part, 'base64url').toString().replace('Kovačević', 'Kovačeviš')).toString('base64url');
    const changed = await judged(put(1, disclosure));
    expect([said(changed, 'signature'), detailOf(changed, 'signature')]).toEqual(['fail proof-malformed', 'disclosure-unused']);
    expect(format.parse(put(1, disclosure)).view.learner).toEqual({ identifiers: [] });
  });

  it('with a key nobody has, or none, is not proven', async () => {
    expect(said(await judged(signed(), evidence()), 'signature')).toBe('unknown key-unavailable');
    const nameless = await judged(resigned((c) => delete c['iss'], { header: { alg: 'ES256', typ: 'dc+sd-jwt' } }));
    expect(said(nameless, 'signature')).toBe('fail claims-disagree');
    expect(said(await judged(sdJwtOf({ vct: 'x' }, [])), 'signature')).toBe('fail key-missing');
  });

  it('shown with the holder’s key says so, and one by somebody else’s fails', async () => {
    const { payload, disclosures } = conceal({ vct: 'urn:x', iss: 'https://a.example', cnf: { jwk: { ...HOLDER.publicJwk } }, a: 1 }, [['a']], counting());
    const shown = await sdJwtOf(payload, disclosures);
    const claims = { iat: Date.parse(AT) / 1000 };
    expect(said(await judged(bound(shown, HOLDER, { claims })), 'holder')).toBe('warn presentation-unasked');
    expect(said(await judged(bound(shown, KEY, { claims })), 'holder')).toBe('fail signature-mismatch');
    expect((await judged(shown)).some(({ check: name }) => name === 'holder')).toBe(false);
  });

  it.each<[string, JsonObject, JsonObject, string[], string]>([
    ['the DID of a kid at the same address', { kid: 'did:web:a.example:o:x#1' }, { iss: 'https://a.example/o/x' }, ['did:web:a.example:o:x#1'], 'did:web:a.example:o:x'],
    ['the DID itself', { kid: 'did:web:a.example#1' }, { iss: 'did:web:a.example' }, ['did:web:a.example#1'], 'did:web:a.example'],
    ['a DID and a fragment', { kid: '#1' }, { iss: 'did:web:a.example' }, ['did:web:a.example#1'], 'did:web:a.example'],
    ['a DID of nobody else', { kid: 'did:web:a.example#1' }, {}, ['did:web:a.example#1'], 'did:web:a.example'],
    ["another's DID", { kid: 'did:web:b.example#1' }, { iss: 'https://a.example' }, ['did:web:b.example#1'], 'https://a.example'],
    ['a key of an address', { kid: 'k1' }, { iss: 'https://a.example/x' }, ['jwt-vc-issuer:https://a.example/x#k1'], 'https://a.example/x'],
    ['the only key of an address', {}, { iss: 'https://a.example/x' }, ['jwt-vc-issuer:https://a.example/x#'], 'https://a.example/x'],
    ['plain http, which nobody fetches', { kid: 'k1' }, { iss: 'http://a.example/x' }, [], 'http://a.example/x'],
    ['a certificate', { x5c: ['AAAA'] }, {}, ['x5t#S256:cJ6AyISHokEeHuTfufIqhhSS0gxHZRUMDHlKvXD4FHw'], 'x5t#S256:cJ6AyISHokEeHuTfufIqhhSS0gxHZRUMDHlKvXD4FHw'],
    ['a certificate and an address', { x5c: ['AAAA'], kid: METHOD }, { iss: 'https://testamur.example/o/jadran' }, ['x5t#S256:cJ6AyISHokEeHuTfufIqhhSS0gxHZRUMDHlKvXD4FHw'], 'did:web:testamur.example:o:jadran'],
    ['nothing', {}, {}, [], ''],
  ])('names its issuer by %s', async (_what, header, claims, keys, issuer) => {
    const parsed = format.parse(await sdJwtOf({ vct: 'x', ...claims }, [], { alg: 'ES256', typ: 'dc+sd-jwt', ...header }));
    expect([parsed.keys, parsed.view.issuer.id]).toEqual([keys, issuer]);
  });

  it.each<[string, JsonObject, unknown]>([
    ['none', {}, []],
    ['a list', { status: { status_list: { idx: 3, uri: 'https://l.example/1' } } }, [{ type: 'TokenStatusList', purpose: 'status', list: 'https://l.example/1', index: 3 }]],
    ['no index', { status: { status_list: { idx: -1, uri: 'https://l.example/1' } } }, [{ type: 'TokenStatusList', purpose: 'status', list: 'https://l.example/1', index: undefined }]],
    ['another mechanism', { status: { assertion: {} } }, [{ type: 'assertion', purpose: '', list: '', index: undefined }]],
    ['nothing readable', { status: 'valid' }, [{ type: 'status', purpose: '', list: '', index: undefined }]],
  ])('has a status of %s', async (_what, claims, entries) => {
    expect(format.parse(await sdJwtOf({ vct: 'x', ...claims }, [])).statusEntries).toEqual(entries);
  });

  const STATUS = { status: { status_list: { idx: 3, uri: 'https://l.example/1' } } };
  const BADGE = { type: ['VerifiableCredential', 'OpenBadgeCredential'], name: 'Badge' };
  const ENTRY = { credentialStatus: [{ type: 'BitstringStatusListEntry', id: 'https://l.example/1' }, { type: 'BitstringStatusListEntry', id: 'https://l.example/2' }] };
  it.each<[string, boolean, JsonObject, readonly (readonly (string | number)[])[]]>([
    ['nothing is', false, {}, []],
    ['its status is', true, STATUS, [['status']]],
    ['another claim is, and no status is shown', true, {}, [['given_name']]],
    ['another claim is, beside a status', false, STATUS, [['given_name']]],
    ['what is in its status is', true, STATUS, [['status', 'status_list']]],
    ['what is deeper in its status is', true, STATUS, [['status', 'status_list', 'uri']]],
    ['the badge is, beside a status', false, { ...STATUS, ld: BADGE }, [['ld']]],
    ['the badge’s status is', true, { ...STATUS, ld: { ...BADGE, ...ENTRY } }, [['ld', 'credentialStatus']]],
    ['one entry of the badge’s is', true, { ...STATUS, ld: { ...BADGE, ...ENTRY } }, [['ld', 'credentialStatus', 1]]],
    ['something else of the badge is, beside its status', false, { ...STATUS, ld: { ...BADGE, ...ENTRY } }, [['ld', 'name']]],
    ['something deep in the badge is', false, { ...STATUS, ld: { ...BADGE, issuer: { name: 'x' } } }, [['ld', 'issuer', 'name']]],
  ])('may have a status that is held back where %s: %s', async (_what, heldBack, claims, places) => {
    const { payload, disclosures } = conceal({ vct: 'x', given_name: 'Ana', ...claims }, places, counting());
    expect(format.parse(await sdJwtOf(payload, [])).statusHeldBack).toBe(heldBack);
    expect(format.parse(await sdJwtOf(payload, disclosures)).statusHeldBack).toBe(false);
  });

  it('is recognised by what it is', async () => {
    expect(format.recognises(await signed())).toBe(true);
    expect(format.recognises(await sdJwtOf({ vct: 'x' }, [], { alg: 'ES256', typ: 'vc+sd-jwt' }))).toBe(true);
    expect(format.recognises(await sdJwtOf({ a: 1 }, [], { alg: 'ES256', typ: 'example+sd-jwt' }))).toBe(false);
    for (const other of ['', '~', '{}', (await signed()).split('~')[0] ?? '']) expect(format.recognises(other)).toBe(false);
    const other = await sdJwtOf({ a: 1 }, [], { alg: 'ES256' });
    refused('unreadable', () => format.parse(other));
  });
});

describe('a study time', () => {
  it.each([{ hours: 125, credits: { system: 'ects', value: 5 } }, { hours: 12.5 }, { credits: { system: 'csvet', value: 1.5 } }, { credits: { system: 'eap', value: 6 } }])('%j is read as it was written', (workload) => {
    expect(readStudyTime(studyTime(workload) ?? '')).toEqual(workload);
  });

  it.each(['12 months', '125', 'h', '', '5 points'])('in the words of others, %j, says nothing that we count', (text) => {
    expect(readStudyTime(text)).toEqual({});
  });
});
