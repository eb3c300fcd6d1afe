import { randomBytes } from 'node:crypto';
import { uuidv7 } from '../../src/core/ids.js';
import type { TrustAnchor } from '../../src/core/seal.js';
import { timestamp } from '../../src/core/time.js';
import type { GuardedFetch } from '../../src/net/guarded-fetch.js';
import { createStore, type Store } from '../../src/store/index.js';
import { createVerify, type Verify } from '../../src/verify/index.js';
import { createKit } from '../../src/wire/kit.js';
import { verifyPorts } from '../../src/wire/public.js';
import { createCarriers } from '../../src/wire/carriers.js';
import { openTestDatabase } from './database.js';

/** Another installation, with a database of its own: it knows nobody, and has no more of them than they publish. */
export interface Stranger {
  readonly verify: Verify;
  readonly store: Store;
  accept(anchor: Pick<TrustAnchor, 'certificate' | 'use' | 'kind' | 'name'>): Promise<void>;
  close(): Promise<void>;
}

/** The net as this machine has it: what is public elsewhere is on a port here, without TLS. */
const local: GuardedFetch = async (url) => {
  const response = await fetch(url.replace(/^https:/, 'http:'), { redirect: 'error' });
  if (response.status !== 200) return { ok: false, code: 'fetch-failed', why: 'http-status' };
  return { ok: true, bytes: new Uint8Array(await response.arrayBuffer()), mediaType: (response.headers.get('content-type') ?? '').split(';')[0] ?? '', url, obtainedAt: timestamp(new Date()) };
};

export async function openStranger(): Promise<Stranger> {
  const database = await openTestDatabase();
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const deps = { db: database.db, vault: database.vault, baseUrl: 'https://stranger.example', worker: 'stranger', now: () => new Date(), random };
  const kit = createKit(deps, { tsaUrl: undefined, custody: { pkcs11: undefined, csc: undefined } }, local);
  const store = createStore(deps);
  return {
    store,
    verify: createVerify({ formats: kit.readers, carriers: createCarriers(), securing: kit.securing, ports: verifyPorts(kit) }),
    accept: (anchor) => store.anchors.insertAnchor({ ...anchor, id: uuidv7(new Date(), random(10)), recordedAt: timestamp(new Date()), enteredBy: 'test' }),
    close: () => database.close(),
  };
}
