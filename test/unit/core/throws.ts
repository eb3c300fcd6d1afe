import { expect } from '@jest/globals';
import { AppError, type ErrorCode } from '../../../src/core/errors.js';

/** Expects an AppError of this code, and gives it back. */
export function refused(code: ErrorCode, act: () => unknown): AppError {
  let thrown: unknown;
  try {
    act();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(AppError);
  expect((thrown as AppError).code).toBe(code);
  return thrown as AppError;
}
