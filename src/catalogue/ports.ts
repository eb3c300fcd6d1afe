import type { PublicJwk } from '../core/evidence.js';
import type { Achievement, AchievementContent, Id, Organisation, Timestamp } from '../core/model.js';

/** One page of a list; `next` is the cursor of the following one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** What the public catalogue is asked for. Values of one filter are alternatives; the filters, and the words, must all hold. An empty one does not limit. */
export interface CatalogueQuery {
  /** Folded (`fold`); each is part of a title, of the code, or of a name of the organisation. */
  readonly words: readonly string[];
  /** ISCED-F 2013, two to four digits; a broad field includes its narrower ones. */
  readonly fields: readonly string[];
  /** EQF, 1 to 8. */
  readonly levels: readonly number[];
  /** Of instruction, base languages: `hr`. */
  readonly languages: readonly string[];
  /** Slugs. */
  readonly organisations: readonly string[];
}
/** The organisation of an achievement on offer, as far as a catalogue says it. */
export type Provider = Pick<Organisation, 'id' | 'slug' | 'did' | 'legalName' | 'country'>;
export interface Offered {
  /** Without its uploaded image. */
  readonly achievement: Achievement;
  readonly organisation: Provider;
}
/** Everything that achievements on offer can be filtered by. */
export interface CatalogueFacets {
  /** Broad fields. */
  readonly fields: readonly string[];
  readonly levels: readonly number[];
  readonly languages: readonly string[];
  readonly organisations: readonly Pick<Provider, 'slug' | 'legalName'>[];
}

export interface CataloguePorts {
  readonly baseUrl: string;
  now(): Date;
  random(bytes: number): Uint8Array;
  /** Throws `code-in-use` when slug or domain is taken. Writes the audit trail. */
  insertOrganisation(organisation: Organisation, actor: string): Promise<void>;
  updateOrganisation(organisation: Organisation, actor: string): Promise<void>;
  organisation(id: Id): Promise<Organisation | undefined>;
  /** By id or by the organisation's own code, the current version. */
  achievement(organisationId: Id, ref: string): Promise<Achievement | undefined>;
  achievementVersion(id: Id, version: number): Promise<Achievement | undefined>;
  /** Without their uploaded images. */
  achievements(organisationId: Id, cursor: string | undefined, limit: number): Promise<Page<Achievement>>;
  /** Throws `code-in-use`. */
  insertAchievement(achievement: Achievement, actor: string): Promise<void>;
  /**
   * Replaces the current version's content while nothing was awarded under it; else writes the next version. One transaction, so that an
   * award made meanwhile never changes. Gives the version written.
   */
  saveAchievement(id: Id, content: AchievementContent, actor: string): Promise<Achievement>;
}

/** A key by which this installation stands for what it says itself: records of verifications, badges. Never for a credential. Ed25519. */
export interface InstallationKey {
  readonly id: Id;
  readonly verificationMethod: string;
  readonly publicJwk: PublicJwk;
  readonly madeAt: Timestamp;
  /** It signs nothing more; what it signed stays. */
  readonly retiredAt?: Timestamp;
  /** What it signed from this time on is somebody else's. */
  readonly compromisedFrom?: Timestamp;
}
export interface NewInstallationKey extends Pick<InstallationKey, 'id' | 'verificationMethod' | 'publicJwk'> {
  /** PKCS#8 DER, sealed under the master key. */
  readonly sealed: Uint8Array;
}
export interface InstallationPorts {
  readonly baseUrl: string;
  now(): Date;
  random(bytes: number): Uint8Array;
  /** Oldest first, whatever became of them. */
  installationKeys(): Promise<readonly InstallationKey[]>;
  newInstallationKey(id: Id): Pick<NewInstallationKey, 'publicJwk' | 'sealed'>;
  /** It signs from now on. One that does so is retired, if it is `instead`; else nothing changes: another process was faster. */
  activateInstallationKey(key: NewInstallationKey, change: { readonly instead: Id | undefined; readonly actor: string }): Promise<void>;
  /** Said again, the time can only become earlier. */
  markInstallationKey(id: Id, change: { readonly from: Timestamp; readonly actor: string }): Promise<void>;
}
