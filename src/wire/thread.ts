import { parentPort } from 'node:worker_threads';
import { AppError, type ErrorCode } from '../core/errors.js';
import { createWorkshop, type Workshop } from '../verify/workshop.js';
import { createCarriers } from './carriers.js';
import { createReading } from './reading.js';

/** A thread of `threads.ts`: a workshop, asked by messages. */

export interface Task {
  readonly id: number;
  readonly piece: keyof Workshop;
  readonly given: readonly unknown[];
}
/** Told as soon as a task is begun: until then it only waits for a thread to be ready. */
export interface Begun {
  readonly begun: Task['id'];
}
/** An `AppError` does not survive the way back, for only what every error has is carried over; so it goes as this. */
export interface Refused {
  readonly code: ErrorCode;
  readonly message: string;
  readonly path?: string;
  readonly reason?: string;
}
export type Answer = { readonly value: unknown } | { readonly refused: Refused };

const { readers, securing } = createReading();
const workshop = createWorkshop({ formats: readers, carriers: createCarriers(), securing });

export default async function work({ id, piece, given }: Task): Promise<Answer> {
  parentPort?.postMessage({ begun: id } satisfies Begun);
  try {
    return { value: await (workshop[piece] as (...given: readonly unknown[]) => Promise<unknown>)(...given) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message, path, reason } = error;
    return { refused: { code, message, ...(path !== undefined && { path }), ...(reason !== undefined && { reason }) } };
  }
}
