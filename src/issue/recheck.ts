import { AppError } from '../core/errors.js';
import type { Verification } from '../verify/report.js';
import type { SignedCredential } from './ports.js';

export type Verify = (upload: Uint8Array, options: { readonly trust: 'on' | 'off' }) => Promise<Verification>;

/**
 * Verifies our own bytes with our own verifier before anyone sees them. Whether a register lists the organisation is not asked here:
 * that may change later, the bytes may not. Throws `recheck-failed` naming the checks that did not pass.
 */
export async function recheck(credential: SignedCredential, verify: Verify): Promise<void> {
  const { report } = await verify(credential.bytes, { trust: 'off' });
  if (report.verdict === 'valid') return;
  const bad = report.checks.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown').map(({ check, reason }) => `${check}: ${reason}`);
  throw new AppError('recheck-failed', `${credential.format} does not verify: ${bad.join(', ')}`);
}
