import type { JsonObject } from '../../core/json.js';
import { pick } from '../../core/language.js';
import type { Award, LanguageMap, LearningOutcome, Level, QualityAssurance, Registration, Stackability, Workload } from '../../core/model.js';
import {
  ASSESSMENT_TYPES,
  CREDIT_SYSTEMS,
  CYCLES,
  eqfIri,
  findTerm,
  ISCED_F,
  PARTICIPATION_TYPES,
  QUALITY_TYPES,
  ROUTES,
  SUPERVISION_TYPES,
  termIri,
  type VocabularyTerm,
} from '../../core/vocabulary.js';
import { achievementUrl, organisationUrl, vocabularyUrl } from './addresses.js';
import { stated } from './stated.js';
import { ALIGNMENT, LEVEL_NOT_APPLICABLE, TRANSVERSAL, type AlignmentType } from './terms.js';

/** What every part of the encoding is told. */
export interface Writer {
  readonly award: Award;
  readonly baseUrl: string;
}

interface Target {
  readonly name: string;
  /** A vocabulary's IRI, or a page of ours or of the university. */
  readonly url: string;
  readonly code?: string | undefined;
  readonly description?: string | undefined;
  readonly framework?: string | undefined;
}

/** The standard elements that Open Badges has no property for, each as an alignment (B.2.2) of its own `ext:` type. */
export function alignments(writer: Writer): JsonObject[] {
  return [
    ...awardingBodies(writer),
    ...outcomes(writer),
    ...workload(writer, writer.award.achievement.workload),
    ...level(writer, writer.award.achievement.level),
    ...assessments(writer),
    ...participation(writer),
    ...quality(writer),
    ...supervision(writer),
    ...stackability(writer, writer.award.achievement.stackability),
    ...others(writer),
  ];
}

const align = (targetType: AlignmentType, { name, url, code, description, framework }: Target): JsonObject =>
  stated({ type: ['Alignment'], targetType, targetName: name, targetUrl: url, targetCode: code, targetDescription: description, targetFramework: framework });

const inLanguage = ({ award }: Writer, map: LanguageMap): string => pick(map, award.language);
const page = ({ award, baseUrl }: Writer, part: string): string => `${achievementUrl(baseUrl, award.achievement)}#${part}`;

function term(type: AlignmentType, { code, list, description, framework }: Omit<Target, 'name' | 'url'> & { code: string; list: readonly VocabularyTerm[] }, baseUrl: string): JsonObject {
  const found = findTerm(list, code) ?? { code, label: code };
  return align(type, { name: found.label, url: termIri(found, baseUrl), code, description, framework });
}

const awardingBodies = (w: Writer): JsonObject[] =>
  w.award.awardingBodies.map((body) =>
    align(ALIGNMENT.awardingBody, { name: inLanguage(w, body.legalName), url: organisationUrl(w.baseUrl, body), code: body.did }),
  );

const outcomes = (w: Writer): JsonObject[] => (w.award.achievement.learningOutcomes ?? []).flatMap((outcome, index) => outcomeWithSkills(w, outcome, `LO${index + 1}`));

/** The outcome, and the skills it trains, joined by the outcome's code. */
function outcomeWithSkills(w: Writer, { statement, kind, skills, transversal }: LearningOutcome, code: string): JsonObject[] {
  const description = transversal === true ? `${kind}, ${TRANSVERSAL}` : kind;
  return [
    align(ALIGNMENT.outcome, { name: inLanguage(w, statement), url: page(w, code), code, description }),
    ...(skills ?? []).map(({ iri, label, framework }) => align(ALIGNMENT.skill, { name: label, url: iri, code, framework })),
  ];
}

function workload({ baseUrl }: Writer, { hours, credits }: Workload = {}): JsonObject[] {
  const rows: JsonObject[] = [];
  if (hours !== undefined) rows.push(align(ALIGNMENT.hours, { name: `${hours} h`, url: vocabularyUrl(baseUrl, 'hours'), code: String(hours) }));
  if (credits !== undefined) rows.push(term(ALIGNMENT.credits, { code: credits.system, list: CREDIT_SYSTEMS, description: String(credits.value) }, baseUrl));
  return rows;
}

