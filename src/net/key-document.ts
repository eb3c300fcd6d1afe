import type { Fact } from '../core/evidence.js';
import type { Keep } from './archive.js';
import type { GuardedFetch } from './guarded-fetch.js';
import { documentIn, type Had } from './json-document.js';

/**
 * How any document of keys is asked for: far more than an organisation's keys take; for however long its host lets it be kept, so that a revoked key
 * is known within this; and at its own address, for that is who says so.
 */
export const KEYS = { maxBytes: 256 * 1024, freshMs: 5 * 60 * 1000, maxRedirects: 0 } as const;

export interface KeyDocumentDeps {
  readonly fetch: GuardedFetch;
  /** Keeps what was seen, as it was. */
  readonly keep: Keep;
}
export type KeyDocument = Had | Extract<Fact<never>, { readonly ok: false }>;

/** A document of keys at an address, as it is there now. */
export const createKeyDocument =
  ({ fetch, keep }: KeyDocumentDeps) =>
  async (url: string, accept: string): Promise<KeyDocument> => {
    const document = documentIn(await fetch(url, { accept, ...KEYS }), { url, reason: 'key-unavailable' });
    if (document.ok) await keep(url, document.bytes);
    return document;
  };
