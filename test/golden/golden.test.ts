import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Report } from '../../src/verify/report.js';
import { DEFAULT_POLICY } from '../../src/verify/policy.js';
import { createWorkshop } from '../../src/verify/workshop.js';
import { FORMATS, goldenCases, type GoldenCase } from './cases.js';

type Golden = GoldenCase & { readonly report: Report };
const FOLDER = new URL('./', import.meta.url);

const workshop = createWorkshop({ formats: FORMATS, carriers: [], securing: { checkProofs: () => Promise.reject(new Error('nothing is gathered')) } });
async function replay({ credential, evidence }: GoldenCase): Promise<Report> {
  const [read] = await workshop.read(new TextEncoder().encode(credential));
  return workshop.judge(read, evidence, DEFAULT_POLICY);
}

// After a wanted change: `TESTAMUR_GOLDEN=write npm test -- test/golden`, and read the difference.
if (process.env.TESTAMUR_GOLDEN === 'write') {
  for (const given of await goldenCases()) {
    writeFileSync(new URL(`${given.name}.json`, FOLDER), `${JSON.stringify({ ...given, report: await replay(given) }, null, 1)}\n`);
  }
}
const golden = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Golden);

/** What each must say, apart from the files, so that rewriting them cannot change it unseen: verdict, state, also, and what is not good. */
const SAID: Record<string, readonly [string, string, readonly string[], readonly string[]]> = {
  valid: ['valid', 'valid', [], []],
  'valid-jwt': ['valid', 'valid', [], []],
  'valid-disclosed': ['valid', 'valid', [], []],
  countersigned: ['valid', 'valid', [], []],
  'countersigned-unlisted': ['indeterminate', 'issuer-not-confirmed', [], ['trust unknown not-listed']],
  'signed-by-another': ['invalid', 'issuer-not-confirmed', [], ['issuer-key fail key-not-of-issuer']],
  'valid-edc': ['valid', 'valid', [], []],
  'untrusted-edc': ['indeterminate', 'issuer-not-confirmed', [], ['seal unknown seal-untrusted']],
  'altered-edc': [
    'invalid',
    'altered',
    [],
    ['signature fail signature-mismatch', 'issuer-key unknown signature-unproven', 'validity unknown signature-unproven', 'status unknown signature-unproven', 'seal unknown signature-unproven', 'trust unknown signature-unproven', 'elements unknown signature-unproven'],
  ],
  revoked: ['invalid', 'revoked', [], ['status fail revoked']],
  'revoked-by-list': ['invalid', 'revoked', [], ['status fail revoked']],
  suspended: ['invalid', 'suspended', [], ['status fail suspended']],
  superseded: ['invalid', 'revoked', [], ['status fail superseded']],
  expired: ['invalid', 'expired', [], ['validity fail expired']],
  'revoked-expired-unlisted': ['invalid', 'revoked', ['issuer-not-confirmed', 'expired'], ['validity fail expired', 'status fail revoked', 'trust unknown not-listed']],
  'unknown-issuer': ['indeterminate', 'issuer-not-confirmed', [], ['trust unknown not-listed']],
  'listed-later': ['indeterminate', 'issuer-not-confirmed', [], ['trust unknown not-yet-listed']],
  'list-unreachable': ['indeterminate', 'not-checked', [], ['status unknown list-unreachable']],
  'key-unavailable': [
    'indeterminate',
    'not-checked',
    [],
    ['signature unknown key-unavailable', 'issuer-key unknown signature-unproven', 'validity unknown signature-unproven', 'status unknown signature-unproven', 'trust unknown signature-unproven', 'elements unknown signature-unproven'],
  ],
  impersonation: ['indeterminate', 'issuer-not-confirmed', [], ['trust unknown name-of-another']],
  'impersonation-bare-key': ['indeterminate', 'issuer-not-confirmed', [], ['issuer-key unknown key-unbound', 'trust unknown not-listed']],
  'impersonation-other-did': ['invalid', 'issuer-not-confirmed', [], ['issuer-key fail key-not-of-issuer', 'trust unknown not-listed']],
  altered: [
    'invalid',
    'altered',
    [],
    ['signature fail signature-mismatch', 'issuer-key unknown signature-unproven', 'validity unknown signature-unproven', 'status unknown signature-unproven', 'trust unknown signature-unproven', 'elements unknown signature-unproven'],
  ],
  'unsigned-content': ['invalid', 'altered', [], ['unsigned-content fail unsigned-content']],
};
const told = ({ verdict, state, also, checks }: Report) => [
  verdict,
  state,
  also,
  checks.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown').map(({ check, outcome, reason }) => `${check} ${outcome} ${reason}`),
];

describe('golden: a stored evidence gives its report again', () => {
  it('has a file for every case, and none beside', () => {
    expect(golden.map(({ name }) => name).sort()).toEqual(Object.keys(SAID).sort());
  });

  it.each(golden)('$name: $what', async (file) => {
    const report = await replay(file);
    expect(report).toEqual(file.report);
    expect(told(report)).toEqual(SAID[file.name]);
  });

  it.each(golden.filter(({ report }) => report.state === 'altered'))('$name: nothing of the content is shown', ({ report }) => {
    expect(report).not.toHaveProperty('credential');
    expect(report).not.toHaveProperty('elements');
    expect(report.trust.length).toBe(report.checks.some(({ check, outcome }) => check === 'signature' && outcome === 'pass') ? 1 : 0);
  });
});
