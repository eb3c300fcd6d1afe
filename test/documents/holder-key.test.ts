import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSdJwt } from '../../src/core/sd-jwt/read.js';
import { p256Key } from '../support/keys.js';
import { example, reasonOf, startLine, type Line, type Posted } from '../support/line.js';
import { bound, presenting } from '../support/sd-jwt.js';

const HOLDER = p256Key('holder');
let line: Line;
let posted: Posted;
beforeAll(async () => {
  line = await startLine();
  posted = await line.postResults(example('results.csv'));
});
afterAll(async () => {
  await line.stop();
  expect(line.faults).toEqual([]);
});

interface Withheld {
  readonly credential: string;
  readonly reason: string;
}
const make = (id: string, holder: object = HOLDER.publicJwk): Promise<Response> =>
  line.request(`/api/v1/awards/${id}/credentials/eudi-learning`, { method: 'POST', body: JSON.stringify({ holder }), headers: { 'content-type': 'application/json' } });
const withheld = async (id: string): Promise<string[]> =>
  ((await (await line.request(`/api/v1/awards/${id}`)).json()) as { withheld: Withheld[] }).withheld.filter(({ credential }) => credential === 'eudi-learning').map(({ reason }) => reason);
/** The examples' awards that can, and that cannot, be a European learning credential. */
async function sorted(): Promise<{ can: string; cannot: ReadonlyMap<string, string> }> {
  const reasons = await Promise.all(posted.awards.map(async ({ id }) => [id, await withheld(id)] as const));
  return { can: reasons.find(([, all]) => all.length === 0)?.[0] ?? '', cannot: new Map(reasons.flatMap(([id, [first]]) => (first === undefined ? [] : [[id, first]]))) };
}

describe('the European learning credential', () => {
  it('of an award that says all it asks is made for the holder’s key, and holds', async () => {
    const { can } = await sorted();
    const response = await make(can, { ...HOLDER.publicJwk, kid: 'my phone', use: 'sig' });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/dc+sd-jwt']);
    const text = await response.text();
    expect(readSdJwt(text).claims).toMatchObject({
      vct: 'urn:eu.europa.ec.eudi:learning:credential:1',
      aka_vcts: [`${line.baseUrl}/credentials/micro-credential/1`],
      cnf: { jwk: HOLDER.publicJwk },
    });
    expect(text).not.toContain('my phone');
    const report = await line.verify(text);
    expect([report.verdict, reasonOf(report, 'schema'), reasonOf(report, 'status'), reasonOf(report, 'holder')]).toEqual(['valid', 'pass: ok', 'pass: ok', 'skip: not-declared']);
  });

  it('shown in part with the holder’s key is valid, with a thief’s it is not', async () => {
    const { can } = await sorted();
    const part = presenting(await (await make(can)).text(), [['family_name'], ['level_of_learning_experience']]);
    const claims = { iat: Math.floor(Date.now() / 1000) };
    const shown = await line.verify(await bound(part, HOLDER, { claims }));
    expect([shown.verdict, reasonOf(shown, 'holder'), reasonOf(shown, 'elements')]).toEqual(['valid', 'warn: presentation-unasked', 'skip: held-back']);
    const stolen = await line.verify(await bound(part, p256Key('thief'), { claims }));
    expect([stolen.verdict, stolen.state, reasonOf(stolen, 'holder')]).toEqual(['invalid', 'altered', 'fail: signature-mismatch']);
  });

  it('of an award that does not is withheld with the reason, and the other formats are there', async () => {
    const { cannot } = await sorted();
    expect(cannot.size).toBeGreaterThan(0);
    for (const [id, reason] of cannot) {
      const response = await make(id);
      expect([response.status, await response.json()]).toEqual([409, expect.objectContaining({ code: 'credential-withheld', reason })]);
      expect((await line.verify(await line.document(id, 'sd-jwt-vc'))).verdict).toBe('valid');
    }
  });

  it.each<[string, object, number]>([
    ['a private key', { ...HOLDER.publicJwk, d: 'x'.repeat(43) }, 422],
    ['a point off its curve', { ...HOLDER.publicJwk, y: HOLDER.publicJwk.x }, 422],
    ['a key of another kind', { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) }, 422],
    ['nothing', {}, 422],
  ])('is refused for %s, which is not repeated', async (_what, holder, status) => {
    const response = await make((await sorted()).can, holder);
    const text = await response.text();
    expect([response.status, text.includes('input-invalid'), text.includes('xxxxx')]).toEqual([status, true, false]);
  });

  it('is not for somebody without the scope, and leaves a line in the trail without the key', async () => {
    const { can } = await sorted();
    expect((await line.request(`/api/v1/awards/${can}/credentials/eudi-learning`, { method: 'POST', as: 'nobody', body: '{}', headers: { 'content-type': 'application/json' } })).status).toBe(401);
    const { items } = (await (await line.request('/api/v1/audit?limit=200')).json()) as { items: { action: string; subject: string; details: object }[] };
    const acts = items.filter(({ action }) => action === 'award.bound');
    expect(acts.length).toBeGreaterThan(0);
    expect(acts.every(({ subject, details }) => subject === can && JSON.stringify(details) === '{"credential":"eudi-learning"}')).toBe(true);
  });

  it('is turned by a withdrawal, by the list that it names, and made no more', async () => {
    const { can } = await sorted();
    const text = await (await make(can)).text();
    const { uri } = (readSdJwt(text).claims.status as { status_list: { uri: string } }).status_list;
    const before = await (await fetch(uri)).text();
    const suspend = (action: string) => line.request(`/api/v1/awards/${can}/status`, { method: 'POST', body: JSON.stringify({ action, code: 'withdrawn' }), headers: { 'content-type': 'application/json' } });
    await suspend('suspend');
    const suspended = await line.verify(text);
    expect([suspended.verdict, suspended.state]).toEqual(['invalid', 'suspended']);
    expect((await (await make(can)).json()) as object).toMatchObject({ code: 'credential-withheld', reason: 'not-active' });
    await suspend('revoke');
    const revoked = await line.verify(text);
    expect([revoked.verdict, revoked.state]).toEqual(['invalid', 'revoked']);
    const after = await fetch(uri);
    expect([after.headers.get('content-type'), (await after.text()) === before]).toEqual(['application/statuslist+jwt', false]);
  });
});
