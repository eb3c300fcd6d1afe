import { reject } from '../core/errors.js';
import { uuidv7 } from '../core/ids.js';
import { timestamp } from '../core/time.js';
import type { Claims } from './index.js';
import { LONGEST_PROBLEM, type Problem, type ProblemPorts } from './ports.js';

export { LONGEST_PROBLEM, PROBLEM_KINDS, type Problem, type ProblemKind, type ToldProblem } from './ports.js';

/**
 * The learner tells the registry what is wrong, by the claim link, while it is not claimed. Changes nothing of the award.
 * Throws `not-found`, `link-gone`, `input-invalid`.
 */
export async function tellProblem(token: string, given: Pick<Problem, 'kind' | 'words'>, ports: ProblemPorts & Pick<Claims, 'open'>): Promise<void> {
  const { offer, held, expired } = (await ports.open(token)) ?? reject('not-found', 'There is no credential behind this link.');
  if (expired || offer.claimedAt !== undefined) reject('link-gone', 'This link was used or has run out.');
  const words = given.words.trim();
  if (words === '' || words.length > LONGEST_PROBLEM) reject('input-invalid', `Say what is wrong in 1 to ${LONGEST_PROBLEM} characters.`, 'words');
  const now = ports.now();
  const problem: Problem = { id: uuidv7(now, ports.random(10)), awardId: offer.awardId, kind: given.kind, words, at: timestamp(now) };
  if (!(await ports.insertProblem(problem, held.award.organisation.id))) reject('input-invalid', 'So much was said already that is not yet dealt with; no more is taken.', 'words');
}
