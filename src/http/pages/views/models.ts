import type { CatalogueFacets, Offered } from '../../../catalogue/ports.js';
import type { CatalogueInput } from '../../../catalogue/search.js';
import type { HeldAward, Withheld } from '../../../claim/ports.js';
import type { PublicJwk, TrustStatement } from '../../../core/evidence.js';
import type { Achievement, Organisation, Timestamp } from '../../../core/model.js';
import type { PersonAnswer, PersonQuestion } from '../../../verify/person.js';
import type { Replayed } from '../../../verify/replay.js';
import type { Report } from '../../../verify/report.js';

/** What can be wrong with what was sent to the check form; each belongs to one of its fields. */
export type VerifyError =
  | 'nothing-given'
  | 'more-than-one'
  | 'link-not-found' // neither an address nor a code of ours
  | 'link-no-answer'
  | 'link-is-request' // to a wallet
  | 'link-is-offer' // to a wallet
  | 'link-is-did'
  | 'code-elsewhere' // a picture of a code that leads to another host, and there to nothing
  | 'number-unknown' // a certificate number that nobody has
  | 'number-mistyped' // nearly one
  | 'file-too-large'
  | 'too-many-files'
  | 'file-empty';

export interface VerifyModel {
  readonly error?: VerifyError;
  /** Of `code-elsewhere`: where it leads. */
  readonly leadsTo?: string;
  /** What was typed, to be kept when the form comes back. */
  readonly values?: { readonly link?: string; readonly text?: string };
  /** Full names of the registers consulted. */
  readonly registers: readonly string[];
  /** What the address bar must show. */
  readonly host: string;
}

export interface ReportModel {
  readonly report: Report;
  /** The same conclusion in one plain sentence (`summarise`). */
  readonly summary: string;
  readonly fileName?: string;
  readonly keptUntil: Timestamp;
  readonly actions: {
    /** Keeps the report longer; absent when it is kept longer already. */
    readonly keep?: string;
    readonly person: string;
  };
  /** Full address of this report. */
  readonly reportUrl: string;
  readonly number: string;
  /** Where the same report is as JSON, if it is anywhere. */
  readonly dataUrl?: string;
  /** Where it is on paper, and on record. */
  readonly paperUrl?: string;
  readonly recordUrl?: string;
  /** Full names of the registers consulted. */
  readonly registers?: readonly string[];
}

/** Why one of many has no report: what its file is instead; there was no time left for it; or the fault was ours. */
export type RowFault = FileKind | 'late' | 'ours';
/** One credential of many that were checked together. */
export interface ManyRow {
  readonly fileName?: string;
  /** Which credential of its file, from 1, where that holds several. */
  readonly part?: number;
  readonly report?: Report;
  readonly reportUrl?: string;
  readonly fault?: RowFault;
}
export interface ManyModel {
  readonly rows: readonly ManyRow[];
  readonly checkedAt: Timestamp;
  readonly keptUntil: Timestamp;
  readonly order: 'given' | 'worst';
  readonly path: string;
  /** What the address bar must show. */
  readonly host: string;
  readonly tableUrl: string;
  readonly number: string;
  /** Absent when they are kept longer already. */
  readonly keep?: string;
}

/** An answer to "Is it this person?". */
export interface PersonModel {
  readonly report: Report;
  readonly question: PersonQuestion;
  readonly answer: PersonAnswer;
  /** Shown again only when it could not be read. */
  readonly typed: string;
  /** Where the form posts to, and the page it stands on. */
  readonly action: string;
  readonly back: string;
}

/** What a file without a credential is instead. */
export type FileKind = 'pdf' | 'image' | 'svg' | 'html' | 'json' | 'text' | 'empty' | 'other' | CarrierFault;
/** Why nothing can be taken out of a file that may well carry a credential. */
export const CARRIER_FAULTS = ['several', 'encrypted', 'broken', 'too-complex', 'older-badge', 'ambiguous', 'report'] as const;
export type CarrierFault = (typeof CARRIER_FAULTS)[number];
export interface UnreadableModel {
  readonly kind: FileKind;
  /** Of a report: what became of it, judged again. */
  readonly replayed?: Replayed;
  readonly triedAt: Timestamp;
  readonly fileName?: string;
}

