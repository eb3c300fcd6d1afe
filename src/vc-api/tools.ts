import type { JsonLd } from '../formats/securing/json-ld.js';
import type { Securing } from '../formats/securing/index.js';
import type { TestIssuer } from './issuers.js';

/** What the use cases of the VC-API work with. */
export interface Tools {
  readonly ld: JsonLd;
  readonly securing: Securing;
  readonly baseUrl: string;
  /** By name. */
  readonly issuers: ReadonlyMap<string, TestIssuer>;
  now(): Date;
  random(bytes: number): Uint8Array;
}
