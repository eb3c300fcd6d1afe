import { installationDid } from '../catalogue/installation.js';
import { sha256, toHex } from '../core/bytes.js';
import type { Documents } from '../core/documents.js';
import { canonicalJson, type JsonObject } from '../core/json.js';
import { timestamp } from '../core/time.js';
import { createArchive } from '../net/archive.js';
import { createDidWebKey } from '../net/did-web.js';
import { createPurse } from '../net/purse.js';
import { createReportPaper } from '../paper/report.js';
import { DEFAULT_POLICY, withoutTrust } from '../verify/policy.js';
import { makeBadgeStatement, makeRecord, type PinnedDocument, type SignedRecord, type Software } from '../verify/record.js';
import { replay, type Replayed } from '../verify/replay.js';
import type { Report, Verification } from '../verify/report.js';
import type { Workshop } from '../verify/workshop.js';
import { installationKeyFact, ownSigner } from './installation.js';
import type { Kit } from './kit.js';

/** What judges here: this version, with these documents. */
export const softwareOf = (version: string, { contexts, schemas }: Documents): Software => ({ name: 'testamur', version, contexts: pinnedOf(contexts), schemas: pinnedOf(schemas) });

const pinnedOf = (documents: ReadonlyMap<string, JsonObject>): readonly PinnedDocument[] => [...documents].map(([name, document]) => ({ name, sha256: toHex(sha256(canonicalJson(document))) }));

/** Verifications on record, and records judged again. `openWorkshop`: where the heavy work of one of them is done. */
export function recordCases(kit: Kit, openWorkshop: () => Workshop) {
  const { deps, store, securing, software } = kit;
  const now = () => timestamp(deps.now());
  const keep = createArchive(store.keyDocuments.keepDocument, deps.now);
  const policies = [DEFAULT_POLICY, withoutTrust(DEFAULT_POLICY)];
  const signing = { securing, software, now, signer: ownSigner(kit), policies };
  const replaying = {
    software,
    policies,
    now,
    check: kit.schemas.verificationRecord,
    did: installationDid(deps.baseUrl),
    ownKey: installationKeyFact(kit),
    remoteKey: (url: string) => createDidWebKey({ fetch: createPurse(kit.fetch), keep })(url),
  };
  return {
    recordOf: (verification: Verification, number?: string): Promise<SignedRecord | undefined> => makeRecord(verification, number, signing),
    printReport: createReportPaper(),
    badgeStatement: (link: string, report: Report): Promise<object> => makeBadgeStatement(link, report, signing),
    replay: (upload: Uint8Array): Promise<Replayed> => replay(upload, { ...replaying, workshop: openWorkshop() }),
  };
}
