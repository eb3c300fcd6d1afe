import type { LearnerHolding } from '../claim/ports.js';
import { text } from '../core/bytes.js';
import { reject } from '../core/errors.js';
import type { App } from '../wire.js';
import { ACTOR, organisationOf, standardInput, type Answer, type Call } from './command.js';

/**
 * `testamur learners erase`: who is meant comes from standard input, because what stands in a command line is kept in the shell's history and
 * shown to every user of the machine. Without `--yes` it only says what would go.
 */
export async function learners(app: App, { args: [action, ...more], options }: Call): Promise<Answer> {
  if (action !== 'erase' || more.length > 0) reject('input-invalid', 'say: testamur learners erase, and who is meant on standard input, not in the command line');
  const organisation = await organisationOf(app, options.organisation);
  if (process.stdin.isTTY) process.stderr.write('Certificate number, student number, European Student Identifier or e-mail address, then Ctrl-D:\n');
  const found = await app.erasures.find(organisation.id, text(await standardInput()));
  if (!options.yes || found.erasedAt !== undefined) return { data: found, lines: told(found) };
  const erased = await app.erasures.erase(found, ACTOR);
  return { data: erased, lines: told(erased) };
}

function told({ learnerId, erasedAt, awards, ...counts }: LearnerHolding): string[] {
  const kept = `The register keeps ${awards.length} awards without a person${awards.map(({ number, status }) => `\n  ${number}  ${status}`).join('')}`;
  if (erasedAt !== undefined) return [`Learner ${learnerId} is erased since ${erasedAt}.`, kept];
  const { credentials, results, waiting, claimLinks, shares } = counts;
  return [
    `Learner ${learnerId}: with the key would go, for good and from every backup as its keys run out:`,
    `  ${credentials} signed documents, the content of ${results} results (${waiting} of them not issued yet, which never will be), ${claimLinks} claim links, ${shares} share links`,
    kept,
    'Nothing was changed: say --yes to erase.',
  ];
}
