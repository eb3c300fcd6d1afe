import type { Page } from '../catalogue/ports.js';
import type { Knex } from 'knex';
import { reject } from '../core/errors.js';
import { isUuid } from '../core/ids.js';
import type { Achievement, AchievementContent, Id } from '../core/model.js';
import { writeAudit } from './audit.js';
import { catalogueIndex } from './catalogue-index.js';
import type { Query, StoreDeps } from './context.js';
import { mapPage, page, unlessTaken } from './rows.js';

interface AchievementRow {
  readonly id: Id;
  readonly organisation_id: Id;
  readonly version: number;
  readonly content: AchievementContent;
}
interface VersionState {
  readonly organisation_id: Id;
  readonly version: number;
  readonly awarded: boolean;
}
export interface VersionRef {
  readonly id: Id;
  readonly version: number;
}

const TAKEN = { achievement_code: 'another achievement of this organisation has this code' };
const toAchievement = ({ content, organisation_id, ...row }: AchievementRow): Achievement => ({ ...content, ...row, organisationId: organisation_id });

const versions = (query: Query) =>
  query('achievement as a')
    .join('achievement_version as v', 'v.achievement_id', 'a.id')
    .select('a.id', 'a.organisation_id', 'v.version', 'v.content');
const currentVersions = (query: Query) => versions(query).whereRaw('v.version = a.current_version');
/** Of many at once only this: an uploaded image is up to 200 kB. As `json`, since the order of languages means something and `jsonb` has none. */
export const WITHOUT_IMAGE = `(select json_object_agg(key, value) from json_each(v.content) where key <> 'image') as content`;

/** Versions by `id/version`, in one query. */
export async function loadVersions(query: Query, refs: readonly VersionRef[]): Promise<ReadonlyMap<string, Achievement>> {
  if (refs.length === 0) return new Map();
  const rows = (await versions(query).whereIn(['v.achievement_id', 'v.version'], refs.map(({ id, version }) => [id, version]))) as AchievementRow[];
  return new Map(rows.map((row) => [versionKey(row), toAchievement(row)]));
}
export const versionKey = ({ id, version }: VersionRef): string => `${id}/${version}`;

/**
 * Closes a version to edits, and gives it as it will stay. In the transaction of the award: an edit made meanwhile either came before, and is
 * what is awarded, or waits and then makes the next version. Throws `bug` when there is no such version.
 */
export async function closeVersion(trx: Query, { id, version }: VersionRef): Promise<Achievement> {
  await trx('achievement_version').where({ achievement_id: id, version, awarded: false }).update({ awarded: true });
  return (await loadVersions(trx, [{ id, version }])).get(versionKey({ id, version })) ?? reject('bug', 'an award names a version of an achievement that is not kept');
}

/** Achievements and their versions: `CataloguePorts`, and the look-up of `IssuePorts`. */
export function achievementStore(deps: StoreDeps) {
  const { db } = deps;
  return {
    achievement: async (organisationId: Id, ref: string): Promise<Achievement | undefined> => {
      const byRef = (or: Knex.QueryBuilder): void => void (isUuid(ref) ? or.where('a.id', ref).orWhere('a.code', ref) : or.where('a.code', ref));
      const rows = (await currentVersions(db.knex).where('a.organisation_id', organisationId).where(byRef)) as AchievementRow[];
      const found = rows.find(({ id }) => id === ref) ?? rows[0];
      return found && toAchievement(found);
    },
    achievementVersion: async (id: Id, version: number): Promise<Achievement | undefined> => (await loadVersions(db.knex, [{ id, version }])).get(versionKey({ id, version })),
    currentVersion: async (id: Id): Promise<number | undefined> => (await db.knex('achievement').where({ id }).first<{ current_version: number } | undefined>('current_version'))?.current_version,
    achievements: async (organisationId: Id, cursor: string | undefined, limit: number): Promise<Page<Achievement>> =>
      mapPage(await page<AchievementRow>(currentVersions(db.knex).clear('select').select('a.id', 'a.organisation_id', 'v.version', db.knex.raw(WITHOUT_IMAGE)).where('a.organisation_id', organisationId), 'a.id', { cursor, limit }), toAchievement),

    /** Throws `code-in-use`. */
    insertAchievement: ({ id, organisationId, version, ...content }: Achievement, actor: string): Promise<void> =>
      unlessTaken(TAKEN, () =>
        db.transaction(async (trx) => {
          await trx('achievement').insert({ id, organisation_id: organisationId, code: content.code, current_version: version, ...catalogueIndex(content) });
          await trx('achievement_version').insert({ achievement_id: id, version, content: JSON.stringify(content) });
          await writeAudit(trx, deps, { organisationId, actor, action: 'achievement.created', subject: id, details: { version } });
        }),
      ),

    /** Throws `not-found`, `code-in-use`. */
    saveAchievement: (id: Id, content: AchievementContent, actor: string): Promise<Achievement> =>
      unlessTaken(TAKEN, () =>
        db.transaction(async (trx) => {
          const { organisation_id: organisationId, version } = await writeVersion(trx, id, content);
          await writeAudit(trx, deps, { organisationId, actor, action: 'achievement.saved', subject: id, details: { version } });
          return { ...content, id, organisationId, version };
        }),
      ),
  };
}

/** Over the current version, or as the next one; gives which. */
async function writeVersion(trx: Query, id: Id, content: AchievementContent): Promise<Omit<VersionState, 'awarded'>> {
  const stored = JSON.stringify(content);
  const found = await lockCurrent(trx, id);
  const version = found.awarded ? found.version + 1 : found.version;
  if (found.awarded) await trx('achievement_version').insert({ achievement_id: id, version, content: stored });
  else await trx('achievement_version').where({ achievement_id: id, version }).update({ content: stored });
  await trx('achievement').where({ id }).update({ code: content.code, current_version: version, ...catalogueIndex(content) });
  return { organisation_id: found.organisation_id, version };
}

/** Two statements: the achievement's lock keeps a second author out, and only then is the current version read, and kept from being awarded. */
async function lockCurrent(trx: Query, id: Id): Promise<VersionState> {
  const achievement = (await trx('achievement').where({ id }).forNoKeyUpdate().first()) as { organisation_id: Id; current_version: number } | undefined;
  if (achievement === undefined) return reject('not-found', 'there is no such achievement');
  const { organisation_id, current_version } = achievement;
  const row = await trx('achievement_version').where({ achievement_id: id, version: current_version }).forNoKeyUpdate().first<{ awarded: boolean }>('awarded');
  return { organisation_id, version: current_version, awarded: row.awarded };
}
