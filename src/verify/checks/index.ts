import type { Evidence } from '../../core/evidence.js';
import { unknown, type CheckId, type Finding } from '../../core/finding.js';
import type { Parsed } from '../../formats/format.js';
import { checkElements } from './elements.js';
import { checkHolder } from './holder.js';
import { checkIssuerKey } from './issuer-key.js';
import { checkSeal } from './seal.js';
import { checkStatus } from './status.js';
import { checkTrust } from './trust.js';
import { checkValidity } from './validity.js';

/** A check judges what was gathered: synchronous, pure, one finding. */
export type Check = (parsed: Parsed, evidence: Evidence) => Finding;

/** In the order of the report; the checks of format and proof come from the format, and that of endorsements from what became of each. */
export const CHECKS_HERE: readonly Check[] = [checkIssuerKey, checkValidity, checkStatus, checkSeal, checkTrust, checkElements, checkHolder];

/** Who vouches for whom is a question about whoever signed: without a proven signature it has no answer, whatever the credential claims. */
const ABOUT_THE_SIGNER: readonly CheckId[] = ['issuer-key', 'seal', 'trust'];

/** A good answer, drawn from words that nobody proved to be the issuer's, is no answer. What speaks against the credential stands. */
export function withoutProof(finding: Finding): Finding {
  const hollow = finding.outcome === 'pass' || (finding.outcome === 'unknown' && ABOUT_THE_SIGNER.includes(finding.check));
  return hollow ? unknown(finding.check, 'signature-unproven') : finding;
}

/** The findings of every check here, given those of the proof. */
export function runChecks(parsed: Parsed, evidence: Evidence, proofFindings: readonly Finding[]): Finding[] {
  const findings = CHECKS_HERE.map((check) => check(parsed, evidence));
  return signatureProven(proofFindings) || isPublished(proofFindings) ? findings : findings.map(withoutProof);
}

/** Nobody signed it, but its website says the same: that is the answer to give, and for the verdict it is unknown. */
const isPublished = (findings: readonly Finding[]): boolean => findings.some(({ check, reason }) => check === 'signature' && reason === 'hosted-only');

/** Proven: said so, and not contradicted. */
export function signatureProven(findings: readonly Finding[]): boolean {
  const said = findings.filter(({ check }) => check === 'signature');
  return said.length > 0 && said.every(({ outcome }) => outcome === 'pass');
}
