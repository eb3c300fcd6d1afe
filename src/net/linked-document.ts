import type { Fact } from '../core/evidence.js';
import type { Json } from '../core/json.js';
import type { GuardedFetch } from './guarded-fetch.js';
import { documentIn } from './json-document.js';

/** A JSON document that a credential keeps a part of itself in, as it is there now. */
export const createLinkedDocument =
  (fetch: GuardedFetch) =>
  async (url: string): Promise<Fact<Json>> => {
    const document = documentIn(await fetch(url, { accept: 'application/ld+json, application/json;q=0.9' }));
    return typeof document === 'string' ? { ok: false, reason: 'source-unavailable', detail: `${url}: ${document}` } : { ok: true, value: document };
  };
