import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { XMLSerializer } from '@xmldom/xmldom';
import { PNG } from 'pngjs';
import { text } from '../../src/core/bytes.js';
import { carriedInPng } from '../../src/formats/baked/png.js';
import { carriedInSvg, parseSvg } from '../../src/formats/baked/svg.js';
import type { Report } from '../../src/verify/report.js';
import { example, startLine, type Line, type Posted } from '../support/line.js';

let line: Line;
let posted: Posted;
beforeAll(async () => {
  line = await startLine();
  posted = await line.postResults(example('results.csv'));
});
afterAll(() => line.stop());

const MEDIA = { png: 'image/png', svg: 'image/svg+xml' } as const;
type Kind = keyof typeof MEDIA;
interface Named {
  readonly credentialSubject: { readonly achievement: { readonly image: { readonly id: string } } };
}
const KINDS: readonly Kind[] = ['png', 'svg'];
const bytesOf = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer());
const badge = async (awardId: string, kind: Kind): Promise<Uint8Array> => {
  const response = await line.request(`/api/v1/awards/${awardId}/credentials/${kind}`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, MEDIA[kind]]);
  return bytesOf(response);
};
const upload = async (bytes: Uint8Array, type: string): Promise<Response> =>
  line.request('/api/v1/verify', { method: 'POST', as: 'nobody', body: new Uint8Array(bytes), headers: { 'content-type': type } });
const judged = async (bytes: Uint8Array, type: string): Promise<Report> => {
  const response = await upload(bytes, type);
  expect(response.status).toBe(200);
  return (await response.json()) as Report;
};
/** All that does not differ between two uploads of one credential. */
const substance = ({ verdict, state, also, format, credential, elements, checks, trust }: Report): unknown => ({
  verdict,
  state,
  also,
  format,
  credential,
  elements,
  trust,
  checks: checks.map(({ at: _at, ...rest }) => rest),
});

describe('a badge with its credential inside', () => {
  it.each(KINDS)('carries exactly what was signed, and uploaded back gives the same verdict, content and elements (%s)', async (kind) => {
    expect(posted.awards.length).toBeGreaterThan(10);
    for (const award of posted.awards) {
      const signed = await line.document(award.id, 'ob3-di');
      const bytes = await badge(award.id, kind);
      const carried = kind === 'png' ? carriedInPng(bytes) : carriedInSvg(text(bytes));
      expect(carried?.map(({ content }) => Buffer.from(content() ?? []).toString('utf8'))).toEqual([signed]);
      const report = await judged(bytes, MEDIA[kind]);
      expect([report.verdict, report.carrier]).toEqual(['valid', kind]);
      expect(substance(report)).toEqual(substance(await line.verify(signed)));
    }
  });

  it.each(KINDS)('is valid no more when a letter of the credential is changed, whatever the picture (%s)', async (kind) => {
    const signed = await line.document(posted.awards[0]?.id ?? '', 'ob3-di');
    const image = await bytesOf(await line.request(`${imagePath()}.${kind}`, { as: 'nobody' }));
    const changed = signed.replace('"awardedDate":"20', '"awardedDate":"19');
    const { bakePng, bakeSvg } = await import('../../src/formats/baked/index.js');
    const bytes = (kind === 'png' ? bakePng : bakeSvg)(image, new TextEncoder().encode(changed));
    const report = await judged(bytes, MEDIA[kind]);
    expect([report.verdict, report.state]).toEqual(['invalid', 'altered']);
  });

  it.each(KINDS)('decodes to the picture that its credential names, in the language of the award (%s)', async (kind) => {
    const pictures = new Map<string, Uint8Array>();
    for (const language of ['en', 'hr']) {
      const award = posted.awards.find((one) => one.achievement.code === posted.awards[0]?.achievement.code && one.achievement.title.startsWith('Financial') === (language === 'en'));
      const named = (JSON.parse(await line.document(award?.id ?? '', 'ob3-di')) as Named).credentialSubject.achievement.image.id;
      const path = new URL(named).pathname.replace(/png$/, kind);
      expect(path).toContain(`/${language}/image.`);
      const [baked, plain] = [await badge(award?.id ?? '', kind), await bytesOf(await line.request(path, { as: 'nobody' }))];
      pictures.set(language, plain);
      if (kind === 'png') {
        const [a, b] = [baked, plain].map((bytes) => PNG.sync.read(Buffer.from(bytes)));
        expect([a?.width, a?.height, b && a?.data.equals(b.data)]).toEqual([640, 640, true]);
      } else expect(withoutCredential(baked) === withoutCredential(plain)).toBe(true);
    }
    expect(pictures.get('hr')).not.toEqual(pictures.get('en'));
    expect(await bytesOf(await line.request(`${imagePath()}.${kind}`, { as: 'nobody' }))).toEqual(pictures.get('en'));
  });

  it.each(KINDS)('without a credential is named for what it is (%s)', async (kind) => {
    const plain = await bytesOf(await line.request(`${imagePath()}.${kind}`, { as: 'nobody' }));
    const response = await upload(plain, MEDIA[kind]);
    expect([response.status, ((await response.json()) as { detail: string }).detail]).toEqual([400, expect.stringContaining('in which we found no credential')]);
  });

  it('stays small', async () => {
    for (const kind of KINDS) {
      const sizes = await Promise.all(posted.awards.map(async ({ id }) => (await badge(id, kind)).length));
      expect(Math.max(...sizes)).toBeLessThan(kind === 'png' ? 60_000 : 120_000);
    }
  });
});

