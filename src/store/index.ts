import { achievementStore } from './achievements.js';
import { anchorStore } from './anchors.js';
import { apiKeyStore } from './api-keys.js';
import { auditStore } from './audit.js';
import { awardListStore } from './award-list.js';
import { awardStore } from './awards.js';
import { batchStore } from './batches.js';
import { catalogueStore } from './catalogue.js';
import type { StoreDeps } from './context.js';
import { credentialStore } from './credentials.js';
import { erasureStore } from './erasure.js';
import { healthStore } from './health.js';
import { installationKeyStore } from './installation-keys.js';
import { keepStore } from './keep.js';
import { keyDocumentStore } from './key-documents.js';
import { listsSeenStore } from './lists-seen.js';
import { offerStore } from './offers.js';
import { organisationStore } from './organisations.js';
import { pendingStore } from './pending.js';
import { problemStore } from './problems.js';
import { reportStore } from './reports.js';
import { reserveStore } from './reserve.js';
import { restoreStore } from './restore.js';
import { resultStore } from './results.js';
import { shareStore } from './shares.js';
import { signingKeyStore } from './signing-keys.js';
import { statusChangeStore } from './status-changes.js';
import { statusListStore } from './status-lists.js';
import { trustRegisterStore } from './trust-register.js';
import { watchWorkStore } from './watch-work.js';
import { watchStore } from './watches.js';

/** Every table's mappers; each group holds functions named as in the ports they implement. */
export const createStore = (deps: StoreDeps) => ({
  achievements: achievementStore(deps),
  anchors: anchorStore(deps),
  apiKeys: apiKeyStore(deps),
  audit: auditStore(deps),
  awardList: awardListStore(deps),
  awards: awardStore(deps),
  batches: batchStore(deps),
  catalogue: catalogueStore(deps),
  credentials: credentialStore(deps),
  erasure: erasureStore(deps),
  health: healthStore(deps),
  installationKeys: installationKeyStore(deps),
  keeping: keepStore(deps),
  keyDocuments: keyDocumentStore(deps),
  listsSeen: listsSeenStore(deps),
  offers: offerStore(deps),
  organisations: organisationStore(deps),
  pending: pendingStore(deps),
  problems: problemStore(deps),
  reports: reportStore(deps),
  reserving: reserveStore(deps),
  restoring: restoreStore(deps),
  results: resultStore(deps),
  shares: shareStore(deps),
  signingKeys: signingKeyStore(deps),
  statusChanges: statusChangeStore(deps),
  statusLists: statusListStore(deps),
  trust: trustRegisterStore(deps),
  watches: { ...watchStore(deps), ...watchWorkStore(deps) },
});
export type Store = ReturnType<typeof createStore>;
