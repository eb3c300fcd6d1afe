import { reject } from '../core/errors.js';
import type { Award } from '../core/model.js';
import { timestamp } from '../core/time.js';
import type { Format } from '../formats/format.js';
import { compose } from './compose.js';
import { lint, type LintDeps } from './lint.js';
import type { IssuePorts, PendingResult, SignedCredential } from './ports.js';
import { recheck, type Verify } from './recheck.js';
import { seal } from './seal.js';

export interface IssueDeps extends Pick<LintDeps, 'throwawayKey'> {
  readonly ports: IssuePorts;
  readonly formats: readonly Format[];
  readonly verify: Verify;
}

/**
 * The straight line from an accepted result to kept credentials. Every step can be repeated: stopped anywhere, the next run finds what was
 * reserved and goes on from there, with the same ids and the same status index.
 */
export async function issueResult(pending: PendingResult, deps: IssueDeps): Promise<Award> {
  const draft = await compose(pending, deps.ports);
  const award = await deps.ports.reserve(pending, draft);
  const credentials: SignedCredential[] = [];
  for (const format of deps.formats) credentials.push(await credentialOf(award, format, deps));
  await deps.ports.keep(pending, award, credentials);
  return award;
}

async function credentialOf(award: Award, format: Format, deps: IssueDeps): Promise<SignedCredential> {
  const { ports } = deps;
  const key =
    (await ports.signingKey(award.organisation.id, format.algorithm)) ??
    reject('key-missing', `the organisation has no active ${format.algorithm} key: generate one with "testamur keys generate"`);
  // Of this moment, not of the award's: after a stop the key may be a newer one than the award.
  const sealedAt = timestamp(ports.now());
  const context = { baseUrl: ports.baseUrl, verificationMethod: key.verificationMethod, sealedAt };
  const linted = await lint(award, format, { throwawayKey: deps.throwawayKey, now: () => sealedAt, context });
  const credential = await seal(linted, (data) => ports.sign(key, data));
  await recheck(credential, deps.verify);
  return credential;
}
