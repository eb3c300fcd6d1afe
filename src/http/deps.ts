import type { Readable } from 'node:stream';
import type { KeyView } from '../catalogue/key-view.js';
import type { KeyNamed } from '../catalogue/keys.js';
import type { CatalogueFacets, CatalogueQuery, Offered, Page } from '../catalogue/ports.js';
import type { Downloadable } from '../claim/index.js';
import type { HeldAward, LearnerHolding, Offer, Share } from '../claim/ports.js';
import type { LearnersShare, OpenedShare } from '../claim/share.js';
import type { ProblemKind, ToldProblem } from '../claim/problem.js';
import type { ShareChoice } from '../claim/share-choice.js';
import type { SharedReport } from '../claim/shared-report.js';
import type { MissingElement } from '../core/elements.js';
import type { TrustStatement } from '../core/evidence.js';
import type { JsonObject } from '../core/json.js';
import type { Achievement, Award, Id, Organisation, Timestamp } from '../core/model.js';
import type { DownloadId } from '../formats/format.js';
import type { BatchSummary, ListedAward, Rejection, Warning } from '../issue/ports.js';
import type { ListDocument, ListKind } from '../status/ports.js';
import type { AnchorRecord } from '../trust/anchors.js';
import type { KeptMany, ManyChecked } from '../verify/keep-many.js';
import type { CheckItem, Item, Row } from '../verify/many.js';
import type { PrintedReport } from '../verify/ports.js';
import type { SignedRecord } from '../verify/record.js';
import type { Replayed } from '../verify/replay.js';
import type { Report, Verification } from '../verify/report.js';
import type { Watches } from '../verify/watch/index.js';
import type { VcApi } from '../vc-api/index.js';
import type { Limits } from './limits.js';
import type { Room } from './room.js';

/** Who asks: a known api key, or the administrator. `name` goes into the audit trail. */
export interface Caller {
  readonly kind: 'admin' | 'api-key';
  readonly name: string;
  /** Of the api key: it goes into the log, as no name does. */
  readonly id?: Id;
  readonly organisationId?: Id;
  readonly scopes: readonly string[];
}
export const SCOPES = ['results:write', 'awards:read', 'status:write', 'achievements:write', 'achievements:read', 'audit:read', 'organisation:write', 'learners:erase', 'watch'] as const;
export type Scope = (typeof SCOPES)[number];

export type ResultsMedia = 'json' | 'ndjson' | 'csv';
export interface ResultsReceipt {
  readonly batchId: Id;
  /** Lines kept, those already known (`unchanged`) included. */
  readonly accepted: number;
  readonly unchanged: number;
  /** The first 1,000. */
  readonly rejected: readonly Rejection[];
  /** Lines rejected, those not listed included. */
  readonly rejectedTotal: number;
  /** The first 1,000. */
  readonly warnings: readonly Warning[];
  readonly warningsTotal: number;
}
export interface AuditRow {
  readonly id: Id;
  readonly at: Timestamp;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly details: JsonObject;
}
export interface StoredReport {
  readonly verification: Verification;
  readonly fileName?: string;
  readonly keptUntil: Timestamp;
}

/** Bytes to be saved, and as what. */
export interface LearnerDocument {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly fileName: string;
}
/** `off` judges integrity alone. */
export interface TrustAsked {
  readonly trust: 'on' | 'off';
}

/** Every use case that has an address. `wire.ts` puts them together; nothing in `http/` knows a store. */
export interface HttpDeps {
  readonly baseUrl: string;
  /** Full names of the registers that trust is asked of, as the pages say them. */
  readonly registers: readonly string[];
  /** The schemas of `schemas/api`, by name: the same that input is checked by. */
  readonly schemas: ReadonlyMap<string, JsonObject>;
  now(): Date;
  readonly limits: Limits;
  readonly room: Room;
  /** Does work, and all that it leads to, as this asker's. */
  onBehalfOf<T>(asker: string, work: () => T): T;
  /** Undefined: not turned on, and then it has no address either. */
  readonly vcApi?: VcApi;
  /** Undefined: no such key. */
  caller(bearer: string): Promise<Caller | undefined>;

