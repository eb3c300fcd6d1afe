import { afterEach, describe, expect, it } from '@jest/globals';
import { award, CLAIM, CLAIMED, fakeDeps, held, organisation, PERMANENT, REPORT } from '../support/fake-deps.js';
import { serve, type Served } from '../support/http.js';

const branded = { ...organisation, branding: { accent: '#ffcc00' } };
const ours = held({ award: { ...award, organisation: branded } });
const offer = (claimedAt?: string) => ({ offer: { id: '1', awardId: award.id, expiresAt: '2027-01-01T00:00:00Z', ...(claimedAt === undefined ? {} : { claimedAt }) }, held: ours, expired: false });

let served: Served;
const open = async (): Promise<void> =>
  void (served = await serve(
    fakeDeps({
      organisationBySlug: async (slug) => (slug === organisation.slug ? branded : undefined),
      achievementVersion: async () => ({ achievement: award.achievement, organisation: branded }),
      offer: async (token) => (token === CLAIM ? offer() : offer('2026-11-21T11:00:00Z')),
      heldByPermanentLink: async () => ours,
    }),
  ));
afterEach(() => served.close());
const brandOf = async (path: string): Promise<string | undefined> => /href="(\/o\/[^"]*brand\.css[^"]*)"/.exec(await (await served.ask(path, { headers: { accept: 'text/html' } })).text())?.[1];

describe('an organisation’s colours', () => {
  it('are a style sheet of its own, kept for good under its version and not under another', async () => {
    await open();
    const path = await brandOf(`/claim/${CLAIM}`);
    const response = await served.ask(path ?? '');
    expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000');
    expect(await response.text()).toContain('@media screen{:root{--accent:#876c00;--accent-on:#ffffff}}');
    const stale = await served.ask(`/o/${organisation.slug}/brand.css?v=older`);
    expect(stale.headers.get('cache-control')).toBe('public, max-age=300');
    const again = await served.ask(path ?? '', { headers: { 'if-none-match': response.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  it.each([`/claim/${CLAIM}`, `/keep/${CLAIMED}`, `/o/${organisation.slug}`, `/achievements/${award.achievement.id}/1`])('are on %s', async (path) => {
    await open();
    expect(await brandOf(path)).toMatch(new RegExp(`^/o/${organisation.slug}/brand\\.css\\?v=[\\w-]{12}$`));
  });

  it.each(['/', '/verify', `/reports/${REPORT}`, `/v/${PERMANENT}`, '/privacy', '/nowhere'])('are not on %s: the verdict is not the organisation’s', async (path) => {
    await open();
    expect(await brandOf(path)).toBeUndefined();
  });

  it('are the present ones on the page of an award that was made before', async () => {
    const before = held();
    served = await serve(fakeDeps({ organisationBySlug: async () => branded, offer: async () => ({ ...offer(), held: before }) }));
    const sheet = await served.ask((await brandOf(`/claim/${CLAIM}`)) ?? '');
    expect([await sheet.text(), sheet.headers.get('cache-control')]).toEqual([expect.stringContaining('#876c00'), 'public, max-age=300']);
  });

  it('are those of every page when it has none', async () => {
    served = await serve(fakeDeps());
    const sheet = await served.ask((await brandOf(`/o/${organisation.slug}`)) ?? '');
    expect([sheet.status, sheet.headers.get('content-type'), await sheet.text()]).toEqual([200, 'text/css; charset=utf-8', '']);
    expect((await served.ask('/o/nobody/brand.css')).status).toBe(404);
  });
});
