import type { Claims } from '../claim/index.js';
import { installationDid } from '../catalogue/installation.js';
import { permanentPath, verifyLink, verifyLinkEach } from '../claim/link.js';
import type { HeldAward } from '../claim/ports.js';
import { tellProblem, type Problem } from '../claim/problem.js';
import { reject } from '../core/errors.js';
import type { Fact } from '../core/evidence.js';
import type { Award } from '../core/model.js';
import type { DownloadId } from '../formats/format.js';
import type { LearnerDocument, TrustAsked } from '../http/deps.js';
import { createDidWebKey, createDidWebKeys } from '../net/did-web.js';
import type { GuardedFetch } from '../net/guarded-fetch.js';
import { createArchive, type Keep } from '../net/archive.js';
import { createPurse } from '../net/purse.js';
import { createLinkedDocument } from '../net/linked-document.js';
import { createPublishedKey } from '../net/published-key.js';
import { createRemoteCredential, createRemoteStatusList } from '../net/remote.js';
import { ownList } from '../status/own-list.js';
import { createAnchors } from '../trust/anchors.js';
import { createRegister, LOCAL_REGISTER } from '../trust/register.js';
import type { LinkIn, Verify, VerifyEach } from '../verify/index.js';
import { keepReports } from '../verify/keep.js';
import { keepMany } from '../verify/keep-many.js';
import type { VerifyPorts } from '../verify/ports.js';
import { createSources } from '../verify/sources.js';
import type { Kit } from './kit.js';
import { shareCases } from './shares.js';

/** What one verification asks, all of it out of one allowance. */
export function verifyPorts(kit: Kit): () => VerifyPorts {
  const keep = createArchive(kit.store.keyDocuments.keepDocument, kit.deps.now);
  return () => portsOver(kit, createPurse(kit.fetch), keep);
}

function portsOver({ deps, store }: Kit, fetch: GuardedFetch, keep: Keep): VerifyPorts {
  const { baseUrl, now } = deps;
  const resolving = { fetch, keep };
  const sources = createSources({
    baseUrl,
    // The installation's own key signs no credential: nothing of its DID is a key to one.
    ownOrganisation: async (did) => did === installationDid(baseUrl) || (await store.organisations.organisationByDid(did)) !== undefined,
    ownKey: store.signingKeys.ownKey,
    remoteKey: createDidWebKey(resolving),
    remoteKeys: createDidWebKeys(resolving),
    publishedKey: createPublishedKey(resolving),
    ownStatusList: (url) => ownList(url, { baseUrl, listState: store.statusLists.listState }),
    remoteStatusList: createRemoteStatusList(fetch),
  });
  return { ...sources, document: createLinkedDocument(fetch), now, ownKeyOf: store.signingKeys.ownKeyOf, anchors: store.anchors.anchors, statements: store.trust.statements, ownAward: store.awards.ownAward, sawList: store.listsSeen.sawList };
}

const createFetched = ({ fetch }: Kit) => {
  const remote = createRemoteCredential(fetch);
  return async (link: string) => said(await remote(link));
};
const said = <T>(answer: Fact<T>): T => (answer.ok ? answer.value : reject('fetch-failed', `Nothing could be fetched from this link (${answer.detail}).`));

/** Bytes as the file that a learner saves. */
function fileOf({ downloads }: Kit, award: Award, { format, bytes }: { readonly format: DownloadId; readonly bytes: Uint8Array }): LearnerDocument {
  const { mediaType, extension } = downloads.find(({ id }) => id === format) ?? reject('not-found', 'There is no such format.');
  return { bytes, mediaType, fileName: `${award.achievement.code.replace(/[^A-Za-z0-9-]+/g, '-')}-${award.number}${extension}` };
}

/** Whom the operator vouches for: issuers, and those who certify seals or stamp time. */
function trustCases({ deps, store, schemas }: Kit) {
  const register = createRegister({ ports: { ...deps, ...store.trust }, check: schemas.trustStatement }, LOCAL_REGISTER);
  const anchors = createAnchors({ ports: { ...deps, ...store.anchors }, check: schemas.anchor });
  return {
    registers: [LOCAL_REGISTER.source],
    trustStatements: register.list,
    addTrustStatement: register.add,
    withdrawTrustStatement: register.withdraw,
    anchors: anchors.list,
    addAnchor: anchors.add,
    withdrawAnchor: anchors.withdraw,
  };
}

interface Public {
  readonly verify: Verify;
  readonly verifyEach: VerifyEach;
  /** For what is kept here. */
  readonly verifyOwn: Verify;
  readonly claims: Claims;
  readonly linkIn: LinkIn;
}

function manyCases({ deps, store }: Kit) {
  const many = keepMany({ ...deps, ...store.reports });
  return { saveMany: many.save, storedMany: many.find, keepMany: many.keepLonger };
}

/** What anybody may do: verify, ask the register, follow a link. */
export function publicCases(kit: Kit, { verify, verifyEach, verifyOwn, linkIn, claims }: Public) {
  const { deps, store, downloads } = kit;
  const reports = keepReports({ ...deps, ...store.reports });
  const documentOf = async (held: HeldAward) => (await store.credentials.document(held.award.id, 'ob3-di')) ?? reject('not-found', 'There is no credential behind this link.');
  const verifyHeld = async (held: HeldAward, options?: { readonly trust: 'on' | 'off' }) => verifyOwn(await documentOf(held), options);
  const fileOfHeld = async ({ award }: HeldAward, format: DownloadId) => {
    const bytes = await claims.download(award.id, format);
    return bytes && fileOf(kit, award, { format, bytes });
  };
  const linkDeps = { baseUrl: deps.baseUrl, verify, verifyEach, verifyHeld, heldByPermanentLink: claims.heldByPermanentLink, fetched: createFetched(kit) };
  return {
    ...trustCases(kit),
    verify,
    verifyEach,
    linkIn,
    verifyLinkEach: (link: string, options: TrustAsked) => verifyLinkEach(link, options, linkDeps),
    verifyLink: (link: string, options: { readonly trust: 'on' | 'off' }) => verifyLink(link, options, linkDeps),
    permanentPath: (text: string) => permanentPath(text, { ...deps, ...store.offers }),
    saveReport: reports.save,
    storedReport: reports.find,
    keepReport: reports.keepLonger,
    ...manyCases(kit),
    offer: claims.open,
    claim: claims.claim,
    tellProblem: (token: string, given: Pick<Problem, 'kind' | 'words'>) => tellProblem(token, given, { ...deps, ...store.problems, open: claims.open }),
    heldByPermanentLink: claims.heldByPermanentLink,
    verifyHeld,
    setDetailsPublic: claims.setDetailsPublic,
    downloads: claims.downloads,
    learnerDocument: async (token: string, format: DownloadId) => {
      const found = await claims.document(token, format);
      return found && fileOf(kit, found.award, { format, bytes: found.bytes });
    },
    permanentUrl: ({ id }: Award): string => claims.permanentUrl(id),
    ...shareCases(kit, { claims, verifyHeld, document: fileOfHeld }),
    formats: () => downloads,
  };
}
