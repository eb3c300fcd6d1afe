import { reject } from '../core/errors.js';
import type { AwardStatus, Id } from '../core/model.js';
import { acceptResults, correctResult, type AcceptDeps, type Posting, type Receipt } from './accept.js';
import type { Corrected } from './correction.js';
import type { BatchSummary, IssuePorts } from './ports.js';
import { readLines, type ResultsMedia } from './read-lines.js';

export interface PostingDeps extends Omit<AcceptDeps, 'ports'> {
  readonly ports: AcceptDeps['ports'] & Pick<IssuePorts, 'batch'>;
  /** Told that there is something to issue. */
  accepted(): void;
  /** Resolves after so many milliseconds. */
  pause(milliseconds: number): Promise<void>;
}
/** An award as far as a correction needs it. */
export interface Correctable extends Corrected {
  readonly status: AwardStatus;
}
export interface ResultsDesk {
  /** As `acceptResults`; what is accepted is issued beside the request. */
  post(body: AsyncIterable<Uint8Array>, media: ResultsMedia, posting: Posting): Promise<Receipt>;
  /**
   * The same correction again is unchanged. Throws `status-final` when the award was revoked, or corrected before by another result: then its
   * successor is to be corrected.
   */
  correct(award: Correctable, input: unknown, posting: Posting): Promise<Receipt>;
  /** The batch when it is done, or as it is after `seconds`; undefined: no such batch. */
  waitFor(batch: { readonly id: Id; readonly organisationId: Id }, seconds: number): Promise<BatchSummary | undefined>;
}

/** First and longest time between two looks at a batch, in milliseconds. */
const LOOK = { first: 25, longest: 400 };

/** Where results come in: accepted at once, issued beside the request, and waited for by whoever asks. */
export function createResultsDesk(deps: PostingDeps): ResultsDesk {
  const told = (receipt: Receipt): Receipt => {
    if (receipt.accepted > receipt.unchanged) deps.accepted();
    return receipt;
  };
  return {
    post: async (body, media, posting) => told(await acceptResults(readLines(body, media), posting, deps)),
    correct: async ({ status, ...corrects }, input, posting) => {
      if (status === 'revoked') reject('status-final', 'The award is revoked: it cannot be corrected.');
      return told(await correctResult(input, { ...posting, corrects }, deps));
    },
    waitFor: ({ id, organisationId }, seconds) => waitFor(() => deps.ports.batch(id, organisationId), seconds * 1000, deps.pause),
  };
}

async function waitFor(look: () => Promise<BatchSummary | undefined>, patience: number, pause: PostingDeps['pause']): Promise<BatchSummary | undefined> {
  let batch = await look();
  for (let waited = 0, next = LOOK.first; batch?.state === 'running' && waited < patience; waited += next, next = Math.min(next * 2, LOOK.longest)) {
    await pause(next);
    batch = await look();
  }
  return batch;
}
