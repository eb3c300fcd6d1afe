import { text } from '../../core/bytes.js';
import { AppError } from '../../core/errors.js';
import { isPng } from '../../core/png.js';
import type { Carried } from './carried.js';
import { carriedInPng } from './png.js';
import { carriedInSvg, looksLikeSvg } from './svg.js';

export { bakePng } from './png.js';
export { bakeSvg } from './svg.js';

/** Images that can carry an Open Badge (Open Badges 3.0, 5.3) or a learner record (CLR 2.0), as the verifier asks them (`verify/ports`). */
export const IMAGE_CARRIERS = [
  { id: 'png', carries: isPng, contents: (upload: Uint8Array) => settled(() => taken(carriedInPng(upload))) },
  { id: 'svg', carries: isSvg, contents: (upload: Uint8Array) => settled(() => taken(svgOf(upload))) },
] as const;

/** By its first element; a declaration, comments and a document type may stand before it. */
function isSvg(bytes: Uint8Array): boolean {
  return looksLikeSvg(Buffer.from(bytes.subarray(0, START_BYTES)).toString('utf8'));
}
const START_BYTES = 8192;

function svgOf(bytes: Uint8Array): readonly Carried[] | undefined {
  try {
    return carriedInSvg(text(bytes));
  } catch (error) {
    if (error instanceof AppError) return undefined; // not UTF-8
    throw error;
  }
}

/** What is thrown becomes the promise's. */
const settled = async (contents: () => readonly Uint8Array[]): Promise<readonly Uint8Array[]> => Promise.resolve(contents());

/** Nothing, or exactly one credential: of two, even equal ones, each program would choose its own. Throws `unreadable` with a reason. */
function taken(carried: readonly Carried[] | undefined): readonly Uint8Array[] {
  if (carried === undefined) return unreadable('broken');
  const [first, ...more] = carried;
  if (first === undefined) return [];
  if (more.length > 0) return unreadable('several');
  return [first.content() ?? unreadable('broken')];
}

const WHY = {
  broken: 'It is an image that is damaged or built in a way that cannot be trusted, so nothing can be read from it for certain.',
  several: 'It is an image that carries more than one credential, so it says two things at once.',
} as const;

function unreadable(reason: keyof typeof WHY): never {
  throw new AppError('unreadable', WHY[reason], { reason });
}
