import { MANDATORY, OPTIONAL } from '../../../src/core/elements.js';
import type { ElementsFound } from '../../../src/core/elements.js';
import { encodeList } from '../../../src/core/bitstring.js';
import type { Evidence, Fact, KeyFact, StatusListFact, TrustStatement } from '../../../src/core/evidence.js';
import { thumbprint } from '../../../src/core/keys.js';
import type { CredentialView } from '../../../src/core/credential-view.js';
import type { Parsed, StatusEntry } from '../../../src/formats/format.js';
import type { Read } from '../../../src/verify/workshop.js';
import { ed25519Key, keyFact } from '../../support/keys.js';

export const ISSUER = 'did:web:testamur.example:o:jadran';
export const KEY_URL = `${ISSUER}#key-1`;
export const LIST_URL = 'https://testamur.example/status/1';
export const KEY = ed25519Key();
export const THUMBPRINT = thumbprint(KEY.publicJwk);
export const NOW = '2027-01-15T12:00:00Z';

export const allElements = (): ElementsFound => Object.fromEntries([...MANDATORY, ...OPTIONAL].map((e) => [e, { present: true }])) as ElementsFound;

export const view = (over: Partial<CredentialView> = {}): CredentialView => ({
  id: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a01',
  issuer: { id: ISSUER, name: 'Jadran University', country: 'HR', identifiers: [] },
  awardingBodies: [],
  learner: { identifiers: [] },
  awardedOn: '2026-06-30',
  validFrom: '2026-11-21T10:00:00Z',
  validUntil: '2031-06-30T23:59:59Z',
  outcomes: [],
  workload: {},
  level: { applicable: true, eqf: 7 },
  assessments: [],
  participation: [],
  qualityAssurance: [],
  stackability: [],
  instructionLanguages: [],
  registrations: [],
  coCertifications: [],
  elements: allElements(),
  ...over,
});

export const entry = (over: Partial<StatusEntry> = {}): StatusEntry => ({ type: 'BitstringStatusListEntry', purpose: 'revocation', list: LIST_URL, index: 94567, ...over });

export const parsed = (over: Partial<Parsed> = {}): Parsed => ({
  format: 'ob3-di',
  document: {},
  secured: undefined,
  view: view(),
  statusEntries: [entry()],
  keys: [KEY_URL],
  signedAt: '2026-11-21T10:00:00Z',
  needs: { keys: [KEY_URL], statusLists: [LIST_URL], issuer: ISSUER, credentialId: 'urn:uuid:5c1a0f5e-2f55-4d8e-9d0b-0f6a9d5f7a01' },
  ...over,
});

export const key = (over: Partial<KeyFact> = {}, url = KEY_URL): Fact<KeyFact> => keyFact(url, KEY, { source: 'did:web', ...over });

const EMPTY = encodeList([]);
export const list = (over: Partial<StatusListFact> = {}): Fact<StatusListFact> => ({
  ok: true,
  value: { url: LIST_URL, issuer: ISSUER, purposes: ['revocation'], encodedList: EMPTY, validFrom: '2027-01-15T06:00:00Z', validUntil: '2027-01-16T06:00:00Z', source: 'fetched', ...over },
});

export const statement = (over: Partial<TrustStatement> = {}): TrustStatement => ({
  id: '019a9f00-0000-7000-8000-0000000000aa',
  source: 'Register of issuers',
  authority: 'Testamur',
  entityName: 'Jadran University',
  did: ISSUER,
  keyThumbprints: [],
  scope: {},
  validFrom: '2026-01-01T00:00:00Z',
  recordedAt: '2026-01-01T00:00:00Z',
  enteredBy: 'admin',
  ...over,
});

export const statements = (...all: TrustStatement[]): Fact<readonly TrustStatement[]> => ({ ok: true, value: all });

export const evidence = (over: Partial<Evidence> = {}): Evidence => ({
  at: NOW,
  keys: { [KEY_URL]: key() },
  statusLists: { [LIST_URL]: list() },
  statements: statements(statement()),
  ...over,
});

export function read(over: Partial<Parsed> = {}): Read {
  const { format, view: seen, needs, keys, seal } = parsed(over);
  return { format, view: seen, needs, keys, ...(seal && { seal }), text: '', sha256: '' };
}