  createOrganisation(input: unknown, actor: string): Promise<Organisation>;
  updateOrganisation(id: Id, input: unknown, actor: string): Promise<Organisation>;
  organisation(id: Id): Promise<Organisation | undefined>;
  organisationBySlug(slug: string): Promise<Organisation | undefined>;
  organisationByDomain(domain: string): Promise<Organisation | undefined>;
  /** New active keys, one of each algorithm; the earlier active ones are retired. Gives the DID URLs. */
  rotateKeys(organisationId: Id, actor: string): Promise<readonly string[]>;
  /** Every key of the organisation, oldest first. */
  organisationKeys(organisationId: Id): Promise<readonly KeyView[]>;
  /** A key that signs nothing yet. Throws `certificate-refused`, `custody-failed`. */
  generateKey(organisationId: Id, input: unknown, actor: string): Promise<KeyView>;
  /** PKCS#10, PEM. Throws `key-state`. */
  requestCertificate(key: KeyNamed): Promise<string>;
  /** Throws `key-state`, `certificate-refused`. */
  certifyKey(key: KeyNamed, input: unknown, actor: string): Promise<KeyView>;
  /** Throws `key-state`, `certificate-refused`. */
  activateKey(key: KeyNamed, actor: string): Promise<KeyView>;
  /** Throws `key-state`. */
  retireKey(key: KeyNamed, actor: string): Promise<KeyView>;
  /** Throws `key-state`. */
  revokeKey(key: KeyNamed, input: unknown, actor: string): Promise<KeyView>;
  /** An active seal whose certificate is for tests, and says so. */
  makeTestSeal(organisationId: Id, actor: string): Promise<KeyView>;
  /** The key itself is shown only here. */
  createApiKey(organisationId: Id, input: unknown, actor: string): Promise<{ readonly id: Id; readonly key: string; readonly scopes: readonly string[] }>;
  didDocument(organisation: Organisation): Promise<JsonObject>;
  /** The `did:web` document of this installation itself. */
  installationDocument(): Promise<JsonObject>;
  jwks(organisation: Organisation): Promise<JsonObject>;
  /** JWT VC Issuer Metadata of the issuer with this address; undefined: none of ours has it. */
  jwtVcIssuer(issuer: string): Promise<JsonObject | undefined>;

  createAchievement(organisationId: Id, input: unknown, actor: string): Promise<AchievementAnswer>;
  updateAchievement(organisationId: Id, id: Id, change: { readonly input: unknown; readonly actor: string }): Promise<AchievementAnswer>;
  achievement(organisationId: Id, ref: string): Promise<AchievementAnswer>;
  achievementVersion(id: Id, version: number): Promise<{ readonly achievement: Achievement; readonly organisation: Organisation } | undefined>;
  /** The badge image of a version, uploaded or drawn, in this language of its titles or in English if it has that. Undefined: no such version, or no title in the language. */
  achievementImage(of: { readonly id: Id; readonly version: number; readonly language?: string }, kind: 'png' | 'svg'): Promise<Uint8Array | undefined>;
  achievements(organisationId: Id, cursor: string | undefined, limit: number): Promise<Page<Achievement>>;
  /** Number of the version that is awarded now; undefined: no such achievement. */
  currentVersion(id: Id): Promise<number | undefined>;
  /** Achievements on offer, current versions, and how many there are of them. Throws `input-invalid` on a cursor that is none. */
  catalogue(query: CatalogueQuery, cursor: string | undefined, limit: number): Promise<Page<Offered> & { readonly total: number }>;
  catalogueFacets(): Promise<CatalogueFacets>;

