import { AppError } from '../core/errors.js';
import { CHECKS, unknown } from '../core/finding.js';
import type { SealFact, SealParts } from '../core/seal.js';
import { conclude, settle } from './conclude.js';
import type { Policy, Report } from './report.js';
import type { Read, Workshop } from './workshop.js';

/** What is thrown when work meets a limit of time or memory. */
export const tooComplex = (): AppError => new AppError('unreadable', 'It is built so elaborately that it takes too much time or memory to check.', { reason: 'too-complex' });

/** Of a credential that could be read, work that meets a limit leaves a question open and the rest is answered; it is never an answer itself. */
export const enduring = (workshop: Workshop): Workshop => ({
  ...workshop,
  judgeSeal: (parts, query) => workshop.judgeSeal(parts, query).catch(insteadOf(() => unjudgedSeal(parts))),
  checkProofs: (document, evidence) => workshop.checkProofs(document, evidence).catch(insteadOf(() => ({ finding: UNCHECKED, verificationMethods: [] }))),
  judge: (read, evidence, policy) => workshop.judge(read, evidence, policy).catch(insteadOf(() => unjudged(read, evidence.at, policy))),
});

const insteadOf =
  <T>(answer: () => T) =>
  (error: unknown): T => {
    if (error instanceof AppError && error.reason === 'too-complex') return answer();
    throw error;
  };

const UNCHECKED = unknown('signature', 'too-complex');

const unjudgedSeal = ({ level }: SealParts): SealFact => ({
  level,
  chain: { indication: 'INDETERMINATE', subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE' },
  timeStamps: [],
  kind: 'unknown',
  revocation: 'unchecked',
});

/** Nothing of what it says is shown: whether it was signed is what could not be found out. */
function unjudged({ format, carrier, sha256 }: Read, checkedAt: string, policy: Policy): Report {
  const findings = [UNCHECKED, ...CHECKS.filter((check) => check !== 'signature').map((check) => unknown(check, 'signature-unproven'))];
  return { ...conclude(findings, policy), format, ...(carrier && { carrier }), checks: settle(findings, policy), trust: [], checkedAt, policy: policy.name, sha256 };
}