function level({ baseUrl }: Writer, level: Level | undefined): JsonObject[] {
  if (level === undefined) return [];
  if (!level.applicable) return [align(ALIGNMENT.level, { name: 'level not applicable', url: vocabularyUrl(baseUrl, 'level-not-applicable'), code: LEVEL_NOT_APPLICABLE })];
  const { eqf, nqf, cycle } = level;
  const rows: JsonObject[] = [];
  if (eqf !== undefined) rows.push(align(ALIGNMENT.eqf, { name: `EQF level ${eqf}`, url: eqfIri(eqf), code: String(eqf), framework: 'European Qualifications Framework' }));
  if (nqf !== undefined) rows.push(align(ALIGNMENT.nqf, { name: `${nqf.framework} ${nqf.level}`, url: nqf.iri ?? vocabularyUrl(baseUrl, 'nqf'), code: nqf.level, framework: nqf.framework }));
  if (cycle !== undefined) rows.push(term(ALIGNMENT.cycle, { code: cycle, list: CYCLES }, baseUrl));
  return rows;
}

const assessments = (w: Writer): JsonObject[] =>
  (w.award.achievement.assessments ?? []).map(({ type, description }) =>
    term(ALIGNMENT.assessment, { code: type, list: ASSESSMENT_TYPES, description: description && inLanguage(w, description) }, w.baseUrl),
  );

/** Who had prior learning recognised took part in no other form (elements, M10). */
function participation({ award, baseUrl }: Writer): JsonObject[] {
  const codes = award.route === 'recognition-of-prior-learning' ? [award.route] : (award.achievement.participation ?? []);
  return codes.map((code) => term(ALIGNMENT.participation, { code, list: PARTICIPATION_TYPES }, baseUrl));
}

function quality({ award, baseUrl }: Writer): JsonObject[] {
  const rows = (award.achievement.qualityAssurance ?? []).map((assurance) =>
    term(ALIGNMENT.quality, { code: assurance.type, list: QUALITY_TYPES, description: qualityDetails(assurance), framework: assurance.agency }, baseUrl),
  );
  const policy = award.organisation.qualityPolicyUrl;
  return policy === undefined ? rows : [...rows, align(ALIGNMENT.quality, { name: 'public quality assurance policy', url: policy, code: 'policy' })];
}

const qualityDetails = ({ decision, reportUrl, ...period }: QualityAssurance): string | undefined => joined([decision, reportUrl, periodOf(period)]);

/** An interval as ISO 8601-2 writes it, an open end as `..`. */
const periodOf = ({ validFrom, validUntil }: Pick<Registration, 'validFrom' | 'validUntil'>): string | undefined =>
  validFrom === undefined && validUntil === undefined ? undefined : `${validFrom ?? '..'}/${validUntil ?? '..'}`;

function joined(parts: readonly (string | undefined)[]): string | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? undefined : known.join('; ');
}

function supervision({ award, baseUrl }: Writer): JsonObject[] {
  const code = award.supervision ?? award.achievement.supervision;
  return code === undefined ? [] : [term(ALIGNMENT.supervision, { code, list: SUPERVISION_TYPES }, baseUrl)];
}

/** The names of the two options are those of the Council Recommendation, Annex I. */
function stackability(w: Writer, stackability: Stackability | undefined): JsonObject[] {
  if (stackability === undefined) return [];
  const into = (stackability.into ?? []).map(({ title, url }) => align(ALIGNMENT.stackableInto, { name: inLanguage(w, title), url: url ?? page(w, 'stackability') }));
  const [code, name] = stackability.standalone ? ['standalone', 'stand-alone, independent'] : ['stackable', 'stackable towards another credential'];
  return [align(ALIGNMENT.stackability, { name, url: vocabularyUrl(w.baseUrl, code), code }), ...into];
}

function others(w: Writer): JsonObject[] {
  const { achievement, route, language } = w.award;
  const word = (type: AlignmentType, tag: string, part: string): JsonObject => align(type, { name: tag, url: vocabularyUrl(w.baseUrl, part), code: tag });
  return [
    term(ALIGNMENT.route, { code: route, list: ROUTES }, w.baseUrl),
    ...(achievement.fields ?? []).map((code) => term(ALIGNMENT.field, { code, list: ISCED_F, framework: 'ISCED-F 2013' }, w.baseUrl)),
    word(ALIGNMENT.language, language, 'credential-language'),
    ...(achievement.languages ?? []).map((tag) => word(ALIGNMENT.instruction, tag, 'instruction-language')),
    ...(achievement.registrations ?? []).map((entry) =>
      align(ALIGNMENT.registration, { name: entry.register, url: entry.url ?? page(w, 'registrations'), code: entry.code, description: periodOf(entry) }),
    ),
    ...(achievement.coCertifications ?? []).map(({ name, body, url }) =>
      align(ALIGNMENT.certification, { name, url: url ?? page(w, 'certifications'), framework: body }),
    ),
  ];
}
