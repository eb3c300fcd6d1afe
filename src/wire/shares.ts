import type { Claims } from '../claim/index.js';
import { shareTokenIn } from '../claim/link.js';
import type { HeldAward, Share } from '../claim/ports.js';
import { createShares, type OpenedShare } from '../claim/share.js';
import { sharedReport, type SharedReport } from '../claim/shared-report.js';
import { reject } from '../core/errors.js';
import type { DownloadId } from '../formats/format.js';
import type { LearnerDocument, TrustAsked } from '../http/deps.js';
import type { Report, Verification } from '../verify/report.js';
import type { Kit } from './kit.js';

interface Around {
  readonly claims: Claims;
  verifyHeld(held: HeldAward, options?: TrustAsked): Promise<Verification>;
  document(held: HeldAward, format: DownloadId): Promise<LearnerDocument | undefined>;
}

/** What a learner does with shares, and what others see through one. */
export function shareCases({ deps, store, downloads }: Kit, { claims, verifyHeld, document }: Around) {
  const shares = createShares({ ...deps, ...store.offers, ...store.shares }, claims.claimed);
  const showShare = async ({ held, share }: { readonly held: HeldAward; readonly share: Pick<Share, 'shows'> }, options?: TrustAsked): Promise<Report | SharedReport> => {
    const { report } = await verifyHeld(held, options);
    return share.shows.view === 'all' ? report : sharedReport(report, share.shows);
  };
  return {
    shares: shares.list,
    createShare: shares.create,
    endShare: shares.end,
    openShare: shares.open,
    unlockShare: shares.unlock,
    countOpening: shares.count,
    shareUrl: shares.url,
    showShare,
    /** The files say everything, so only a share of everything gives them; those in which an identifier can be read say more than it shows. */
    sharedDocument: async ({ share, held }: OpenedShare, format: DownloadId) => (share.shows.view === 'all' && !downloads.some(({ id, statesIdentifier }) => id === format && statesIdentifier) ? document(held, format) : undefined),
    sharePath: (link: string): string | undefined => {
      const token = shareTokenIn(link, deps.baseUrl);
      return token === undefined ? undefined : `/s/${token}`;
    },
    reportByShare: async (link: string, options: TrustAsked): Promise<Report | SharedReport | undefined> => {
      const token = shareTokenIn(link, deps.baseUrl);
      if (token === undefined) return undefined;
      const opened = (await shares.open(token)) ?? reject('not-found', 'This link does not lead to a credential.');
      await shares.unlock(opened.share, undefined);
      const report = await showShare(opened, options);
      await shares.count(opened.share);
      return report;
    },
  };
}
