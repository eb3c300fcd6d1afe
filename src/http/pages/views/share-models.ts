import type { Share, ShareShows } from '../../../claim/ports.js';
import type { ChoiceFault, ShareFields } from '../../../claim/share-choice.js';
import type { SharedReport } from '../../../claim/shared-report.js';
import type { LearnersShare } from '../../../claim/share.js';
import type { Organisation } from '../../../core/model.js';
import type { DownloadId } from '../../../formats/format.js';
import type { Report } from '../../../verify/report.js';

export type PassphraseFault = 'passphrase-short' | 'passphrase-long' | 'passphrase-characters';
export type ShareFault = ChoiceFault | PassphraseFault | 'share-limit';

/** What a share says of itself to those who open it. */
export type ShownShare = Pick<Share, 'shows' | 'counting' | 'expiresAt'> & { readonly passphrase: boolean };

export interface ShareModel {
  /** Made at this moment; no more than the share shows. */
  readonly report: Report | SharedReport;
  readonly share: ShownShare;
  /** Host that the address bar must show. */
  readonly host: string;
  /** Originals on offer: only where everything is shown. */
  readonly formats: readonly DownloadId[];
  /** The share's own path, which files are below and a passphrase is posted to; absent in a preview, where nothing can be sent. */
  readonly action?: string;
}

/** The learner's box around what others will see. */
export type PreviewModel = ShareModel & { readonly label: string } & (
    | { readonly backUrl: string }
    | {
        readonly create: {
          /** Where the choice is posted to. */
          readonly action: string;
          /** Where it is posted to, to be changed. */
          readonly change: string;
          readonly fields: ShareFields;
          readonly faults: readonly ShareFault[];
        };
      }
  );

export interface PassphraseModel {
  readonly action: string;
  readonly fault?: 'passphrase-needed' | 'passphrase-wrong';
}

export interface SharesModel {
  readonly organisation: Organisation;
  readonly shares: readonly LearnersShare[];
  /** The address of the list: what belongs to it stands below it. */
  readonly sharesUrl: string;
  readonly keepUrl: string;
}

export interface OneShareModel {
  readonly organisation: Organisation;
  readonly title: string;
  readonly share: LearnersShare;
  readonly sharesUrl: string;
  /** Path of the share, for its QR code. */
  readonly path: string;
}

export interface ShareFormModel {
  readonly organisation: Organisation;
  readonly fields: ShareFields;
  readonly faults: readonly ShareFault[];
  /** The credential has a result that could be shown. */
  readonly graded: boolean;
  readonly action: string;
  readonly sharesUrl: string;
}
export type { ShareShows };
