import { EventEmitter } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { isAlike } from '../../src/core/alike.js';
import type { KeyFact, OwnAward, PublicJwk, StatusListFact, TrustStatement } from '../../src/core/evidence.js';
import { thumbprint } from '../../src/core/keys.js';
import type { TrustAnchor } from '../../src/core/seal.js';
import { createFormats, createReaders } from '../../src/formats/index.js';
import { createSecuring } from '../../src/formats/securing/index.js';
import { createGuardedFetch } from '../../src/net/guarded-fetch.js';
import { createSharedFetch } from '../../src/net/shared-fetch.js';
import type { StatementQuery } from '../../src/trust/ports.js';
import { createVerify, type Verify } from '../../src/verify/index.js';
import type { ListEdition, VerifyPorts } from '../../src/verify/ports.js';
import type { Kit } from '../../src/wire/kit.js';
import { verifyPorts } from '../../src/wire/public.js';
import { createCarriers } from '../../src/wire/carriers.js';
import { documents } from './documents.js';

/** What a server answers at one address: 200 and JSON unless it says otherwise. */
export interface Answer {
  readonly status?: number;
  readonly type?: string;
  /** Text, or JSON to be written as text. */
  readonly body?: unknown;
  /** Where it says to go instead. */
  readonly location?: string;
  /** It closes the connection instead. */
  readonly broken?: true;
  /** Name of a body that is too large to keep. */
  readonly made?: string;
}

/** All that a verification can meet, as data: the web, our own store, and what the operator entered. */
export interface World {
  /** The moment of judging. */
  readonly at: string;
  readonly web: Readonly<Record<string, Answer>>;
  /** What names resolve to; a public address where nothing is said. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
  readonly statements: readonly TrustStatement[];
  /** When the newest edition of a status list that was seen before says that it was made, by its address. */
  readonly seen?: Readonly<Record<string, string>>;
  /** Certificates in base64. */
  readonly anchors?: readonly (Omit<TrustAnchor, 'certificate'> & { readonly certificate: string })[];
  /** Our own keys by their URL, lists by theirs, and awards by the id of their credential. */
  readonly own?: { readonly keys?: Readonly<Record<string, KeyFact>>; readonly lists?: Readonly<Record<string, StatusListFact>>; readonly awards?: Readonly<Record<string, OwnAward>> };
}
export interface Opened {
  readonly verify: Verify;
  /** Addresses that were connected to, in their order. */
  readonly asked: readonly string[];
}

export const OWN_BASE = 'https://verifier.example';
const PUBLIC = '93.184.215.14';
const readers = createReaders(createFormats(documents), documents);

/** The verifier as it is wired, in this world. The guard of fetches is the real one: names and servers alone are made up. */
export function openWorld(world: World): Opened {
  const asked: string[] = [];
  const { fetch } = webOf(world, asked);
  const now = () => new Date(world.at);
  const kit = { deps: { baseUrl: OWN_BASE, now }, store: storeOf(world), fetch: createSharedFetch(fetch, { now, told: () => undefined }) } as unknown as Kit;
  const wired = verifyPorts(kit);
  const ports = (): VerifyPorts => {
    const these = wired();
    return { ...these, ownAward: (id) => Promise.resolve(world.own?.awards?.[id]), statusList: async (url) => ownList(world, url) ?? these.statusList(url) };
  };
  return { asked, verify: createVerify({ formats: readers, carriers: createCarriers(), securing: createSecuring(documents), ports }) };
}

const ownList = ({ own }: World, url: string) => {
  const list = own?.lists?.[url];
  return list && ({ ok: true, value: { own: list } } as const);
};

function storeOf({ own = {}, statements, anchors = [], seen = {} }: World) {
  const keys = Object.values(own.keys ?? {});
  return {
    keyDocuments: { keepDocument: () => Promise.resolve(0) },
    organisations: { organisationByDid: (did: string) => Promise.resolve(keys.find(({ controller }) => controller === did)) },
    signingKeys: {
      ownKey: (url: string) => Promise.resolve(own.keys?.[url]),
      ownKeyOf: (jwk: PublicJwk) => Promise.resolve(keys.find(({ publicJwk }) => thumbprint(publicJwk) === thumbprint(jwk))),
    },
    statusLists: { listState: () => Promise.resolve(undefined) },
    anchors: { anchors: () => Promise.resolve({ ok: true, value: anchors.map((one) => ({ ...one, certificate: new Uint8Array(Buffer.from(one.certificate, 'base64')) })) }) },
    trust: {
      statements: ({ did, keyThumbprints, name }: StatementQuery) =>
        Promise.resolve({ ok: true, value: statements.filter((one) => one.did === did || one.keyThumbprints.some((print) => keyThumbprints.includes(print)) || (name !== undefined && isAlike(name, one.entityName))) }),
    },
    awards: {},
    listsSeen: { sawList: ({ url, madeAt }: ListEdition) => Promise.resolve([madeAt, seen[url] ?? ''].sort().at(-1)) },
  };
}

/** A server behind every name: what it answers is in the world, and that it was asked is kept. */
function webOf({ web, names = {} }: World, asked: string[]) {
  const resolve = (host: string, _options: unknown, done: (error: null, addresses: { address: string; family: number }[]) => void): void =>
    done(null, (names[host] ?? [PUBLIC]).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  const request = ((url: URL, options: { lookup: LookupFunction; signal: AbortSignal }, answered: (response: IncomingMessage) => void) => {
    const outgoing = Object.assign(new EventEmitter(), { end: () => undefined, destroy: () => undefined });
    options.signal.addEventListener('abort', () => outgoing.emit('error', new Error('aborted')));
    setImmediate(() =>
      options.lookup(url.hostname, { all: true }, (error) => {
        if (error) return void outgoing.emit('error', error);
        asked.push(url.href);
        const answer = web[url.href] ?? { status: 404, body: '' };
        if (answer.broken === true) outgoing.emit('error', new Error('closed'));
        else answered(responseOf(answer));
      }),
    );
    return outgoing as unknown as ClientRequest;
  }) as unknown as typeof httpsRequest;
  return { fetch: createGuardedFetch({ resolve, request }) };
}

function responseOf({ status, type = 'application/json', body = '', location }: Answer): IncomingMessage {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = { 'content-type': type, ...(location === undefined ? {} : { location }) };
  return Object.assign(Readable.from([Buffer.from(text)]), { statusCode: status ?? (location === undefined ? 200 : 302), headers }) as unknown as IncomingMessage;
}
