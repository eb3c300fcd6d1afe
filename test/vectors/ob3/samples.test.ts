import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { toHex, sha256 } from '../../../src/core/bytes.js';
import { selfContainedKey } from '../../../src/core/did.js';
import type { Evidence } from '../../../src/core/evidence.js';
import type { JsonObject } from '../../../src/core/json.js';
import { IMAGE_CARRIERS } from '../../../src/formats/baked/index.js';
import { createFormats } from '../../../src/formats/index.js';
import { createSecuring, verificationMethodsOf } from '../../../src/formats/securing/index.js';
import { createJsonLd } from '../../../src/formats/securing/json-ld.js';
import { fromData } from '../../support/data.js';
import { documents } from '../../support/documents.js';

const AT = '2026-11-21T10:00:00Z';
const formats = createFormats(documents);
const EXPECTED = JSON.parse(readFileSync('test/vectors/ob3/expected.json', 'utf8')) as Record<string, Record<string, string>>;

/** Of keys only those that carry themselves could be had. */
const evidenceFor = (keys: readonly string[]): Evidence => ({
  at: AT,
  keys: Object.fromEntries(
    keys.flatMap((url) => {
      const key = url.startsWith('did:') ? selfContainedKey(url) : undefined;
      return key ? [[url, { ok: true as const, value: { ...key, obtainedAt: AT } }] as const] : [];
    }),
  ),
  statusLists: {},
  statements: { ok: true, value: [] },
});

/** The credential itself, or the one inside the image that it comes in. */
async function contentOf(bytes: Uint8Array): Promise<string> {
  const [content = bytes] = (await IMAGE_CARRIERS.find((one) => one.carries(bytes))?.contents(bytes)) ?? [];
  return Buffer.from(content).toString('utf8').trim();
}

describe.each(Object.entries(EXPECTED))('%s', (path, { format: id, ...expected }) => {
  fromData(`ob3/${path}`, (_text, bytes) => {
    it('gives the expected findings', async () => {
      const text = await contentOf(bytes);
      const [format, ...others] = formats.filter((one) => one.recognises(text));
      expect([format?.id, others]).toEqual([id, []]);
      const parsed = format?.parse(text);
      const findings = parsed && (await format?.checkProof(parsed, evidenceFor(parsed.needs.keys)));
      const said = Object.fromEntries((findings ?? []).map(({ check, outcome, reason }) => [check, `${outcome} ${reason}`]));
      expect(said).toEqual({ format: 'pass ok', ...expected });
    });
  });
});

describe.each(['simple-jwt.png', 'simple-jwt.svg'])('%s', (name) => {
  fromData(`ob3/samples/${name}`, (_text, bytes) => {
    it('holds an RS256 token that is intact under the key in its header, which is its issuer’s only if that publishes it', async () => {
      const token = await contentOf(bytes);
      const [format] = formats.filter((one) => one.recognises(token));
      const parsed = format?.parse(token);
      expect(parsed?.keys).toEqual([expect.stringMatching(/^jwks:https:\/\/1edtech\.edu\/issuers\/565049#urn:ietf:params:oauth:jwk-thumbprint:sha-256:[\w-]{43}$/)]);
      const findings = parsed && (await format?.checkProof(parsed, evidenceFor([])));
      expect(findings?.find(({ check }) => check === 'signature')).toMatchObject({ outcome: 'pass', detail: 'RS256' });
    });
  });
});

fromData('ob3/samples/bit-string-list/testlist', (text) => {
  const list = JSON.parse(text) as JsonObject;
  it('is a status list: no badge, but a credential whose proof holds', async () => {
    expect(formats.filter((one) => one.recognises(text))).toEqual([]);
    const { checkProofs } = createSecuring(documents);
    expect((await checkProofs(list, evidenceFor(verificationMethodsOf(list)))).finding).toMatchObject({ outcome: 'pass' });
    expect((await checkProofs({ ...list, validFrom: '2021-04-05T14:27:41Z' }, evidenceFor([]))).finding).toMatchObject({ outcome: 'fail', reason: 'signature-mismatch' });
  });
});

describe('canonical forms', () => {
  const ld = createJsonLd(documents.contexts);
  const canonical = async (document: JsonObject): Promise<string> => ld.canonical(await ld.expand(document));
  const contexts = ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'];
  const issuer = 'https://example.edu/issuers/565049';

  fromData('ob3/vectors/document-canon.txt', (text) => {
    it('of the specification’s example are byte for byte its own', async () => {
      const document = {
        '@context': contexts,
        id: 'http://example.com/credentials/3527',
        type: ['VerifiableCredential', 'OpenBadgeCredential'],
        issuer: { id: issuer, type: ['Profile'], url: 'https://www.imsglobal.org', name: 'Example Corp' },
        validFrom: '2010-01-01T00:00:00Z',
        name: 'Teamwork Badge',
        credentialSubject: {
          id: 'did:example:ebfeb1f712ebc6f1c276e12ec21',
          type: ['AchievementSubject'],
          achievement: {
            id: 'https://example.com/achievements/21st-century-skills/teamwork',
            type: ['Achievement'],
            criteria: { narrative: 'Team members are nominated for this badge by their peers and recognized upon review by Example Corp management.' },
            description: 'This badge recognizes the development of the capacity to collaborate within a group environment.',
            name: 'Teamwork',
          },
        },
      };
      expect(await canonical(document)).toBe(text);
      expect(toHex(sha256(await canonical(document)))).toBe(toHex(sha256(text)));
    });
  });

  fromData('ob3/vectors/proof-canon.txt', (text) => {
    it('of its proof options too', async () => {
      const proof = {
        '@context': contexts,
        type: 'DataIntegrityProof',
        created: '2010-01-01T19:23:24Z',
        verificationMethod: `${issuer}#z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi`,
        cryptosuite: 'eddsa-rdfc-2022',
        proofPurpose: 'assertionMethod',
      };
      expect(await canonical(proof)).toBe(text);
    });
  });
});
