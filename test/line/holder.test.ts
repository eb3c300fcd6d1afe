import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import jsQRModule from 'jsqr';
import { inflateSync } from 'node:zlib';
import { example, startLine, type Line, type Posted } from '../support/line.js';

let line: Line;
let posted: Posted;
beforeAll(async () => {
  line = await startLine();
  posted = await line.postResults(example('results.csv'));
});
afterAll(async () => {
  expect(line.faults).toEqual([]);
  await line.stop();
});

const page = async (url: string): Promise<{ status: number; html: string; location: string | null }> => {
  const response = await line.request(url, { as: 'nobody' });
  return { status: response.status, html: await response.text(), location: response.headers.get('location') };
};
const submit = (url: string, fields: Record<string, string> = {}) =>
  line.request(url, { method: 'POST', as: 'nobody', body: new URLSearchParams(fields), headers: { 'content-type': 'application/x-www-form-urlencoded' } });

describe('the learner', () => {
  it('sees, claims and downloads the credential without an account, and reading changes nothing', async () => {
    const award = posted.awards[0]!;
    const url = award.claimUrl!;
    for (let i = 0; i < 3; i++) expect((await page(url)).status).toBe(200);
    expect(((await (await line.request(`/api/v1/awards/${award.id}`)).json()) as { claimed: boolean }).claimed).toBe(false);
    const keep = (await submit(url)).headers.get('location') ?? '';
    expect(keep).toMatch(/^\/keep\//);
    const kept = await page(keep);
    expect(kept.status).toBe(200);
    expect(kept.html).toContain('not a degree');
    const download = await line.request(`${keep}/documents/ob3-di`, { as: 'nobody' });
    expect(await download.text()).toBe(await line.document(award.id, 'ob3-di'));
    expect((await page(url)).location).toBe(keep);
  });

  it('decides whether the permanent link shows details; it always says whether it is valid and who awarded it', async () => {
    const award = posted.awards[1]!;
    const before = await page(award.permanentUrl);
    expect(before.html).toContain('genuine and valid');
    expect(before.html).toContain(line.organisation.legalName.en);
    expect(before.html).toContain('not a degree');
    expect(before.html).not.toContain(award.learner.name);
    expect(before.html).not.toContain(award.achievement.title);
    const keep = (await submit(award.claimUrl!)).headers.get('location') ?? '';
    expect((await submit(`${keep}/details`, { shown: 'yes' })).status).toBe(303);
    const after = await page(award.permanentUrl);
    expect(after.html).toContain(award.achievement.title);
    expect((await submit(`${keep}/details`, { shown: 'no' })).status).toBe(303);
    expect((await page(award.permanentUrl)).html).not.toContain(award.achievement.title);
  });

  it('carries the permanent link in a QR code that a camera reads', async () => {
    const { permanentUrl } = posted.awards[2]!;
    const png = Buffer.from(await (await line.request(`${permanentUrl}/qr.png`, { as: 'nobody' })).arrayBuffer());
    expect(scan(png)).toBe(permanentUrl);
  });

  it('is told in the permanent link of a revocation', async () => {
    const award = posted.awards[3]!;
    await line.request(`/api/v1/awards/${award.id}/status`, { method: 'POST', body: '{"action":"revoke","code":"withdrawn"}', headers: { 'content-type': 'application/json' } });
    expect((await page(award.permanentUrl)).html).toContain('has been revoked');
  });
});

describe('the employer', () => {
  it('checks a file on the page, by POST, redirect and a report that can be opened again', async () => {
    const form = new FormData();
    form.set('file', new Blob([await line.document(posted.awards[4]!.id, 'ob3-di')]), 'credential.json');
    const response = await line.request('/verify', { method: 'POST', as: 'nobody', body: form });
    expect(response.status).toBe(303);
    const report = await page(response.headers.get('location') ?? '');
    expect(report.status).toBe(200);
    expect(report.html).toMatch(/<title>Valid/);
    expect(report.html).toContain('This credential is genuine and valid.');
    expect(report.html).toContain('not a degree');
  });

  it('learns nothing of a guessed report, claim link or permanent link', async () => {
    for (const path of ['/reports/AAAAAAAAAAAAAAAAAAAAAA', '/claim/AAAAAAAAAAAAAAAAAAAAAA', '/keep/AAAAAAAAAAAAAAAAAAAAAA', '/v/AAAAAAAAAAAAAAAAAAAAAA']) expect((await page(path)).status).toBe(404);
  });

  it('finds the permanent page by the certificate number, however it is typed', async () => {
    const { number, permanentUrl } = posted.awards[6]!;
    const path = new URL(permanentUrl).pathname;
    expect((await page(`/v?number=${number.toLowerCase().replaceAll('-', '+')}`)).location).toBe(path);
    expect((await page('/v?number=0000-0000-0000')).status).toBe(404);
    const form = new FormData();
    form.set('link', number);
    expect((await line.request('/verify', { method: 'POST', as: 'nobody', body: form })).headers.get('location')).toBe(path);
  });

  it('is not shown, by checking the permanent link, what the learner keeps to themselves', async () => {
    const award = posted.awards[5]!;
    const answer = await line.request('/api/v1/verify', { method: 'POST', as: 'nobody', body: JSON.stringify({ url: award.permanentUrl }), headers: { 'content-type': 'application/json' } });
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ verdict: 'valid' });
    expect(text).not.toContain(award.learner.name);
    expect(text).not.toContain(award.achievement.title);
  });
});

const jsQR = jsQRModule as unknown as (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null;

/** Reads a PNG of 1-bit or 8-bit samples by hand, so that the QR code is judged by somebody else's reader. */
function scan(png: Buffer): string | undefined {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const depth = png[24]!;
  const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[png[25]!] ?? 1;
  const idat: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) if (png.toString('latin1', at + 4, at + 8) === 'IDAT') idat.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const rows = unfilter(inflateSync(Buffer.concat(idat)), { height, stride: Math.ceil((width * depth * channels) / 8), step: Math.max(1, (depth * channels) >> 3) });
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const light = depth === 8 ? rows[y]![x * channels]! : (rows[y]![x >> 3]! >> (7 - (x & 7))) & 1 ? 255 : 0;
      pixels.fill(light, (y * width + x) * 4, (y * width + x) * 4 + 3);
      pixels[(y * width + x) * 4 + 3] = 255;
    }
  return jsQR(pixels, width, height)?.data;
}

function unfilter(raw: Buffer, { height, stride, step }: { height: number; stride: number; step: number }): Uint8Array[] {
  const rows: Uint8Array[] = [];
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]!;
    const row = new Uint8Array(raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)));
    const above = rows[y - 1] ?? new Uint8Array(stride);
    for (let x = 0; x < stride; x++) {
      const [a, b, c] = [row[x - step] ?? 0, above[x]!, above[x - step] ?? 0];
      const p = a + b - c;
      const paeth = Math.abs(p - a) <= Math.abs(p - b) && Math.abs(p - a) <= Math.abs(p - c) ? a : Math.abs(p - b) <= Math.abs(p - c) ? b : c;
      row[x] = row[x]! + ([0, a, b, (a + b) >> 1, paeth][filter] ?? 0);
    }
    rows.push(row);
  }
  return rows;
}
