import { describe, expect, it } from '@jest/globals';
import type { Learner } from '../../../src/core/model.js';
import { checkCorrection } from '../../../src/issue/correction.js';
import { sampleAchievement } from '../../support/award.js';

const achievement = sampleAchievement();
const awarded: Learner = { givenName: 'Ana', familyName: 'Kovačević', studentNumber: '0036512345', birthDate: '1998-04-09', email: 'ana@student.example' };
const stranger: Learner = { givenName: 'Ivan', familyName: 'Horvat', studentNumber: '0036599999', birthDate: '2000-01-01', email: 'ivan@student.example' };
const check = (learner: Learner, achievementId = achievement.id) => () => checkCorrection({ learner }, achievement, { id: 'award-1', learner: awarded, achievementId });

describe('a correction', () => {
  it.each<[string, Learner]>([
    ['name', { ...awarded, givenName: 'Anna', familyName: 'Horvat' }],
    ['student number', { ...awarded, studentNumber: '0036512354', email: 'other@student.example' }],
    ['only identifier, under the same name however written', { fullName: '  ANA Kovačevi\u0063\u0301', studentNumber: '1' }],
    ['e-mail address, and everything but the number', { ...stranger, studentNumber: awarded.studentNumber! }],
    ['name and number, under the same address', { ...stranger, email: 'Ana@Student.Example' }],
  ])('may change the learner’s %s', (_what, learner) => {
    expect(check(learner)).not.toThrow();
  });

  it.each<[string, Learner]>([
    ['of another name, number and address', stranger],
    ['who was born on the same day', { ...stranger, birthDate: awarded.birthDate! }],
    ['who says nothing that was said before', { fullName: 'X', europeanStudentIdentifier: 'urn:x' }],
  ])('is refused for a learner %s, and repeats nothing of either', (_what, learner) => {
    expect(check(learner)).toThrow(expect.objectContaining({ code: 'input-invalid', path: '/learner', message: expect.not.stringMatching(/Ana|Ivan|00365|example/) }));
  });

  it('is refused for another achievement', () => {
    expect(check(awarded, 'another')).toThrow(expect.objectContaining({ code: 'input-invalid', path: '/achievement' }));
  });
});
