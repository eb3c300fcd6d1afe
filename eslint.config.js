import tseslint from 'typescript-eslint';

const sizes = {
  'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 3],
  complexity: ['error', 10],
};

const world = 'Below level 6 nothing touches the world: take it as a function from ports.ts (design: the dependency rule).';
const pure = {
  'no-restricted-globals': ['error', ...['fetch', 'process', 'setTimeout', 'setInterval'].map((name) => ({ name, message: world }))],
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        { group: ['express', 'knex', 'pg', 'node:fs', 'node:fs/*', 'node:net', 'node:http', 'node:https', 'node:dns', 'node:child_process', 'node:worker_threads'], message: world },
      ],
    },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: world },
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: world },
    { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: world },
    { selector: "ImportSpecifier[imported.name=/^(randomBytes|randomUUID|randomInt|generateKeyPairSync)$/]", message: world },
  ],
};

/** What the script of the check page uses of the browser. */
const BROWSER = ['document', 'navigator', 'createImageBitmap', 'setTimeout', 'addEventListener', 'FileList'];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'data/', '*.js'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-empty-object-type': 'off',
      // Our interfaces are records of functions, handed on one by one: nothing in them uses `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  // Plain JavaScript where it must run as it is: a worker thread, a loader, a browser.
  { files: ['**/*.mjs', 'src/http/pages/static/*.js'], ...tseslint.configs.disableTypeChecked },
  { files: ['src/http/pages/static/*.js'], rules: { 'no-undef': 'error' }, languageOptions: { globals: Object.fromEntries(BROWSER.map((name) => [name, 'readonly'])) } },
  { files: ['src/**/*.ts', 'src/**/*.tsx', 'src/**/*.mjs', 'src/http/pages/static/*.js'], ignores: ['src/types/**'], rules: sizes },
  { files: ['src/{core,formats,trust,status,catalogue,verify,vc-api,issue,claim}/**/*.ts'], rules: pure },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    ignores: ['src/config.ts', 'src/main.ts', 'src/cli.ts', 'src/demo.ts'],
    rules: { 'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'config.ts is the only reader of process.env.' }] },
  },
  { files: ['test/**/*.ts', 'test/**/*.tsx'], rules: { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/require-await': 'off' } },
);
