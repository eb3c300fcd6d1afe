import { describe, expect, it } from '@jest/globals';
import { compose, composeAward, RANDOM_BYTES } from '../../../src/issue/compose.js';
import type { PendingResult } from '../../../src/issue/ports.js';
import type { Organisation, Result } from '../../../src/core/model.js';
import { sampleAchievement, sampleOrganisation } from '../../support/award.js';
import { NOW } from '../../support/posting.js';
import { refusalOf } from '../../support/rejected.js';

const organisation = sampleOrganisation();
const random = Uint8Array.from({ length: RANDOM_BYTES }, (_, index) => index);
const result: Result = {
  resultId: 'r-1',
  achievement: 'FINTECH-501',
  learner: { givenName: 'Ana', familyName: 'Kovačević', email: 'ana@student.example', birthDate: '1998-04-09' },
  outcome: 'passed',
  awardedOn: '2024-02-29',
  route: 'recognition-of-prior-learning',
};
const pending = (overrides: Partial<PendingResult> = {}): PendingResult => ({ id: 'p-1', organisationId: organisation.id, result, achievement: sampleAchievement(), language: 'hr', attempts: 1, ...overrides });
const awardOf = (overrides: Partial<PendingResult> = {}) => composeAward(pending(overrides), { organisation, awardingBodies: [organisation], now: NOW, random });

describe('composing an award', () => {
  it('says of the award what result and achievement say', () => {
    expect(awardOf()).toMatchObject({
      organisation,
      awardingBodies: [organisation],
      achievement: sampleAchievement(),
      learner: result.learner,
      language: 'hr',
      route: 'recognition-of-prior-learning',
      awardedOn: '2024-02-29',
      issuedAt: '2026-11-21T10:00:00Z',
      supervision: 'supervised-id',
    });
  });

  it('gives ids of their form, none made of another', () => {
    const { id, credentialId, subjectId } = awardOf();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    for (const urn of [credentialId, subjectId]) expect(urn).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(credentialId).not.toBe(subjectId);
  });

  it('salts the identifiers that are there and no other, each with 16 bytes of its own', () => {
    const { salts } = awardOf();
    expect(Object.keys(salts).sort()).toEqual(['birthDate', 'email']);
    expect(Object.values(salts).map((salt) => Buffer.from(salt, 'base64url').length)).toEqual([16, 16]);
    expect(salts.email).not.toBe(salts.birthDate);
    expect(awardOf({ result: { ...result, learner: { fullName: 'Ana', europeanStudentIdentifier: 'urn:x' } } }).salts).toEqual({});
  });

  it('is valid to the end of the day that lies so many months after the award', () => {
    expect(awardOf().validUntil).toBe('2029-02-28T23:59:59Z');
  });

  it('leaves out what nobody said', () => {
    const { validityMonths: _months, supervision: _supervision, ...achievement } = sampleAchievement();
    const award = awardOf({ achievement });
    expect(Object.keys(award)).not.toEqual(expect.arrayContaining(['validUntil']));
    expect([award.grade, award.supervision, award.supersedes]).toEqual([undefined, undefined, undefined]);
    expect(Object.values(award)).not.toContain(undefined);
  });

  it('takes what did happen at the assessment before what was meant to', () => {
    expect(awardOf({ result: { ...result, supervision: 'unsupervised', grade: '5' } })).toMatchObject({ supervision: 'unsupervised', grade: '5' });
  });

  it('names the award that it supersedes', () => {
    expect(awardOf({ supersedes: 'award-0' }).supersedes).toBe('award-0');
  });

  it('is the same of the same ingredients', () => {
    expect(awardOf()).toEqual(awardOf());
  });
});

describe('gathering the ingredients', () => {
  const partner = sampleOrganisation({ id: 'partner', slug: 'partner' });
  const portsOf = (...known: Organisation[]) => ({
    now: () => NOW,
    random: (bytes: number) => new Uint8Array(bytes),
    organisation: async (id: string) => known.find((one) => one.id === id),
    organisationBySlug: async (slug: string) => known.find((one) => one.slug === slug),
  });
  const joint = pending({ result: { ...result, jointlyWith: ['partner'] } });

  it('puts the issuing organisation first among the awarding bodies', async () => {
    expect((await compose(joint, portsOf(partner, organisation))).awardingBodies).toEqual([organisation, partner]);
  });

  it.each([
    ['the organisation was suspended since', [sampleOrganisation({ status: 'suspended' }), partner]],
    ['a partner was closed since', [organisation, sampleOrganisation({ id: 'partner', slug: 'partner', status: 'closed' })]],
    ['a partner is gone', [organisation]],
  ])('awards nothing when %s', async (_, known) => {
    expect(await refusalOf(compose(joint, portsOf(...known)))).toMatchObject({ code: 'organisation-inactive' });
  });
});
