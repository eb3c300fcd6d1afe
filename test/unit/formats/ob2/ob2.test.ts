import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '../../../../src/core/json.js';
import { thumbprint } from '../../../../src/core/keys.js';
import { comparePerson } from '../../../../src/verify/person.js';
import { p256Key } from '../../../support/keys.js';
import { ADDRESS, assertion, badge, checkedIn, issuer, KEY, keyDocument, PLATFORM, revocationList, SIGNED, signedBy, signedWeb, web, type Web } from '../../../support/ob2.js';
import { statement, statements } from '../../verify/fixtures.js';

const withList = (revocationList: Json): Web => ({ [ADDRESS.issuer]: issuer({ publicKey: ADDRESS.key, revocationList }) });
const hosted = (over: JsonObject = {}): string => JSON.stringify(assertion(over));

describe('a hosted badge of Open Badges 2.0', () => {
  it('is at the best unknown: its website says the same, and nobody signed it', async () => {
    const { report, asked, found, evidence } = await checkedIn(web(), hosted());
    expect(report).toMatchObject({ verdict: 'indeterminate', state: 'issuer-not-confirmed', also: [], format: 'ob2', trust: [] });
    expect(found).toMatchObject({ format: 'pass ok', context: 'pass ok', schema: 'pass ok', signature: 'unknown hosted-only', 'issuer-key': 'unknown hosted-only', 'unsigned-content': 'skip signature-unproven', validity: 'pass ok', status: 'pass ok', trust: 'unknown not-listed' });
    expect(report.credential).toMatchObject({ id: ADDRESS.assertion, title: 'Data Protection', issuer: { id: ADDRESS.issuer, name: 'Example Academy' }, validFrom: '2026-06-30T10:00:00Z' });
    expect(asked).toEqual([ADDRESS.assertion, ADDRESS.badge, ADDRESS.issuer]);
    expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
  });

  it('is not valid for whom a register lists either: nothing joins the listing to a website', async () => {
    const listed = { statements: statements(statement({ did: ADDRESS.issuer }), statement({ did: 'did:web:badges.example' })) };
    expect((await checkedIn(web(), hosted(), listed)).report).toMatchObject({ verdict: 'indeterminate', trust: [] });
  });

  it('says whose badge it is to who knows the address', async () => {
    const { report } = await checkedIn(web(), hosted());
    const learner = report.credential?.learner ?? { identifiers: [] };
    expect(['ana@example.hr', 'Ana@Example.hr', 'eve@example.org'].map((typed) => comparePerson(learner, 'email', typed))).toEqual(['match', 'match', 'differs']);
    const { report: clear } = await checkedIn(web({ [ADDRESS.assertion]: assertion({ recipient: { type: 'email', hashed: false, identity: 'ana@example.hr' } }) }), hosted({ recipient: { type: 'email', hashed: false, identity: 'ana@example.hr' } }));
    expect(['ana@example.hr', 'eve@example.org'].map((typed) => comparePerson(clear.credential?.learner ?? { identifiers: [] }, 'email', typed))).toEqual(['match', 'differs']);
  });

  it.each<[string, JsonObject, string]>([
    ['another recipient', { recipient: { type: 'email', hashed: false, identity: 'eve@example.org' } }, '/recipient'],
    ['another date', { issuedOn: '2026-07-01T10:00:00Z' }, '/issuedOn'],
    ['another class', { badge: `${PLATFORM}/classes/2` }, '/badge'],
    ['an end that its website does not state', { expires: '2099-01-01T00:00:00Z' }, '/expires'],
    ['a narrative that its website does not state', { narrative: 'With honours.' }, '/narrative'],
    ['another class in full, under the address of the real one', { badge: { ...badge(), name: 'Master of Science' } }, '/badge'],
  ])('that states %s is not what its website publishes', async (_what, over, detail) => {
    const served = web({ [`${PLATFORM}/classes/2`]: badge({ id: `${PLATFORM}/classes/2` }) });
    const embedded = typeof over.badge === 'object' ? { ...served, [ADDRESS.assertion]: assertion({ badge: badge() }) } : served;
    const { report, finding } = await checkedIn(embedded, hosted(over));
    expect(report).toMatchObject({ verdict: 'invalid', state: 'altered' });
    expect(report).not.toHaveProperty('credential');
    expect(finding('signature')).toMatchObject({ outcome: 'fail', reason: 'host-disagrees', detail, facts: { host: 'badges.example' } });
  });

  it('may state less than its website, and parts in full that the website only points to: the website’s own words are shown', async () => {
    const short = { '@context': 'https://w3id.org/openbadges/v2', type: 'Assertion', id: ADDRESS.assertion, verification: { type: 'hosted' }, recipient: assertion().recipient as Json, badge: { ...badge(), name: 'Master of Science' } };
    const { report, found } = await checkedIn(web(), JSON.stringify(short));
    expect([found.signature, report.credential?.title]).toEqual(['unknown hosted-only', 'Data Protection']);
  });

  it.each<[string, Web, string, string]>([
    ['its website says nothing', { [ADDRESS.assertion]: 'silent' }, 'unknown source-unavailable', 'unknown signature-unproven'],
    ['its website has another there', { [ADDRESS.assertion]: assertion({ id: `${PLATFORM}/assertions/2` }) }, 'fail host-disagrees', 'unknown signature-unproven'],
    ['its class cannot be had', { [ADDRESS.badge]: 'silent' }, 'unknown source-unavailable', 'unknown signature-unproven'],
    ['its class is another’s', { [ADDRESS.badge]: badge({ id: `${PLATFORM}/classes/2` }) }, 'unknown source-unavailable', 'unknown signature-unproven'],
    ['its issuer cannot be had', { [ADDRESS.issuer]: 'silent' }, 'unknown source-unavailable', 'unknown signature-unproven'],
  ])('is not confirmed where %s', async (_what, over, signature, key) => {
    const { report, found } = await checkedIn(web(over), hosted());
    expect(report.verdict).not.toBe('valid');
    expect(found.signature).toBe(signature);
    expect(found['issuer-key']).toBe(key);
    expect(found.status).not.toMatch(/^pass/);
  });

  it.each<[string, Web, string | undefined]>([
    ['its website says that it is gone', { [ADDRESS.assertion]: 'gone' }, undefined],
    ['its website says so, and no more', { [ADDRESS.assertion]: { id: ADDRESS.assertion, revoked: true, revocationReason: 'Awarded in error' } }, 'Awarded in error'],
    ['its website says so beside all else', { [ADDRESS.assertion]: assertion({ revoked: true }) }, undefined],
    ['its issuer’s list names it', { [ADDRESS.issuer]: issuer({ revocationList: ADDRESS.list }), [ADDRESS.list]: revocationList([ADDRESS.assertion]) }, undefined],
  ])('is revoked where %s', async (_what, over, words) => {
    const { report, finding } = await checkedIn(web(over), hosted());
    expect(report).toMatchObject({ verdict: 'invalid', state: 'revoked' });
    expect(finding('status')).toMatchObject({ outcome: 'fail', reason: 'revoked', facts: { source: 'fetched', ...(words && { words }) } });
  });

  it('has run out when it says so', async () => {
    const over = { expires: '2026-12-31T00:00:00Z' };
    expect((await checkedIn(web({ [ADDRESS.assertion]: assertion(over) }), hosted(over))).report).toMatchObject({ verdict: 'invalid', also: ['expired'] });
  });

  const VICTIM = 'https://university.example/issuer';
  it.each<[string, JsonObject, boolean]>([
    ['no rule, at another host', {}, false],
    ['that host allowed', { verification: { allowedOrigins: 'badges.example' } }, true],
    ['other hosts allowed', { verification: { allowedOrigins: ['a.example', 'b.example'] } }, false],
    ['its start allowed', { verification: { startsWith: `${PLATFORM}/assertions/` } }, true],
    ['a host whose name only begins so', { verification: { startsWith: 'https://badges.exam' } }, false],
    ['a start and a host, of which one does not hold', { verification: { startsWith: `${PLATFORM}/other/`, allowedOrigins: 'badges.example' } }, false],
    ['a property that there is not', { verification: { verificationProperty: 'name', allowedOrigins: 'badges.example' } }, false],
  ])('whose issuer is elsewhere needs that issuer’s word: %s', async (_what, rule, within) => {
    const served = web({ [ADDRESS.badge]: badge({ issuer: VICTIM }), [VICTIM]: issuer({ id: VICTIM, ...rule }) });
    const { found, report } = await checkedIn(served, hosted());
    expect([found['issuer-key'], report.verdict]).toEqual(within ? ['unknown hosted-only', 'indeterminate'] : ['fail host-not-of-issuer', 'invalid']);
  });

  it('cannot bring the word of somebody else’s issuer along', async () => {
    const profile = issuer({ id: VICTIM, verification: { allowedOrigins: 'badges.example' } });
    const embedded = assertion({ badge: badge({ issuer: profile }) });
    const { found, asked } = await checkedIn({ [ADDRESS.assertion]: embedded, [VICTIM]: issuer({ id: VICTIM }) }, JSON.stringify(embedded));
    expect([found['issuer-key'], asked.includes(VICTIM)]).toEqual(['fail host-not-of-issuer', true]);
  });

  it('embedded whole, of an issuer at the same place, asks for nothing else', async () => {
    const embedded = assertion({ badge: badge({ issuer: issuer() }) });
    const { found, asked } = await checkedIn({ [ADDRESS.assertion]: embedded }, JSON.stringify(embedded));
    expect([found.signature, found['issuer-key'], asked]).toEqual(['unknown hosted-only', 'unknown hosted-only', [ADDRESS.assertion]]);
  });

  it.each<[string, JsonObject, string, string]>([
    ['over plain http', { id: 'http://badges.example/assertions/1' }, 'signature', 'fail proof-malformed'],
    ['by no address', { id: 'urn:uuid:0b8a5cb1-2f2c-4c53-8f0a-1d6c5d9f2f53' }, 'signature', 'fail proof-malformed'],
    ['in no way that there is', { verification: { type: 'blockchain' } }, 'format', 'fail malformed'],
    ['in two ways', { verification: { type: ['hosted', 'signed'] } }, 'format', 'fail malformed'],
    ['without a recipient', { recipient: null }, 'schema', 'fail schema-mismatch'],
    ['in a vocabulary of its own', { '@context': ['https://w3id.org/openbadges/v2', { name: 'https://a.example/other' }] }, 'context', 'unknown unknown-context'],
    ['as signed, though nobody did', SIGNED, 'signature', 'fail no-proof'],
  ])('told %s is never good', async (_what, over, check, expected) => {
    const { report, found } = await checkedIn(web({ ...(typeof over.id === 'string' ? { [over.id]: assertion(over) } : { [ADDRESS.assertion]: assertion(over) }) }), hosted(over));
    expect(found[check]).toBe(expected);
    expect(report.verdict).not.toBe('valid');
  });
});

