/**
 * The words of the domain, free of any format. Sources: Council Recommendation of 16 June 2022, Annex I (standard elements M1-M11,
 * O1-O5); the codes of closed lists stand in `vocabulary.ts`. Nothing here knows how a credential is written.
 */

/** BCP 47 language tag → text. */
export type LanguageMap = Readonly<Record<string, string>>;
/** `YYYY-MM-DD`. */
export type IsoDate = string;
/** RFC 3339, UTC, seconds: `2026-11-21T10:00:00Z`. */
export type Timestamp = string;
/** UUIDv7, lower case. */
export type Id = string;

export type IdentifierScheme = 'vat' | 'legal' | 'ror' | 'eter' | 'schac' | 'deqar';
export interface OrganisationIdentifier {
  readonly scheme: IdentifierScheme;
  readonly value: string;
}

/** What an organisation has put on its certificates, as they are printed. */
export interface CertificateTemplate {
  /** Whose names stand at the foot: names and offices, no signatures, which prove nothing on paper. */
  readonly signatories?: readonly { readonly name: string; readonly office: LanguageMap }[];
  /** Before the learner's name. */
  readonly opening?: LanguageMap;
  /** After what was awarded. */
  readonly closing?: LanguageMap;
}

export interface Organisation {
  readonly id: Id;
  /** Part of its addresses: `/o/{slug}`. */
  readonly slug: string;
  readonly did: string;
  readonly legalName: LanguageMap;
  readonly identifiers: readonly OrganisationIdentifier[];
  /** ISO 3166-1 alpha-2. M3. */
  readonly country: string;
  /** Region of the country, in words or ISO 3166-2. M3. */
  readonly region?: string;
  readonly homepage?: string;
  readonly contact?: { readonly email?: string; readonly phone?: string; readonly url?: string };
  /** Public quality assurance policy. */
  readonly qualityPolicyUrl?: string;
  readonly logo?: { readonly mediaType: 'image/png' | 'image/jpeg'; readonly base64: string };
  /** One colour, of which pages make what they can show (`accent.ts`): `#rrggbb`. */
  readonly branding?: { readonly accent: string };
  readonly certificate?: CertificateTemplate;
  readonly status: 'active' | 'suspended' | 'closed';
  /** Its own domain, when it points one here (`did:web` of that domain). */
  readonly domain?: string;
  /** Slugs of the organisations that it lets name it as a joint awarding body. */
  readonly awardsWith?: readonly string[];
}

export type OutcomeKind = 'knowledge' | 'skill' | 'responsibility';
export interface SkillReference {
  readonly iri: string;
  readonly label: string;
  /** ESCO, DigComp, … */
  readonly framework: string;
}
/** M6. */
export interface LearningOutcome {
  readonly statement: LanguageMap;
  readonly kind: OutcomeKind;
  readonly skills?: readonly SkillReference[];
  readonly transversal?: boolean;
}
/** M7: hours, credits, or both. `system` is a code of `vocabulary.ts` (`ects`, `csvet`, …). */
export interface Workload {
  readonly hours?: number;
  readonly credits?: { readonly system: string; readonly value: number };
}
export type Cycle = 'short' | 'first' | 'second' | 'third';
/** M8. `applicable: false` is a statement, not an omission. */
export type Level =
  | { readonly applicable: false }
  | {
      readonly applicable: true;
      readonly eqf?: number;
      readonly nqf?: { readonly framework: string; readonly level: string; readonly iri?: string };
      readonly cycle?: Cycle;
    };
/** M9. `type` is a code of `vocabulary.ts` (`written-examination`, …). */
export interface Assessment {
  readonly type: string;
  readonly description?: LanguageMap;
}
/** M11. `type` is a code of `vocabulary.ts` (`esg-institutional`, …). */
export interface QualityAssurance {
  readonly type: string;
  readonly agency?: string;
  readonly decision?: string;
  readonly reportUrl?: string;
  readonly validFrom?: IsoDate;
  readonly validUntil?: IsoDate;
}
export interface GradingScheme {
  readonly description: LanguageMap;
  /** Best first, when the scheme is a list. */
  readonly values?: readonly string[];
  readonly passMark?: string;
}
/** O4. */
export interface Stackability {
  readonly standalone: boolean;
  readonly into?: readonly { readonly title: LanguageMap; readonly url?: string }[];
}
export interface Registration {
  readonly register: string;
  readonly code: string;
  readonly url?: string;
  readonly validFrom?: IsoDate;
  readonly validUntil?: IsoDate;
}
/** A professional certification that the same assessment also earns. */
export interface CoCertification {
  readonly name: string;
  readonly body: string;
  readonly url?: string;
}

