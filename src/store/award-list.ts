import type { Page } from '../catalogue/ports.js';
import { pick } from '../core/language.js';
import type { Achievement, Award, Id, Learner } from '../core/model.js';
import { timestamp } from '../core/time.js';
import type { FormatId } from '../formats/format.js';
import type { ListedAward } from '../issue/ports.js';
import { loadVersions, versionKey } from './achievements.js';
import { loadAwards, versionOf, type AwardRow } from './awards.js';
import type { Query, StoreDeps } from './context.js';
import { formatsOf } from './credentials.js';
import { page, present, presentTime } from './rows.js';

interface ListedRow extends AwardRow {
  readonly posted_id: string;
  readonly claimed: boolean;
  readonly open_offer: Id | null;
}
interface Around {
  readonly awards: ReadonlyMap<Id, Award>;
  readonly achievements: ReadonlyMap<string, Achievement>;
  readonly formats: ReadonlyMap<Id, readonly FormatId[]>;
}

const CLAIMED = 'exists (select 1 from offer where award_id = a.id and claimed_at is not null) as claimed';
const OPEN_OFFER = '(select id from offer where award_id = a.id and claimed_at is null and expires_at > ? order by id desc limit 1) as open_offer';

/** Issued awards of one organisation: `HttpDeps`. */
export function awardListStore(deps: StoreDeps) {
  const { knex } = deps.db;
  const issued = (organisationId: Id) =>
    knex('award as a')
      .join('result as r', 'r.id', 'a.result_id')
      .where({ 'a.organisation_id': organisationId, 'a.issued': true })
      .select('a.*', 'r.result_id as posted_id', knex.raw(CLAIMED), knex.raw(OPEN_OFFER, [deps.now()]));
  return {
    awards: async (organisationId: Id, cursor: string | undefined, limit: number): Promise<Page<ListedAward>> => {
      const { items, ...rest } = await page<ListedRow>(issued(organisationId), 'a.id', { cursor, limit });
      return { ...rest, items: await toListed(knex, deps, items) };
    },
    award: async (organisationId: Id, id: Id): Promise<ListedAward | undefined> => (await toListed(knex, deps, (await issued(organisationId).where('a.id', id)) as ListedRow[]))[0],
    /** Awards of a batch's lines, in their order; a line whose award an earlier batch made included. */
    batchAwards: async (organisationId: Id, batchId: Id): Promise<readonly ListedAward[]> => {
      const lines = knex('batch_result').where({ batch_id: batchId }).groupBy('result_id').select('result_id', knex.raw('min(line) as line')).as('b');
      return toListed(knex, deps, (await issued(organisationId).join(lines, 'b.result_id', 'a.result_id').orderBy('b.line')) as ListedRow[]);
    },
  };
}

async function toListed(query: Query, deps: StoreDeps, rows: readonly ListedRow[]): Promise<ListedAward[]> {
  const around = {
    awards: await loadAwards(query, deps, rows),
    achievements: await loadVersions(query, rows.map(versionOf)),
    formats: await formatsOf(query, rows.map(({ id }) => id)),
  };
  return rows.map((row) => ({ ...register(row), ...links(deps, row), ...described(row, around) }));
}

const register = (row: ListedRow) => ({
  id: row.id,
  resultId: row.posted_id,
  number: row.number,
  credentialId: row.credential_id,
  awardedOn: row.awarded_on,
  issuedAt: timestamp(row.issued_at),
  status: row.status,
  ...presentTime('statusSince', row.status_since),
  ...present('statusCode', row.status_code),
  ...present('supersedes', row.supersedes),
  ...present('supersededBy', row.superseded_by),
});

const links = ({ vault, baseUrl }: StoreDeps, { id, claimed, open_offer }: ListedRow) => ({
  claimed,
  ...present('claimUrl', claimed || open_offer === null ? null : `${baseUrl}/claim/${vault.linkToken('claim', open_offer)}`),
  permanentUrl: `${baseUrl}/v/${vault.linkToken('permanent', id)}`,
});

function described(row: ListedRow, { awards, achievements, formats }: Around): Pick<ListedAward, 'achievement' | 'learner' | 'formats'> {
  const { code = '', title = {} } = achievements.get(versionKey(versionOf(row))) ?? {};
  const learner = awards.get(row.id)?.learner;
  return {
    achievement: { ...versionOf(row), code, title: pick(title, row.language) },
    learner: { name: learner === undefined ? '' : learnerName(learner) },
    formats: formats.get(row.id) ?? [],
  };
}

const learnerName = ({ fullName, givenName, familyName }: Learner): string => fullName ?? [givenName, familyName].filter((name) => name !== undefined).join(' ');
