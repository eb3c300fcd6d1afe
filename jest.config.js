// Native ESM (run with --experimental-vm-modules); types are checked apart, by tsc.
const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};

const project = (name, roots) => ({
  ...base,
  displayName: name,
  testMatch: roots.map((root) => `<rootDir>/test/${root}/**/*.test.ts?(x)`),
});

// `npm test` runs what needs nothing but Node; TESTAMUR_TEST_ALL=1 (npm run test:all) adds what needs more.
const alone = [
  { ...base, displayName: 'architecture', testMatch: ['<rootDir>/test/*.test.ts'] },
  project('unit', ['unit', 'vectors', 'golden', 'fuzz', 'http', 'documents']),
  project('line', ['db', 'line']),
];
const withMachine = [project('machine', ['machine'])];

export default {
  projects: process.env.TESTAMUR_TEST_ALL ? [...alone, ...withMachine] : alone,
  testTimeout: 60_000,
  // Most of the tests of the line wait for a database or a process of their own: a processor left free for them is one that idles.
  maxWorkers: '100%',
};
