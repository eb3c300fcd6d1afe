import type { Achievement, AchievementContent, Id, Organisation } from '../core/model.js';

/** One page of a list; `next` is the cursor of the following one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
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
  achievements(organisationId: Id, cursor: string | undefined, limit: number): Promise<Page<Achievement>>;
  /** Throws `code-in-use`. */
  insertAchievement(achievement: Achievement, actor: string): Promise<void>;
  /**
   * Replaces the current version's content while nothing was awarded under it; else writes the next version. One transaction, so that an
   * award made meanwhile never changes. Gives the version written.
   */
  saveAchievement(id: Id, content: AchievementContent, actor: string): Promise<Achievement>;
}
