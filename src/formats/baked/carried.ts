/** A credential is text; one larger than this is not read (as `verify/detect` has it). */
export const MAX_CREDENTIAL_BYTES = 2 * 1024 * 1024;

/** Something that an image carries: an Open Badge, of whatever version, or a learner record. */
export interface Carried {
  /** Unpacks it; undefined when it cannot be. Not before it is asked for: a small file can hold a thousand, each a thousand times its size. */
  content(): Uint8Array | undefined;
}
