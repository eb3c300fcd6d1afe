import { sha256, toHex } from '../core/bytes.js';
import type { Evidence } from '../core/evidence.js';
import type { Format, Parsed } from '../formats/format.js';
import { runChecks } from './checks/index.js';
import { detect } from './detect.js';
import { gather, type World } from './gather.js';
import { makeReport } from './make-report.js';
import { DEFAULT_POLICY, withoutTrust } from './policy.js';
import type { Carrier, VerifyPorts } from './ports.js';
import type { Policy, Report, Verification } from './report.js';
import { unwrap } from './unwrap.js';

export interface VerifyDeps {
  readonly formats: readonly Format[];
  /** Kinds of file that a credential may come in. */
  readonly carriers: readonly Carrier[];
  readonly ports: VerifyPorts;
  /** Over the same pinned contexts as the formats. */
  readonly securing: World['securing'];
  readonly policy?: Policy;
}
export interface VerifyOptions {
  /** `off` judges all but who vouches for the issuer. */
  readonly trust?: 'on' | 'off';
}
/** Throws `unreadable` (and `json-invalid`) when there is no credential in it to judge; every other answer is a report. */
export type Verify = (upload: Uint8Array, options?: VerifyOptions) => Promise<Verification>;

/** Any credential, in a format given here, to a report and the evidence behind it. */
export function createVerify({ formats, carriers, ports, securing, policy = DEFAULT_POLICY }: VerifyDeps): Verify {
  return async (upload, options = {}) => {
    const { content, carrier } = await unwrap(upload, { carriers, formats });
    const { format, text } = detect(content, formats);
    const parsed = format.parse(text);
    const evidence = await gather(parsed, { ports, securing });
    const asked = options.trust === 'off' ? withoutTrust(policy) : policy;
    const report = await judge({ format, parsed, evidence, policy: asked, sha256: toHex(sha256(upload)) });
    return { report: carrier === undefined ? report : { ...report, carrier }, evidence };
  };
}

/** Judges what was gathered, now or again later: the same evidence gives the same report. */
export async function judge(given: { format: Format; parsed: Parsed; evidence: Evidence; policy: Policy; sha256: string }): Promise<Report> {
  const { format, parsed, evidence, policy, sha256 } = given;
  const proof = await format.checkProof(parsed, evidence);
  const findings = [...proof, ...runChecks(parsed, evidence, proof)];
  return makeReport({ parsed, evidence, findings, policy, sha256 });
}
