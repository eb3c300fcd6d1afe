import { readdirSync, readFileSync } from 'node:fs';
import type { World } from '../../support/world.js';

/** What is checked: text, bytes, or the name of something too large to keep (`large.ts` makes it). */
export type Upload = { readonly text: string } | { readonly base64: string } | { readonly made: string };

/** What the verifier must say of it. */
export interface Expected {
  /** `unreadable`: there is no report, and why is said by code and reason. */
  readonly verdict: 'valid' | 'invalid' | 'indeterminate' | 'unreadable';
  /** Of a report: every *fail* and *unknown* in it, but those that only follow from a signature that nobody proved. */
  readonly findings?: readonly string[];
  /** Of no report. */
  readonly code?: string;
  readonly reason?: string;
  /** Texts that neither the report nor its page may show. */
  readonly unshown?: readonly string[];
  /** Texts that the page must not show, in English. */
  readonly unsaid?: readonly string[];
  /** Texts that the page must show, in English. */
  readonly shown?: readonly string[];
  /** Every address that was connected to; not asserted where it is left out. */
  readonly asked?: readonly string[];
}
/** One attack, with all that it needs. */
export interface Vector {
  /** Number in the list of `SOURCE.md`. */
  readonly case: number;
  readonly name: string;
  readonly what: string;
  /** The rule that it breaks. */
  readonly clause: string;
  readonly upload: Upload;
  readonly world: World;
  readonly expected: Expected;
}

export const FOLDER = new URL('./', import.meta.url);
export const HONEST = new URL('./honest/', import.meta.url);
export const fileName = ({ case: number, name }: Vector): string => `${String(number).padStart(2, '0')}-${name}.json`;

export const vectorsIn = (folder: URL): Vector[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Vector);
