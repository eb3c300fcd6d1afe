import { linkSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it, expect } from '@jest/globals';
import { lockFolder, type LockOutcome } from '../../src/store/lock.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tm-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** What a killed process leaves: the socket's name, and nobody listening. */
async function deadLock(): Promise<void> {
  const server: Server = createServer();
  await new Promise<void>((done) => server.listen(join(folder, 'gone'), done));
  linkSync(join(folder, 'gone'), join(folder, 'lock'));
  await new Promise((done) => server.close(done));
}
async function release(outcome: LockOutcome): Promise<void> {
  if (outcome.held) await outcome.release();
}

describe('the lock of a folder', () => {
  it('is held by one, and the next is told its process', async () => {
    const first = await lockFolder(folder);
    expect(first.held).toBe(true);
    expect(await lockFolder(folder)).toEqual({ held: false, pid: process.pid });
    await release(first);
  });

  it('leaves nothing behind when it is released, and can be taken again', async () => {
    await release(await lockFolder(folder));
    expect(await readdir(folder)).toEqual([]);
    const again = await lockFolder(folder);
    expect(again.held).toBe(true);
    await release(again);
  });

  it('is not taken from the next by one that is released twice', async () => {
    const first = await lockFolder(folder);
    await release(first);
    const second = await lockFolder(folder);
    await release(first);
    expect(await lockFolder(folder)).toEqual({ held: false, pid: process.pid });
    await release(second);
  });

  it('is taken from a dead process by exactly one of many that try at once', async () => {
    await deadLock();
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => lockFolder(folder)));
    expect(outcomes.filter(({ held }) => held)).toHaveLength(1);
    await Promise.all(outcomes.map(release));
    expect(await readdir(folder)).toEqual([]);
  });

  it('is never taken by age: one that another is taking over is left alone', async () => {
    await deadLock();
    await mkdir(join(folder, 'lock.takeover'));
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'database-in-use' });
  });

  it('counts as held when its holder does not answer', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((done) => silent.listen(join(folder, 'lock'), done));
    expect(await lockFolder(folder)).toEqual({ held: false });
    await new Promise((done) => silent.close(done));
  });
});
