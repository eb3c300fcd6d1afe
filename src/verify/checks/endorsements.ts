import { skip, warn, type Finding } from '../../core/finding.js';
import { isObject, pointer, type Json } from '../../core/json.js';
import type { Parsed } from '../../formats/format.js';

/** Open Badges 3.0 lets a credential, its achievement and any profile carry endorsements: credentials of their own, under these names. */
const CARRIERS: readonly string[] = ['endorsement', 'endorsementJwt'];

/** Says that endorsements are there and were not judged, so that nobody takes them as read. */
export function checkEndorsements({ document }: Parsed): Finding {
  const found = endorsementsIn(document, []);
  return found.length === 0 ? skip('endorsements', 'not-declared') : warn('endorsements', 'not-verified', { detail: found.join(', ') });
}

function endorsementsIn(value: Json, path: readonly (string | number)[]): string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item, index) => endorsementsIn(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    CARRIERS.includes(name) ? [pointer(...path, name)] : endorsementsIn(inner, [...path, name]),
  );
}
