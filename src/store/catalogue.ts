import type { Knex } from 'knex';
import type { CatalogueFacets, CatalogueQuery, Offered, Page } from '../catalogue/ports.js';
import type { AchievementContent, Id, LanguageMap } from '../core/model.js';
import { WITHOUT_IMAGE } from './achievements.js';
import { catalogueIndex, foldedNames } from './catalogue-index.js';
import type { Query, StoreDeps } from './context.js';
import type { Db } from './db.js';
import { asArray, mapPage, page } from './rows.js';

interface OfferedRow {
  readonly id: Id;
  readonly organisation_id: Id;
  readonly version: number;
  readonly content: AchievementContent;
  readonly slug: string;
  readonly did: string;
  readonly legal_name: LanguageMap;
  readonly country: string;
}
const toOffered = ({ id, organisation_id, version, content, slug, did, legal_name, country }: OfferedRow): Offered => ({
  achievement: { ...content, id, organisationId: organisation_id, version },
  organisation: { id: organisation_id, slug, did, legalName: legal_name, country },
});

/** Achievements on offer of organisations that can award them. */
const onOffer = (query: Query): Knex.QueryBuilder => query('achievement as a').join('organisation as o', 'o.id', 'a.organisation_id').where('a.offered', true).where('o.status', 'active');

function matching(query: Query, { words, fields, levels, languages, organisations }: CatalogueQuery): Knex.QueryBuilder {
  const found = onOffer(query);
  for (const word of words) void found.whereRaw(`concat(a.search, ' ', o.search) like ?`, [`%${word}%`]);
  if (fields.length > 0) void found.whereRaw('a.fields && ?::text[]', asArray(fields));
  if (languages.length > 0) void found.whereRaw('a.languages && ?::text[]', asArray(languages));
  if (levels.length > 0) void found.whereIn('a.eqf', levels);
  if (organisations.length > 0) void found.whereIn('o.slug', organisations);
  return found;
}

/** The public catalogue: `CataloguePorts`. */
export function catalogueStore({ db }: StoreDeps) {
  const distinct = async <T>(column: string, from = ''): Promise<readonly T[]> =>
    (await onOffer(db.knex).joinRaw(from).whereRaw(`${column} is not null`).distinct(db.knex.raw(`${column} as value`)).orderBy('value')).map(({ value }: { value: T }) => value);
  return {
    offered: async (query: CatalogueQuery, cursor: string | undefined, limit: number): Promise<Page<Offered>> => {
      const rows = matching(db.knex, query)
        .join('achievement_version as v', (on) => on.on('v.achievement_id', 'a.id').andOn('v.version', 'a.current_version'))
        .select('a.id', 'a.organisation_id', 'v.version', 'o.slug', 'o.did')
        .select(db.knex.raw(`${WITHOUT_IMAGE}, o.profile -> 'legalName' as legal_name, o.profile ->> 'country' as country`));
      return mapPage(await page<OfferedRow>(rows, 'a.id', { cursor, limit }), toOffered);
    },
    countOffered: async (query: CatalogueQuery): Promise<number> => {
      const row = (await matching(db.knex, query).count({ count: '*' }).first()) as { count: string };
      return Number(row.count);
    },
    facets: async (): Promise<CatalogueFacets> => ({
      fields: await distinct<string>('field', `cross join lateral unnest(a.fields) as field`).then((codes) => codes.filter((code) => code.length === 2)),
      levels: await distinct<number>('a.eqf'),
      languages: await distinct<string>('tag', `cross join lateral unnest(a.languages) as tag`),
      organisations: (await onOffer(db.knex).distinct('o.slug', db.knex.raw(`(o.profile -> 'legalName')::text as names`)).orderBy('o.slug')).map(({ slug, names }: { slug: string; names: string }) => ({ slug, legalName: JSON.parse(names) as LanguageMap })),
    }),
  };
}

/** Makes the index of rows that were written before there was one; at every start, when there are usually none. */
export const indexCatalogue = (db: Db): Promise<void> =>
  db.transaction(async (trx) => {
    const organisations = await trx('organisation').whereNull('search').select<{ id: Id; names: LanguageMap }[]>(trx.raw(`id, profile -> 'legalName' as names`));
    for (const { id, names } of organisations) await trx('organisation').where({ id, search: null }).update({ search: foldedNames(names) });
    const achievements = await trx('achievement as a')
      .join('achievement_version as v', (on) => on.on('v.achievement_id', 'a.id').andOn('v.version', 'a.current_version'))
      .whereNull('a.offered')
      .select<{ id: Id; content: AchievementContent }[]>('a.id', 'v.content');
    for (const { id, content } of achievements) await trx('achievement').where({ id, offered: null }).update(catalogueIndex(content));
  });
