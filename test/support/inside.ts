import { createServer as createHttps, request as httpsRequest } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { createServer, type Server } from 'node:net';
import type { PublicJwk } from '../../src/core/evidence.js';
import { createFormats, createReaders } from '../../src/formats/index.js';
import { createSecuring } from '../../src/formats/securing/index.js';
import { createGuardedFetch, type FetchDeps } from '../../src/net/guarded-fetch.js';
import { createSharedFetch } from '../../src/net/shared-fetch.js';
import { createVerifyEach, type VerifyDeps } from '../../src/verify/index.js';
import { createWorkshop } from '../../src/verify/workshop.js';
import type { Kit } from '../../src/wire/kit.js';
import { verifyPorts } from '../../src/wire/public.js';
import { createCarriers } from '../../src/wire/carriers.js';
import { CERTIFICATE, PRIVATE_KEY } from '../unit/net/server.js';
import { documents } from './documents.js';

/** What a public name resolves to here; behind it stands a server on another address of this machine. */
const PUBLIC = '93.184.216.34';
const STAGE = '127.0.0.2';

/** A machine with something inside that nobody may reach, a server that looks public, and a verifier that knows both by name. */
export interface Inside {
  readonly port: number;
  /** Connections to what is inside. */
  connections(): number;
  /** Requests that the public-looking server had. */
  readonly staged: readonly string[];
  /** Verifies; what it finds does not matter here. */
  verify(text: string): Promise<void>;
  /** Whatever the public-looking server answers next names this address. */
  leadTo(url: string): void;
  close(): Promise<void>;
}
export interface InsideOptions {
  /** Another address inside, beside loopback. */
  readonly far?: string;
  /** Where all of them listen; else anywhere. */
  readonly port?: number;
  /** Takes the guard's judgement of names away: what then happens shows that the rest of it could be seen. */
  readonly unguarded?: boolean;
}

export async function openInside({ far, port: given = 0, unguarded = false }: InsideOptions = {}): Promise<Inside> {
  let connections = 0;
  const count = () =>
    createServer((socket) => {
      connections++;
      socket.destroy();
    });
  const [loopback, loopback6] = [count(), count()];
  const port = await listen(loopback, '127.0.0.1', given);
  await listen(loopback6, '::1', port);
  const stage = openStage();
  await listen(stage.server, STAGE, port);
  const close = (server: Server) => new Promise<void>((done) => server.close(() => done()));
  return {
    port,
    connections: () => connections,
    staged: stage.requests,
    leadTo: stage.leadTo,
    verify: verifierOver(depsOf(namesOf(far), unguarded)),
    close: async () => {
      stage.server.closeAllConnections();
      await Promise.all([loopback, loopback6, stage.server].map(close));
    },
  };
}

const listen = (server: Server, address: string, port: number): Promise<number> => new Promise((done, failed) => void server.once('error', failed).listen(port, address, () => done((server.address() as AddressInfo).port)));

