import type { Cycle, Route } from './model.js';

/**
 * Codes of the closed lists, in our own words, each with its concept in the European Learning Model (ELM 3.2, xsd/loq/cv/*.xsd, published
 * by the Publications Office) where there is one. A term without `iri` is of our own concept scheme, because the European list lacks it.
 */
export interface VocabularyTerm {
  readonly code: string;
  /** English. */
  readonly label: string;
  readonly iri?: string;
}

export { COUNTRIES, countryCode, countryIri } from './vocabulary-countries.js';
export { ISCED_F } from './vocabulary-fields.js';
export { CREDENTIAL_KINDS, kindCode } from './vocabulary-kinds.js';
export { languageIri, languageTag } from './vocabulary-languages.js';

const SNB = 'http://data.europa.eu/snb';
const listOf =
  (list: string) =>
  (code: string, label: string, concept: string): VocabularyTerm => ({ code, label, iri: `${SNB}/${list}/${concept}` });

const assessment = listOf('assessment');
/** M9. europass-learning-assessment-types.xsd. */
export const ASSESSMENT_TYPES: readonly VocabularyTerm[] = [
  assessment('written-examination', 'written examination', '6e6cb2cc78'),
  assessment('oral-examination', 'oral examination', 'd30284d7df'),
  assessment('marked-assignment', 'marked assignment', '2939dae15f'),
  assessment('continuous-evaluation', 'continuous evaluation', '3484bd7e51'),
  assessment('portfolio', 'portfolio', '4f03b91c0e'),
  assessment('group-performance', 'group performance', '56539a6507'),
  assessment('practical-assessment', 'practical assessment', '6a4db9f11d'),
  assessment('project-work', 'project work', '795dac4096'),
  assessment('peer-review', 'peer review', '812e3b0ae1'),
  assessment('peer-assessment', 'peer assessment', '19a2e5e671'),
  assessment('quiz', 'quiz', 'b1b68f6735'),
  assessment('problem-based-learning', 'problem based learning', 'c4256a2726'),
  assessment('artefact-assessment', 'artefact assessment', 'de4d165a6c'),
  assessment('level-of-attendance', 'level of attendance', '7331eb4762'),
];

const mode = listOf('learning-assessment');
/** M10. europass-modes.xsd ("onsite" is its "Presential"); recognition of prior learning is ours. */
export const PARTICIPATION_TYPES: readonly VocabularyTerm[] = [
  mode('online', 'online', '920fbb3cbe'),
  mode('onsite', 'onsite', '9191af2ed9'),
  mode('blended', 'blended', 'e92d221e4d'),
  mode('work-based', 'work-based', '729f3bed4b'),
  mode('project-based', 'project-based', '7813801c77'),
  mode('research-lab', 'research or laboratory based', 'ed4c557045'),
  { code: 'recognition-of-prior-learning', label: 'recognition of prior learning' },
];

const supervision = listOf('supervision-verification');
/** O2. Publications Office, scheme supervision-verification/25831c2. */
export const SUPERVISION_TYPES: readonly VocabularyTerm[] = [
  supervision('supervised-id', 'supervised with identity verification', '70be69aaf9'),
  supervision('supervised', 'supervised without identity verification', '44314532f9'),
  supervision('unsupervised-id', 'unsupervised with identity verification', 'df2880c5cb'),
  supervision('unsupervised', 'unsupervised without identity verification', 'c598449d64'),
];

const accreditation = listOf('accreditation');
/** M11. europass-accreditation-types.xsd has the institutional and the programme kind; which scheme it was is ours to say. */
export const QUALITY_TYPES: readonly VocabularyTerm[] = [
  accreditation('esg-institutional', 'institutional quality assurance (ESG)', 'bb4618238e'),
  accreditation('esg-programme', 'programme quality assurance (ESG)', '820101cba6'),
  { code: 'eqavet', label: 'quality assurance in vocational education and training (EQAVET)' },
  { code: 'eqf-annex-iv', label: 'quality assurance by the EQF Recommendation, Annex IV' },
  { code: 'iso-21001', label: 'management system of an educational organisation (ISO 21001)' },
  { code: 'iso-29993', label: 'learning services outside formal education (ISO 29993)' },
  { code: 'efqm', label: 'EFQM recognition' },
  { code: 'national', label: 'national quality assurance' },
  { code: 'professional', label: 'accreditation by a professional body' },
  { code: 'internal', label: 'internal quality assurance' },
];

