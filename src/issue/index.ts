import { reject } from '../core/errors.js';
import type { Award } from '../core/model.js';
import { timestamp } from '../core/time.js';
import type { SigningKey } from '../core/signing-key.js';
import type { Format, Sealing } from '../formats/format.js';
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
  const keys = await deps.ports.activeKeys(award.organisation.id);
  for (const format of deps.formats) {
    const key = keyFor(format, keys);
    if (key !== undefined) credentials.push(await credentialOf(award, { format, key }, deps));
  }
  await deps.ports.keep(pending, award, credentials);
  return award;
}

/** The organisation's best key for a format; undefined where the award is whole without it. Throws `key-missing`. */
export function keyFor({ keys: kinds, optional }: Format, keys: readonly SigningKey[]): SigningKey | undefined {
  const [key] = kinds.flatMap(({ use, algorithm }) => keys.filter((one) => one.use === use && one.algorithm === algorithm));
  if (key !== undefined || optional) return key;
  const wanted = kinds.map(({ use, algorithm }) => `${algorithm} (${use})`).join(' or ');
  return reject('key-missing', `the organisation has no active key ${wanted}: generate one with "testamur keys generate"`);
}

/** Linted, sealed, and verified as anybody would. */
export async function credentialOf(award: Award, { format, key }: { readonly format: Format; readonly key: SigningKey }, deps: IssueDeps): Promise<SignedCredential> {
  const { ports } = deps;
  // Of this moment, not of the award's: after a stop the key may be a newer one than the award.
  const sealedAt = timestamp(ports.now());
  const context = { baseUrl: ports.baseUrl, key, sealedAt, random: ports.random, ...(format.paged && { page: await ports.pageOf(award) }) };
  const linted = await lint(award, format, { throwawayKey: deps.throwawayKey, now: () => sealedAt, context });
  const sealing: Sealing = { sign: (data) => ports.sign(key, data), ...(ports.timeStamp && { timeStamp: ports.timeStamp }) };
  const credential = await seal(linted, sealing);
  await recheck(credential, deps.verify);
  return credential;
}
