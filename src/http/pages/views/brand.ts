import { accentsOf, type Accent } from '../../../core/accent.js';
import { sha256, toBase64url } from '../../../core/bytes.js';
import type { Organisation } from '../../../core/model.js';

type Branding = NonNullable<Organisation['branding']>;

/**
 * A tenant's own style sheet: two colours, in light and in dark; empty for one that has set none. Print stays black on white, and high
 * contrast the reader's.
 */
export function brandSheet(branding: Branding | undefined): string {
  if (branding === undefined) return '';
  const { light, dark } = accentsOf(branding.accent);
  return `@media screen{:root{${tokens(light)}}}@media screen and (prefers-color-scheme:dark){:root{${tokens(dark)}}}\n`;
}
const tokens = ({ accent, on }: Accent): string => `--accent:${accent};--accent-on:${on}`;

/** Tells one edition of a sheet from another. */
export const brandVersion = (sheet: string): string => toBase64url(sha256(sheet)).slice(0, 12);

/** The page of an old award names the organisation as it was then, and wears its present colours all the same: the address gives those. */
export const brandPath = ({ slug, branding }: Pick<Organisation, 'slug' | 'branding'>): string => `/o/${slug}/brand.css?v=${brandVersion(brandSheet(branding))}`;
