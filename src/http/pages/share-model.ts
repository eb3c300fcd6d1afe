import type { HeldAward, ShareShows } from '../../claim/ports.js';
import type { SharedReport } from '../../claim/shared-report.js';
import type { DownloadId } from '../../formats/format.js';
import type { Report } from '../../verify/report.js';
import type { HttpDeps } from '../deps.js';

interface Shown {
  readonly report: Report | SharedReport;
  readonly shows: ShareShows;
  readonly held: HeldAward;
}

/** What the share page and its preview have in common: one place decides, so that they cannot differ. */
export const sharedModel = (d: Pick<HttpDeps, 'baseUrl' | 'downloads' | 'formats'>, { report, shows, held }: Shown) => ({
  report,
  host: new URL(d.baseUrl).host,
  // The files say everything, so a summary offers none; and none is offered that says more than is shown.
  formats: shows.view === 'all' ? d.downloads(held).filter(({ id, withheld }) => withheld === undefined && !statesIdentifier(d, id)).map(({ id }) => id) : [],
});

const statesIdentifier = (d: Pick<HttpDeps, 'formats'>, download: DownloadId): boolean => d.formats().some(({ id, statesIdentifier: stated }) => id === download && stated === true);
