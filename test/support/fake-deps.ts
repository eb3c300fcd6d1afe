import type { Readable } from 'node:stream';
import type { HeldAward, LearnerHolding, Offer, Share } from '../../src/claim/ports.js';
import type { LearnersShare } from '../../src/claim/share.js';
import { sharedReport } from '../../src/claim/shared-report.js';
import type { CredentialView } from '../../src/core/credential-view.js';
import { MANDATORY, OPTIONAL, type Element, type ElementFound } from '../../src/core/elements.js';
import { AppError } from '../../src/core/errors.js';
import { CHECKS, pass, skip } from '../../src/core/finding.js';
import { isObject, type Json, type JsonObject } from '../../src/core/json.js';
import type { KeyView } from '../../src/catalogue/key-view.js';
import { toMultikey } from '../../src/core/keys.js';
import type { Caller, HttpDeps, ResultsReceipt, Scope } from '../../src/http/deps.js';
import type { ListedAward } from '../../src/issue/ports.js';
import type { AnchorRecord } from '../../src/trust/anchors.js';
import type { Verified, VcApi } from '../../src/vc-api/index.js';
import { checkMany } from '../../src/verify/many.js';
import { DEFAULT_POLICY } from '../../src/verify/policy.js';
import { CONTEXT, RECORD, SUITE, type SignedRecord } from '../../src/verify/record.js';
import type { Replayed } from '../../src/verify/replay.js';
import type { Report, Verification } from '../../src/verify/report.js';
import type { WatchView } from '../../src/verify/watch/index.js';
import { seenOf } from '../../src/verify/watch/seen.js';
import { sampleAchievement, sampleAward, sampleOrganisation } from './award.js';
import { ed25519Key } from './keys.js';
import { apiSchemas } from './schemas.js';

/** Opens the VC-API, and nothing else. */
export const VC_API_KEY = 'vc-api-key-0123456789-01';
/** What the fake installation knows. Another organisation's id, and keys that open different things. */
export const ADMIN = 'admin-token';
export const KEY = 'api-key-with-every-scope';
export const BARE_KEY = 'api-key-without-scopes';
export const OTHER_ORGANISATION = '019a9f00-0000-7000-8000-0000000000ff';
export const UNKNOWN_ID = '019a9f00-0000-7000-8000-00000000dead';
export const BATCH = '019a9f00-0000-7000-8000-00000000000b';
export const STATEMENT = '019a9f00-0000-7000-8000-00000000000c';
export const CLAIM = 'claim-token-0123456789';
export const CLAIMED = 'claimed-token-01234567';
export const EXPIRED = 'expired-token-01234567';
export const PERMANENT = 'permanent-token-012345';
export const NUMBER = 'NH7K-2QXV-9M4T';
export const REPORT = 'report-name-0123456789';
export const MANY = 'name-of-many-012345678';
export const SHARED = 'share-token-0123456789';
export const GUARDED = 'guarded-share-01234567';
export const ENDED = 'ended-share-0123456789';
export const PASSPHRASE = 'correct horse';
export const SHARE_ID = '019a9f00-0000-7000-8000-00000000005a';
export const UNKNOWN_TOKEN = 'unknown-token-01234567';
export const DOCUMENT = '{"credential":"Kovačević, exactly as signed"}\n';

export const organisation = sampleOrganisation({ domain: 'micro.jadran.example' });
export const award = sampleAward({ organisation });
const SCOPES: readonly Scope[] = ['results:write', 'awards:read', 'status:write', 'achievements:write', 'achievements:read', 'audit:read', 'organisation:write', 'learners:erase', 'watch'];
const CALLERS: Readonly<Record<string, Caller>> = {
  [ADMIN]: { kind: 'admin', name: 'administrator', scopes: [] },
  [KEY]: { kind: 'api-key', name: 'key:registry', organisationId: organisation.id, scopes: SCOPES },
  [BARE_KEY]: { kind: 'api-key', name: 'key:bare', organisationId: organisation.id, scopes: [] },
};

