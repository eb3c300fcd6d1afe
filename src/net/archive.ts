/** Keeps a document as it was seen at its subject: a DID, or an address. */
export type Keep = (subject: string, document: Uint8Array) => Promise<void>;

/** Gives the bytes that it took: none of what was there already. */
export type Keeping = (subject: string, document: Uint8Array) => Promise<number>;

const DAY_MS = 24 * 60 * 60 * 1000;
/** Many times what honest issuers publish anew in a day. What is kept is kept for ever, and a stranger's server may say something else each time it is asked. */
const DAILY_BYTES = 64 * 1024 * 1024;

/**
 * Keeps what was fetched, once: an answer given to many was seen once. A document that cannot be kept now, or is one too many for a day, is judged all
 * the same, and kept when it is next asked for.
 */
export function createArchive(keep: Keeping, now: () => Date, daily = DAILY_BYTES): Keep {
  const kept = new WeakSet<Uint8Array>();
  let [day, taken] = [0, 0];
  return async (subject, document) => {
    const today = Math.floor(now().getTime() / DAY_MS);
    if (day !== today) [day, taken] = [today, 0];
    if (kept.has(document) || taken >= daily) return;
    kept.add(document);
    taken += await keep(subject, document).catch(() => (kept.delete(document), 0));
  };
}
