import { Worker } from 'node:worker_threads';
import { AppError } from '../core/errors.js';
import type { Carrier } from '../verify/ports.js';

/** From the moment that the reader is ready. */
const READ_MS = 2000;
const START_MS = 20_000;
const LIMITS = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

type Fault = 'encrypted' | 'broken' | 'too-complex';
type Answer = { readonly ready: true } | { readonly contents: readonly Uint8Array[] } | { readonly fault: Fault };

const SAID: Readonly<Record<Fault, string>> = {
  encrypted: 'It is a PDF that is locked with a password.',
  broken: 'It is a PDF that is damaged.',
  'too-complex': 'It is a PDF that takes too long or too much memory to read.',
};

/** ISO 32000-1, 7.5.2, and Adobe's note on it: the header stands within the first 1,024 bytes. */
const carries = (upload: Uint8Array): boolean => Buffer.from(upload.buffer, upload.byteOffset, Math.min(upload.length, 1024)).includes('%PDF-');

/** Reads the files attached to a PDF, anybody's, in a thread of its own that is ended when it takes too long: the library counts its memory by means that would slow everything else down. */
export const createAttachments = (): Carrier => ({ id: 'pdf', carries, contents: read });

async function read(upload: Uint8Array): Promise<readonly Uint8Array[]> {
  const answer = await ask(upload);
  if ('contents' in answer) return answer.contents;
  const fault = 'fault' in answer ? answer.fault : 'broken';
  throw new AppError('unreadable', SAID[fault], { reason: fault });
}

async function ask(upload: Uint8Array): Promise<Answer> {
  // Its output is nobody's: a library's complaint may quote the file.
  const worker = new Worker(new URL('./attachments-worker.mjs', import.meta.url), { resourceLimits: LIMITS, env: {}, stdout: true, stderr: true });
  try {
    await next(worker, START_MS);
    worker.postMessage(upload);
    return await next(worker, READ_MS);
  } finally {
    await worker.terminate();
  }
}

/** Its next message; that it took too much when it ends, fails or is late. */
function next(worker: Worker, within: number): Promise<Answer> {
  return new Promise((resolve) => {
    const exhausted = (): void => settle({ fault: 'too-complex' });
    const timer = setTimeout(exhausted, within);
    const settle = (answer: Answer): void => {
      clearTimeout(timer);
      worker.removeAllListeners();
      worker.on('error', () => undefined);
      resolve(answer);
    };
    worker.once('message', settle);
    worker.once('error', exhausted);
    worker.once('exit', exhausted);
  });
}
