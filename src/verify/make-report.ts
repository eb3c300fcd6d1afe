import type { CredentialView } from '../core/credential-view.js';
import { MANDATORY, OPTIONAL, type Element, type ElementFound, type ElementsFound } from '../core/elements.js';
import type { Evidence } from '../core/evidence.js';
import type { CheckId, Finding } from '../core/finding.js';
import { isCertificateKeyName } from '../core/seal.js';
import type { Parsed } from '../formats/format.js';
import { signatureProven } from './checks/index.js';
import { trustRows } from './checks/trust.js';
import { conclude, settle } from './conclude.js';
import { certifiedIssuer } from './facts.js';
import type { Policy, Report } from './report.js';

export interface Judged {
  readonly parsed: Parsed;
  readonly evidence: Evidence;
  readonly findings: readonly Finding[];
  readonly policy: Policy;
  /** SHA-256 of the upload, hex. */
  readonly sha256: string;
}

/** What the asker is told. Content that the signature does not hold is not shown; neither is whose word stands behind a signature nobody proved. */
export function makeReport({ parsed, evidence, findings, policy, sha256 }: Judged): Report {
  const shown = !findings.some(({ check, outcome }) => outcome === 'fail' && UNSHOWABLE.includes(check));
  return {
    ...conclude(findings, policy),
    format: parsed.format,
    ...(shown ? { credential: vouched(parsed, evidence), elements: elementsOf(parsed.view.elements) } : {}),
    checks: settle(findings, policy),
    trust: policy.levels.trust !== 'off' && signatureProven(findings) ? trustRows(parsed, evidence) : [],
    checkedAt: evidence.at,
    policy: policy.name,
    sha256,
  };
}

/** By whom it was issued is what the certificate says, where that is how it is known. */
function vouched(parsed: Parsed, evidence: Evidence): CredentialView {
  const { view } = parsed;
  const id = certifiedIssuer(parsed, evidence);
  return id === undefined || isCertificateKeyName(view.issuer.id) ? view : { ...view, issuer: { ...view.issuer, id } };
}

/** After these fail, what the document says is not what somebody signed, or its words have no settled meaning. */
const UNSHOWABLE: readonly CheckId[] = ['format', 'context', 'signature', 'unsigned-content'];

function elementsOf(found: ElementsFound): NonNullable<Report['elements']> {
  return { mandatory: pick(found, MANDATORY), optional: pick(found, OPTIONAL) };
}

const pick = <E extends Element>(found: ElementsFound, elements: readonly E[]): Record<E, ElementFound> =>
  Object.fromEntries(elements.map((element) => [element, found[element]])) as Record<E, ElementFound>;
