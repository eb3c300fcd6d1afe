import type { Term } from '../../../core/credential-view.js';
import { pick } from '../../../core/language.js';
import type { Achievement, Award, LanguageMap, Learner, Organisation, QualityAssurance, Stackability } from '../../../core/model.js';
import { ASSESSMENT_TYPES, CYCLES, findTerm, OTHER_CONCEPTS, PARTICIPATION_TYPES, QUALITY_TYPES, SUPERVISION_TYPES, type VocabularyTerm } from '../../../core/vocabulary.js';
import type { Content, Noted } from './facts.js';

/** Our own records in the shape of what a credential says, so that one set of rows tells both. */

const termOf = (list: readonly VocabularyTerm[], code: string): Term => ({ label: findTerm(list, code)?.label ?? code });
const withUrl = (label: string, url: string | undefined): Term => (url === undefined ? { label } : { label, iri: url });
const optional = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> => (value === undefined ? {} : ({ [key]: value } as Record<K, V>));

/** A version of an achievement, in one of its languages. */
export function contentOfAchievement(a: Achievement, organisation: Pick<Organisation, 'did' | 'legalName' | 'country' | 'region'>, language: string): Content {
  const text = (map: LanguageMap | undefined): string | undefined => map && pick(map, language);
  return {
    title: pick(a.title, language),
    achievementType: a.kind === 'attendance' ? 'attendance' : 'MicroCredential',
    ...optional('description', text(a.description)),
    language,
    issuer: { id: organisation.did, name: pick(organisation.legalName, language), country: organisation.country, ...optional('region', organisation.region), identifiers: [] },
    awardingBodies: [{ label: pick(organisation.legalName, language) }],
    learner: { identifiers: [] },
    ...learning(a, language),
    ...optional('prerequisites', text(a.prerequisites)),
    ...optional('furtherInformation', text(a.furtherInformation)),
    fields: a.fields ?? [],
    instructionLanguages: a.languages ?? [],
    registrations: (a.registrations ?? []).map((r) => withUrl(`${r.register}: ${r.code}`, r.url)),
    coCertifications: (a.coCertifications ?? []).map((c) => withUrl(`${c.name}, ${c.body}`, c.url)),
  };
}

type Learning = Pick<Content, 'outcomes' | 'workload' | 'level' | 'assessments' | 'participation' | 'qualityAssurance' | 'stackability'> & Partial<Pick<Content, 'supervision'>>;

function learning(a: Achievement, language: string): Learning {
  return {
    outcomes: (a.learningOutcomes ?? []).map((o) => ({ statement: pick(o.statement, language), kind: o.kind, transversal: o.transversal ?? false, skills: o.skills ?? [] })),
    workload: a.workload ?? {},
    level: level(a.level),
    assessments: (a.assessments ?? []).map(({ type, description }) => noted(termOf(ASSESSMENT_TYPES, type), description && pick(description, language))),
    participation: (a.participation ?? []).map((code) => termOf(PARTICIPATION_TYPES, code)),
    qualityAssurance: (a.qualityAssurance ?? []).map(quality),
    ...optional('supervision', a.supervision === undefined ? undefined : termOf(SUPERVISION_TYPES, a.supervision)),
    stackability: stacking(a.stackability, language),
  };
}

function stacking(stated: Stackability | undefined, language: string): readonly Term[] {
  if (stated === undefined) return [];
  const into = (stated.into ?? []).map(({ title, url }) => withUrl(pick(title, language), url));
  return [termOf(OTHER_CONCEPTS, stated.standalone ? 'standalone' : 'stackable'), ...into];
}

const noted = (term: Term, note: string | undefined): Noted => (note === undefined || note === '' ? term : { ...term, note });

function level(stated: Achievement['level']): Content['level'] {
  if (stated === undefined) return { applicable: true };
  if (!stated.applicable) return { applicable: false };
  const { eqf, nqf, cycle } = stated;
  return { applicable: true, ...optional('eqf', eqf), ...optional('nqf', nqf && { label: `${nqf.framework} ${nqf.level}` }), ...optional('cycle', cycle && termOf(CYCLES, cycle)) };
}

const quality = ({ type, agency, decision, reportUrl }: QualityAssurance): Noted =>
  noted(withUrl(termOf(QUALITY_TYPES, type).label, reportUrl), [agency, decision].filter((part) => part !== undefined).join(', '));

/** An award, as its learner meets it. */
export function contentOfAward(award: Award): Content {
  const { achievement, organisation, language, learner } = award;
  const scheme = achievement.gradingScheme && pick(achievement.gradingScheme.description, language);
  return {
    ...contentOfAchievement(achievement, organisation, language),
    id: award.credentialId,
    awardingBodies: award.awardingBodies.map((body) => ({ label: pick(body.legalName, language) })),
    learner: { name: learnerName(learner), identifiers: identifiersOf(learner) },
    number: award.number,
    awardedOn: award.awardedOn,
    ...optional('validUntil', award.validUntil),
    ...optional('supervision', supervisionOf(award)),
    ...optional('grade', award.grade === undefined ? undefined : { value: award.grade, ...optional('scheme', scheme) }),
    ...(award.route === 'course' ? {} : { route: { label: award.route }, participation: [termOf(PARTICIPATION_TYPES, award.route)] }),
  };
}

const supervisionOf = ({ supervision, achievement }: Award): Term | undefined => {
  const code = supervision ?? achievement.supervision;
  return code === undefined ? undefined : termOf(SUPERVISION_TYPES, code);
};

export const learnerName = ({ fullName, givenName, familyName }: Learner): string => fullName ?? [givenName, familyName].filter((part) => part !== undefined).join(' ');

/** The date of birth is shown to its owner; what else identifies is named, as it is carried hashed. */
function identifiersOf({ birthDate, email, studentNumber, europeanStudentIdentifier }: Learner): Content['learner']['identifiers'] {
  return [
    ...(birthDate === undefined ? [] : [{ type: 'birthDate', hashed: false, value: birthDate }]),
    ...(europeanStudentIdentifier === undefined ? [] : [{ type: 'ext:esi', hashed: false, value: europeanStudentIdentifier }]),
    ...(email === undefined ? [] : [{ type: 'emailAddress', hashed: true, value: '' }]),
    ...(studentNumber === undefined ? [] : [{ type: 'studentNumber', hashed: true, value: '' }]),
  ];
}
