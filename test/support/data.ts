import { describe, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the official samples are, if they are here. */
export const DATA = process.env.TESTAMUR_DATA ?? '../shared/data';

/** Tests over one official file; where it is absent, one test that says so and does nothing. */
export function fromData(path: string, tests: (text: string, bytes: Uint8Array) => void): void {
  const file = join(DATA, path);
  describe(`with ${path}`, () => {
    if (existsSync(file)) tests(readFileSync(file, 'utf8'), new Uint8Array(readFileSync(file)));
    else it(`is left out: ${file} is not here (set TESTAMUR_DATA)`, () => undefined);
  });
}
