import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, expect } from '@jest/globals';
import { openDatabase } from '../../src/store/db.js';

describe('x', () => {
  it('opens', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'tm-'));
    const t = Date.now();
    const db = await openDatabase({ dataDir, notice: console.log });
    console.log(Date.now() - t);
    console.log((await db.knex.raw('select version(), current_date as d')).rows);
    await db.close();
    await rm(dataDir, { recursive: true });
  });
});
