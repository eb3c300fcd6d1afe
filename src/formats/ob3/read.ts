import type { CredentialView } from '../../core/credential-view.js';
import type { JsonObject } from '../../core/json.js';
import { knownOf, only, together } from './competing.js';
import { dutchAssessments, dutchParticipation, dutchSupervision, dutchWorkload } from './educredential.js';
import { elementsOf } from './elements.js';
import { known } from './known.js';
import { prerequisitesIn } from './narrative.js';
import { idOf, node, nodes, text, texts, type Node } from './nodes.js';
import { partsOf, type Parts } from './parts.js';
import { awardingBodies, certifications, codes, level, oneTerm, outcomes, registrations, terms, workload } from './read-alignments.js';
import { ALIGNMENT, IDENTIFIER_TYPES, IDENTITY } from './terms.js';

/** What the credential says, in any Open Badges 3.0 document, ours or not: nothing is resolved, trusted or made up. */
export function readCredential(document: JsonObject): CredentialView {
  const parts = partsOf(document);
  const { root, achievement, alignments } = parts;
  return {
    ...known({
      id: text(root, 'id'),
      title: text(achievement, 'name') ?? text(root, 'name'),
      achievementType: text(achievement, 'achievementType'),
      description: text(achievement, 'description') ?? text(root, 'description'),
    }),
    issuer: issuerOf(parts),
    awardingBodies: awardingBodies(alignments),
    learner: learnerOf(parts),
    ...datesOf(parts),
    ...elementsStated(parts),
    ...context(parts),
    elements: elementsOf(parts),
  };
}

export function issuerOf({ root, issuer }: Parts): CredentialView['issuer'] {
  const address = node(issuer, 'address');
  return {
    id: idOf(root.value.issuer) ?? '',
    ...known({ name: text(issuer, 'name'), country: text(address, 'addressCountryCode') ?? text(address, 'addressCountry'), region: text(address, 'addressRegion') }),
    identifiers: nodes(issuer, 'otherIdentifier').map((entry) => ({ scheme: schemeOf(text(entry, 'identifierType') ?? ''), value: text(entry, 'identifier') ?? '' })),
  };
}

const SCHEMES: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(IDENTIFIER_TYPES).map(([scheme, type]) => [type, scheme]));
const schemeOf = (type: string): string => SCHEMES[type] ?? type;

export function learnerOf({ subject }: Parts): CredentialView['learner'] {
  const entries = nodes(subject, 'identifier').map((entry) => ({
    type: text(entry, 'identityType') ?? '',
    hashed: entry.value.hashed === true,
    value: text(entry, 'identityHash') ?? '',
    ...known({ salt: text(entry, 'salt') }),
  }));
  const isName = ({ type, hashed }: (typeof entries)[number]): boolean => type === IDENTITY.name && !hashed;
  return { ...known({ id: text(subject, 'id'), name: together(entries.filter(isName).map(({ value }) => value)) }), identifiers: entries.filter((entry) => !isName(entry)) };
}

/** VCDM 1.1 names the dates differently, and has the names of 2.0 too: of two ends neither is passed unseen. */
export const endOf = (root: Node): string | undefined => knownOf([text(root, 'validUntil'), text(root, 'expirationDate')]).sort((a, b) => Date.parse(a) - Date.parse(b))[0];

export function datesOf({ root, subject }: Parts) {
  const awarded = text(root, 'awardedDate');
  return known({
    number: text(subject, 'licenseNumber'),
    // A day, which Open Badges can only state as its midnight.
    awardedOn: awarded?.replace(/T00:00:00Z$/, ''),
    validFrom: text(root, 'validFrom') ?? text(root, 'issuanceDate'),
    validUntil: endOf(root),
  });
}

function elementsStated(parts: Parts) {
  const { subject, achievement, alignments } = parts;
  return {
    outcomes: outcomes(alignments),
    workload: { ...dutchWorkload(achievement), ...workload(parts) },
    level: level(alignments),
    assessments: [...terms(alignments, ALIGNMENT.assessment), ...dutchAssessments(achievement)],
    participation: [...terms(alignments, ALIGNMENT.participation), ...dutchParticipation(achievement)],
    qualityAssurance: terms(alignments, ALIGNMENT.quality),
    stackability: terms(alignments, ALIGNMENT.stackability, ALIGNMENT.stackableInto),
    ...known({
      prerequisites: prerequisitesIn(text(node(achievement, 'criteria'), 'narrative') ?? ''),
      supervision: oneTerm(alignments, ALIGNMENT.supervision) ?? dutchSupervision(achievement),
      grade: gradeOf(parts),
      furtherInformation: text(subject, 'narrative'),
    }),
  };
}

/** The results that have a value; the description of one is the achievement's of that id (Open Badges 3.0, B.2.10). */
function gradeOf({ subject, achievement }: Parts): CredentialView['grade'] {
  const results = nodes(subject, 'result').filter((entry) => text(entry, 'value') !== undefined);
  const value = together(knownOf(results.map((entry) => text(entry, 'value'))));
  const ids = knownOf(results.map((entry) => text(entry, 'resultDescription')));
  const scales = nodes(achievement, 'resultDescription').filter((entry) => ids.includes(text(entry, 'id') ?? ''));
  const scheme = together(knownOf(scales.map((entry) => text(entry, 'name'))));
  return value === undefined ? undefined : { value, ...known({ scheme }) };
}

function context({ achievement, alignments }: Parts) {
  const instruction = codes(alignments, ALIGNMENT.instruction);
  const languages = codes(alignments, ALIGNMENT.language);
  const stated = texts(achievement, 'inLanguage');
  return {
    fields: codes(alignments, ALIGNMENT.field),
    instructionLanguages: instruction.length > 0 ? instruction : stated,
    registrations: registrations(alignments),
    coCertifications: certifications(alignments),
    ...known({ language: only(languages.length > 0 ? languages : stated), route: oneTerm(alignments, ALIGNMENT.route) }),
  };
}
