import { reject } from '../core/errors.js';
import { isUuid, readCertificateNumber } from '../core/ids.js';
import { parseInput } from '../core/input.js';
import type { Id } from '../core/model.js';
import type { SchemaCheck } from '../core/schema.js';
import type { ErasurePorts, LearnerHolding } from './ports.js';

export interface Erasures {
  /** What is kept of the learner of an award, and would go. Changes nothing. Throws `not-found`. */
  ofAward(organisationId: Id, awardId: Id): Promise<LearnerHolding>;
  /**
   * The same of the learner with this certificate number, award id, student number, European Student Identifier or e-mail address. A learner is
   * known by the first of the last three that was posted, and found by no other. Throws `not-found`.
   */
  find(organisationId: Id, text: string): Promise<LearnerHolding>;
  /** Erases the learner of an award for good, whose certificate `input` names. A second time changes nothing. Throws `not-found`, `input-invalid`. */
  eraseOfAward(award: { readonly organisationId: Id; readonly awardId: Id }, input: unknown, actor: string): Promise<LearnerHolding>;
  erase(learner: LearnerHolding, actor: string): Promise<LearnerHolding>;
}

/** A learner's right to be forgotten: what would go is shown first, and what was meant is said twice. */
export function createErasures(ports: ErasurePorts, check: SchemaCheck): Erasures {
  const ofAward = async (organisationId: Id, awardId: Id): Promise<LearnerHolding> => {
    const learnerId = (await ports.learnerOfAward(organisationId, awardId)) ?? reject('not-found', 'There is no such award.');
    return ports.holding(learnerId);
  };
  const erase = async (learner: LearnerHolding, actor: string): Promise<LearnerHolding> => {
    await ports.eraseLearner(learner.learnerId, actor);
    return ports.holding(learner.learnerId);
  };
  return {
    ofAward,
    erase,
    find: async (organisationId, text) => ports.holding((await find(organisationId, text.trim(), ports)) ?? reject('not-found', 'The organisation has no learner with this number, identifier or address.')),
    eraseOfAward: async ({ organisationId, awardId }, input, actor) => {
      const { number } = parseInput<{ readonly number: string }>(input, check);
      const learner = await ofAward(organisationId, awardId);
      const named = await ports.awardByNumber(readCertificateNumber(number) ?? '');
      if (named !== awardId) reject('input-invalid', 'This is not the number of the certificate in the address.', '/number');
      return erase(learner, actor);
    },
  };
}

async function find(organisationId: Id, text: string, ports: ErasurePorts): Promise<Id | undefined> {
  const number = readCertificateNumber(text);
  const awardId = isUuid(text) ? text : number === undefined ? undefined : await ports.awardByNumber(number);
  const byAward = awardId === undefined ? undefined : await ports.learnerOfAward(organisationId, awardId);
  return byAward ?? (text === '' ? undefined : ports.learnerByIdentifier(organisationId, text));
}
