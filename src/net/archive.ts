/** Keeps a document as it was seen at its subject: a DID, or an address. */
export type Keep = (subject: string, document: Uint8Array) => Promise<void>;

/**
 * Keeps what was fetched, once: an answer given to many was seen once. A document that cannot be kept now is judged all the same, and kept when it is
 * next asked for.
 */
export function createArchive(keep: Keep): Keep {
  const kept = new WeakSet<Uint8Array>();
  return async (subject, document) => {
    if (kept.has(document)) return;
    kept.add(document);
    await keep(subject, document).catch(() => kept.delete(document));
  };
}
