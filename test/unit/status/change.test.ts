import { describe, expect, it } from '@jest/globals';
import type { AwardStatus } from '../../../src/core/model.js';
import { createStatus } from '../../../src/status/index.js';
import type { StatusChange, StatusPorts } from '../../../src/status/ports.js';
import { apiSchema } from '../../support/schemas.js';

const REF = { awardId: '019a9f00-0000-7000-8000-000000000003', organisationId: '019a9f00-0000-7000-8000-000000000001' };

function status(awards: ({ status: AwardStatus; issued?: boolean } | undefined)[], applied: boolean[] = [true]) {
  const changes: StatusChange[] = [];
  const answers = [...awards];
  const ports = {
    award: async (id: string, organisationId: string) => {
      expect({ awardId: id, organisationId }).toEqual(REF);
      const award = answers.length > 1 ? answers.shift() : answers[0];
      return award && { issued: true, ...award };
    },
    applyChange: async (change: StatusChange) => (changes.push(change), applied.length > 1 ? applied.shift() : applied[0]),
  } as unknown as StatusPorts;
  const use = createStatus({ ports, check: apiSchema('status-change'), signList: async () => '' });
  return { changes, change: (input: unknown) => use.changeStatus(REF, input, 'registrar') };
}
const from = (s: AwardStatus) => status([{ status: s }]);
const revoke = { action: 'revoke', code: 'issued-in-error' };
const suspend = { action: 'suspend' };
const reinstate = { action: 'reinstate' };

describe('changing a status', () => {
  it.each<[AwardStatus, object, AwardStatus]>([
    ['active', revoke, 'revoked'],
    ['suspended', revoke, 'revoked'],
    ['active', suspend, 'suspended'],
    ['suspended', reinstate, 'active'],
  ])('%s: %j gives %s', async (before, input, after) => {
    const { change, changes } = from(before);
    expect(await change(input)).toBe(after);
    expect(changes).toEqual([{ ...REF, ...input, from: before, to: after, actor: 'registrar' }]);
  });

  it.each<[AwardStatus, object, string]>([
    ['revoked', revoke, 'status-final'],
    ['revoked', suspend, 'status-final'],
    ['revoked', reinstate, 'status-final'],
    ['superseded', revoke, 'status-final'],
    ['superseded', reinstate, 'status-final'],
    ['active', reinstate, 'status-unchanged'],
    ['suspended', suspend, 'status-unchanged'],
  ])('%s: %j is refused: %s', async (before, input, code) => {
    const { change, changes } = from(before);
    await expect(change(input)).rejects.toMatchObject({ code });
    expect(changes).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['a revocation without a code', { action: 'revoke' }, '/code'],
    ['a code that is not public', { action: 'revoke', code: 'he cheated' }, '/code'],
    ['another action', { action: 'delete' }, '/action'],
    ['no action', {}, '/action'],
    ['another member', { ...suspend, to: 'active' }, '/to'],
    ['a note with NUL in it', { ...suspend, note: 'a\u0000b' }, '/note'],
    ['a note without end', { ...suspend, note: 'x'.repeat(2001) }, '/note'],
  ])('refuses %s', async (_name, input, path) => {
    const { change, changes } = from('active');
    await expect(change(input)).rejects.toMatchObject({ code: 'input-invalid', path });
    expect(changes).toEqual([]);
  });

  it('keeps a note as it is', async () => {
    const { change, changes } = from('active');
    await change({ ...suspend, code: 'assessment-reopened', note: 'Žalba\nod 3. lipnja ‮🙂' });
    expect(changes[0]).toMatchObject({ code: 'assessment-reopened', note: 'Žalba\nod 3. lipnja ‮🙂' });
  });

  it('refuses an award that is not there, or has no credentials yet', async () => {
    await expect(status([undefined]).change(suspend)).rejects.toMatchObject({ code: 'not-found' });
    await expect(status([{ status: 'active', issued: false }]).change(suspend)).rejects.toMatchObject({ code: 'issuing-pending' });
  });

  it('looks again when somebody else changed the award meanwhile, and judges what it finds then', async () => {
    const lost = status([{ status: 'active' }, { status: 'suspended' }], [false, true]);
    expect(await lost.change(revoke)).toBe('revoked');
    expect(lost.changes.map((c) => c.from)).toEqual(['active', 'suspended']);
    await expect(status([{ status: 'active' }, { status: 'revoked' }], [false]).change(suspend)).rejects.toMatchObject({ code: 'status-final' });
  });

  it('does not go on for ever', async () => {
    const busy = status([{ status: 'active' }], [false]);
    await expect(busy.change(suspend)).rejects.toMatchObject({ code: 'status-unchanged' });
    expect(busy.changes).toHaveLength(3);
  });
});
