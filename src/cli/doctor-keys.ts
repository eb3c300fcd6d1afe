import type { Config } from '../config.js';
import { certifiedUntil, viewOfKey } from '../catalogue/key-view.js';
import type { KeyRecord } from '../core/signing-key.js';
import type { Store } from '../store/index.js';
import { fault, ok, warning, type Diagnosis } from './diagnosis.js';

/** An authority takes its time: so many days before a certificate runs out it is said. */
const AHEAD = 60;
const DAY = 86_400_000;

/** Whether every key that signs now can be reached, and has a certificate that lasts. */
export async function signingOf({ organisations, signingKeys }: Store, { custody }: Config, now: Date): Promise<Diagnosis> {
  const active: (KeyRecord & { readonly slug: string })[] = [];
  for (const { id, slug } of await organisations.allOrganisations()) {
    active.push(...(await signingKeys.keyRecords(id)).filter(({ state }) => state === 'active').map((key) => ({ ...key, slug })));
  }
  const unreachable = active.filter(({ custody: kept }) => kept !== 'file' && custody[kept] === undefined);
  if (unreachable.length > 0) return fault('signing', `Kept where this installation is not configured to sign: ${unreachable.map((key) => `${key.slug} ${key.algorithm} (${key.custody})`).join(', ')}.`);
  const ending = active.flatMap((key) => {
    const until = certifiedUntil(viewOfKey(key));
    return until !== undefined && Date.parse(until) - now.getTime() < AHEAD * DAY ? [`${key.slug} until ${until}`] : [];
  });
  if (ending.length > 0) return warning('signing', `Certificates that run out, or have: ${ending.join(', ')}. Renew: testamur keys request, and certify what the authority gives.`);
  return ok('signing', 'Every active key can be reached, and no certificate runs out soon.');
}
