import type { ElementsFound } from './elements.js';
import type { Timestamp } from './model.js';

/** A word of a vocabulary as a credential states it. */
export interface Term {
  readonly label: string;
  readonly iri?: string;
}

/**
 * What a credential says, read back out of any format: plain text as stated, nothing resolved, nothing trusted.
 * Two formats of one award give equal views (a test compares them).
 */
export interface CredentialView {
  readonly id?: string;
  readonly title?: string;
  /** `MicroCredential`, `Badge`, … as stated. */
  readonly achievementType?: string;
  readonly description?: string;
  readonly language?: string;
  readonly issuer: {
    readonly id: string;
    /** As claimed by the credential: proves nothing. */
    readonly name?: string;
    readonly country?: string;
    readonly region?: string;
    readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
  };
  readonly awardingBodies: readonly Term[];
  readonly learner: {
    readonly id?: string;
    readonly name?: string;
    readonly identifiers: readonly { readonly type: string; readonly hashed: boolean; readonly value: string; readonly salt?: string }[];
  };
  readonly number?: string;
  readonly awardedOn?: string;
  readonly validFrom?: Timestamp;
  readonly validUntil?: Timestamp;
  readonly outcomes: readonly { readonly statement: string; readonly kind?: string; readonly transversal: boolean; readonly skills: readonly Term[] }[];
  readonly workload: { readonly hours?: number; readonly credits?: { readonly system: string; readonly value: number } };
  readonly level: { readonly applicable: boolean; readonly eqf?: number; readonly nqf?: Term; readonly cycle?: Term };
  readonly assessments: readonly Term[];
  readonly participation: readonly Term[];
  readonly qualityAssurance: readonly Term[];
  readonly prerequisites?: string;
  readonly supervision?: Term;
  readonly grade?: { readonly value: string; readonly scheme?: string };
  readonly stackability: readonly Term[];
  readonly furtherInformation?: string;
  /** ISCED-F 2013 codes, as stated. */
  readonly fields?: readonly string[];
  readonly instructionLanguages: readonly string[];
  readonly route?: Term;
  readonly registrations: readonly Term[];
  readonly coCertifications: readonly Term[];
  /** Of a record of several: the achievements that it tells of itself. */
  readonly achievements?: readonly Term[];
  readonly elements: ElementsFound;
}

/** Of what the European standard asks a credential to state, nothing. */
export const NOTHING_STATED = {
  awardingBodies: [],
  outcomes: [],
  workload: {},
  level: { applicable: true },
  assessments: [],
  participation: [],
  qualityAssurance: [],
  stackability: [],
  instructionLanguages: [],
  registrations: [],
  coCertifications: [],
} as const satisfies Partial<CredentialView>;
