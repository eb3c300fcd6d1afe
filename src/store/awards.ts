import { toHex, sha256 } from '../core/bytes.js';
import { reject } from '../core/errors.js';
import type { OwnAward } from '../core/evidence.js';
import type { Achievement, Award, AwardStatus, Id, Organisation } from '../core/model.js';
import { timestamp } from '../core/time.js';
import { loadVersions, versionKey } from './achievements.js';
import { fromSealable, toSealable, type Query, type StoreDeps } from './context.js';
import { erased, learnerKeys } from './learners.js';
import { asArray, present, presentTime } from './rows.js';

export interface AwardRow {
  readonly id: Id;
  readonly organisation_id: Id;
  readonly result_id: Id;
  readonly learner_id: Id;
  readonly number: string;
  readonly credential_id: string;
  readonly organisation_edition: string;
  readonly body_editions: readonly string[];
  readonly achievement_id: Id;
  readonly achievement_version: number;
  readonly route: Award['route'];
  readonly language: string;
  readonly awarded_on: string;
  readonly issued_at: Date;
  readonly valid_until: Date | null;
  readonly personal: Uint8Array;
  readonly list_id: Id;
  readonly list_index: number;
  readonly issued: boolean;
  readonly status: AwardStatus;
  readonly status_since: Date | null;
  readonly status_code: string | null;
  readonly supersedes: Id | null;
  readonly superseded_by: Id | null;
  readonly permanent_hash: Uint8Array | null;
  readonly details_public: boolean;
}
/** What of an award is about the person: sealed under the learner's key. */
type Personal = Pick<Award, 'subjectId' | 'learner' | 'salts' | 'grade' | 'supervision'>;
/** What an award's row refers to. */
interface Around {
  readonly key: Uint8Array;
  readonly achievement: Achievement;
  readonly editions: ReadonlyMap<string, Organisation>;
}

const personalPurpose = (id: Id): string => `award.personal:${id}`;
const editionId = (document: string): string => toHex(sha256(document));

/** The organisations of an award as they are now: each is kept once for each thing it said. Gives their edition ids. */
export async function keepEditions(trx: Query, { organisation, awardingBodies }: Pick<Award, 'organisation' | 'awardingBodies'>): Promise<Pick<AwardRow, 'organisation_edition' | 'body_editions'>> {
  const all = [organisation, ...awardingBodies].map((body) => ({ organisation_id: body.id, document: JSON.stringify(body) }));
  const rows = [...new Map(all.map((row) => [editionId(row.document), row]))].map(([id, row]) => ({ id, ...row }));
  await trx('organisation_edition').insert(rows.sort((a, b) => (a.id < b.id ? -1 : 1))).onConflict('id').ignore();
  const [organisation_edition, ...body_editions] = all.map(({ document }) => editionId(document)) as [string, ...string[]];
  return { organisation_edition, body_editions };
}

export interface Places {
  readonly resultId: Id;
  readonly learnerId: Id;
  readonly listId: Id;
  readonly key: Uint8Array;
}
/** The row of an award that is reserved but not issued. */
export function toAwardRow({ vault }: StoreDeps, award: Award, places: Places) {
  const { subjectId, learner, salts, grade, supervision } = award;
  const personal = { subjectId, learner, salts, ...(grade === undefined ? {} : { grade }), ...(supervision === undefined ? {} : { supervision }) } satisfies Personal;
  return {
    id: award.id,
    organisation_id: award.organisation.id,
    result_id: places.resultId,
    learner_id: places.learnerId,
    number: award.number,
    credential_id: award.credentialId,
    achievement_id: award.achievement.id,
    achievement_version: award.achievement.version,
    route: award.route,
    language: award.language,
    awarded_on: award.awardedOn,
    issued_at: award.issuedAt,
    valid_until: award.validUntil ?? null,
    personal: vault.sealWith(places.key, toSealable(personal), personalPurpose(award.id)),
    list_id: places.listId,
    list_index: award.statusEntry.index,
    supersedes: award.supersedes ?? null,
  };
}

function toAward({ vault }: StoreDeps, row: AwardRow, { key, achievement, editions }: Around): Award {
  const edition = (id: string): Organisation => editions.get(id) ?? reject('bug', 'an award names an edition of an organisation that is not kept');
  return {
    id: row.id,
    number: row.number,
    credentialId: row.credential_id,
    ...fromSealable<Personal>(vault.openWith(key, row.personal, personalPurpose(row.id))),
    organisation: edition(row.organisation_edition),
    awardingBodies: row.body_editions.map(edition),
    achievement,
    route: row.route,
    language: row.language,
    awardedOn: row.awarded_on,
    issuedAt: timestamp(row.issued_at),
    ...presentTime('validUntil', row.valid_until),
    statusEntry: { list: row.list_id, index: row.list_index },
    ...present('supersedes', row.supersedes),
  };
}

/** Awards of these rows, as they were awarded, in a fixed number of queries. An erased learner's is missing. */
export async function loadAwards(query: Query, deps: StoreDeps, rows: readonly AwardRow[]): Promise<ReadonlyMap<Id, Award>> {
  const keys = await learnerKeys(query, deps.vault, rows.map(({ learner_id }) => learner_id));
  const achievements = await loadVersions(query, rows.map(versionOf));
  const editions = await loadEditions(query, rows);
  const found = rows.flatMap((row) => {
    const key = keys.get(row.learner_id);
    const achievement = achievements.get(versionKey(versionOf(row)));
    return key === undefined || achievement === undefined ? [] : [[row.id, toAward(deps, row, { key, achievement, editions })] as const];
  });
  return new Map(found);
}
export const versionOf = ({ achievement_id, achievement_version }: Pick<AwardRow, 'achievement_id' | 'achievement_version'>) => ({ id: achievement_id, version: achievement_version });

/** Throws `learner-erased`. */
export async function loadAward(query: Query, deps: StoreDeps, row: AwardRow): Promise<Award> {
  return (await loadAwards(query, deps, [row])).get(row.id) ?? erased();
}

async function loadEditions(query: Query, rows: readonly AwardRow[]): Promise<ReadonlyMap<string, Organisation>> {
  const ids = [...new Set(rows.flatMap((row) => [row.organisation_edition, ...row.body_editions]))];
  const found = await query('organisation_edition').whereRaw('id = any(?)', asArray(ids)).select<{ id: string; document: Organisation }[]>('id', 'document');
  return new Map(found.map(({ id, document }) => [id, document]));
}

/** Awards as the verifier asks of them: `VerifyPorts.ownAward`. Answers for an erased learner too: none of it is about the person. */
export function awardStore({ db }: StoreDeps) {
  return {
    ownAward: async (credentialId: string): Promise<OwnAward | undefined> => {
      const row = (await db.knex('award').where({ credential_id: credentialId, issued: true }).first()) as AwardRow | undefined;
      return row && { status: row.status, ...presentTime('since', row.status_since), ...present('code', row.status_code), ...present('supersededBy', row.superseded_by) };
    },
  };
}
