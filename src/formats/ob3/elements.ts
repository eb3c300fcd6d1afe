import type { CredentialView, Term } from '../../core/credential-view.js';
import { MANDATORY, OPTIONAL, type Element, type ElementFound, type ElementsFound } from '../../core/elements.js';
import { together } from './competing.js';
import { DUTCH, dutchAssessments, dutchFound, dutchParticipation, dutchSupervision, dutchWorkload } from './educredential.js';
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
    const names = entries.filter((one) => text(one, 'identityType') === IDENTITY.name);
    return all(names.length > 0 ? names : entries, (entry) => (entry.value.hashed === true ? text(entry, 'identityType') : text(entry, 'identityHash')));
  },
  M2: ({ achievement, root }) => property(achievement, 'name') ?? property(root, 'name'),
  M3: ({ issuer }) => {
    const address = node(issuer, 'address');
    return property(address, 'addressCountryCode') ?? property(address, 'addressCountry');
  },
  M4: (parts) => aligned(parts, ALIGNMENT.awardingBody) ?? property(parts.issuer, 'name'),
  M5: ({ root }) => property(root, 'validFrom') ?? property(root, 'issuanceDate') ?? property(root, 'awardedDate'),
  M6: (parts) => aligned(parts, ...OUTCOME_TYPES),
  M7: (parts) => workload(parts) ?? dutchFound(parts.achievement, DUTCH.workload, sizes(dutchWorkload(parts.achievement))),
  M8: (parts) => aligned(parts, ALIGNMENT.eqf, ALIGNMENT.nqf, ALIGNMENT.cycle, ALIGNMENT.level),
  M9: (parts) => aligned(parts, ALIGNMENT.assessment) ?? dutchFound(parts.achievement, DUTCH.assessment, labels(dutchAssessments(parts.achievement))),
  M10: (parts) => aligned(parts, ALIGNMENT.participation) ?? dutchFound(parts.achievement, DUTCH.participation, labels(dutchParticipation(parts.achievement))),
  M11: (parts) => aligned(parts, ALIGNMENT.quality),
  O1: ({ achievement }) => {
    const narrative = property(node(achievement, 'criteria'), 'narrative');
    const value = prerequisitesIn(narrative?.value ?? '');
    return narrative && value !== undefined ? { path: narrative.path, value } : undefined;
  },
  O2: (parts) => aligned(parts, ALIGNMENT.supervision) ?? dutchFound(parts.achievement, DUTCH.supervision, dutchSupervision(parts.achievement)?.label),
  O3: ({ subject }) => {
    const results = nodes(subject, 'result').flatMap((result) => property(result, 'value') ?? []);
    return results[0] && { path: results[0].path, value: together(results.map(({ value }) => value)) ?? '' };
  },
  O4: (parts) => aligned(parts, ALIGNMENT.stackability, ALIGNMENT.stackableInto),
  O5: ({ subject, root }) => property(subject, 'narrative') ?? property(root, 'validUntil') ?? property(root, 'expirationDate'),
};

const labels = (terms: readonly Term[]): string | undefined => together(terms.map(({ label }) => label));
const sizes = ({ credits, hours }: CredentialView['workload']): string =>
  [credits && `${credits.value} ECTS`, hours === undefined ? undefined : `${hours} h`].filter((part) => part !== undefined).join('; ');

/** Every element, found or not. */
export function elementsOf(parts: Parts): ElementsFound {
  const found = [...MANDATORY, ...OPTIONAL].map((element): [Element, ElementFound] => {
    const at = FINDERS[element](parts);
    return [element, at === undefined ? { present: false } : { present: true, ...at }];
  });
  return Object.fromEntries(found) as ElementsFound;
}

/** Of several the path of the first and the values of all. */
function all(entries: readonly Node[], value: (entry: Node) => string | undefined): Found | undefined {
  const [first] = entries;
  return first && { path: first.path, value: together(entries.map((entry) => value(entry) ?? '')) ?? '' };
}

/** Names in the order of their codes (LO2 before LO10), which is the issuer's, as the order of a set is nobody's; those without come last. */
function aligned({ alignments }: Parts, ...types: readonly string[]): Found | undefined {
  const found = alignments(...types);
  const names = found.map((alignment) => ({ key: `${sortable(text(alignment, 'targetCode') ?? '\uffff')}\0${text(alignment, 'targetName') ?? ''}`, name: text(alignment, 'targetName') ?? '' }));
  const sorted = names.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  return found[0] && { path: found[0].path, value: [...new Set(sorted.map(({ name }) => name))].join('; ') };
}

const sortable = (code: string): string => code.replace(/\d+/g, (digits) => digits.padStart(9, '0'));

/** Credits, hours, or both. */
function workload(parts: Parts): Found | undefined {
  const found = [credits(parts), aligned(parts, ALIGNMENT.hours)].filter((part) => part !== undefined);
  const [first] = found;
  return first && { path: first.path, value: found.map(({ value }) => value).join('; ') };
}

function credits({ alignments, subject, achievement }: Parts): Found | undefined {
  const stated = alignments(ALIGNMENT.credits);
  const counted = stated.filter((one) => property(one, 'targetDescription') !== undefined);
  if (counted.length > 0) return all(counted, (one) => `${text(one, 'targetDescription')} ${text(one, 'targetName') ?? ''}`.trim());
  const value = property(subject, 'creditsEarned') ?? property(achievement, 'creditsAvailable');
  const systems = all(stated, (one) => text(one, 'targetName'));
  return value && { path: systems?.path ?? value.path, value: `${value.value} ${systems?.value ?? ''}`.trim() };
}

function property(parent: Node | undefined, name: string): Found | undefined {
  const value = text(parent, name);
  return parent === undefined || value === undefined || value === '' ? undefined : { path: `${parent.path}/${name}`, value };
}
