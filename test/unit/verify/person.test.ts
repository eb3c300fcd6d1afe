import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import type { CredentialView } from '../../../src/core/credential-view.js';
import type { JsonObject } from '../../../src/core/json.js';
import { identities } from '../../../src/formats/ob3/identity.js';
import { askable, comparePerson, PERSON_QUESTIONS, type PersonQuestion } from '../../../src/verify/person.js';
import { sampleAward } from '../../support/award.js';

type Learner = CredentialView['learner'];
const digest = (algorithm: string, value: string): string => createHash(algorithm).update(value, 'utf8').digest('hex');
const hashed = (type: string, value: string, salt?: string): Learner['identifiers'][number] => ({ type, hashed: true, value: `sha256$${digest('sha256', value + (salt ?? ''))}`, ...(salt === undefined ? {} : { salt }) });
const clear = (type: string, value: string): Learner['identifiers'][number] => ({ type, hashed: false, value });
const learner = (...identifiers: Learner['identifiers'][number][]): Learner => ({ identifiers });
/** As our own formats write it. */
const ours = (given: Parameters<typeof sampleAward>[0]): Learner =>
  learner(...identities(sampleAward(given)).map((one: JsonObject) => ({ type: one.identityType as string, hashed: one.hashed as boolean, value: one.identityHash as string, ...(one.salt === undefined ? {} : { salt: one.salt as string }) })));

const ANA = ours({});

describe('"Is it this person?"', () => {
  it.each<[PersonQuestion, string]>([
    ['email', 'ana.kovacevic@student.example'],
    ['email', '  Ana.Kovacevic@Student.EXAMPLE '],
    ['birthDate', '1998-04-09'],
    ['birthDate', '9.4.1998'],
    ['birthDate', '09. 04. 1998.'],
    ['birthDate', '9/4/1998'],
    ['studentNumber', '0036512345'],
    ['studentNumber', '0036 512 345'],
  ])('matches what our own credential carries: %s %j', (question, typed) => expect(comparePerson(ANA, question, typed)).toBe('match'));

  it.each<[PersonQuestion, string]>([
    ['email', 'ana.kovacevic@student.example.org'],
    ['email', 'ana.kovacevic+1@student.example'],
    ['birthDate', '1998-09-04'],
    ['birthDate', '4/9/1998'],
    ['studentNumber', '36512345'],
  ])('does not match another: %s %j', (question, typed) => expect(comparePerson(ANA, question, typed)).toBe('differs'));

  it.each<[PersonQuestion, string]>([
    ['email', ''],
    ['email', 'ana'],
    ['email', 'ana@x y'],
    ['email', `${'a'.repeat(250)}@x.example`],
    ['birthDate', '31.02.1998'],
    ['birthDate', 'April 1998'],
    ['birthDate', '09.04.98'],
    ['studentNumber', '   '],
  ])('compares nothing that is no such thing: %s %j', (question, typed) => expect(comparePerson(ANA, question, typed)).toBe('malformed'));

  it('says what a credential does not carry, and asks for nothing that it cannot compare', () => {
    const without = learner(clear('ext:esi', 'urn:schac:1'), { type: 'emailAddress', hashed: true, value: 'sha512$00' }, clear('dateOfBirth', ''));
    expect(askable(without)).toEqual([]);
    for (const question of PERSON_QUESTIONS) expect(comparePerson(without, question, question === 'birthDate' ? '1998-04-09' : 'ana@x.example')).toBe('not-carried');
    expect(askable(ANA)).toEqual(['email', 'birthDate', 'studentNumber']);
  });

  it('reads other issuers’ ways: the specification’s example, MD5, no salt, digits of either case, in clear, other names of the kind', () => {
    expect(comparePerson(learner({ type: 'emailAddress', hashed: true, salt: 'Kosher', value: `sha256$${digest('sha256', 'a@example.comKosher').toUpperCase()}` }), 'email', 'a@example.com')).toBe('match');
    expect(comparePerson(learner({ type: 'emailAddress', hashed: true, value: `md5$${digest('md5', 'a@example.com')}` }), 'email', 'a@example.com')).toBe('match');
    expect(comparePerson(learner(hashed('emailAddress', 'Ana@Example.com')), 'email', 'Ana@example.COM')).toBe('differs');
    expect(comparePerson(learner(hashed('emailAddress', 'Ana@example.com')), 'email', 'Ana@example.COM')).toBe('match');
    expect(comparePerson(learner(clear('email', 'Ana@Example.com')), 'email', 'ana@example.com')).toBe('match');
    expect(comparePerson(learner(hashed('sisSourcedId', 'S123456', 'x')), 'studentNumber', 's123456')).toBe('match');
    expect(comparePerson(learner(clear('dateOfBirth', '1998-04-09')), 'birthDate', '9.4.1998')).toBe('match');
  });

  it('finds it among several', () => {
    const two = learner(hashed('emailAddress', 'old@x.example', 'a'), hashed('emailAddress', 'new@x.example', 'b'));
    expect([comparePerson(two, 'email', 'new@x.example'), comparePerson(two, 'email', 'old@x.example'), comparePerson(two, 'email', 'no@x.example')]).toEqual(['match', 'match', 'differs']);
  });

  const part = fc.stringMatching(/^[a-z0-9._-]{1,20}$/);
  const mailbox = fc.tuple(part, part).map(([local, domain]) => `${local}@${domain}.example`);

  it('matches every mailbox in whatever case our issuer and the asker write it, and no other mailbox', () => {
    fc.assert(
      fc.property(mailbox, mailbox, fc.boolean(), (one, other, loud) => {
        const carried = ours({ learner: { fullName: 'A', studentNumber: '1', email: loud ? one.toUpperCase() : one } });
        expect(comparePerson(carried, 'email', loud ? one : one.toUpperCase())).toBe('match');
        expect(comparePerson(carried, 'email', other)).toBe(one === other ? 'match' : 'differs');
      }),
    );
  });

  it('matches every day, and no other day', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, days, (one, other) => {
        const carried = ours({ learner: { fullName: 'A', studentNumber: '1', birthDate: one } });
        expect(comparePerson(carried, 'birthDate', one.split('-').reverse().join('.'))).toBe('match');
        expect(comparePerson(carried, 'birthDate', other)).toBe(one === other ? 'match' : 'differs');
      }),
    );
  });

  it('answers whatever is typed, and throws nothing', () => {
    const anything = fc.array(fc.record({ type: fc.oneof(fc.string(), fc.constantFrom('emailAddress', 'ext:birthDate', '__proto__')), hashed: fc.boolean(), value: fc.oneof(fc.string(), fc.constantFrom(`sha256$${'0'.repeat(64)}`, 'sha256$', '$', 'shake256$00')), salt: fc.string() }));
    fc.assert(fc.property(anything, fc.constantFrom(...PERSON_QUESTIONS), fc.string({ unit: 'binary' }), (identifiers, question, typed) => ['match', 'differs', 'not-carried', 'malformed'].includes(comparePerson({ identifiers }, question, typed))));
  });
});
