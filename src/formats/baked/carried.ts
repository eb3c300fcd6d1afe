/** A credential is text; one larger than this is not read (as `verify/detect` has it). */
export const MAX_CREDENTIAL_BYTES = 2 * 1024 * 1024;

/** Something that an image carries: an Open Badge of version 3, or what was carried in the same way before or beside it. */
export interface Carried {
  readonly kind: 'open-badge' | 'learner-record' | 'older-badge';
  /** Undefined when it cannot be unpacked. */
  readonly content: Uint8Array | undefined;
}
