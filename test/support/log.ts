import { appendFileSync } from 'node:fs';
import { createLog, type Log } from '../../src/logging.js';

/** Where the test run gathers what servers wrote and measured; `test/support/scan-log.mjs` reads it. Unset: nowhere. */
const FILE = process.env.TESTAMUR_TEST_LOG;

/** Adds what a server wrote down, or its figures. */
export function gather(text: string): void {
  if (FILE !== undefined) appendFileSync(FILE, text);
}

/** The log of a server in a test, which a test may look into too; `faults` gets what went wrong unforeseen. */
export function testLog(faults: unknown[]): Log {
  const log = createLog('info', { write: gather });
  const noting =
    (write: Log['fault']): Log['fault'] =>
    (what, error, where) => {
      faults.push(error);
      write(what, error, where);
    };
  return { ...log, fault: noting(log.fault), trouble: noting(log.trouble) };
}