/** M11, of the same European list, as others state them: a licence to award is no quality assurance that an achievement of ours could name. */
export const LICENCES: readonly VocabularyTerm[] = [
  accreditation('institutional-licence', 'licence of the institution', '003293d2ce'),
  accreditation('programme-licence', 'licence of the programme', 'e57dddfcf3'),
];

export interface CreditSystem extends VocabularyTerm {
  /** Hours of workload that one credit stands for; absent where the system states none. */
  readonly hoursPerCredit?: { readonly least: number; readonly most: number };
  /** ECTS credits that one credit is, where the system itself says so. */
  readonly ectsEquivalent?: number;
}
/**
 * M7. credit-points.xsd has ECTS and ECVET. Hours: ECTS Users' Guide 2015, 25 to 30; Croatian vocational curricula (CSVET), 25; Estonian
 * Higher Education Act (EAP), 26; UK Quality Assurance Agency, Higher Education Credit Framework (CATS), 10, two of them one ECTS credit;
 * Recommendation of 18 June 2009 (ECVET), none.
 */
export const CREDIT_SYSTEMS: readonly CreditSystem[] = [
  { code: 'ects', label: 'ECTS', iri: `${SNB}/education-credit/6fcec5c5af`, hoursPerCredit: { least: 25, most: 30 }, ectsEquivalent: 1 },
  { code: 'ecvet', label: 'ECVET', iri: `${SNB}/education-credit/60b314e826` },
  { code: 'csvet', label: 'CSVET', hoursPerCredit: { least: 25, most: 25 } },
  { code: 'eap', label: 'EAP', hoursPerCredit: { least: 26, most: 26 }, ectsEquivalent: 1 },
  { code: 'cats', label: 'CATS', hoursPerCredit: { least: 10, most: 10 }, ectsEquivalent: 0.5 },
];

/** M8. Qualifications Framework of the European Higher Education Area (Paris Communiqué 2018, Appendix III). */
export const CYCLES: readonly (VocabularyTerm & { readonly code: Cycle })[] = [
  { code: 'short', label: 'short cycle (QF-EHEA)' },
  { code: 'first', label: 'first cycle (QF-EHEA)' },
  { code: 'second', label: 'second cycle (QF-EHEA)' },
  { code: 'third', label: 'third cycle (QF-EHEA)' },
];

export const ROUTES: readonly (VocabularyTerm & { readonly code: Route })[] = [
  { code: 'course', label: 'course' },
  { code: 'recognition-of-prior-learning', label: 'recognition of prior learning' },
];

/** Concepts that credentials name beside the lists. The names of the two ways to stack are those of the Council Recommendation, Annex I. */
export const OTHER_CONCEPTS: readonly VocabularyTerm[] = [
  { code: 'hours', label: 'hours of study, with classes, self-study and assessment' },
  { code: 'level-not-applicable', label: 'no level applies, and the issuer says so' },
  { code: 'nqf', label: 'level of a national qualifications framework, named beside it' },
  { code: 'standalone', label: 'stand-alone, independent' },
  { code: 'stackable', label: 'stackable towards another credential' },
  { code: 'credential-language', label: 'language that the credential is written in' },
  { code: 'instruction-language', label: 'language of classes' },
  { code: 'micro-credential', label: 'micro-credential: not a degree' },
  { code: 'attendance', label: 'badge of attendance: neither a micro-credential nor a degree' },
  { code: 'responsibility', label: 'responsibility and autonomy, as a kind of learning outcome' },
  { code: 'ungraded', label: 'passed' },
  { code: 'further-information', label: 'further information' },
  { code: 'quality-policy', label: 'public quality assurance policy' },
  { code: 'certification', label: 'professional certification that the same assessment also earns' },
];

/** IRI of a level, 1 to 8, of the European Qualifications Framework (eqf.xsd). */
export const eqfIri = (level: number): string => `${SNB}/eqf/${level}`;

/** The term of a code; undefined when the list has none. */
export const findTerm = <T extends VocabularyTerm>(list: readonly T[], code: string): T | undefined => list.find((term) => term.code === code);

/** The term's European IRI, or else the address of our own concept. `baseUrl`: of this installation, without a slash at the end. */
export const termIri = (term: VocabularyTerm, baseUrl: string): string => term.iri ?? `${baseUrl}/vocabulary#${term.code}`;