describe('a signed badge of Open Badges 2.0', () => {
  const listed = { statements: statements(statement({ did: undefined, keyThumbprints: [thumbprint(KEY.publicJwk)] } as never)) };
  const whole = { ...SIGNED, id: 'urn:uuid:0b8a5cb1-2f2c-4c53-8f0a-1d6c5d9f2f53', badge: badge({ issuer: issuer() }) };

  it('that states everything, by a key that the issuer’s profile lists and a register pins, is valid', async () => {
    const { report, found, evidence } = await checkedIn(signedWeb(), await signedBy(assertion(whole)), listed);
    expect(found).toMatchObject({ signature: 'pass ok', 'issuer-key': 'pass ok', 'unsigned-content': 'pass ok', status: 'skip not-declared', trust: 'pass granted' });
    expect(report).toMatchObject({ verdict: 'valid', format: 'ob2' });
    expect(evidence.keys[ADDRESS.key]).toMatchObject({ ok: true, value: { source: 'profile', controller: ADDRESS.issuer, publicJwk: KEY.publicJwk } });
  });

  it('that only points to what it was awarded for is never valid: its website can change that', async () => {
    const { report, finding } = await checkedIn(signedWeb(), await signedBy(assertion(SIGNED)), listed);
    expect(report).toMatchObject({ verdict: 'indeterminate', state: 'not-checked', credential: { title: 'Data Protection' } });
    expect(finding('unsigned-content')).toMatchObject({ outcome: 'unknown', reason: 'hosted-only', detail: '/badge', facts: { host: 'badges.example' } });
  });

  it('shows what was signed, whatever the website says of the same class by now', async () => {
    const served = signedWeb({ [ADDRESS.badge]: badge({ name: 'Master of Science' }), [ADDRESS.issuer]: issuer({ name: 'Another', publicKey: ADDRESS.key }) });
    const { report } = await checkedIn(served, await signedBy(assertion(whole)), listed);
    expect(report.credential).toMatchObject({ title: 'Data Protection', issuer: { name: 'Example Academy' } });
  });

  it('takes no key that the badge brings along: the issuer’s own host must list it', async () => {
    const stranger = p256Key('stranger');
    const profile = issuer({ publicKey: keyDocument({ publicKeyPem: undefined as never, publicKeyJwk: stranger.publicJwk as unknown as Json }) });
    const forged = await signedBy(assertion({ ...whole, badge: badge({ issuer: profile }) }), { key: stranger });
    expect((await checkedIn(signedWeb(), forged, listed)).found.signature).toBe('fail signature-mismatch');
    expect((await checkedIn(signedWeb({ [ADDRESS.issuer]: 'silent' }), forged, listed)).found.signature).toBe('unknown key-unavailable');
    const inHeader = await signedBy(assertion(whole), { key: stranger, header: { jwk: stranger.publicJwk as unknown as Json } });
    expect((await checkedIn(signedWeb(), inHeader, listed)).found.signature).toBe('fail header-unsupported');
  });

  it.each<[string, Web, JsonObject, string, string]>([
    ['the profile does not list the key', { [ADDRESS.issuer]: issuer({ publicKey: `${PLATFORM}/keys/2` }), [`${PLATFORM}/keys/2`]: keyDocument({ id: `${PLATFORM}/keys/2` }) }, {}, 'issuer-key', 'fail key-not-of-issuer'],
    ['the profile lists none', { [ADDRESS.issuer]: issuer() }, {}, 'issuer-key', 'fail key-not-of-issuer'],
    ['the key names another owner', { [ADDRESS.key]: keyDocument({ owner: `${PLATFORM}/issuers/2` }) }, {}, 'issuer-key', 'fail key-not-of-issuer'],
    ['the key names no owner', { [ADDRESS.key]: keyDocument({ owner: [] }) }, {}, 'issuer-key', 'fail key-not-of-issuer'],
    ['the key cannot be had', { [ADDRESS.key]: 'silent' }, {}, 'signature', 'unknown key-unavailable'],
    ['the key is no key', { [ADDRESS.key]: keyDocument({ publicKeyPem: '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----' }) }, {}, 'signature', 'unknown key-unavailable'],
    ['the profile is of another', { [ADDRESS.issuer]: issuer({ id: `${PLATFORM}/issuers/2`, publicKey: ADDRESS.key }) }, {}, 'signature', 'unknown key-unavailable'],
    ['it asks to be verified as hosted', {}, { verification: { type: 'hosted' } }, 'signature', 'fail proof-malformed'],
  ])('is not good where %s', async (_what, over, more, check, expected) => {
    const { report, found } = await checkedIn(signedWeb(over), await signedBy(assertion({ ...whole, ...more })), listed);
    expect(found[check]).toBe(expected);
    expect(report.verdict).not.toBe('valid');
  });

  it('of several keys is by the one that signed: a register that pins another says nothing', async () => {
    const other = p256Key('other');
    const second = { '@context': 'https://w3id.org/openbadges/v2', type: 'CryptographicKey', id: `${PLATFORM}/keys/2`, owner: ADDRESS.issuer, publicKeyJwk: other.publicJwk as unknown as Json };
    const served = signedWeb({ [ADDRESS.issuer]: issuer({ publicKey: [ADDRESS.key, second] }) });
    const token = await signedBy(assertion({ ...whole, verification: { type: 'signed' } }), { key: other });
    const { report, found } = await checkedIn(served, token, listed);
    expect([found.signature, found['issuer-key'], found.trust, report.verdict]).toEqual(['pass ok', 'pass ok', 'unknown not-listed', 'indeterminate']);
  });

  it.each<[string, Web, string]>([
    ['names it', { [ADDRESS.list]: revocationList([{ id: whole.id, revocationReason: 'Withdrawn' }]) }, 'fail revoked'],
    ['names it by its bare id', { [ADDRESS.list]: revocationList(['urn:uuid:x', whole.id]) }, 'fail revoked'],
    ['names others', { [ADDRESS.list]: revocationList(['urn:uuid:x', { uid: 'abc' }]) }, 'pass ok'],
    ['does not answer', { [ADDRESS.list]: 'silent' }, 'unknown list-unreachable'],
    ['is another issuer’s', { [ADDRESS.list]: revocationList([], { issuer: `${PLATFORM}/issuers/2` }) }, 'unknown list-wrong-issuer'],
    ['is no list', { [ADDRESS.list]: { type: 'RevocationList' } }, 'unknown list-invalid'],
    ['names something in a way that cannot be read', { [ADDRESS.list]: revocationList([{ '@id': whole.id }]) }, 'unknown list-invalid'],
    ['stands in the profile and names it', withList(revocationList([whole.id])), 'fail revoked'],
    ['stands in the profile and names others', withList(revocationList(['urn:uuid:x'])), 'pass ok'],
    ['is named by its id', { ...withList({ id: ADDRESS.list }), [ADDRESS.list]: revocationList([whole.id]) }, 'fail revoked'],
    ['is named in an array', { ...withList([ADDRESS.list]), [ADDRESS.list]: revocationList([whole.id]) }, 'fail revoked'],
    ['is one of two', withList([ADDRESS.list, `${PLATFORM}/2`]), 'unknown list-unreachable'],
    ['is named by nothing', withList({ type: 'RevocationList' }), 'unknown list-unreachable'],
    ['is a number', withList(7), 'unknown list-unreachable'],
  ])('whose issuer’s list %s', async (_what, over, expected) => {
    const served = signedWeb({ [ADDRESS.issuer]: issuer({ publicKey: ADDRESS.key, revocationList: ADDRESS.list }), ...over });
    const { report, found } = await checkedIn(served, await signedBy(assertion(whole)), listed);
    expect([found.status, report.verdict]).toEqual([expected, expected.startsWith('pass') ? 'valid' : expected.startsWith('fail') ? 'invalid' : 'indeterminate']);
  });

  it('cannot be looked for in a list where it has no id', async () => {
    const { id: _id, ...nameless } = whole;
    const served = signedWeb({ ...withList(ADDRESS.list), [ADDRESS.list]: revocationList([]) });
    const { id: _own, ...rest } = assertion(nameless);
    const { report, found } = await checkedIn(served, await signedBy(rest), listed);
    expect([found.status, report.verdict]).toEqual(['unknown list-invalid', 'indeterminate']);
  });

  it('is told by its `uid` in an old list', async () => {
    const served = signedWeb({ [ADDRESS.issuer]: issuer({ publicKey: ADDRESS.key, revocationList: ADDRESS.list }), [ADDRESS.list]: revocationList([{ uid: 'abc123' }]) });
    expect((await checkedIn(served, await signedBy(assertion({ ...whole, uid: 'abc123' })))).found.status).toBe('fail revoked');
  });

  it('is refused with a critical header, one without algorithm, a stranger’s type, or a changed byte', async () => {
    const token = await signedBy(assertion(whole));
    const [, payload = '', signature = ''] = token.split('.');
    const head = (header: object): string => Buffer.from(JSON.stringify(header)).toString('base64url');
    const changed = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('Data Protection', 'Data Profession')).toString('base64url');
    const found = async (given: string): Promise<string | undefined> => (await checkedIn(signedWeb(), given, listed)).found.signature;
    expect(await found(`${head({ alg: 'none' })}.${payload}.`)).toBe('fail algorithm-unsupported');
    expect(await found(`${head({ alg: 'HS256' })}.${payload}.${signature}`)).toBe('fail algorithm-unsupported');
    expect(await found(`${head({ alg: 'ES256', crit: ['exp'] })}.${payload}.${signature}`)).toBe('fail header-unsupported');
    expect(await found(`${head({ alg: 'ES256', typ: 'statuslist+jwt' })}.${payload}.${signature}`)).toBe('fail header-unsupported');
    expect(await found([token.split('.')[0], changed, signature].join('.'))).toBe('fail signature-mismatch');
  });
});

