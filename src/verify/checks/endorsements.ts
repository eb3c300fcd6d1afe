import { pass, skip, warn, type Finding } from '../../core/finding.js';
import type { Contained } from '../report.js';

const CHECK = 'endorsements';

/** Whether each endorsement is what somebody said of this very thing, and who that is. It is said, and lifts no verdict: anybody may endorse. */
export function checkEndorsements(found: readonly Contained[]): Finding {
  if (found.length === 0) return skip(CHECK, 'not-declared');
  const standing = found.filter(({ verdict, issuer }) => verdict === 'valid' && issuer.id !== '');
  const endorsers = [...new Set(standing.map(({ issuer }) => issuer.name ?? issuer.id))].sort().join('; ');
  const facts = { count: String(found.length), verified: String(standing.length), ...(endorsers !== '' && { endorsers }) };
  if (standing.length === found.length) return pass(CHECK, { facts });
  const others = found.filter((one) => !standing.includes(one)).map(({ path, why }) => `${path} (${why ?? 'nobody'})`);
  return warn(CHECK, 'not-verified', { detail: others.join(', '), facts });
}