const imagePath = (): string => {
  const { id, version } = posted.awards[0]?.achievement ?? { id: '', version: 0 };
  return `/achievements/${id}/${version}/image`;
};

const withoutCredential = (svg: Uint8Array): string => {
  const document = parseSvg(text(svg));
  const root = document?.documentElement;
  for (const node of Array.from(root?.getElementsByTagName('openbadges:credential') ?? [])) root?.removeChild(node);
  root?.removeAttribute('xmlns:openbadges');
  return document ? new XMLSerializer().serializeToString(document) : '';
};

describe('the badge image', () => {
  it('is public, kept by caches, known by its tag, and as a document runs and loads nothing', async () => {
    for (const kind of KINDS) {
      const response = await line.request(`${imagePath()}.${kind}`, { as: 'nobody' });
      const header = (name: string): string | null => response.headers.get(name);
      expect([response.status, header('content-type'), header('cache-control'), header('access-control-allow-origin'), header('x-content-type-options')]).toEqual([200, MEDIA[kind], 'public, max-age=3600', '*', 'nosniff']);
      expect(header('content-security-policy')).toMatch(/^default-src 'none';.*sandbox$/);
      const again = await line.request(`${imagePath()}.${kind}`, { as: 'nobody', headers: { 'if-none-match': header('etag') ?? '' } });
      expect([again.status, await again.text()]).toEqual([304, '']);
    }
  });

  it.each(['de', 'constructor', 'h%20r'])('is not there in a language that no title is in (%s)', async (language) => {
    const response = await line.request(`${imagePath().replace(/image$/, `${language}/image`)}.png`, { as: 'nobody' });
    expect(response.status).toBe(404);
  });

  it('is not there for a version that is not', async () => {
    const response = await line.request(`/achievements/${posted.awards[0]?.achievement.id ?? ''}/9/image.png`, { as: 'nobody' });
    expect(response.status).toBe(404);
  });

  it('is the uploaded one of that version, in both kinds', async () => {
    const png = new PNG({ width: 100, height: 100 });
    png.data.forEach((_, i) => (png.data[i] = (i * 7) % 256));
    const uploaded = new Uint8Array(PNG.sync.write(png));
    const achievement = { code: 'WITH-IMAGE', kind: 'micro-credential', title: { en: 'With an image' }, image: { mediaType: 'image/png', base64: Buffer.from(uploaded).toString('base64') } };
    const created = await line.request('/api/v1/achievements', { method: 'POST', body: JSON.stringify(achievement), headers: { 'content-type': 'application/json' } });
    const { id } = ((await created.json()) as { achievement: { id: string } }).achievement;
    expect(await bytesOf(await line.request(`/achievements/${id}/1/image.png`, { as: 'nobody' }))).toEqual(uploaded);
    const svg = await (await line.request(`/achievements/${id}/1/image.svg`, { as: 'nobody' })).text();
    expect(svg).toContain(`<title>With an image</title><image width="100" height="100" href="data:image/png;base64,${Buffer.from(uploaded).toString('base64')}"/>`);
  });
});
