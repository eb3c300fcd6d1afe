import { MANDATORY, OPTIONAL, type Element, type ElementFound, type ElementsFound } from '../../core/elements.js';
import { prerequisitesIn } from './narrative.js';
import { node, nodes, text, type Node } from './nodes.js';
import type { Parts } from './parts.js';
import { OUTCOME_TYPES } from './read-alignments.js';
import { ALIGNMENT, IDENTITY } from './terms.js';

type Finder = (parts: Parts) => Found | undefined;
interface Found {
  readonly path: string;
  readonly value: string;
}

/** Where each standard element stands in an Open Badge, and what it says there. */
const FINDERS: Readonly<Record<Element, Finder>> = {
  M1: ({ subject }) => {
    const entries = nodes(subject, 'identifier');
    const entry = entries.find((one) => text(one, 'identityType') === IDENTITY.name) ?? entries[0];
    return entry && { path: entry.path, value: entry.value.hashed === true ? (text(entry, 'identityType') ?? '') : (text(entry, 'identityHash') ?? '') };
  },
  M2: ({ achievement, root }) => property(achievement, 'name') ?? property(root, 'name'),
  M3: ({ issuer }) => {
    const address = node(issuer, 'address');
    return property(address, 'addressCountryCode') ?? property(address, 'addressCountry');
  },
  M4: (parts) => aligned(parts, ALIGNMENT.awardingBody) ?? property(parts.issuer, 'name'),
  M5: ({ root }) => property(root, 'validFrom') ?? property(root, 'issuanceDate') ?? property(root, 'awardedDate'),
  M6: (parts) => aligned(parts, ...OUTCOME_TYPES),
  M7: (parts) => workload(parts),
  M8: (parts) => aligned(parts, ALIGNMENT.eqf, ALIGNMENT.nqf, ALIGNMENT.cycle, ALIGNMENT.level),
  M9: (parts) => aligned(parts, ALIGNMENT.assessment),
  M10: (parts) => aligned(parts, ALIGNMENT.participation),
  M11: (parts) => aligned(parts, ALIGNMENT.quality),
  O1: ({ achievement }) => {
    const narrative = property(node(achievement, 'criteria'), 'narrative');
    const value = prerequisitesIn(narrative?.value ?? '');
    return narrative && value !== undefined ? { path: narrative.path, value } : undefined;
  },
  O2: (parts) => aligned(parts, ALIGNMENT.supervision),
  O3: ({ subject }) => nodes(subject, 'result').flatMap((result) => property(result, 'value') ?? [])[0],
  O4: (parts) => aligned(parts, ALIGNMENT.stackability, ALIGNMENT.stackableInto),
  O5: ({ subject, root }) => property(subject, 'narrative') ?? property(root, 'validUntil') ?? property(root, 'expirationDate'),
};

/** Every element, found or not. */
export function elementsOf(parts: Parts): ElementsFound {
  const found = [...MANDATORY, ...OPTIONAL].map((element): [Element, ElementFound] => {
    const at = FINDERS[element](parts);
    return [element, at === undefined ? { present: false } : { present: true, ...at }];
  });
  return Object.fromEntries(found) as ElementsFound;
}

/** Of several alignments the path of the first and the names of all. */
function aligned({ alignments }: Parts, ...types: readonly string[]): Found | undefined {
  const all = alignments(...types);
  const [first] = all;
  return first && { path: first.path, value: all.map((alignment) => text(alignment, 'targetName') ?? '').join('; ') };
}

/** Credits, hours, or both. */
function workload(parts: Parts): Found | undefined {
  const found = [credits(parts), aligned(parts, ALIGNMENT.hours)].filter((part) => part !== undefined);
  const [first] = found;
  return first && { path: first.path, value: found.map(({ value }) => value).join('; ') };
}

function credits({ alignments, subject, achievement }: Parts): Found | undefined {
  const [stated] = alignments(ALIGNMENT.credits);
  const value = property(stated, 'targetDescription') ?? property(subject, 'creditsEarned') ?? property(achievement, 'creditsAvailable');
  return value && { path: stated?.path ?? value.path, value: `${value.value} ${text(stated, 'targetName') ?? ''}`.trim() };
}

function property(parent: Node | undefined, name: string): Found | undefined {
  const value = text(parent, name);
  return parent === undefined || value === undefined || value === '' ? undefined : { path: `${parent.path}/${name}`, value };
}
