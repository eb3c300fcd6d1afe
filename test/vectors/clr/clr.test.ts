import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Evidence } from '../../../src/core/evidence.js';
import type { JsonObject } from '../../../src/core/json.js';
import { createFormats, createReaders } from '../../../src/formats/index.js';
import { createSecuring } from '../../../src/formats/securing/index.js';
import { documents } from '../../support/documents.js';
import { keyFact, p256Key } from '../../support/keys.js';
import { mutations } from '../../support/leaves.js';

const AT = '2026-11-21T10:00:00Z';
const readers = createReaders(createFormats(documents), documents);
const record = JSON.parse(readFileSync('test/vectors/clr/simple.json', 'utf8')) as JsonObject & { credentialSubject: JsonObject & { verifiableCredential: JsonObject[] }; '@context': string[] };
const NOBODY: Evidence = { at: AT, keys: {}, statusLists: {}, statements: { ok: true, value: [] } };

async function findings(text: string, evidence: Evidence = NOBODY): Promise<Record<string, string>> {
  const [reader, ...others] = readers.filter((one) => one.recognises(text));
  expect(others).toEqual([]);
  const found = (await reader?.checkProof(reader.parse(text), evidence)) ?? [];
  return Object.fromEntries([['reader', reader?.id ?? 'none'], ...found.map(({ check, outcome, reason }) => [check, `${outcome} ${reason}`] as const)]);
}
const ofJson = (document: JsonObject): Promise<Record<string, string>> => findings(JSON.stringify(document));

const GOOD = { format: 'pass ok', context: 'pass ok', schema: 'pass ok', signature: 'pass ok', 'unsigned-content': 'pass ok' };

describe('a Comprehensive Learner Record', () => {
  it('of 1EdTech, with a proof, holds', async () => {
    expect(await ofJson(record)).toEqual({ reader: 'clr-di', ...GOOD });
  });

  it('says whose it is and what it tells of itself; what the credentials in it say stays theirs', () => {
    const { view, keys, needs } = readers.find(({ id }) => id === 'clr-di')!.parse(JSON.stringify(record));
    expect(view).toMatchObject({ title: 'Sample Transcript', achievementType: 'ClrCredential', issuer: { id: 'https://example.edu/issuers/565049', name: 'Example University' }, learner: { id: 'did:example:ebfeb1f712ebc6f1c276e12ec21' }, validFrom: '2010-01-01T00:00:00Z', outcomes: [] });
    expect(view.achievements?.map(({ label }) => label)).toEqual(['Achievement 1', 'Achievement 2']);
    expect(Object.entries(view.elements).filter(([, { present }]) => present).map(([element]) => element)).toEqual(['M1', 'M2', 'M4', 'M5']);
    expect([keys.length, needs.issuer]).toEqual([1, 'https://example.edu/issuers/565049']);
  });

  it('as a JWT holds too', async () => {
    const key = p256Key();
    const issuer = record.issuer as JsonObject;
    const { proof: _proof, ...unsigned } = record;
    const kid = `${issuer.id as string}#key-1`;
    const token = await createSecuring(documents).signJwt(unsigned, { alg: 'ES256', kid, typ: 'JWT', sign: key.sign });
    expect(await findings(token, { ...NOBODY, keys: { [`jwks:${issuer.id as string}#${kid}`]: keyFact(kid, key) } })).toEqual({ reader: 'clr-jwt', ...GOOD });
  });

  it('holds no more with any one value of it changed or left out, those of the credential in it among them', async () => {
    const passing: string[] = [];
    for (const [path, changed] of mutations(record)) {
      // Two things of one name are one thing in statements: what type it is of may be said once.
      if (path.includes('/@context') || path.endsWith('/type left out')) continue;
      const said = await ofJson(changed).catch(() => ({ signature: 'unreadable', 'unsigned-content': '' }));
      if (said.signature === 'pass ok' && said['unsigned-content'] === 'pass ok') passing.push(path);
    }
    expect(passing).toEqual([]);
  });

  const inner = record.credentialSubject.verifiableCredential[0]!;
  const withInner = (more: JsonObject): JsonObject => ({ ...record, credentialSubject: { ...record.credentialSubject, verifiableCredential: [{ ...inner, ...more }] } });
  const { verifiableCredential, ...subject } = record.credentialSubject;
  const { achievement: _achievement, ...withoutAchievements } = record.credentialSubject;
  it.each<[string, JsonObject]>([
    ['a word that says nothing, in the credential inside', withInner({ evidence: [] })],
    ['a note beside a text, in the credential inside', withInner({ name: { '@value': 'Teamwork Badge', '@index': 'with honours' } })],
    ['its achievements under the whole name of the property', { ...record, credentialSubject: { ...withoutAchievements, 'https://purl.imsglobal.org/spec/vc/clr/vocab.html#achievement': record.credentialSubject.achievement! } }],
    ['an achievement twice', { ...record, credentialSubject: { ...record.credentialSubject, achievement: [...(record.credentialSubject.achievement as JsonObject[]), (record.credentialSubject.achievement as JsonObject[])[0]!] } }],
  ])('%s is unsigned text', async (_what, document) => {
    expect(await ofJson(document)).toMatchObject({ signature: 'pass ok', 'unsigned-content': 'fail unsigned-content' });
  });

  it.each<[string, JsonObject, string]>([
    ['an Open Badges context before that of records', { ...record, '@context': [record['@context'][0]!, record['@context'][2]!, record['@context'][1]!] }, 'fail context-order'],
    ['a context inside that nobody pinned', withInner({ '@context': [...(inner['@context'] as string[]), 'https://evil.example/'] }), 'unknown unknown-context'],
    ['a context of its own inside', withInner({ '@context': [...(inner['@context'] as string[]), { name: 'https://evil.example/' }] }), 'fail unknown-context'],
    ['its credentials under the whole name of the property', { ...record, credentialSubject: { ...subject, 'https://purl.imsglobal.org/spec/vc/clr/vocab.html#verifiableCredential': verifiableCredential } }, 'fail malformed'],
    ['a context on the subject', { ...record, credentialSubject: { ...record.credentialSubject, '@context': record['@context'][0]! } }, 'fail malformed'],
    ['more credentials than any record has', { ...record, credentialSubject: { ...record.credentialSubject, verifiableCredential: Array.from({ length: 25 }, () => inner) } }, 'fail malformed'],
  ])('%s is refused', async (_what, document, context) => {
    expect((await ofJson(document)).context).toBe(context);
  });
});
