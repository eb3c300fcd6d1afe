import { AppError } from '../core/errors.js';
import type { Securing } from '../formats/securing/index.js';
import { enduring } from './enduring.js';
import { gather } from './gather.js';
import { DEFAULT_POLICY, withoutTrust } from './policy.js';
import type { VerifyPorts } from './ports.js';
import type { Policy, Verification } from './report.js';
import { createWorkshop, sourceOf, type Read, type Workshop, type WorkshopDeps } from './workshop.js';

export interface VerifyDeps extends WorkshopDeps {
  /** Made for each verification: what is asked on behalf of one comes out of one allowance. */
  readonly ports: () => VerifyPorts;
  /** Fetched status lists are verified as they come in, over the same pinned contexts as the formats. */
  readonly securing: Securing;
  readonly policy?: Policy;
  /** Where the heavy work of one upload is done, which its limits are for; in this thread, without limits, unless given. */
  readonly openWorkshop?: () => Workshop;
}
export interface VerifyOptions {
  /** `off` judges all but who vouches for the issuer. */
  readonly trust?: 'on' | 'off';
  /** The host that it was had from, where a link led to it. */
  readonly fetchedFrom?: string;
}
/** Throws `unreadable` (and `json-invalid`) when there is no credential in it to judge, or several; every other answer is a report. */
export type Verify = (upload: Uint8Array, options?: VerifyOptions) => Promise<Verification>;
/** Every credential in it, in its order; throws as {@link Verify} does when there is none. */
export type VerifyEach = (upload: Uint8Array, options?: VerifyOptions) => Promise<readonly Verification[]>;

/** Any credential, in a format given here, to a report and the evidence behind it. */
export function createVerify(deps: VerifyDeps): Verify {
  const open = verifierOf(deps);
  return async (upload, options) => {
    const { workshop, verified } = open();
    const [read, ...others] = await workshop.read(upload);
    return others.length === 0 ? verified(read, options) : severalCredentials();
  };
}

function severalCredentials(): never {
  throw new AppError('unreadable', 'It holds several credentials. Have them checked together, or one by one.', { reason: 'several-credentials' });
}

/** As {@link createVerify}, of files that may hold several: a presentation. */
export function createVerifyEach(deps: VerifyDeps): VerifyEach {
  const open = verifierOf(deps);
  return async (upload, options) => {
    const { workshop, verified } = open();
    return Promise.all((await workshop.read(upload)).map((read) => verified(read, options)));
  };
}

/** What a picture shows, or carries, in place of a credential: an address, or a number. Nobody follows it here. */
export type LinkIn = (upload: Uint8Array) => Promise<string | undefined>;
export function createLinkIn(deps: VerifyDeps): LinkIn {
  const open = verifierOf(deps);
  return (upload) => open().workshop.linkIn(upload);
}

/** What one upload is verified with. */
function verifierOf(deps: VerifyDeps) {
  const { securing, policy = DEFAULT_POLICY } = deps;
  const here = createWorkshop(deps);
  const { openWorkshop = () => here } = deps;
  return () => {
    const workshop = enduring(openWorkshop());
    // Time for asking begins when something is asked, not while the upload waits to be read.
    let ports: VerifyPorts | undefined;
    const verified = async (first: Read, options: VerifyOptions = {}): Promise<Verification> => {
      const from = options.fetchedFrom === undefined ? {} : { fetchedFrom: options.fetchedFrom };
      const { read, evidence } = await gather({ ...first, ...from }, { ports: (ports ??= deps.ports()), securing, workshop });
      const report = await workshop.judge(read, evidence, options.trust === 'off' ? withoutTrust(policy) : policy);
      return { report, evidence, source: sourceOf(read) };
    };
    return { workshop, verified };
  };
}
