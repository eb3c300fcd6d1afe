/** Addresses that pages link to. Whatever stands here must have a route. */
export const PATHS = {
  home: '/',
  verify: '/verify',
  catalogue: '/catalogue',
  styleSheet: '/static/testamur.css',
  verifyScript: '/static/verify.js',
  howWeCheck: '/how-we-check',
  real: '/is-this-page-real',
  privacy: '/privacy',
  accessibility: '/accessibility',
  docs: '/docs',
} as const;

/** Chooses the language of a page, and of those after it: a parameter of every page, and the name of the cookie that remembers it. */
export const LANGUAGE_PARAMETER = 'lang';

/** Names of the fields of the check form, one multipart `POST /verify`. */
export const VERIFY_FIELDS = { link: 'link', file: 'file', text: 'text' } as const;

/** Names of the fields of the form "Is it this person?". */
export const PERSON_FIELDS = { question: 'what', value: 'value' } as const;

/** Names of the fields of the form "Something is wrong". */
export const PROBLEM_FIELDS = { kind: 'kind', words: 'words' } as const;

/** Field of the switch on the learner's page, and its two values. */
export const DETAILS_FIELD = 'shown';
export const DETAILS_VALUES = { show: 'yes', hide: 'no' } as const;

/** Names of the fields of a learner's share form, and of the form of those who open a share. */
export const SHARE_FIELDS = {
  label: 'label',
  view: 'view',
  name: 'name',
  grade: 'grade',
  until: 'until',
  date: 'date',
  counting: 'counting',
  passphrase: 'passphrase',
  format: 'format',
  change: 'change',
} as const;

/** Largest upload in megabytes, as the pages say it. */
export const LARGEST_UPLOAD_MB = 2;
/** Of many files together; and how many they may be. */
export const LARGEST_TOGETHER_MB = 20;
export const MOST_FILES = 100;

/** What many checks came to, by its name; and the order in which they are shown. */
export const MANY_PATH = '/reports/together';
export const ORDER_PARAMETER = 'order';
