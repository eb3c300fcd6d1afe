import type { JsonObject } from '../../core/json.js';
import type { LearningOutcome, Level, SkillReference, Stackability, Workload } from '../../core/model.js';
import { CREDIT_SYSTEMS, CYCLES, eqfIri, findTerm, ISCED_F, PARTICIPATION_TYPES } from '../../core/vocabulary.js';
import { achievementUrl, vocabularyUrl } from '../ob3/addresses.js';
import { stated } from '../ob3/stated.js';
import { achievementNotes, note, ownConcept, ownNote } from './notes.js';
import { CONCEPT, ESCO, NOTE, schemeOf, SKILL_TYPES, SNB } from './terms.js';
import { concept, european, languageConcepts, listUrl, termConcept, webResource, type Writer } from './writer.js';

const page = ({ award, baseUrl }: Writer, part: string): string => `${achievementUrl(baseUrl, award.achievement)}#${part}`;

/** What was to be achieved. A Qualification, because nothing else in the model has a level; a partial one, because a micro-credential is no degree. */
export function qualification(w: Writer, accreditation: readonly JsonObject[]): JsonObject {
  const { title, description, fields, languages, prerequisites, learningOutcomes, stackability, workload } = w.award.achievement;
  return stated({
    id: achievementUrl(w.baseUrl, w.award.achievement),
    type: 'Qualification',
    title,
    description: Object.keys(description).length === 0 ? undefined : description,
    dcType: european(CONCEPT.shortProgramme),
    isPartialQualification: true,
    homepage: webResource(w, achievementUrl(w.baseUrl, w.award.achievement)),
    thematicArea: fields?.map(field),
    language: languageConcepts(languages ?? []),
    mode: participation(w),
    volumeOfLearning: workload?.hours === undefined ? undefined : duration(workload.hours),
    creditPoint: credits(w, workload),
    ...levels(w, w.award.achievement.level),
    entryRequirement: prerequisites && note(w, prerequisites),
    learningOutcome: outcomes(w, learningOutcomes ?? []),
    accreditation,
    isPartOf: partOf(w, stackability),
    identifier: registrations(w),
    additionalNote: achievementNotes(w),
  });
}

/** A code that the list lacks is stated as it is, in no list. */
const field = (code: string): JsonObject => european({ iri: `${SNB}/isced-f/${code}`, label: findTerm(ISCED_F, code)?.label ?? code });

/** Who had prior learning recognised took part in no other form (elements, M10). */
function participation({ award, baseUrl }: Writer): JsonObject[] {
  const codes = award.route === 'recognition-of-prior-learning' ? [award.route] : (award.achievement.participation ?? []);
  return codes.map((code) => termConcept(PARTICIPATION_TYPES, code, { own: 'participation', baseUrl }));
}

export const credits = (w: Writer, workload: Workload | undefined): JsonObject | undefined =>
  workload?.credits && {
    id: w.id('creditPoint'),
    type: 'CreditPoint',
    framework: termConcept(CREDIT_SYSTEMS, workload.credits.system, { own: 'credit', baseUrl: w.baseUrl }),
    point: String(workload.credits.value),
  };

/** xsd:duration has fractions of seconds alone. */
export function duration(hours: number): string {
  const seconds = Math.round(hours * 3600);
  const parts = [[Math.floor(seconds / 3600), 'H'], [Math.floor(seconds / 60) % 60, 'M'], [seconds % 60, 'S']] as const;
  return `PT${parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`).join('') || '0S'}`;
}

/** The profile takes levels of national frameworks from the European list alone; another, and the cycle, which it has no property for, is an education level of our scheme. */
function levels(w: Writer, level: Level | undefined): Record<string, JsonObject | JsonObject[] | undefined> {
  if (level === undefined) return {};
  if (!level.applicable) return { educationLevel: ownConcept(w, NOTE.notApplicable) };
  const { eqf, nqf, cycle } = level;
  const national = nqf && nationalLevel(w, nqf);
  const ofTheCycle = cycle && termConcept(CYCLES, cycle, { own: 'cycle', baseUrl: w.baseUrl });
  const listed = isListed(nqf?.iri);
  return {
    eqfLevel: eqf === undefined ? undefined : european({ iri: eqfIri(eqf), label: `Level ${eqf}` }),
    nqfLevel: listed ? national : undefined,
    educationLevel: [listed ? undefined : national, ofTheCycle].filter((one) => one !== undefined),
  };
}

type NationalLevel = NonNullable<Extract<Level, { applicable: true }>['nqf']>;
function nationalLevel(w: Writer, { framework, level, iri }: NationalLevel): JsonObject {
  const scheme = iri === undefined ? listUrl(w.baseUrl, 'other') : isListed(iri) ? schemeOf(iri) : undefined;
  return concept({ id: iri ?? vocabularyUrl(w.baseUrl, 'nqf'), scheme, label: { [w.award.language]: `${framework} ${level}` } });
}
const isListed = (iri: string | undefined): boolean => iri?.startsWith(`${SNB}/qdr/`) === true;

/** One skill has one name, though two outcomes may call it differently: its IRI is one node. */
function outcomes(w: Writer, all: readonly LearningOutcome[]): JsonObject[] {
  const known = new Map(all.flatMap(({ skills = [] }) => skills).toReversed().map((skill) => [skill.iri, skill]));
  return all.map((outcome, index) => learningOutcome(w, outcome, { id: page(w, `LO${index + 1}`), known }));
}

function learningOutcome(w: Writer, { statement, kind, skills = [], transversal }: LearningOutcome, { id, known }: { readonly id: string; readonly known: ReadonlyMap<string, SkillReference> }): JsonObject {
  const concepts = skills.map((skill) => [skill.iri.startsWith(`${ESCO}/`), skillConcept(w, known.get(skill.iri) ?? skill)] as const);
  const of = (esco: boolean): JsonObject[] => concepts.flatMap(([is, one]) => (is === esco ? [one] : []));
  return stated({
    id,
    type: 'LearningOutcome',
    title: statement,
    dcType: kind === 'responsibility' ? undefined : european({ iri: SKILL_TYPES[kind], label: kind }),
    reusabilityLevel: transversal === true ? european(CONCEPT.transversal) : undefined,
    relatedESCOSkill: of(true),
    relatedSkill: of(false),
    additionalNote: kind === 'responsibility' ? ownNote(w, NOTE.responsibility) : undefined,
  });
}

const skillConcept = ({ award: { language } }: Writer, { iri, label, framework }: SkillReference): JsonObject =>
  concept({ id: iri, scheme: iri.startsWith(`${ESCO}/`) ? `${ESCO}/concept-scheme/skills` : undefined, label: { [language]: label }, notation: framework });

/** O4: what it may count towards. Said of what was to be achieved, never of what the learner has: that would say that they hold the whole. */
const partOf = (w: Writer, stackability: Stackability | undefined): JsonObject[] =>
  (stackability?.into ?? []).map(({ title, url }) => ({ id: w.id('qualification'), type: 'Qualification', title, homepage: webResource(w, url ?? page(w, 'stackability')) }));

const registrations = (w: Writer): JsonObject[] =>
  (w.award.achievement.registrations ?? []).map(({ register, code, url, validFrom }) =>
    stated({
      id: w.id('identifier'),
      type: 'Identifier',
      notation: code,
      schemeName: register,
      schemeId: url ?? page(w, 'registrations'),
      dateIssued: validFrom === undefined ? undefined : `${validFrom}T00:00:00Z`,
    }),
  );
