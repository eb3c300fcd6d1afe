import type { Fact } from '../core/evidence.js';
import type { Json } from '../core/json.js';
import type { GuardedFetch } from './guarded-fetch.js';
import { documentIn } from './json-document.js';

/**
 * A JSON document that a credential keeps a part of itself in, as it is there now: it may be about a person, so that nothing of it is kept. What it
 * says is its host's word: one to which another host was pointed out is nobody's.
 */
export const createLinkedDocument =
  (fetch: GuardedFetch) =>
  async (url: string): Promise<Fact<Json>> => {
    const answer = await fetch(url, { accept: 'application/ld+json, application/json;q=0.9' });
    if (!answer.ok && answer.why === 'gone') return { ok: false, reason: 'document-gone', detail: url };
    if (answer.ok && new URL(answer.url).origin !== new URL(url).origin) return { ok: false, reason: 'source-unavailable', detail: `${url}: it is at another host` };
    const document = documentIn(answer, { url, reason: 'source-unavailable' });
    return document.ok ? { ok: true, value: document.value } : document;
  };
