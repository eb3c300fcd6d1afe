import type { Claims } from '../claim/index.js';
import { reject } from '../core/errors.js';
import type { Id } from '../core/model.js';
import { isRendition, type DownloadId } from '../formats/format.js';
import type { Caller } from '../http/deps.js';
import { issueToHolder, withheldOf } from '../issue/for-holder.js';
import type { ListedAward } from '../issue/ports.js';
import { throwawayKey } from '../signers/file.js';
import type { Verify } from '../verify/index.js';
import { issuePorts, posting } from './issue-ports.js';
import type { Kit } from './kit.js';

/** What an award is given as, and what it is not. */
export function awardDocuments(kit: Kit, { claims, verify }: { readonly claims: Claims; readonly verify: Verify }) {
  const { store, schemas, formats } = kit;
  return {
    award: (organisationId: Id, id: Id) => awardWith(kit, organisationId, id),
    credential: async (organisationId: Id, awardId: Id, id: DownloadId) => {
      if (!isRendition(id)) return store.credentials.credential(organisationId, awardId, id);
      const bytes = (await store.awardList.award(organisationId, awardId)) && (await claims.download(awardId, id));
      const { mediaType } = kit.downloads.find((kind) => kind.id === id) ?? {};
      return bytes && mediaType ? { bytes, mediaType } : undefined;
    },
    credentialForHolder: async (caller: Caller, awardId: Id, input: unknown) => {
      const { organisationId, actor } = posting(caller);
      const listed = await store.awardList.award(organisationId, awardId);
      const held = (listed && (await store.offers.held(awardId))) ?? reject('not-found', 'There is no such award.');
      const credential = await issueToHolder(held, input, { ports: issuePorts(kit), formats, verify, throwawayKey, check: schemas.holderKey });
      await store.audit.recordAct({ organisationId, actor, action: 'award.bound', subject: awardId, details: { credential: 'eudi-learning' } });
      return credential;
    },
  };
}

/** An award, and what it is not given as. Of an erased learner nothing is known that would say why. */
async function awardWith({ store, formats, deps }: Kit, organisationId: Id, id: Id): Promise<ListedAward | undefined> {
  const listed = await store.awardList.award(organisationId, id);
  const held = listed === undefined || listed.learner.name === '' ? undefined : await store.offers.held(id);
  return listed && { ...listed, ...(held && { withheld: withheldOf(held.award, { made: listed.formats, formats, baseUrl: deps.baseUrl }) }) };
}
