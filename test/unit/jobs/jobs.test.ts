import { describe, expect, it } from '@jest/globals';
import { startJobs } from '../../../src/jobs/index.js';

const until = async (condition: () => boolean): Promise<void> => {
  for (let i = 0; i < 200 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(condition()).toBe(true);
};

describe('startJobs', () => {
  it('runs at once, again while there is more, and when kicked', async () => {
    let runs = 0;
    const jobs = startJobs({ work: { every: 1e6, run: async () => ++runs < 3 } }, () => undefined);
    await until(() => runs === 3);
    jobs.kick('work');
    await until(() => runs === 4);
    await jobs.stop();
  });

  it('reports a run that throws and goes on', async () => {
    const errors: unknown[] = [];
    let runs = 0;
    const jobs = startJobs({ work: { every: 1, run: async () => { if (++runs === 1) throw new Error('first'); return false; } } }, (name, error) => errors.push([name, (error as Error).message]));
    await until(() => runs >= 3);
    await jobs.stop();
    expect(errors).toEqual([['work', 'first']]);
  });

  it('does not miss a kick that comes during a run, and stops only when nothing runs', async () => {
    let running = 0;
    let runs = 0;
    let release = (): void => undefined;
    const jobs = startJobs({ work: { every: 1e6, run: async () => { running++; runs++; await new Promise<void>((resolve) => { release = resolve; }); running--; return false; } } }, () => undefined);
    jobs.kick('work');
    release();
    await until(() => runs === 2);
    const stopped = jobs.stop();
    expect(running).toBe(1);
    release();
    await stopped;
    expect(running).toBe(0);
  });
});
