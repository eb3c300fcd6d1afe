import type { CredentialView, Term } from '../../core/credential-view.js';
import { MANDATORY, OPTIONAL, type Element, type ElementFound, type ElementsFound } from '../../core/elements.js';
import { ASSESSMENT_TYPES, CREDIT_SYSTEMS, findTerm, PARTICIPATION_TYPES, QUALITY_TYPES, type VocabularyTerm } from '../../core/vocabulary.js';
import type { Node } from '../ob3/nodes.js';
import type { Parts } from './parts.js';
import { countryOf, type Found } from './read-organisations.js';
import { ownCode } from './read-terms.js';

type View = Omit<CredentialView, 'elements'>;
type Finder = (parts: Parts, view: View) => Found | undefined;

/** Where each standard element stands in a European Digital Credential; what it says there is as the view has it. */
const FINDERS: Readonly<Record<Element, Finder>> = {
  M1: ({ subject }, { learner }) => at(member(subject, 'fullName', 'givenName', 'familyName', 'identifier'), learner.name ?? learner.identifiers.map(({ value }) => value).join('; ')),
  M2: ({ claim, specification, root }, { title }) => at(member(claim, 'title') ?? member(specification, 'title') ?? member(root, 'displayParameter'), title),
  M3: country,
  M4: ({ bodies: [first] }, { awardingBodies }) => at(first?.path, names(awardingBodies, [])),
  M5: ({ root }, { validFrom }) => at(member(root, 'issued', 'issuanceDate', 'validFrom'), validFrom),
  M6: ({ specification }, { outcomes }) => at(member(specification, 'learningOutcome', 'learningOutcomeSummary'), [...new Set(outcomes.map(({ statement }) => statement))].join('; ')),
  M7: ({ specification, claim }, { workload }) => at(member(specification, 'creditPoint', 'volumeOfLearning') ?? member(claim, 'creditReceived'), sizes(workload)),
  M8: ({ specification }, { level }) => at(member(specification, 'eqfLevel', 'nqfLevel', 'educationLevel'), levels(level)),
  M9: ({ assessments: [first], specification }, { assessments }) => at(member(first, 'specifiedBy', 'dcType') ?? member(specification, 'provenBy'), names(assessments, ASSESSMENT_TYPES)),
  M10: ({ specification, claim }, { participation }) => at(member(specification, 'mode') ?? member(claim, 'influencedBy'), names(participation, PARTICIPATION_TYPES)),
  M11: ({ bodies, specification, root }, { qualityAssurance }) =>
    at([...bodies, specification].map((node) => member(node, 'accreditation')).find((path) => path !== undefined) ?? member(bodies[0], 'additionalNote') ?? member(root, 'evidence'), names(qualityAssurance, QUALITY_TYPES)),
  O1: ({ specification }, { prerequisites }) => at(member(specification, 'entryRequirement'), prerequisites),
  O2: ({ assessments }, { supervision }) => at(assessments.map((one) => member(one, 'idVerification')).find((path) => path !== undefined), supervision?.label),
  O3: ({ assessments }, { grade }) => at(assessments.map((one) => member(one, 'grade')).find((path) => path !== undefined), grade?.value),
  O4: ({ specification }, { stackability }) => at(member(specification, 'isPartOf', 'additionalNote'), names(stackability, [])),
  O5: ({ specification, claim, root }, { furtherInformation, validUntil }) =>
    at(member(specification, 'additionalNote') ?? member(claim, 'additionalNote'), furtherInformation) ?? at(member(root, 'validUntil', 'expirationDate'), validUntil),
};

/** Every element, found or not. */
export function elementsOf(parts: Parts, view: View): ElementsFound {
  const found = [...MANDATORY, ...OPTIONAL].map((element): [Element, ElementFound] => {
    const where = FINDERS[element](parts, view);
    return [element, where === undefined ? { present: false } : { present: true, ...where }];
  });
  return Object.fromEntries(found) as ElementsFound;
}

const at = (path: string | undefined, value: string | undefined): Found | undefined => (path === undefined || value === undefined || value === '' ? undefined : { path, value });

/** Pointer to the first of these members that the node has. */
function member(node: Node | undefined, ...members: readonly string[]): string | undefined {
  const name = members.find((one) => node?.value[one] !== undefined);
  return node && name !== undefined ? `${node.path}/${name}` : undefined;
}

/** The awarding body's first; that of whoever seals is the certificate's. */
function country(parts: Parts): Found | undefined {
  const organisations = [...parts.bodies, parts.issuer];
  return organisations.map((organisation) => countryOf(parts, organisation)).find((found) => found !== undefined);
}

/** In the order of our codes where the terms have them, as other formats state them; else of their labels. */
function names(terms: readonly Term[], list: readonly VocabularyTerm[]): string {
  const keyed = terms.map(({ label, iri }) => ({ label, key: `${codeOf(iri, list)}\0${label}` }));
  const sorted = keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  return [...new Set(sorted.map(({ label }) => label))].join('; ');
}
const codeOf = (iri: string | undefined, list: readonly VocabularyTerm[]): string => list.find((term) => term.iri === iri)?.code ?? ownCode(iri) ?? (iri?.startsWith('did:') === true ? iri : '\uffff');

function sizes({ credits, hours }: View['workload']): string {
  const counted = credits && `${credits.value} ${findTerm(CREDIT_SYSTEMS, credits.system)?.label ?? credits.system}`.trim();
  return [counted, hours === undefined ? undefined : `${hours} h`].filter((part) => part !== undefined).join('; ');
}

function levels({ applicable, eqf, nqf, cycle }: View['level']): string {
  if (!applicable) return 'level not applicable';
  return [eqf === undefined ? undefined : `EQF level ${eqf}`, nqf?.label, cycle?.label].filter((part) => part !== undefined).join('; ');
}