describe('badges of 1EdTech’s own', () => {
  const official = JSON.parse(readFileSync('test/vectors/ob2/official.json', 'utf8')) as { documents: Web; hosted: JsonObject; signed: string; revoked: string };

  it('are read as what they are', async () => {
    const found = async (given: string): Promise<readonly unknown[]> => {
      const { report, found } = await checkedIn(official.documents, given);
      return [report.verdict, found.signature, found['issuer-key'], found.status, found.schema];
    };
    expect(await found(JSON.stringify(official.hosted))).toEqual(['indeterminate', 'unknown hosted-only', 'unknown hosted-only', 'pass ok', 'pass ok']);
    expect(await found(official.signed)).toEqual(['indeterminate', 'pass ok', 'pass ok', 'skip not-declared', 'pass ok']);
    expect(await found(official.revoked)).toEqual(['invalid', 'pass ok', 'pass ok', 'fail revoked', 'pass ok']);
  });
});

describe('a badge of Open Badges 1', () => {
  it('is refused for what it is', async () => {
    const old = { uid: 'abc', recipient: { type: 'email', hashed: false, identity: 'a@b.example' }, badge: `${PLATFORM}/classes/1`, verify: { type: 'hosted', url: ADDRESS.assertion }, issuedOn: 1404220000 };
    await expect(checkedIn(web(), JSON.stringify(old))).rejects.toMatchObject({ code: 'unreadable', reason: 'older-badge' });
    await expect(checkedIn(web(), JSON.stringify({ ...old, '@context': 'https://w3id.org/openbadges/v1', type: 'Assertion' }))).rejects.toMatchObject({ code: 'unreadable', reason: 'older-badge' });
  });
});