/** What an author writes of an achievement. Mandatory elements may still be missing here: then nothing can be awarded yet. */
export interface AchievementContent {
  /** The university's own code, unique in the organisation. */
  readonly code: string;
  readonly kind: 'micro-credential' | 'attendance';
  readonly title: LanguageMap;
  readonly description: LanguageMap;
  /** ISCED-F 2013 codes, two to four digits. */
  readonly fields?: readonly string[];
  /** Languages of instruction, BCP 47. */
  readonly languages?: readonly string[];
  readonly learningOutcomes?: readonly LearningOutcome[];
  readonly workload?: Workload;
  readonly level?: Level;
  readonly assessments?: readonly Assessment[];
  /** M10: codes of `vocabulary.ts` (`online`, …). */
  readonly participation?: readonly string[];
  readonly qualityAssurance?: readonly QualityAssurance[];
  readonly prerequisites?: LanguageMap;
  /** O2, what is meant to happen: a code of `vocabulary.ts`. */
  readonly supervision?: string;
  readonly gradingScheme?: GradingScheme;
  readonly stackability?: Stackability;
  readonly furtherInformation?: LanguageMap;
  /** How long an award of it is valid; absent: without end. */
  readonly validityMonths?: number;
  readonly registrations?: readonly Registration[];
  readonly coCertifications?: readonly CoCertification[];
  /** Key of a file in `schemas/vocab/national-systems`. */
  readonly nationalSystem?: string;
  /** False: not in the public catalogue. It can be awarded all the same. */
  readonly offered?: boolean;
  /** The badge image; without one, it is drawn. */
  readonly image?: BadgeImage;
}
export interface BadgeImage {
  readonly mediaType: 'image/png' | 'image/svg+xml';
  readonly base64: string;
}
/** One version of an achievement; immutable once awarded. */
export interface Achievement extends AchievementContent {
  readonly id: Id;
  readonly organisationId: Id;
  /** From 1. */
  readonly version: number;
}

/** M1. A name, and at least one identifier. */
export interface Learner {
  readonly givenName?: string;
  readonly familyName?: string;
  /** For a mononym, or a name that does not divide. */
  readonly fullName?: string;
  readonly studentNumber?: string;
  readonly europeanStudentIdentifier?: string;
  readonly birthDate?: IsoDate;
  readonly email?: string;
}
export type Route = 'course' | 'recognition-of-prior-learning';

/** One learner's assessed outcome, as the university posts it. */
export interface Result {
  /** The caller's own id: the same id never makes two awards. */
  readonly resultId: string;
  /** Id or code of the achievement. */
  readonly achievement: string;
  readonly learner: Learner;
  readonly outcome: 'passed' | 'failed';
  readonly awardedOn: IsoDate;
  readonly grade?: string;
  /** O2, what did happen; without it, what the achievement says. */
  readonly supervision?: string;
  readonly route: Route;
  /** Language the credential is written in (one of the achievement's titles); default: the first of them. */
  readonly language?: string;
  /** Slugs of the other organisations that award jointly. */
  readonly jointlyWith?: readonly string[];
}

export type AwardStatus = 'active' | 'suspended' | 'revoked' | 'superseded';
/** A hashed identifier's salt, so that every format of an award carries the same hash. */
export type Salts = Readonly<Partial<Record<'email' | 'studentNumber' | 'birthDate', string>>>;

/** Our format-free record that a learner earned an achievement: all that an encoder needs, and nothing it must look up. */
export interface Award {
  readonly id: Id;
  /** Printed on the certificate: twelve symbols of Crockford's base 32, `NH7K-2QXV-9M4T`. */
  readonly number: string;
  /** `urn:uuid:…`, the same in every format. */
  readonly credentialId: string;
  /** `urn:uuid:…`, of this award only, so that two awards of one learner cannot be joined by it. */
  readonly subjectId: string;
  readonly organisation: Organisation;
  /** M4; the issuing organisation first. */
  readonly awardingBodies: readonly Organisation[];
  readonly achievement: Achievement;
  readonly learner: Learner;
  readonly salts: Salts;
  readonly route: Route;
  readonly language: string;
  readonly awardedOn: IsoDate;
  /** M5: when the credential is issued. */
  readonly issuedAt: Timestamp;
  readonly validUntil?: Timestamp;
  readonly grade?: string;
  readonly supervision?: string;
  /** Id of our status list, and the place in it. */
  readonly statusEntry: { readonly list: Id; readonly index: number };
  readonly supersedes?: Id;
}
