import type { JsonObject } from '../core/json.js';
import type { Achievement, LearningOutcome, Workload } from '../core/model.js';
import { countryIri, CREDIT_SYSTEMS, eqfIri, findTerm, ISCED_F, languageIri, PARTICIPATION_TYPES } from '../core/vocabulary.js';
import type { Offered } from './ports.js';

/**
 * Achievements on offer as learning opportunities of the European Learning Model 3.2 (application profile Learning Opportunities and
 * Qualifications; JSON-LD context edc-ap). Facts only: what we do not know, or what no European list has a concept for, is left out.
 */
export const learningOpportunities = (items: readonly Offered[], baseUrl: string): JsonObject => ({ '@context': CONTEXT, '@graph': items.map((item) => opportunity(item, baseUrl)) });

/** The published context has no `id` and `type` of its own, being written to follow that of W3C credentials, and lacks one term of the profile. */
const CONTEXT = ['http://data.europa.eu/snb/model/context/edc-ap', { id: '@id', type: '@type', defaultLanguage: { '@id': 'http://data.europa.eu/snb/model/elm/defaultLanguage', '@type': '@id' } }];

/** Address of an achievement's current version. */
export const achievementAddress = ({ id, version }: Pick<Achievement, 'id' | 'version'>, baseUrl: string): string => `${baseUrl}/achievements/${id}/${version}`;

function opportunity({ achievement, organisation }: Offered, baseUrl: string): JsonObject {
  const url = achievementAddress(achievement, baseUrl);
  const [language = ''] = Object.keys(achievement.title);
  return {
    id: `${url}#opportunity`,
    type: 'LearningOpportunity',
    title: { ...achievement.title },
    ...one('description', nonEmpty(achievement.description)),
    homepage: { id: `${url}#page`, type: 'WebResource', contentURL: url },
    ...one('defaultLanguage', concept(languageIri(language))),
    providedBy: {
      id: organisation.did,
      type: 'Organisation',
      legalName: { ...organisation.legalName },
      location: { id: `${baseUrl}/o/${organisation.slug}#location`, type: 'Location', address: { id: `${baseUrl}/o/${organisation.slug}#address`, type: 'Address', ...one('countryCode', concept(countryIri(organisation.country))) } },
    },
    ...some('mode', (achievement.participation ?? []).map((code) => concept(findTerm(PARTICIPATION_TYPES, code)?.iri))),
    learningAchievementSpecification: specification(achievement, url),
  };
}

/** Only a Qualification can state an EQF level; a micro-credential is a partial one (ELM 3.2, Qualification). */
function specification(a: Achievement, url: string): JsonObject {
  const eqf = a.level?.applicable === true ? a.level.eqf : undefined;
  return {
    id: `${url}#achievement`,
    ...(eqf === undefined ? { type: 'LearningAchievementSpecification' } : { type: 'Qualification', isPartialQualification: true, ...one('eqfLevel', concept(eqfIri(eqf))) }),
    title: { ...a.title },
    ...some('language', (a.languages ?? []).map((tag) => concept(languageIri(tag)))),
    ...some('thematicArea', (a.fields ?? []).map((code) => concept(findTerm(ISCED_F, code)?.iri))),
    ...workload(a.workload, url),
    ...some('learningOutcome', (a.learningOutcomes ?? []).map((outcome, i) => learningOutcome(outcome, `${url}#LO${i + 1}`))),
    ...one('entryRequirement', a.prerequisites && { id: `${url}#prerequisites`, type: 'Note', noteLiteral: { ...a.prerequisites } }),
  };
}

function workload({ hours, credits }: Workload = {}, url: string): JsonObject {
  const framework = credits && concept(findTerm(CREDIT_SYSTEMS, credits.system)?.iri);
  return {
    ...one('volumeOfLearning', hours === undefined ? undefined : duration(hours)),
    ...one('creditPoint', framework && { id: `${url}#credits`, type: 'CreditPoint', point: String(credits?.value), framework }),
  };
}

/** xsd:duration has fractions of seconds alone. */
function duration(hours: number): string {
  const minutes = Math.round(hours * 60);
  return minutes % 60 === 0 ? `PT${minutes / 60}H` : `PT${Math.floor(minutes / 60)}H${minutes % 60}M`;
}

const ESCO = 'http://data.europa.eu/esco/';

const learningOutcome = ({ statement, skills = [] }: LearningOutcome, id: string): JsonObject => ({
  id,
  type: 'LearningOutcome',
  title: { ...statement },
  ...some('relatedESCOSkill', skills.filter(({ iri }) => iri.startsWith(ESCO)).map(({ iri }) => ({ id: iri, type: 'Concept' }))),
});

/** A concept of a European list, by its address. */
const concept = (iri: string | undefined): JsonObject | undefined => (iri === undefined ? undefined : { id: iri, type: 'Concept', inScheme: { id: schemeOf(iri), type: 'ConceptScheme' } });
/** The Publications Office's lists are the folder of their concepts; those of snb stand in it under one name. */
const schemeOf = (iri: string): string => iri.replace(/\/[^/]+$/, iri.startsWith('http://data.europa.eu/snb/') ? '/25831c2' : '');

const one = (key: string, value: JsonObject | string | undefined): JsonObject => (value === undefined ? {} : { [key]: value });
const some = (key: string, values: readonly (JsonObject | undefined)[]): JsonObject => {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? {} : { [key]: known };
};
const nonEmpty = (map: Readonly<Record<string, string>>): JsonObject | undefined => (Object.keys(map).length === 0 ? undefined : { ...map });
