import { toHex } from '../core/bytes.js';
import { reject } from '../core/errors.js';
import type { Id, Learner } from '../core/model.js';
import { newId, type Query, type StoreDeps } from './context.js';
import { asArray, inChunks } from './rows.js';
import type { Vault } from './vault.js';

/** A learner's row and key, at hand. */
export interface LearnerKey {
  readonly learnerId: Id;
  readonly key: Uint8Array;
}
interface Wanted {
  readonly organisationId: Id;
  readonly identities: readonly Uint8Array[];
}
interface LearnerRow {
  readonly id: Id;
  readonly identity: Uint8Array;
}
interface KeyRow {
  readonly learner_id: Id;
  readonly wrapped: Uint8Array;
}

/**
 * What tells this learner from the others of one organisation, as a blind index: the student number, else the European Student Identifier,
 * else the e-mail address, else name and birth date. Learners of two organisations are never joined.
 */
export function learnerIdentity(vault: Vault, organisationId: Id, learner: Learner): Uint8Array {
  return vault.blindIndex('learner.identity', JSON.stringify([organisationId, ...distinctive(learner)]));
}
function distinctive({ studentNumber, europeanStudentIdentifier, email, ...person }: Learner): readonly string[] {
  if (studentNumber) return ['student-number', studentNumber];
  if (europeanStudentIdentifier) return ['esi', europeanStudentIdentifier];
  if (email) return ['email', email.trim().toLowerCase()];
  const { givenName = '', familyName = '', fullName = '', birthDate = '' } = person;
  return ['name', givenName, familyName, fullName, birthDate];
}

/**
 * The learners of these identities, by identity in hexadecimal; those not yet known get a row and a key. Rows are inserted in the order of
 * their identities, so that two callers with the same learners wait for each other instead of deadlocking. Until the transaction ends none of
 * them can be erased: an erasure either comes before, and the learner gets a new row, or waits and then takes what this transaction wrote too.
 */
export async function ensureLearners(trx: Query, deps: StoreDeps, { organisationId, identities }: Wanted): Promise<ReadonlyMap<string, LearnerKey>> {
  const wanted = [...new Map(identities.map((identity) => [toHex(identity), identity])).values()].sort((a, b) => Buffer.compare(a, b));
  const rows: LearnerRow[] = [];
  for (let missing = wanted; missing.length > 0; missing = without(missing, rows)) {
    for (const chunk of inChunks(missing)) await insertLearners(trx, deps, { organisationId, identities: chunk });
    rows.push(...(await lockLearners(trx, organisationId, missing)));
  }
  const keys = await learnerKeys(trx, deps.vault, rows.map(({ id }) => id));
  return new Map(rows.map(({ id, identity }) => [toHex(identity), { learnerId: id, key: keys.get(id) ?? erased() }]));
}

/** Those that were not erased while this waited for their lock. */
const lockLearners = (trx: Query, organisationId: Id, identities: readonly Uint8Array[]): Promise<LearnerRow[]> =>
  trx('learner').where({ organisation_id: organisationId }).whereRaw('identity = any(?)', asArray(identities)).orderBy('identity').forKeyShare().select<LearnerRow[]>('id', 'identity');

function without(wanted: readonly Uint8Array[], found: readonly LearnerRow[]): Uint8Array[] {
  const known = new Set(found.map(({ identity }) => toHex(identity)));
  return wanted.filter((identity) => !known.has(toHex(identity)));
}

async function insertLearners(trx: Query, deps: StoreDeps, { organisationId, identities }: Wanted): Promise<void> {
  const rows = identities.map((identity) => ({ id: newId(deps), organisation_id: organisationId, identity, created_at: deps.now() }));
  const made = await trx('learner').insert(rows).onConflict(['organisation_id', 'identity']).ignore().returning<{ id: Id }[]>('id');
  if (made.length > 0) await trx('learner_key').insert(made.map(({ id }) => ({ learner_id: id, wrapped: deps.vault.newLearnerKey(id).wrapped })));
}

/** Keys of these learners; those erased have none. */
export async function learnerKeys(query: Query, vault: Vault, ids: readonly Id[]): Promise<ReadonlyMap<Id, Uint8Array>> {
  const rows = await query('learner_key').whereRaw('learner_id = any(?)', asArray([...new Set(ids)])).select<KeyRow[]>('learner_id', 'wrapped');
  return new Map(rows.map(({ learner_id, wrapped }) => [learner_id, vault.unwrapLearnerKey(wrapped, learner_id)]));
}

/** Throws `learner-erased`. */
export async function learnerKey(query: Query, vault: Vault, id: Id): Promise<Uint8Array> {
  return (await learnerKeys(query, vault, [id])).get(id) ?? erased();
}

/**
 * The learner of an award, locked: what is written about them until the transaction ends, and an erasure, wait for each other. So nothing is
 * counted twice, and nothing outlives its learner's key.
 */
export async function lockLearnerOf(trx: Query, awardId: Id): Promise<Id> {
  const award = await trx('award').where({ id: awardId }).first<{ learner_id: Id } | undefined>('learner_id');
  if (award === undefined) return reject('bug', 'what is written about a learner names an award that is not kept');
  await trx('learner').where({ id: award.learner_id }).forUpdate().first('id');
  return award.learner_id;
}

/** Throws `learner-erased`. */
export const erased = (): never => reject('learner-erased', "the learner's data were erased, and with them what was written in this award");

/** Learners left without a result by a call that lost a race. */
export async function dropUnusedLearners(trx: Query, ids: readonly Id[]): Promise<void> {
  const unused = await trx('learner').whereIn('id', ids).whereNotExists(trx('result').whereRaw('result.learner_id = learner.id')).select<{ id: Id }[]>('id');
  const gone = unused.map(({ id }) => id);
  await trx('learner_key').whereIn('learner_id', gone).delete();
  await trx('learner').whereIn('id', gone).delete();
}
