/**
 * Names of Open Badges 3.0 (1EdTech, Open Badges Specification 3.0, 2024, sections B and C) that encoding and reading share.
 */
export const CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
] as const;
/** The base context of VCDM 1.1. */
export const VCDM_1 = 'https://www.w3.org/2018/credentials/v1';
export const OPEN_BADGES_CONTEXTS = 'https://purl.imsglobal.org/spec/ob/v3p0/context';
export const SCHEMA_URL = 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json';
/** Either may name the type: one is an alias of the other in the context. */
export const CREDENTIAL_TYPES: readonly string[] = ['OpenBadgeCredential', 'AchievementCredential'];

/**
 * What an alignment says, as its `targetType`: a value that starts with `ext:`, which the specification leaves to issuers. No property of
 * our own could be used: in safe mode an undefined property makes the credential unverifiable.
 */
export const ALIGNMENT = {
  awardingBody: 'ext:AwardingBody',
  outcome: 'ext:LearningOutcome',
  skill: 'ext:RelatedSkill',
  hours: 'ext:Workload',
  credits: 'ext:CreditSystem',
  eqf: 'ext:EQF',
  nqf: 'ext:NQF',
  cycle: 'ext:Cycle',
  /** Only to say that no level applies. */
  level: 'ext:Level',
  assessment: 'ext:AssessmentType',
  participation: 'ext:ParticipationType',
  quality: 'ext:QualityAssurance',
  supervision: 'ext:SupervisionType',
  stackability: 'ext:Stackability',
  stackableInto: 'ext:StackableInto',
  route: 'ext:Route',
  field: 'ext:ISCED-F',
  language: 'ext:CredentialLanguage',
  instruction: 'ext:InstructionLanguage',
  registration: 'ext:Registration',
  certification: 'ext:ProfessionalCertification',
} as const;
export type AlignmentType = (typeof ALIGNMENT)[keyof typeof ALIGNMENT];

export const LEVEL_NOT_APPLICABLE = 'not-applicable';
/** In an outcome's `targetDescription`, after its kind. */
export const TRANSVERSAL = 'transversal';

/** `identifierType` of a Profile's identifier, by our scheme. */
export const IDENTIFIER_TYPES = {
  vat: 'ext:VAT',
  legal: 'ext:LegalIdentifier',
  ror: 'ext:ROR',
  eter: 'ext:ETER',
  schac: 'ext:SCHAC',
  deqar: 'ext:DEQAR',
} as const;

/** `identityType` of a learner's identifier. */
export const IDENTITY = {
  name: 'name',
  email: 'emailAddress',
  studentNumber: 'ext:studentNumber',
  birthDate: 'ext:birthDate',
  europeanStudentIdentifier: 'ext:esi',
} as const;

/** Classes and properties that an edition of the context (3.0 to 3.0.3) gives one IRI: which of the two names compacting writes is chance. */
const PROPERTY_OF_CLASS = { Achievement: 'achievement', Profile: 'creator', Address: 'address', Criteria: 'criteria', Image: 'image', GeoCoordinates: 'geo' } as const;

/** In the context `AchievementCredential` is an alias, and `allowedValue` is the one ordered list. */
export const LEEWAY = {
  typeAliases: { AchievementCredential: 'OpenBadgeCredential', ...PROPERTY_OF_CLASS },
  propertyAliases: PROPERTY_OF_CLASS,
  vocabularies: ['https://purl.imsglobal.org/spec/vc/ob/vocab.html#'],
  lists: ['allowedValue'],
} as const;
