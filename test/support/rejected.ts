import { AppError } from '../../src/core/errors.js';

/** The code and path of what a promise rejects with; fails when it does not, or with something else. */
export async function refusalOf(promise: Promise<unknown>): Promise<{ code: string; path: string | undefined }> {
  const { code, path } = await errorOf(promise);
  return { code, path };
}

/** The AppError that a promise rejects with. */
export async function errorOf(promise: Promise<unknown>): Promise<AppError> {
  const outcome: unknown = await promise.then(
    () => new Error('it was not refused'),
    (error: unknown) => error,
  );
  if (!(outcome instanceof AppError)) throw outcome;
  return outcome;
}