export interface ClaimModel {
  readonly held: HeldAward;
  readonly expiresAt: Timestamp;
  /** Where the button posts to. */
  readonly action: string;
}
export interface ProblemModel {
  readonly organisation: Organisation;
  readonly action: string;
  /** The claim page. */
  readonly back: string;
  /** `enough`: so much was said that no more is taken. */
  readonly fault?: 'empty' | 'too-long' | 'enough';
  readonly typed?: { readonly kind?: string; readonly words?: string };
}
export type ProblemToldModel = Pick<ProblemModel, 'organisation' | 'back'>;
export interface ClaimExpiredModel {
  readonly organisation?: Organisation;
}

export interface Download {
  readonly label: string;
  readonly url: string;
  /** It is not made, and why. */
  readonly withheld?: Withheld;
  /** An identifier of the learner can be read in it. */
  readonly statesIdentifier?: true;
}
export interface KeepModel {
  readonly held: HeldAward;
  readonly claimedAt?: Timestamp;
  readonly downloads: readonly Download[];
  readonly permanentUrl: string;
  /** The permanent link as a QR code: an SVG document. */
  readonly qrSvg: string;
  readonly detailsPublic: boolean;
  readonly actions: {
    /** Where the switch posts `shown=yes` or `shown=no`. */
    readonly details: string;
    /** Where the learner's share links are. */
    readonly shares: string;
  };
}

export interface PermanentModel {
  /** Of the award's own document, made at this moment. */
  readonly report: Report;
  /** Only with the learner's consent: without it the page says nothing of learner, title or content. */
  readonly held?: HeldAward;
  readonly organisation: Organisation;
  readonly number: string;
  readonly permanentUrl: string;
  /** Where "Is it this person?" posts to; only where all is shown. */
  readonly personAction?: string;
  /** Address of the QR code as an image. */
  readonly qrUrl?: string;
}

export interface CatalogueModel {
  /** What was asked, as it was written. */
  readonly input: CatalogueInput;
  /** The same as a query: what follows the `?`. */
  readonly query: string;
  readonly facets: CatalogueFacets;
  readonly items: readonly Offered[];
  /** How many match, on all pages. */
  readonly total: number;
  /** How many there are without any limit; asked only when nothing matches. */
  readonly all: number;
  readonly firstUrl?: string;
  readonly nextUrl?: string;
}

export interface OrganisationModel {
  readonly organisation: Organisation;
  /** What trust sources say of it. */
  readonly statements: readonly TrustStatement[];
  /** As its DID document gives them; `assertion` is false for a retired key. */
  readonly keys: readonly { readonly id: string; readonly publicJwk: PublicJwk; readonly assertion: boolean }[];
  readonly didDocumentUrl: string;
  readonly jwksUrl: string;
  /** Whether some register lists it now. */
  readonly vouchedNow: boolean;
  /** The first of what it offers, and how much there is. */
  readonly offered: readonly Offered[];
  readonly total: number;
  /** Where its credentials are checked. */
  readonly host: string;
}

export interface AchievementModel {
  readonly achievement: Achievement;
  readonly organisation: Organisation;
  readonly organisationUrl: string;
  /** The version that is awarded now. */
  readonly currentVersion: number;
}

export interface VocabularyModel {
  readonly baseUrl: string;
}

export interface ErrorModel {
  readonly status: number;
  /** Number to quote when asking for help. */
  readonly reference?: string;
  /** A link that should have led to a credential, one that a learner made and may have ended, or a form that was open too long. */
  readonly about?: 'credential-link' | 'share-link' | 'form';
  /** For 429. */
  readonly retryAt?: Timestamp;
}

export interface HomeModel {
  readonly registers: readonly string[];
}

export type TextPageName = 'how-we-check' | 'real' | 'privacy' | 'accessibility';
export interface TextPageModel {
  readonly page: TextPageName;
  readonly registers: readonly string[];
  /** What the address bar must show. */
  readonly host: string;
}
