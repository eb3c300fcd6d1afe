import { AppError, reject } from '../core/errors.js';
import type { Finding } from '../core/finding.js';
import { readCertificateNumber } from '../core/ids.js';
import type { VerifyOptions } from '../verify/index.js';
import type { Verification } from '../verify/report.js';
import type { ClaimPorts, HeldAward } from './ports.js';

export interface LinkDeps {
  readonly baseUrl: string;
  heldByPermanentLink(token: string): Promise<HeldAward | undefined>;
  verifyHeld(held: HeldAward, options?: { readonly trust: 'on' | 'off' }): Promise<Verification>;
  /** What is behind somebody else's link. Throws `fetch-failed`. */
  fetched(link: string): Promise<Behind>;
  verifyEach(upload: Uint8Array, options: VerifyOptions): Promise<readonly Verification[]>;
  verify(upload: Uint8Array, options: VerifyOptions): Promise<Verification>;
}

/** What somebody else's host gave. */
export interface Behind {
  readonly bytes: Uint8Array;
  readonly host: string;
}

const PERMANENT = /^\/v\/([A-Za-z0-9_-]{22})\/?$/;
const SHARE = /^\/s\/([A-Za-z0-9_-]{22})\/?$/;

/** Path of the permanent link that this is, or that belongs to this certificate number; undefined for any other text. */
export async function permanentPath(linkOrNumber: string, ports: Pick<ClaimPorts, 'baseUrl' | 'token' | 'awardByNumber'>): Promise<string | undefined> {
  const token = tokenIn(linkOrNumber, ports.baseUrl, PERMANENT);
  if (token !== undefined) return `/v/${token}`;
  const number = readCertificateNumber(linkOrNumber);
  const awardId = number === undefined ? undefined : await ports.awardByNumber(number);
  return awardId === undefined ? undefined : `/v/${ports.token('permanent', awardId)}`;
}

/** Token of a learner's share, if this is the address of one. */
export const shareTokenIn = (link: string, baseUrl: string): string | undefined => tokenIn(link, baseUrl, SHARE);

function tokenIn(link: string, baseUrl: string, path: RegExp): string | undefined {
  const url = URL.canParse(link.trim()) ? new URL(link.trim()) : undefined;
  return url?.origin === new URL(baseUrl).origin ? path.exec(url.pathname)?.[1] : undefined;
}

/**
 * Verifies what a link leads to. A permanent link of ours is answered from the store, and shows what its page shows: the verdict and the checks,
 * and the content only if the learner allows it. Nothing of ours is ever fetched. Throws `unreadable`, `not-found`, `fetch-failed`.
 */
export async function verifyLink(link: string, options: { readonly trust: 'on' | 'off' }, deps: LinkDeps): Promise<Verification> {
  const behind = await behindLink(link, options, deps);
  return 'report' in behind ? behind : deps.verify(behind.bytes, { ...options, fetchedFrom: behind.host });
}

/** The same, of links to files that may hold several credentials. */
export async function verifyLinkEach(link: string, options: { readonly trust: 'on' | 'off' }, deps: LinkDeps): Promise<readonly Verification[]> {
  const behind = await behindLink(link, options, deps);
  return 'report' in behind ? [behind] : deps.verifyEach(behind.bytes, { ...options, fetchedFrom: behind.host });
}

/** The verification of what is ours; the bytes of what is not. */
async function behindLink(link: string, options: { readonly trust: 'on' | 'off' }, deps: LinkDeps): Promise<Verification | Behind> {
  const token = tokenIn(link, deps.baseUrl, PERMANENT);
  if (token !== undefined) return verifyPermanent((await deps.heldByPermanentLink(token)) ?? reject('not-found', 'This link does not lead to a credential.'), options, deps);
  if (!URL.canParse(link.trim())) return reject('unreadable', 'This is not a link.');
  refuseOthers(new URL(link.trim()).protocol);
  if (new URL(link.trim()).origin === new URL(deps.baseUrl).origin) return reject('unreadable', 'This page is not a credential: give its permanent link, a share link, or the file.');
  return deps.fetched(link.trim());
}

/** Links that people take for credentials: what a wallet is asked by (OpenID4VP, HAIP), what it is offered by (OpenID4VCI), and a bare identifier. */
const OTHERS: readonly (readonly [protocol: RegExp, reason: string, message: string])[] = [
  [/^((eudi-|mdoc-|haip-)?openid4vp|haip|haip-vp|eudi-wallet):$/, 'link-is-request', 'This link asks a wallet to show a credential; it leads to none.'],
  [/^(openid-credential-offer|haip-vci|openid-initiate-issuance|eu-eaa-offer):$/, 'link-is-offer', 'This link offers a credential to its owner’s wallet, and can only be opened there.'],
  [/^did:$/, 'link-is-did', 'This is the identifier of a person or an organisation, not a credential.'],
];

function refuseOthers(protocol: string): void {
  const other = OTHERS.find(([pattern]) => pattern.test(protocol));
  if (other !== undefined) throw new AppError('unreadable', other[2], { reason: other[1] });
}

async function verifyPermanent(held: HeldAward, options: { readonly trust: 'on' | 'off' }, deps: LinkDeps): Promise<Verification> {
  const { source, ...verification } = await deps.verifyHeld(held, options);
  if (held.detailsPublic) return { ...verification, ...(source && { source }) };
  const { credential: _content, elements: _elements, ...report } = verification.report;
  return { ...verification, report: { ...report, checks: report.checks.map(withoutReason) } };
}

/** Why something was withdrawn can say much about a person; it is told to who holds the file. */
export function withoutReason(finding: Finding): Finding {
  const { code: _code, ...facts } = finding.facts ?? {};
  return finding.facts === undefined ? finding : { ...finding, facts: { ...facts, reason: 'withheld' } };
}
