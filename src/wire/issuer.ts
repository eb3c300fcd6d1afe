import { setTimeout as pause } from 'node:timers/promises';
import { createErasures, type Erasures } from '../claim/erasure.js';
import type { Claims } from '../claim/index.js';
import { reject } from '../core/errors.js';
import type { Id } from '../core/model.js';
import { timestamp } from '../core/time.js';
import type { Caller, ResultsMedia } from '../http/deps.js';
import { createResultsDesk, type Correctable } from '../issue/posting.js';
import type { WorkDeps } from '../issue/work.js';
import { throwawayKey } from '../signers/file.js';
import { createStatus } from '../status/index.js';
import type { ListDocument, ListKind } from '../status/ports.js';
import { createSignList, type ListSigning } from '../status/sign.js';
import type { Verify } from '../verify/index.js';
import { awardDocuments } from './award-documents.js';
import { issuePorts, posting } from './issue-ports.js';
import type { Kit } from './kit.js';

/** The issuing worker's. */
export const workDeps = (kit: Kit, verify: Verify): Omit<WorkDeps, 'unforeseen'> => ({
  ports: issuePorts(kit),
  formats: kit.formats,
  verify,
  throwawayKey,
});

const listSigning = ({ store, schemas, securing, signer, deps }: Kit): ListSigning => ({
  check: schemas.statusList,
  securing,
  now: () => timestamp(deps.now()),
  activeKeys: store.signingKeys.activeKeys,
  sign: ({ id }, data) => signer.sign(id, data),
});

export const erasuresOf = ({ store, schemas }: Kit): Erasures => createErasures({ ...store.erasure, awardByNumber: store.offers.awardByNumber }, schemas.erasure);

/** Results, awards and their status: what an organisation does with its own key. */
export function issuerCases(kit: Kit, { claims, verify, accepted }: { readonly claims: Claims; readonly verify: Verify; accepted(): void }) {
  const { deps, store, schemas } = kit;
  const desk = createResultsDesk({ ports: issuePorts(kit), schemas, nationalSystems: kit.nationalSystems, accepted, pause: (ms) => pause(ms) });
  const status = createStatus({ ports: { ...deps, ...store.statusChanges, ...store.statusLists }, check: schemas.statusChange, signList: createSignList(listSigning(kit)) });
  const erasures = erasuresOf(kit);
  const owned = async (caller: Caller, awardId: Id) => (await store.awardList.award(posting(caller).organisationId, awardId)) ?? reject('not-found', 'There is no such award.');
  /** Throws `learner-erased`: whose it was is not known any more, so it can only be revoked. */
  const correctable = async (caller: Caller, awardId: Id): Promise<Correctable> => {
    const { id, status } = await owned(caller, awardId);
    const { award } = (await store.offers.held(id)) ?? reject('bug', 'an award is listed that is not there');
    return { id, status, learner: award.learner, achievementId: award.achievement.id };
  };
  return {
    postResults: (caller: Caller, body: AsyncIterable<Uint8Array>, media: ResultsMedia) => desk.post(body, media, posting(caller)),
    correct: async (caller: Caller, awardId: Id, input: unknown) => desk.correct(await correctable(caller, awardId), input, posting(caller)),
    batch: (organisationId: Id, id: Id) => store.batches.batch(id, organisationId),
    waitForBatch: (organisationId: Id, id: Id, seconds: number) => desk.waitFor({ id, organisationId }, seconds),
    ...store.awardList,
    ...awardDocuments(kit, { claims, verify }),
    changeStatus: async (caller: Caller, awardId: Id, input: unknown) => {
      const { organisationId, actor } = posting(caller);
      await status.changeStatus({ awardId, organisationId }, input, actor);
      return owned(caller, awardId);
    },
    newOffer: async (caller: Caller, awardId: Id) => claims.newOffer((await owned(caller, awardId)).id),
    learnerHolding: (caller: Caller, awardId: Id) => erasures.ofAward(posting(caller).organisationId, awardId),
    eraseLearner: (caller: Caller, awardId: Id, input: unknown) => erasures.eraseOfAward({ organisationId: posting(caller).organisationId, awardId }, input, posting(caller).actor),
    audit: store.audit.audit,
    problems: store.problems.problems,
    markHandled: store.problems.markHandled,
    statusList: (listId: Id, purpose: ListKind, mediaType: ListDocument['mediaType']) => status.listDocument({ listId, purpose, mediaType }),
  };
}
