import type { CredentialView } from '../../core/credential-view.js';
import { MANDATORY, OPTIONAL, type Element, type ElementFound, type ElementsFound } from '../../core/elements.js';
import { pointer, type Json, type JsonObject } from '../../core/json.js';
import { timestamp } from '../../core/time.js';
import { isOpenBadge } from '../ob3/parsed.js';
import { readCredential } from '../ob3/read.js';
import { IDENTITY } from '../ob3/terms.js';
import { readStudyTime } from './study-time.js';
import { LINKED_DATA } from './terms.js';

/** The badge beside the claims, if it was disclosed. */
export const badgeIn = ({ [LINKED_DATA]: badge }: JsonObject): JsonObject | undefined => (isOpenBadge(badge) ? badge : undefined);

/** What the credential says: the badge, where it is shown, because it says all; else the claims. Its end is the earliest that is stated. */
export function readClaims(claims: JsonObject, issuer: string): CredentialView {
  const badge = badgeIn(claims);
  const view = badge === undefined ? viewOf(claims, issuer) : within(readCredential(badge));
  const ends = [view.validUntil, timeOf(claims.exp), endOf(claims.date_of_expiry)].filter((end) => end !== undefined).sort();
  return { ...view, ...(ends[0] === undefined ? {} : { validUntil: ends[0] }) };
}

const within = (view: CredentialView): CredentialView => ({
  ...view,
  elements: Object.fromEntries(Object.entries(view.elements).map(([name, found]) => [name, found.path === undefined ? found : { ...found, path: pointer(LINKED_DATA) + found.path }])) as ElementsFound,
});

function viewOf(claims: JsonObject, issuer: string): CredentialView {
  const text = (name: string): string | undefined => textOf(claims[name]);
  const authority = text('issuing_authority');
  const eqf = claims.level_of_learning_experience;
  const grade = text('assessment_grade');
  const prerequisites = textsOf(claims.prerequisites_to_enroll);
  return {
    ...known({ id: text('jti'), title: text('achievement_title'), description: text('achievement_description'), awardedOn: text('date_of_issuance'), validFrom: timeOf(claims.nbf ?? claims.iat) }),
    issuer: { id: issuer, ...known({ name: authority, country: text('issuing_country') }), identifiers: [] },
    awardingBodies: authority === undefined ? [] : [{ label: authority }],
    learner: learnerOf(claims),
    outcomes: textsOf(claims.learning_outcomes).map((statement) => ({ statement, transversal: false, skills: [] })),
    workload: readStudyTime(text('expected_study_time') ?? ''),
    level: { applicable: true, ...(typeof eqf === 'number' ? { eqf } : {}) },
    assessments: [],
    participation: [],
    qualityAssurance: textsOf(claims.types_of_quality_assurance).map((label) => ({ label })),
    ...known({ prerequisites: prerequisites.length === 0 ? undefined : prerequisites.join('; '), grade: grade === undefined ? undefined : { value: grade } }),
    stackability: typeof claims.integration_stackability_options === 'boolean' ? [{ label: claims.integration_stackability_options ? 'stackable towards another credential' : 'stand-alone, independent' }] : [],
    instructionLanguages: textsOf(claims.language_of_classes),
    registrations: [],
    coCertifications: [],
    elements: elementsOf(claims),
  };
}

function learnerOf(claims: JsonObject): CredentialView['learner'] {
  const parts = [claims.given_name, claims.family_name].map(textOf).filter((part) => part !== undefined);
  const name = textOf(claims.name) ?? (parts.length === 0 ? undefined : parts.join(' '));
  const identification = textOf(claims.learner_identification);
  const type = identification?.startsWith('urn:schac:') === true ? IDENTITY.europeanStudentIdentifier : IDENTITY.studentNumber;
  return { ...known({ id: textOf(claims.sub), name }), identifiers: identification === undefined ? [] : [{ type, hashed: false, value: identification }] };
}

/** Where the claims say an element (elements, the SD-JWT VC column); assessment, participation and supervision stand in the badge alone. */
const ELEMENT_CLAIMS: Readonly<Partial<Record<Element, readonly string[]>>> = {
  M1: ['name', 'family_name', 'given_name', 'learner_identification'],
  M2: ['achievement_title'],
  M3: ['issuing_country'],
  M4: ['issuing_authority'],
  M5: ['date_of_issuance'],
  M6: ['learning_outcomes'],
  M7: ['expected_study_time'],
  M8: ['level_of_learning_experience'],
  M11: ['types_of_quality_assurance'],
  O1: ['prerequisites_to_enroll'],
  O3: ['assessment_grade'],
  O4: ['integration_stackability_options'],
  O5: ['date_of_expiry'],
};

const elementsOf = (claims: JsonObject): ElementsFound => Object.fromEntries([...MANDATORY, ...OPTIONAL].map((element) => [element, elementIn(claims, ELEMENT_CLAIMS[element] ?? [])])) as ElementsFound;

function elementIn(claims: JsonObject, names: readonly string[]): ElementFound {
  const name = names.find((one) => claims[one] !== undefined);
  if (name === undefined) return { present: false };
  const value = claims[name] ?? null;
  return { present: true, path: pointer(name), value: Array.isArray(value) ? textsOf(value).join('; ') : typeof value === 'object' ? '' : String(value) };
}


const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
/** Of one text where there should be several, that one. */
const textsOf = (value: Json | undefined): string[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]).filter((item) => typeof item === 'string');

/** NumericDate (RFC 7519, 2). What is none is given on as it stands, so that no end is overlooked: no calendar has it. */
export function timeOf(value: Json | undefined): string | undefined {
  if (value === undefined) return undefined;
  const time = new Date(typeof value === 'number' ? value * 1000 : Number.NaN);
  return Number.isNaN(time.getTime()) ? JSON.stringify(value) : timestamp(time);
}

const endOf = (day: Json | undefined): string | undefined => (typeof day === 'string' ? `${day}T23:59:59Z` : undefined);

function known<T extends object>(draft: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
