import type { Documents } from '../../src/core/documents.js';
import { loadDocuments } from '../../src/store/documents.js';

/** The pinned contexts and schemas, as the program loads them. */
export const documents: Documents = loadDocuments();

/** A JSON-LD document loader for peers, over the pinned contexts alone. */
export function peerLoader(more: Readonly<Record<string, unknown>> = {}) {
  return (url: string): Promise<{ contextUrl: null; documentUrl: string; document: unknown }> => {
    const document = more[url] ?? documents.contexts.get(url);
    return document === undefined ? Promise.reject(new Error(`not pinned: ${url}`)) : Promise.resolve({ contextUrl: null, documentUrl: url, document });
  };
}
