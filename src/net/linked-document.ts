import type { Fact } from '../core/evidence.js';
import type { Json } from '../core/json.js';
import type { GuardedFetch } from './guarded-fetch.js';
import { documentIn } from './json-document.js';

/** A JSON document that a credential keeps a part of itself in, as it is there now: it may be about a person, so that nothing of it is kept. */
export const createLinkedDocument =
  (fetch: GuardedFetch) =>
  async (url: string): Promise<Fact<Json>> => {
    const document = documentIn(await fetch(url, { accept: 'application/ld+json, application/json;q=0.9' }), { url, reason: 'source-unavailable' });
    return document.ok ? { ok: true, value: document.value } : document;
  };
