import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../../src/core/errors.js';
import { parseInput } from '../../../src/core/input.js';
import { apiSchema } from '../../support/schemas.js';

const SECRET = 'Ana Kovačević';
function refusal(schema: string, value: unknown): readonly [path: string | undefined, message: string] {
  try {
    parseInput(value, apiSchema(schema));
  } catch (error) {
    if (error instanceof AppError) return [error.path, error.message];
    throw error;
  }
  throw new Error('it was taken');
}
const result = (more: object): object => ({ resultId: 'r', achievement: 'a', outcome: 'passed', ...more });
const organisation = (more: object): object => ({ slug: 'jadran', legalName: { en: 'x' }, country: 'HR', ...more });

describe('input that is refused', () => {
  it.each<[string, unknown, string, string]>([
    ['result', { resultId: 'r', achievement: 'a' }, '/outcome', 'The value is missing: state it.'],
    ['result', result({ outcome: SECRET }), '/outcome', 'The value must be one of: passed, failed.'],
    ['result', result({ resultId: 7 }), '/resultId', 'The value must be a text.'],
    ['result', result({ grade: '' }), '/grade', 'The value must not be empty.'],
    ['result', result({ awardedOn: SECRET }), '/awardedOn', 'The value must be a date, as 2026-06-30.'],
    ['result', result({ learner: { email: SECRET } }), '/learner/email', 'The value must be an e-mail address, as office@example.org.'],
    ['result', result({ gradee: '1' }), '/gradee', 'The value is not known here: leave it out, or look at how it is spelt.'],
    ['result', result({ jointlyWith: ['a', 'a'] }), '/jointlyWith', 'The value must not have the same entry twice.'],
    ['organisation', organisation({ slug: 'UPPER case' }), '/slug', 'The value must have another form (Part of the organisation\'s addresses: /o/{slug}. Lower-case letters, digits and hyphens).'],
    ['organisation', organisation({ contact: {} }), '/contact', 'The value must have at least 1 member.'],
    ['trust-statement', { entityName: 'x', did: 'did:web:x', validFrom: 'yesterday' }, '/validFrom', 'The value must be a time with its zone, as 2026-06-30T10:00:00Z.'],
    ['trust-statement', { entityName: 'x', did: 'did:web:x', validFrom: '2026-01-01T00:00:00Z', scope: { eqfLevels: [9] } }, '/scope/eqfLevels/0', 'The value must be 8 or less.'],
    ['achievement', { code: 'a', kind: 'attendance', workload: { hours: 0 } }, '/workload/hours', 'The value must be more than 0.'],
  ])('by %s: %j is told where and what to do', (schema, value, path, message) => {
    const told = refusal(schema, value);
    expect(told).toEqual([path, message]);
    expect(told[1]).not.toContain(SECRET);
  });
});
