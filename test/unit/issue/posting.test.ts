import { describe, expect, it } from '@jest/globals';
import { createResultsDesk, type Correctable } from '../../../src/issue/posting.js';
import { sampleAchievement, sampleOrganisation } from '../../support/award.js';
import { memoryPosting, resultInput } from '../../support/posting.js';
import { refusalOf } from '../../support/rejected.js';

const posting = { organisationId: sampleOrganisation().id, actor: 'registry' };

function desk() {
  const memory = memoryPosting();
  const told: string[] = [];
  const ports = { ...memory.deps.ports, batch: () => Promise.resolve(undefined) };
  const { correct } = createResultsDesk({ ...memory.deps, ports, accepted: () => told.push('accepted'), pause: () => Promise.resolve() });
  return { memory, told, correct: (status: Correctable['status']) => correct({ id: 'award-1', status, learner: { studentNumber: '0036512345' }, achievementId: sampleAchievement().id }, resultInput({ resultId: 'r-2' }), posting) };
}

describe('correcting an award', () => {
  it('is refused when it was revoked, before anything is kept', async () => {
    const { memory, correct } = desk();
    expect(await refusalOf(correct('revoked'))).toMatchObject({ code: 'status-final' });
    expect(memory.opened).toEqual([]);
  });

  it('changes nothing the second time, also after its award was superseded', async () => {
    const { memory, told, correct } = desk();
    expect(await correct('active')).toMatchObject({ accepted: 1, unchanged: 0 });
    expect(await correct('superseded')).toMatchObject({ accepted: 1, unchanged: 1, rejected: [], rejectedTotal: 0 });
    expect([memory.kept.length, told]).toEqual([1, ['accepted']]);
  });
});