/** Any name below `rebind.example` is public the first time, and inside from then on. */
function namesOf(far: string | undefined): FetchDeps['resolve'] {
  const names: Record<string, string[]> = {
    'inside.example': ['127.0.0.1'],
    'six.example': ['::1'],
    'mapped.example': ['::ffff:127.0.0.1'],
    'mixed.example': [PUBLIC, '127.0.0.1'],
    'public.example': [PUBLIC],
    ...(far !== undefined && { 'far.example': [far] }),
  };
  const known = new Set<string>();
  return (host, _options, done) => {
    const inside = far ?? '127.0.0.1';
    const addresses = names[host] ?? (host.endsWith('.rebind.example') ? [known.has(host) ? inside : PUBLIC] : undefined);
    known.add(host);
    if (addresses === undefined) return done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
    return done(null, addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  };
}

function depsOf(resolve: FetchDeps['resolve'], unguarded: boolean): FetchDeps {
  const open: LookupFunction = (host, options, done) => resolve(host, { ...options, all: true }, (error, addresses) => done(error, addresses));
  const request = ((url: URL, options: { lookup: LookupFunction }, answered: never) => {
    const lookup: LookupFunction = (host, asked, done) => options.lookup(host, { ...asked, all: true }, (error, found) => done(error, Array.isArray(found) ? found.map((one) => (one.address === PUBLIC ? { address: STAGE, family: 4 } : one)) : []));
    return httpsRequest(url, { ...options, lookup, rejectUnauthorized: false }, answered);
  }) as unknown as typeof httpsRequest;
  return { resolve, request, ...(unguarded && { through: () => Promise.resolve({ lookup: open }) }) };
}

/** `/to/…` redirects; everything else answers as whatever it may be asked for, and names where it leads in every way that there is. */
function openStage() {
  const requests: string[] = [];
  let next = '';
  const server = createHttps({ cert: CERTIFICATE, key: PRIVATE_KEY }, (req, res) => {
    const path = req.url ?? '/';
    requests.push(path);
    if (path.startsWith('/to/')) return void res.writeHead(302, { location: decodeURIComponent(path.slice(4)) }).end();
    const self = `https://${req.headers.host ?? ''}`;
    if (/rebind\.example/.test(self) && !path.includes('again')) return void res.writeHead(302, { location: `${self}/again` }).end();
    const id = path.endsWith('/did.json') ? `did:web:${(req.headers.host ?? '').replace(':', '%3A')}` : self + path;
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(leading({ id, issuer: self + path.replace('/.well-known/jwt-vc-issuer', ''), next })));
  });
  return { server, requests, leadTo: (url: string) => (next = url) };
}

const leading = ({ id, issuer, next }: { readonly id: string; readonly issuer: string; readonly next: string }) => ({
  '@context': ['https://www.w3.org/ns/credentials/v2', next],
  id,
  type: ['VerifiableCredential', 'BitstringStatusListCredential'],
  issuer,
  jwks_uri: next,
  controller: next,
  badge: next,
  verification: { type: 'SignedBadge', creator: next },
  publicKey: next,
  revocationList: next,
  credentialSubject: { id: next, type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList: 'uH4sIAAAAAAAAA2NgAAD-' },
  service: [{ id: '#s', type: 'LinkedDomains', serviceEndpoint: next }],
  publicKeyJwk: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
  proof: [{ type: 'DataIntegrityProof', cryptosuite: 'eddsa-jcs-2022', created: '2026-01-01T00:00:00Z', proofPurpose: 'assertionMethod', verificationMethod: next, proofValue: 'z5' }],
});

export const readers = createReaders(createFormats(documents), documents);

/** All of a verification as it is wired, but for the judging, which asks nobody. */
function verifierOver(deps: FetchDeps): (text: string) => Promise<void> {
  const now = () => new Date('2026-11-26T12:00:00Z');
  const nothing = () => Promise.resolve(undefined);
  const empty = () => Promise.resolve({ ok: true, value: [] } as const);
  const store = {
    keyDocuments: { keepDocument: () => Promise.resolve(0) },
    organisations: { organisationByDid: nothing },
    signingKeys: { ownKey: nothing, ownKeyOf: (_jwk: PublicJwk) => nothing() },
    statusLists: { listState: nothing },
    anchors: { anchors: empty },
    trust: { statements: empty },
    awards: { ownAward: nothing },
    listsSeen: { sawList: ({ madeAt }: { madeAt: string }) => Promise.resolve(madeAt) },
  };
  const kit = { deps: { baseUrl: 'https://verifier.example', now }, store, fetch: createSharedFetch(createGuardedFetch(deps), { now, told: () => undefined }) } as unknown as Kit;
  const parts: VerifyDeps = { formats: readers, carriers: createCarriers(), securing: createSecuring(documents), ports: verifyPorts(kit) };
  const workshop = { ...createWorkshop(parts), judge: () => Promise.resolve({} as never), judgeSeal: () => Promise.resolve({} as never) };
  const verify = createVerifyEach({ ...parts, openWorkshop: () => workshop });
  return async (text) => void (await verify(new TextEncoder().encode(text)).catch(() => undefined));
}