  postResults(caller: Caller, body: Readable, media: ResultsMedia): Promise<ResultsReceipt>;
  /** A corrected result for an award: the new award supersedes it. */
  correct(caller: Caller, awardId: Id, input: unknown): Promise<ResultsReceipt>;
  batch(organisationId: Id, id: Id): Promise<BatchSummary | undefined>;
  /** Resolves when the batch is done, or after `seconds`. */
  waitForBatch(organisationId: Id, id: Id, seconds: number): Promise<BatchSummary | undefined>;
  batchAwards(organisationId: Id, batchId: Id): Promise<readonly ListedAward[]>;
  awards(organisationId: Id, cursor: string | undefined, limit: number): Promise<Page<ListedAward>>;
  award(organisationId: Id, id: Id): Promise<ListedAward | undefined>;
  /** In a format as it was signed, or as a rendition made now. Throws `script-unsupported`. */
  credential(organisationId: Id, awardId: Id, format: DownloadId): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | undefined>;
  /** The European learning credential for a holder's key, made now and kept nowhere. Throws `credential-withheld`. */
  credentialForHolder(caller: Caller, awardId: Id, input: unknown): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string }>;
  changeStatus(caller: Caller, awardId: Id, input: unknown): Promise<ListedAward>;
  newOffer(caller: Caller, awardId: Id): Promise<{ readonly claimUrl: string; readonly expiresAt: Timestamp }>;
  /** What is kept of an award's learner, and would go. */
  learnerHolding(caller: Caller, awardId: Id): Promise<LearnerHolding>;
  /** Erases the learner for good; the input names the certificate. Throws `input-invalid`. */
  eraseLearner(caller: Caller, awardId: Id, input: unknown): Promise<LearnerHolding>;
  audit(organisationId: Id, cursor: string | undefined, limit: number): Promise<Page<AuditRow>>;

  statusList(listId: Id, purpose: ListKind, mediaType: ListDocument['mediaType']): Promise<ListDocument | undefined>;
  trustStatements(): Promise<readonly TrustStatement[]>;
  addTrustStatement(input: unknown, actor: string): Promise<TrustStatement>;
  withdrawTrustStatement(id: Id, actor: string): Promise<void>;
  /** Certificates that chains of seals and of time stamps may end at. */
  anchors(): Promise<readonly AnchorRecord[]>;
  addAnchor(input: unknown, actor: string): Promise<AnchorRecord>;
  withdrawAnchor(id: Id, actor: string): Promise<void>;

  /** Throws `unreadable`. `trust: 'off'` judges integrity alone. */
  verify(upload: Uint8Array, options: { readonly trust: 'on' | 'off' }): Promise<Verification>;
  /** Verifies what a link leads to; a permanent link of ours shows what its page shows. Throws `unreadable`, `not-found`, `fetch-failed`. */
  verifyLink(link: string, options: { readonly trust: 'on' | 'off' }): Promise<Verification>;
  /** What a picture shows, or carries, in place of a credential: an address, or a number. */
  linkIn(upload: Uint8Array): Promise<string | undefined>;
  /** Every credential that it holds. Throws `unreadable` when there is none. */
  verifyEach(upload: Uint8Array, options: TrustAsked): Promise<readonly Verification[]>;
  /** As {@link verifyLink}, every credential that it leads to. */
  verifyLinkEach(link: string, options: TrustAsked): Promise<readonly Verification[]>;
  /** What each of many comes to, in their order. Throws nothing: what cannot be judged is told as such. */
  checkMany<G, T>(items: readonly Item<G>[], check: CheckItem<G, T>): AsyncIterable<Row<T>>;
  /** Credentials that an organisation wants to be told of. */
  readonly watches: Watches;
  /** Path of the permanent link that this is, or that has this certificate number; undefined for any other text. */
  permanentPath(linkOrNumber: string): Promise<string | undefined>;
  /** Kept 24 hours under an unguessable name, encrypted under it. */
  saveReport(verification: Verification, fileName: string | undefined): Promise<string>;
  /** The verification on record, signed by this installation. Undefined: what was judged was not kept with it. */
  recordOf(verification: Verification, number?: string): Promise<SignedRecord | undefined>;
  /** A report on paper, the signed record inside. */
  printReport(report: PrintedReport): Promise<Uint8Array>;
  /** What holds of what this permanent link leads to, signed by this installation for some minutes. */
  badgeStatement(link: string, report: Report): Promise<object>;
  /** A record, or a report with one inside, judged again. Throws `unreadable`. */
  replay(upload: Uint8Array): Promise<Replayed>;
  storedReport(name: string): Promise<StoredReport | undefined>;
  /** For a year from its check on. False when there is no such report any more. A second call changes nothing. */
  keepReport(name: string): Promise<boolean>;
  /** The same three of many that were checked together. */
  saveMany(checked: ManyChecked): Promise<string>;
  storedMany(name: string): Promise<KeptMany | undefined>;
  keepMany(name: string): Promise<boolean>;

  /** Undefined: no such link. */
  offer(token: string): Promise<{ readonly offer: Offer; readonly held: HeldAward; readonly expired: boolean } | undefined>;
  /** Throws `link-gone`. A second call changes nothing. */
  claim(token: string): Promise<void>;
  /** What the learner says is wrong, to the registry. Throws `not-found`, `link-gone`, `input-invalid`. */
  tellProblem(token: string, given: { readonly kind: ProblemKind; readonly words: string }): Promise<void>;
  problems(organisationId: Id, cursor: string | undefined, limit: number): Promise<Page<ToldProblem>>;
  /** False when there is no such problem. A second call changes nothing. */
  markHandled(organisationId: Id, id: Id, actor: string): Promise<boolean>;
  heldByPermanentLink(token: string): Promise<HeldAward | undefined>;
  /** Verifies, now, the stored document of an award (`ob3-di`), as anybody's would be. */
  verifyHeld(held: HeldAward): Promise<Verification>;
  setDetailsPublic(claimToken: string, shown: boolean): Promise<void>;
  /** All that a held award can be downloaded as, and what is withheld. */
  downloads(held: HeldAward): readonly Downloadable[];
  /** Throws `script-unsupported`. */
  learnerDocument(claimToken: string, format: DownloadId): Promise<LearnerDocument | undefined>;
  permanentUrl(award: Award): string;

  /** A learner's links to the award behind a claimed link, newest first: those that work, and the last that ended. Throws `not-found`. */
  shares(claimToken: string): Promise<readonly LearnersShare[]>;
  /** Throws `share-limit`. */
  createShare(claimToken: string, choice: ShareChoice, passphrase?: string): Promise<LearnersShare>;
  /** A second time changes nothing. Throws `not-found`. */
  endShare(claimToken: string, id: Id): Promise<void>;
  /** Undefined: there never was such a link. Throws `link-gone`. Counts nothing. */
  openShare(token: string): Promise<OpenedShare | undefined>;
  /** Throws `passphrase-needed`, `passphrase-wrong`. */
  unlockShare(share: Share, passphrase: string | undefined): Promise<void>;
  /** What a share shows, verified now; the same for a share that is not made yet. */
  showShare(shown: { readonly held: HeldAward; readonly share: Pick<Share, 'shows'> }): Promise<Report | SharedReport>;
  /** Somebody was shown it: counted if its learner asked. */
  countOpening(share: Share): Promise<void>;
  /** The original, from a share of everything; undefined from any other. */
  sharedDocument(opened: OpenedShare, format: DownloadId): Promise<LearnerDocument | undefined>;
  shareUrl(id: Id): string;
  /** Path of the share that this link leads to, if it is one of ours; it need not exist. */
  sharePath(link: string): string | undefined;
  /** What the share behind this link shows, as an opening of it; undefined for any other link. Throws `not-found`, `link-gone`, `passphrase-needed`. */
  reportByShare(link: string, options: TrustAsked): Promise<Report | SharedReport | undefined>;
  /** Everything that an award can be downloaded as, renditions included. */
  formats(): readonly DownloadKind[];
}
export interface DownloadKind {
  readonly id: DownloadId;
  readonly mediaType: string;
  /** With the dot. */
  readonly extension: string;
  /** An identifier of the learner can be read in it. */
  readonly statesIdentifier?: true;
}
export interface AchievementAnswer {
  readonly achievement: Achievement;
  /** Mandatory elements still to be stated before anything can be awarded. */
  readonly missing: readonly MissingElement[];
  readonly warnings: readonly { readonly code: string; readonly path: string; readonly message: string }[];
}
