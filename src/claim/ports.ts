import type { Award, AwardStatus, Id, IsoDate, Timestamp } from '../core/model.js';
import type { FormatId, RenditionId } from '../formats/format.js';

/** A claim link works this long; afterwards the university makes a new one. */
export const OFFER_MONTHS = 3;

/** An award as its learner, or the holder of its permanent link, meets it. */
export interface HeldAward {
  readonly award: Award;
  readonly status: AwardStatus;
  readonly statusSince?: Timestamp;
  readonly statusCode?: string;
  readonly formats: readonly FormatId[];
  /** The learner lets the permanent link show details. */
  readonly detailsPublic: boolean;
}
export interface Offer {
  readonly id: Id;
  readonly awardId: Id;
  readonly expiresAt: Timestamp;
  readonly claimedAt?: Timestamp;
}

/** Why a rendition of an award is not made, and where: JSON Pointer into the award. Never the text itself. */
export interface Withheld {
  /** Unicode's name of the script that it would print and has no letters for. */
  readonly script: string;
  readonly path: string;
}
/** What a rendition is made from. */
export interface RenditionSource {
  readonly award: Award;
  /** The signed document (`ob3-di`), byte for byte: what a rendition carries inside. */
  readonly document: Uint8Array;
  readonly permanentUrl: string;
}
/** One kind of rendition. The same source always gives the same bytes. */
export interface Renderer {
  readonly id: RenditionId;
  readonly mediaType: string;
  /** With the dot. */
  readonly extension: string;
  /** Known without making it; undefined when it can be made. */
  withheld(award: Award): Withheld | undefined;
  /** Throws `script-unsupported` when it is withheld. */
  render(source: RenditionSource): Promise<Uint8Array>;
}

export interface ClaimPorts {
  readonly baseUrl: string;
  readonly renderers: readonly Renderer[];
  now(): Date;
  random(bytes: number): Uint8Array;
  /** Link tokens are derived from a key of this installation and only their hash is stored: 128 bits, base64url. */
  token(kind: 'claim' | 'permanent', id: Id): string;
  tokenHash(token: string): Uint8Array;
  offer(tokenHash: Uint8Array): Promise<Offer | undefined>;
  insertOffer(offer: Offer, tokenHash: Uint8Array): Promise<void>;
  /** The newest offer of an award that was not claimed and has not run out. */
  openOffer(awardId: Id): Promise<Offer | undefined>;
  /** False when it was claimed before. */
  markClaimed(offerId: Id, at: Timestamp): Promise<boolean>;
  held(awardId: Id): Promise<HeldAward | undefined>;
  heldByPermanentToken(tokenHash: Uint8Array): Promise<HeldAward | undefined>;
  /** The issued award with this certificate number. */
  awardByNumber(number: string): Promise<Id | undefined>;
  setDetailsPublic(awardId: Id, shown: boolean): Promise<void>;
  document(awardId: Id, format: FormatId): Promise<Uint8Array | undefined>;
}

/** What is kept of a learner: what an erasure takes, counted, and the awards that stay in the register without a person. */
export interface LearnerHolding {
  readonly learnerId: Id;
  /** Erased already. */
  readonly erasedAt?: Timestamp;
  /** They stay: number, achievement, date and status, so that a credential in someone's hands still verifies. */
  readonly awards: readonly { readonly id: Id; readonly number: string; readonly status: AwardStatus }[];
  /** Signed documents: unreadable from then on, in old backups too. */
  readonly credentials: number;
  /** Posted results whose content goes; their ids stay. */
  readonly results: number;
  /** Of these, accepted and not issued yet: they never will be. */
  readonly waiting: number;
  readonly claimLinks: number;
  readonly shares: number;
}

export interface ErasurePorts {
  learnerOfAward(organisationId: Id, awardId: Id): Promise<Id | undefined>;
  /** By student number, European Student Identifier or e-mail address, whichever the learner is known by. */
  learnerByIdentifier(organisationId: Id, identifier: string): Promise<Id | undefined>;
  awardByNumber(number: string): Promise<Id | undefined>;
  /** Throws `not-found`. */
  holding(learnerId: Id): Promise<LearnerHolding>;
  /** Throws `not-found`. A second time changes nothing. */
  eraseLearner(learnerId: Id, actor: string): Promise<void>;
}

/** Live shares an award may have; whoever needs more ends some. */
export const LIVE_SHARES = 50;

/** What a share shows: the whole credential, or its title, level and dates, with the name and the grade only if chosen. */
export type ShareShows = { readonly view: 'all' } | { readonly view: 'summary'; readonly name: boolean; readonly grade: boolean };

/** scrypt (RFC 7914) with its costs, so that they can be raised without breaking older links; salt and hash in base64url. */
export interface PassphraseHash {
  readonly n: number;
  readonly r: number;
  readonly p: number;
  readonly salt: string;
  readonly hash: string;
}

/** A learner's link to one award. */
export interface Share {
  readonly id: Id;
  readonly awardId: Id;
  /** Whom it is for; its learner's own words, shown to nobody else. */
  readonly label: string;
  readonly shows: ShareShows;
  readonly passphrase?: PassphraseHash;
  readonly createdAt: Timestamp;
  /** Absent: until its learner ends it. */
  readonly expiresAt?: Timestamp;
  readonly withdrawnAt?: Timestamp;
  readonly counting: boolean;
  /** 0 unless counting. */
  readonly opened: number;
  readonly lastOpenedOn?: IsoDate;
}

export interface SharePorts {
  readonly baseUrl: string;
  now(): Date;
  random(bytes: number): Uint8Array;
  token(kind: 'share', id: Id): string;
  tokenHash(token: string): Uint8Array;
  share(tokenHash: Uint8Array): Promise<Share | undefined>;
  /** Newest first: those that are live, and the last few that ended. */
  sharesOf(awardId: Id): Promise<readonly Share[]>;
  /** False when the award has {@link LIVE_SHARES} live ones already. Throws `learner-erased`. */
  insertShare(share: Share, tokenHash: Uint8Array): Promise<boolean>;
  /** False when this award has no such share. Ended before: changes nothing. */
  withdrawShare(share: Pick<Share, 'id' | 'awardId'>, at: Timestamp): Promise<boolean>;
  /** One more, unless its learner did not ask for counting. */
  countOpening(shareId: Id, on: IsoDate): Promise<void>;
  held(awardId: Id): Promise<HeldAward | undefined>;
}

/** What may be wrong with an award in its learner's eyes. */
export const PROBLEM_KINDS = ['spelling', 'not-me', 'wrong-result'] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];
/** Characters of what the learner writes. */
export const LONGEST_PROBLEM = 1000;
/** Of one award, not yet handled: a link is no way to fill a registry's desk. */
export const OPEN_PROBLEMS = 10;

export interface Problem {
  readonly id: Id;
  readonly awardId: Id;
  readonly kind: ProblemKind;
  readonly words: string;
  readonly at: Timestamp;
}
/** A problem as the registry sees it. */
export interface ToldProblem extends Problem {
  /** Of the certificate. */
  readonly number: string;
  readonly handledAt?: Timestamp;
}
export interface ProblemPorts {
  now(): Date;
  random(bytes: number): Uint8Array;
  /** In the transaction of its line in the audit trail, which holds none of the words. False: so many are open that no more are taken. */
  insertProblem(problem: Problem, organisationId: Id): Promise<boolean>;
}
