import { createPublicKey } from 'node:crypto';
import { CompactSign } from 'jose';
import type { Evidence, Fact } from '../../src/core/evidence.js';
import type { Finding } from '../../src/core/finding.js';
import type { Json, JsonObject } from '../../src/core/json.js';
import { createReaders } from '../../src/formats/index.js';
import { documents } from './documents.js';
import { createVerify, type VerifyDeps } from '../../src/verify/index.js';
import type { Verification } from '../../src/verify/report.js';
import { utf8 } from '../../src/core/bytes.js';
import { p256Key } from './keys.js';

/** Badges of Open Badges 2.0 as somebody else's platform would publish them, and the web that they lead to. */

export const PLATFORM = 'https://badges.example';
export const ADDRESS = { assertion: `${PLATFORM}/assertions/1`, badge: `${PLATFORM}/classes/1`, issuer: `${PLATFORM}/issuers/1`, key: `${PLATFORM}/keys/1`, list: `${PLATFORM}/revoked` } as const;
export const KEY = p256Key('open badges 2');
export const PEM = pemOf(KEY);

const CONTEXT = 'https://w3id.org/openbadges/v2';

export const assertion = (over: JsonObject = {}): JsonObject => ({
  '@context': CONTEXT,
  type: 'Assertion',
  id: ADDRESS.assertion,
  // Of `ana@example.hrdeadsea`, by sha256sum.
  recipient: { type: 'email', hashed: true, salt: 'deadsea', identity: 'sha256$5f667eab14a47c0447cee014bedf2229afaa259c96aaa93089b5b20e174d79bf' },
  badge: ADDRESS.badge,
  issuedOn: '2026-06-30T10:00:00Z',
  verification: { type: 'hosted' },
  ...over,
});
export const badge = (over: JsonObject = {}): JsonObject => ({ '@context': CONTEXT, type: 'BadgeClass', id: ADDRESS.badge, name: 'Data Protection', description: 'About data.', image: `${PLATFORM}/1.png`, criteria: { narrative: 'Pass.' }, issuer: ADDRESS.issuer, ...over });
export const issuer = (over: JsonObject = {}): JsonObject => ({ '@context': CONTEXT, type: 'Issuer', id: ADDRESS.issuer, name: 'Example Academy', url: 'https://academy.example', email: 'badges@academy.example', ...over });
export const keyDocument = (over: JsonObject = {}): JsonObject => ({ '@context': CONTEXT, type: 'CryptographicKey', id: ADDRESS.key, owner: ADDRESS.issuer, publicKeyPem: PEM, ...over });
export const revocationList = (entries: readonly Json[], over: JsonObject = {}): JsonObject => ({ '@context': CONTEXT, type: 'RevocationList', id: ADDRESS.list, issuer: ADDRESS.issuer, revokedAssertions: entries, ...over });

function pemOf({ privateKey }: ReturnType<typeof p256Key>): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }) as string;
}

/** By somebody else's code (jose). */
export const signedBy = (payload: JsonObject, { key = KEY, header = {} }: { key?: Pick<typeof KEY, 'privateKey'>; header?: JsonObject } = {}): Promise<string> =>
  new CompactSign(utf8(JSON.stringify(payload))).setProtectedHeader({ alg: 'ES256', ...header }).sign(key.privateKey);

export const SIGNED = { verification: { type: 'SignedBadge', creator: ADDRESS.key } };

export type Web = Readonly<Record<string, JsonObject | 'gone' | 'silent'>>;
export const web = (over: Web = {}): Web => ({ [ADDRESS.assertion]: assertion(), [ADDRESS.badge]: badge(), [ADDRESS.issuer]: issuer(), ...over });
export const signedWeb = (over: Web = {}): Web => ({ [ADDRESS.badge]: badge(), [ADDRESS.issuer]: issuer({ publicKey: ADDRESS.key }), [ADDRESS.key]: keyDocument(), ...over });

const answer = (web: Web, url: string): Fact<Json> => {
  const document = Object.hasOwn(web, url) ? web[url] : 'silent';
  if (document === 'gone') return { ok: false, reason: 'document-gone', detail: url };
  return typeof document === 'object' ? { ok: true, value: document } : { ok: false, reason: 'source-unavailable', detail: `${url}: unreachable` };
};

export interface Checked extends Verification {
  readonly asked: readonly string[];
  /** `outcome reason`, by check. */
  readonly found: Readonly<Record<string, string>>;
  finding(check: Finding['check']): Finding | undefined;
}

/** Verified in this world, in which nobody is listed unless `statements` says so. */
export async function checkedIn(web: Web, given: string | Uint8Array, { statements = { ok: true, value: [] }, carriers = [] }: { statements?: Evidence['statements']; carriers?: VerifyDeps['carriers'] } = {}): Promise<Checked> {
  const asked: string[] = [];
  const ports: ReturnType<VerifyDeps['ports']> = {
    now: () => new Date('2027-01-15T12:00:00Z'),
    key: async (url) => Promise.resolve({ ok: false, reason: 'key-unavailable', detail: url }),
    keysOf: async (did) => Promise.resolve({ ok: false, reason: 'key-unavailable', detail: did }),
    ownKeyOf: async () => Promise.resolve(undefined),
    anchors: async () => Promise.resolve({ ok: true, value: [] }),
    statusList: async (url) => Promise.resolve({ ok: false, reason: 'list-unreachable', detail: url }),
    document: async (url) => (asked.push(url), Promise.resolve(answer(web, url))),
    statements: async () => Promise.resolve(statements),
    ownAward: async () => Promise.resolve(undefined),
    sawList: async ({ madeAt }) => Promise.resolve(madeAt),
  };
  const verify = createVerify({ formats: createReaders([], documents), carriers, ports: () => ports, securing: undefined as unknown as VerifyDeps['securing'] });
  const verification = await verify(typeof given === 'string' ? utf8(given) : given);
  const { checks } = verification.report;
  return { ...verification, asked, found: Object.fromEntries(checks.map(({ check, outcome, reason }) => [check, `${outcome} ${reason}`])), finding: (check) => checks.find((one) => one.check === check) };
}
