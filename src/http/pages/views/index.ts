/** Every page: `(model, texts) → a whole HTML document`. Made on the server; no script, no inline style. */
export type * from './models.js';
export { DETAILS_FIELD, DETAILS_VALUES, LANGUAGE_PARAMETER, LARGEST_UPLOAD_MB, PATHS, PERSON_FIELDS, VERIFY_FIELDS } from './paths.js';
export { CARRIER_FAULTS } from './models.js';
export { brandSheet, brandVersion } from './brand.js';
export { verifyPage } from './verify.js';
export { reportPage } from './report.js';
export { fileKind, unreadablePage } from './unreadable.js';
export { claimExpiredPage, claimPage } from './claim.js';
export { keepPage } from './keep.js';
export { presentable } from './known.js';
export { personPage } from './person.js';
export { permanentPage } from './permanent.js';
export { organisationPage } from './organisation.js';
export { achievementPage } from './achievement.js';
export { vocabularyPage } from './vocabulary.js';
export { homePage } from './home.js';
export { errorPage } from './error.js';
export { textPage } from './text-page.js';
