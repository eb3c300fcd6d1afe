import type { CredentialView } from '../../src/core/credential-view.js';

/**
 * A view as it can be compared across formats: sets in one order (a Data Integrity credential has none), no places of one document, and of the
 * learner's identifiers those that both state in clear. Open Badges hash the others; a European Digital Credential has no hashes.
 */
export function comparable({ learner, elements, ...view }: CredentialView): unknown {
  const clear = learner.identifiers.filter(({ hashed, type }) => !hashed && type === 'ext:esi');
  return sorted({
    ...view,
    learner: { ...learner, identifiers: clear },
    elements: Object.fromEntries(Object.entries(elements).map(([element, { present, value }]) => [element, { present, value: element === 'M1' ? undefined : value?.split('; ').sort() }])),
  });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort().map(([name, member]) => [name, sorted(member)]));
}