export const receipt: ResultsReceipt = { batchId: BATCH, accepted: 1, unchanged: 0, rejected: [], rejectedTotal: 0, warnings: [], warningsTotal: 0 };
export const awardRow: ListedAward = {
  id: award.id,
  resultId: 'r-1',
  number: award.number,
  credentialId: award.credentialId,
  achievement: { id: award.achievement.id, version: 1, code: 'FINTECH-501', title: 'FinTech' },
  learner: { name: 'Ana Kovačević' },
  awardedOn: award.awardedOn,
  issuedAt: award.issuedAt,
  status: 'active',
  claimed: false,
  permanentUrl: `https://testamur.example/v/${PERMANENT}`,
  formats: ['ob3-di', 'ob3-jwt'],
};
export const holding: LearnerHolding = { learnerId: UNKNOWN_ID, awards: [{ id: award.id, number: award.number, status: 'active' }], credentials: 2, results: 1, waiting: 0, claimLinks: 1, shares: 1 };
const batch = { id: BATCH, state: 'done', total: 1, issued: 1, failed: 0, startedAt: '2026-11-21T10:00:00Z', finishedAt: '2026-11-21T10:00:01Z', rejected: [], failures: [] } as const;
const statement = {
  id: STATEMENT,
  source: 'Local register',
  authority: 'Testamur',
  entityName: 'Jadran University',
  did: organisation.did,
  keyThumbprints: [],
  scope: {},
  validFrom: '2020-01-01T00:00:00Z',
  recordedAt: '2020-01-01T00:00:00Z',
  enteredBy: 'administrator',
};
const anchor: AnchorRecord = {
  id: STATEMENT,
  name: 'TEST root',
  use: 'seal',
  kind: 'test',
  certificate: { pem: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n', sha256: 'A'.repeat(43), subject: { commonName: 'TEST root', country: 'HR' }, validFrom: '2025-01-01T00:00:00Z', validUntil: '2035-01-01T00:00:00Z' },
  recordedAt: '2026-01-01T00:00:00Z',
  enteredBy: 'administrator',
};

export function held(overrides: Partial<HeldAward> = {}): HeldAward {
  return { award, status: 'active', formats: ['ob3-di', 'ob3-jwt'], detailsPublic: false, ...overrides };
}
const offerOf = (more: Partial<Offer> = {}): Offer => ({ id: UNKNOWN_ID, awardId: award.id, expiresAt: '2027-02-21T23:59:59Z', ...more });

function elementsOf<E extends Element>(names: readonly E[]): Record<E, ElementFound> {
  return Object.fromEntries(names.map((name) => [name, { present: true, path: '/x', value: name }])) as unknown as Record<E, ElementFound>;
}
const elements = { mandatory: elementsOf(MANDATORY), optional: elementsOf(OPTIONAL) };
const view: CredentialView = {
  id: award.credentialId,
  title: 'FinTech: markets, models and risk',
  achievementType: 'MicroCredential',
  language: 'en',
  issuer: { id: organisation.did, name: 'Jadran University', country: 'HR', identifiers: [] },
  awardingBodies: [{ label: 'Jadran University' }],
  learner: { name: 'Ana Kovačević', identifiers: [] },
  number: award.number,
  awardedOn: award.awardedOn,
  validFrom: award.issuedAt,
  outcomes: [{ statement: 'Explain how payment systems settle.', transversal: false, skills: [] }],
  workload: { hours: 125, credits: { system: 'ects', value: 5 } },
  level: { applicable: true, eqf: 7 },
  assessments: [{ label: 'Written examination' }],
  participation: [{ label: 'Blended' }],
  qualityAssurance: [{ label: 'ESG, institutional' }],
  stackability: [],
  instructionLanguages: ['en'],
  registrations: [],
  coCertifications: [],
  elements: { ...elements.mandatory, ...elements.optional },
};

export function report(overrides: Partial<Report> = {}): Report {
  return {
    verdict: 'valid',
    state: 'valid',
    also: [],
    format: 'ob3-di',
    credential: view,
    checks: CHECKS.map((check) => (['seal', 'endorsements', 'holder'].includes(check) ? skip(check, 'not-applicable') : pass(check))),
    elements,
    trust: [{ authority: 'Testamur', list: 'Local register', snapshot: STATEMENT, atAward: 'granted', atSeal: 'granted', now: 'granted', scope: 'unlimited', timeBasis: 'claimed', fresh: true, entityName: 'Jadran University' }],
    checkedAt: '2026-11-21T10:00:00Z',
    policy: 'default',
    sha256: 'ab'.repeat(32),
    ...overrides,
  };
}
export const verification = (overrides: Partial<Report> = {}): Verification => ({
  report: report(overrides),
  evidence: { at: '2026-11-21T10:00:00Z', keys: {}, statusLists: {}, statements: { ok: true, value: [] } },
  source: { text: DOCUMENT, sha256: 'ab'.repeat(32) },
});
const PROOF = { type: 'DataIntegrityProof', cryptosuite: SUITE, created: '2026-11-21T10:00:00Z', verificationMethod: 'did:web:testamur.example#key-1', proofPurpose: 'assertionMethod', proofValue: 'z1' } as const;
const signedRecord = ({ report: found, evidence, source }: Verification, number?: string): SignedRecord | undefined =>
  source && {
    '@context': CONTEXT,
    type: RECORD,
    ...(number === undefined ? {} : { number }),
    madeBy: 'did:web:testamur.example',
    software: { name: 'testamur', version: '0.0.0', contexts: [], schemas: [] },
    report: found,
    source,
    evidence,
    policy: DEFAULT_POLICY,
    proof: PROOF,
  };
export const replayed = (overrides: Partial<Report> = {}): Replayed => ({
  outcome: 'same',
  signature: pass('signature'),
  madeBy: 'did:web:testamur.example',
  own: true,
  record: { number: 'ABCD-EF01-2345', verdict: 'valid', state: 'valid', checkedAt: '2026-11-20T10:00:00Z', format: 'ob3-di', sha256: 'ab'.repeat(32), signedAt: '2026-11-20T10:00:00Z', version: '0.0.0' },
  report: report({ checkedAt: '2026-11-20T10:00:00Z', ...overrides }),
  differences: [],
  changedDocuments: [],
});

const key = ed25519Key();
const didDocument: JsonObject = {
  id: organisation.did,
  verificationMethod: [{ id: `${organisation.did}#key-1`, type: 'Multikey', controller: organisation.did, publicKeyMultibase: toMultikey(key.publicJwk) }],
  assertionMethod: [`${organisation.did}#key-1`],
};

/** Room for everybody. */
export const NO_ROOM_LIMIT: HttpDeps['room'] = () => Promise.resolve(() => undefined);
/** Everybody may do everything. */
export const NO_LIMITS: HttpDeps['limits'] = { blockedFor: () => 0, take: () => Promise.resolve(0) };

/** A use case that was called, by its name, with what it was given. */
export type Call = readonly [name: string, ...args: readonly unknown[]];
export interface FakeDeps extends HttpDeps {
  readonly calls: readonly Call[];
}

const pageOf = <T>(...items: T[]): { items: T[]; next: string } => ({ items, next: 'cursor-2' });
const when = <T>(known: boolean, value: T): Promise<T | undefined> => Promise.resolve(known ? value : undefined);

/** A small installation without a store: one organisation, one award, and the links above. Replace what a test is about. */
export function fakeDeps(overrides: Partial<HttpDeps> = {}): FakeDeps {
  const calls: Call[] = [];
  const deps = { vcApi, baseUrl: 'https://testamur.example', schemas: apiSchemas, registers: ['Local register'], now: () => new Date('2026-11-21T10:00:00Z'), limits: NO_LIMITS, room: NO_ROOM_LIMIT, onBehalfOf: <T>(_asker: string, work: () => T) => work(), ...administration, ...issuing, ...links, ...verifying, ...overrides };
  const recorded = Object.entries(deps).map(([name, value]) => [name, typeof value === 'function' ? recording(name, value as (...args: unknown[]) => unknown, calls) : value]);
  return { ...(Object.fromEntries(recorded) as HttpDeps), calls };
}
const recording =
  (name: string, run: (...args: unknown[]) => unknown, calls: Call[]) =>
  (...args: unknown[]): unknown => {
    calls.push([name, ...args]);
    return run(...args);
  };

const KEY_VIEW: KeyView = {
  key: 'key-0123456789ab',
  use: 'seal',
  algorithm: 'ES256',
  verificationMethod: `${organisation.did}#key-0123456789ab`,
  custody: 'file',
  state: 'active',
  madeAt: '2026-11-21T10:00:00Z',
  activatedAt: '2026-11-21T11:00:00Z',
  certificates: [{ subject: 'Jadran University', issuer: 'TEST ONLY', validFrom: '2026-11-21T10:00:00Z', validUntil: '2028-11-21T10:00:00Z', test: true }],
};
const vcApi: VcApi = {
  mayUse: (bearer) => bearer === VC_API_KEY,
  issuers: () => [{ name: 'eddsa-rdfc-2022', did: 'did:key:z6Mk', verificationMethod: 'did:key:z6Mk#z6Mk' }],
  issue: async (issuer) => (issuer === 'eddsa-rdfc-2022' ? { issuer } : undefined),
  derive: async () => ({ derived: true }),
  verify: async (request) => verifiedOf(request),
  verifyPresentation: async (request) => verifiedOf(request),
  statusList: async () => ({ type: ['VerifiableCredential'] }),
};
/** An empty request holds, so that a call with nothing succeeds. */
const verifiedOf = (request: Json): Verified =>
  isObject(request) && Object.keys(request).length === 0
    ? { verified: true, problemDetails: [] }
    : { verified: false, problemDetails: [{ type: 'https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR', title: '/proof', detail: 'no' }] };

export const WATCH: WatchView = {
  id: UNKNOWN_ID,
  reference: 'application-4711',
  webhook: 'https://hr.example/hooks',
  seen: seenOf(report()),
  madeAt: '2026-11-21T10:00:00Z',
  endsAt: '2027-11-21T10:00:00Z',
  checkedAt: '2026-11-21T10:00:00Z',
  nextCheckAt: '2026-11-21T16:00:00Z',
  report: `https://testamur.example/api/v1/watches/${UNKNOWN_ID}/report`,
};
const answer = { achievement: sampleAchievement(), missing: [], warnings: [] };
const administration: Omit<HttpDeps, 'baseUrl' | 'schemas' | 'registers' | 'now' | 'limits' | 'room' | 'onBehalfOf' | keyof typeof issuing | keyof typeof links | keyof typeof verifying> = {
  caller: async (bearer) => CALLERS[bearer],
  createOrganisation: async () => organisation,
  updateOrganisation: async () => organisation,
  organisation: (id) => when(id === organisation.id, organisation),
  organisationBySlug: (slug) => when(slug === organisation.slug, organisation),
  organisationByDomain: (domain) => when(domain === organisation.domain, organisation),
  rotateKeys: async () => [`${organisation.did}#key-1`, `${organisation.did}#key-2`],
  organisationKeys: async () => [KEY_VIEW],
  generateKey: async () => KEY_VIEW,
  requestCertificate: async () => '-----BEGIN CERTIFICATE REQUEST-----\n',
  certifyKey: async () => KEY_VIEW,
  activateKey: async () => KEY_VIEW,
  retireKey: async () => KEY_VIEW,
  revokeKey: async () => KEY_VIEW,
  makeTestSeal: async () => KEY_VIEW,
  createApiKey: async () => ({ id: UNKNOWN_ID, key: 'shown-once', scopes: ['results:write'] }),
  didDocument: async () => didDocument,
  installationDocument: async () => ({ ...didDocument, id: 'did:web:testamur.example' }),
  jwks: async () => ({ keys: [{ kty: 'OKP' }] }),
  jwtVcIssuer: async (issuer) => when([`https://testamur.example/o/${organisation.slug}`, `https://${organisation.domain}`].includes(issuer), { issuer, jwks: { keys: [{ kty: 'EC' }] } }),
  createAchievement: async () => answer,
  updateAchievement: async () => answer,
  achievement: async () => answer,
  achievementImage: ({ id, version }, kind) => when(id === award.achievement.id && version === 1, new TextEncoder().encode(kind === 'png' ? '\x89PNG' : '<svg xmlns="http://www.w3.org/2000/svg"/>')),
  achievementVersion: (id, version) => when(id === award.achievement.id && version === 1, { achievement: award.achievement, organisation }),
  achievements: async () => pageOf(award.achievement),
  currentVersion: (id) => when(id === award.achievement.id, 1),
  catalogue: async () => ({ ...pageOf({ achievement: award.achievement, organisation }), total: 2 }),
  catalogueFacets: async () => ({ fields: ['04'], levels: [7], languages: ['en', 'hr'], organisations: [organisation] }),
  trustStatements: async () => [statement],
  addTrustStatement: async () => statement,
  withdrawTrustStatement: async () => undefined,
  anchors: async () => [anchor],
  addAnchor: async () => anchor,
  withdrawAnchor: async () => undefined,
};
const issuing = {
  postResults: async (_caller, body: Readable) => {
    for await (const _chunk of body) void _chunk;
    return receipt;
  },
  correct: async () => receipt,
  batch: (_organisation, id) => when(id === BATCH, batch),
  waitForBatch: (_organisation, id) => when(id === BATCH, batch),
  batchAwards: async () => [awardRow],
  awards: async () => pageOf(awardRow),
  award: (_organisation, id) => when(id === award.id, awardRow),
  credential: (_organisation, id, format) => when(id === award.id && format === 'ob3-di', { bytes: Buffer.from(DOCUMENT), mediaType: 'application/vc' }),
  credentialForHolder: async () => ({ bytes: Buffer.from('eyJ.eyJ.sig~'), mediaType: 'application/dc+sd-jwt' }),
  changeStatus: async () => ({ ...awardRow, status: 'revoked' as const }),
  newOffer: async () => ({ claimUrl: `https://testamur.example/claim/${CLAIM}`, expiresAt: '2027-02-21T23:59:59Z' }),
  learnerHolding: async () => holding,
  eraseLearner: async () => ({ ...holding, erasedAt: '2026-11-21T10:00:00Z' }),
  audit: async () => pageOf({ id: UNKNOWN_ID, at: '2026-11-21T10:00:00Z', actor: 'key:registry', action: 'award.revoked', subject: award.id, details: {} }),
  statusList: (id, purpose, mediaType) => when(id === award.statusEntry.list, { listId: id, purpose, mediaType, version: 3, body: mediaType === 'application/vc' ? `{"list":"${purpose}"}` : 'eyJ.eyJ.sig', validUntil: '2026-11-22T10:00:00Z' }),
} satisfies Partial<HttpDeps>;
export const share: Share = {
  id: SHARE_ID,
  awardId: award.id,
  label: 'Application to the city library',
  shows: { view: 'summary', name: true, grade: false },
  createdAt: '2026-11-21T09:00:00Z',
  expiresAt: '2026-12-21T23:59:59Z',
  counting: true,
  opened: 2,
  lastOpenedOn: '2026-11-20',
};
export const guarded: Share = { ...share, shows: { view: 'all' }, passphrase: { n: 2, r: 1, p: 1, salt: '', hash: '' } };
const learnersShare: LearnersShare = { ...share, url: `https://testamur.example/s/${SHARED}`, ended: false };
const shares = {
  shares: async () => [learnersShare],
  createShare: async () => learnersShare,
  endShare: async () => undefined,
  openShare: async (token) => {
    if (token === ENDED) throw new AppError('link-gone', 'ended');
    const known: Record<string, Share> = { [SHARED]: share, [GUARDED]: guarded };
    return known[token] && { share: known[token], held: held() };
  },
  unlockShare: async ({ passphrase }: Share, given) => {
    if (passphrase !== undefined && given !== PASSPHRASE) throw new AppError(given === undefined ? 'passphrase-needed' : 'passphrase-wrong', 'no');
  },
  showShare: async ({ share: { shows } }) => (shows.view === 'all' ? report() : sharedReport(report(), shows)),
  countOpening: async () => undefined,
  sharedDocument: async (_opened, format) => ({ bytes: Buffer.from(DOCUMENT), mediaType: 'application/vc+ld+json', fileName: `fintech-${format}.json` }),
  shareUrl: () => `https://testamur.example/s/${SHARED}`,
  sharePath: (link) => (link === `https://testamur.example/s/${SHARED}` ? `/s/${SHARED}` : undefined),
  reportByShare: async (link) => (link === `https://testamur.example/s/${SHARED}` ? sharedReport(report(), { view: 'summary', name: true, grade: false }) : undefined),
} satisfies Partial<HttpDeps>;
const links = {
  offer: (token) => {
    const claimedAt = '2026-11-21T11:00:00Z';
    const known: Record<string, Awaited<ReturnType<HttpDeps['offer']>>> = {
      [CLAIM]: { offer: offerOf(), held: held(), expired: false },
      [CLAIMED]: { offer: offerOf({ claimedAt }), held: held(), expired: false },
      [EXPIRED]: { offer: offerOf({ expiresAt: '2026-01-01T00:00:00Z' }), held: held(), expired: true },
    };
    return Promise.resolve(known[token]);
  },
  claim: async () => undefined,
  tellProblem: async () => undefined,
  problems: async () => pageOf({ id: UNKNOWN_ID, awardId: award.id, number: award.number, kind: 'spelling' as const, words: 'It is Kovačić', at: '2026-11-21T10:00:00Z' }),
  markHandled: async (_organisation, id) => id === award.id,
  heldByPermanentLink: (token) => when(token === PERMANENT, held()),
  verifyHeld: async () => verification(),
  setDetailsPublic: async () => undefined,
  downloads: ({ formats }) => formats.map((id) => ({ id })),
  learnerDocument: async (_token, format) => ({ bytes: Buffer.from(DOCUMENT), mediaType: 'application/vc', fileName: `fintech-${format}.json` }),
  permanentUrl: () => `https://testamur.example/v/${PERMANENT}`,
  ...shares,
  formats: () => [
    { id: 'ob3-di', mediaType: 'application/vc', extension: '.json' },
    { id: 'ob3-jwt', mediaType: 'application/vc+jwt', extension: '.jwt' },
  ],
} satisfies Partial<HttpDeps>;
const verifying = {
  verify: async () => verification(),
  verifyLink: async () => verification(),
  watches: {
    add: async () => ({ ...WATCH, secret: 'whsec_c2VjcmV0' }),
    list: async () => pageOf(WATCH),
    find: (_organisation, id) => when(id === award.id, { ...WATCH, deliveries: [{ id: UNKNOWN_ID, change: { before: WATCH.seen, after: WATCH.seen, checkedAt: WATCH.checkedAt }, state: 'waiting' as const, attempts: [{ at: WATCH.checkedAt, outcome: 'timeout' }], nextAt: WATCH.nextCheckAt }] }),
    report: (_organisation, id) => when(id === award.id, report()),
    remove: async (_organisation, id) => id === award.id,
  },
  verifyEach: async () => [verification()],
  verifyLinkEach: async () => [verification()],
  linkIn: async () => undefined,
  checkMany: (items, check) => checkMany(items, check, { gate: (work) => work(), unforeseen: () => undefined }),
  permanentPath: async (text) => when(text.trim() === NUMBER, `/v/${PERMANENT}`),
  recordOf: async (verification: Verification, number?: string) => signedRecord(verification, number),
  replay: async () => replayed(),
  printReport: async () => new TextEncoder().encode('%PDF-1.7'),
  badgeStatement: async (link: string, { verdict, state, checkedAt }: Report) => ({ '@context': CONTEXT, type: 'BadgeStatement', madeBy: 'did:web:testamur.example', link, verdict, state, checkedAt, expiresAt: checkedAt, proof: PROOF }),
  saveReport: async () => REPORT,
  keepReport: async (name) => name === REPORT,
  saveMany: async () => MANY,
  keepMany: async (name) => name === MANY,
  storedMany: (name) =>
    when(name === MANY, {
      rows: [
        { name: 'a.json', report: report(), reportName: REPORT },
        { name: '=b.pdf', fault: 'pdf' },
        { name: 'c.json', part: 1, report: report({ verdict: 'invalid', state: 'revoked' }), reportName: REPORT },
        { name: 'd.json', fault: 'late' },
      ],
      checkedAt: '2026-11-21T10:00:00Z',
      keptUntil: '2026-11-22T10:00:00Z',
    }),
  storedReport: (name) => when(name === REPORT, { verification: verification(), fileName: 'diploma.json', keptUntil: '2026-11-22T10:00:00Z' }),
} satisfies Partial<HttpDeps>;
