import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../src/core/json.js';
import { checkContext } from '../../../src/formats/ob3/context-check.js';
import { catchAllWord } from '../../../src/formats/securing/catch-all.js';
import { createJsonLd } from '../../../src/formats/securing/json-ld.js';
import { checkUnsignedContent } from '../../../src/formats/securing/unsigned-content.js';
import { documents } from '../../support/documents.js';

const ld = createJsonLd(documents.contexts);
const EXAMPLES = 'https://www.w3.org/ns/credentials/examples/v2';
const badge = (more: JsonObject = {}, contexts: readonly string[] = [EXAMPLES]): JsonObject => ({
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', ...contexts],
  id: 'urn:uuid:1',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id: 'https://a.example/', type: ['Profile'], name: 'A' },
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: { id: 'urn:uuid:2', type: ['AchievementSubject'] },
  ...more,
});

describe('a context that gives every word a meaning', () => {
  it.each<[string, JsonObject, string]>([
    ['a property', { honours: 'summa cum laude' }, 'honours'],
    ['a type', { type: ['VerifiableCredential', 'OpenBadgeCredential', 'GoldenCredential'] }, 'GoldenCredential'],
    ['a word deep inside', { credentialSubject: { id: 'urn:uuid:2', type: ['AchievementSubject'], honours: { honours: 'x' } } }, 'honours'],
  ])('leaves %s without one that anybody settled: what the credential says stays unknown', async (_what, more, word) => {
    const { finding, expanded } = await checkContext(ld, badge(more));
    expect(finding).toEqual({ check: 'context', outcome: 'unknown', reason: 'undefined-term', detail: word });
    // The signature is judged all the same.
    expect(expanded).toBeDefined();
    // Without it, it is plainly undefined.
    expect((await checkContext(ld, badge(more, []))).finding).toMatchObject({ outcome: 'fail', reason: 'undefined-term' });
  });

  it('does no harm beside contexts that define every word', async () => {
    expect((await checkContext(ld, badge())).finding).toMatchObject({ outcome: 'pass' });
  });

  it.each<[string, JsonObject]>([
    ['nothing', { honours: null }],
    ['an empty list', { honours: [] }],
    ['an object of nothing', { honours: {} }],
    ['a value with a note beside it', { honours: { '@value': 'x', '@index': 'summa cum laude' } }],
  ])('hides no text: a word that says %s makes no statement, and the document is then not as it was signed', async (_what, more) => {
    const document = badge(more);
    const expanded = await ld.expand(document);
    const found = await checkUnsignedContent(ld, document, { expanded, leeway: { typeAliases: {}, lists: [] } });
    const word = catchAllWord(expanded, documents.contexts);
    expect([found.outcome, word === undefined ? 'unsigned' : 'seen']).not.toEqual(['pass', 'unsigned']);
    if (found.outcome === 'pass') expect(word).toBe('honours');
    else expect(found).toMatchObject({ reason: 'unsigned-content', detail: expect.stringContaining('/honours') });
  });

  it('is looked for in every context there is, and nothing is found where none has one', async () => {
    const settled = new Map([...documents.contexts].filter(([url]) => url !== EXAMPLES));
    expect(catchAllWord(await ld.expand(badge({ honours: 'x' })), settled)).toBeUndefined();
  });
});
