import { reject } from '../core/errors.js';
import { uuidv7 } from '../core/ids.js';
import type { Id } from '../core/model.js';
import { timestamp } from '../core/time.js';
import { hashPassphrase, isPassphrase, passphraseFault, SALT_BYTES } from './passphrase.js';
import { LIVE_SHARES, type HeldAward, type Share, type SharePorts } from './ports.js';
import type { ShareChoice } from './share-choice.js';

export interface LearnersShare extends Share {
  readonly url: string;
  readonly ended: boolean;
}
export interface OpenedShare {
  readonly share: Share;
  readonly held: HeldAward;
}

export interface Shares {
  /** Those of the award behind a claimed link, newest first. Throws `not-found`. */
  list(claimToken: string): Promise<readonly LearnersShare[]>;
  /** A new one. Throws `not-found`, `share-limit`, `input-invalid` for a passphrase that may not be set. */
  create(claimToken: string, choice: ShareChoice, passphrase?: string): Promise<LearnersShare>;
  /** From now on it leads nowhere. A second time changes nothing. Throws `not-found`. */
  end(claimToken: string, id: Id): Promise<void>;
  /** What a share leads to; undefined when there never was such a link. Throws `link-gone` when it has ended. Counts nothing. */
  open(token: string): Promise<OpenedShare | undefined>;
  /** Throws `passphrase-needed`, `passphrase-wrong`. Passes whatever is given where none was set. */
  unlock(share: Share, passphrase: string | undefined): Promise<void>;
  /** Somebody was shown it: counted as far as its learner asked, by the day. */
  count(share: Share): Promise<void>;
  url(id: Id): string;
}

/** The learner's links: what is shown, and until when. */
export function createShares(ports: SharePorts, claimed: (claimToken: string) => Promise<HeldAward>): Shares {
  const url = (id: Id): string => `${ports.baseUrl}/s/${ports.token('share', id)}`;
  const own = (share: Share): LearnersShare => ({ ...share, url: url(share.id), ended: hasEnded(share, ports.now()) });
  return {
    url,
    list: async (claimToken) => (await ports.sharesOf((await claimed(claimToken)).award.id)).map(own),
    create: async (claimToken, choice, passphrase) => own(await create((await claimed(claimToken)).award.id, { choice, passphrase }, ports)),
    end: async (claimToken, id) => {
      const awardId = (await claimed(claimToken)).award.id;
      if (!(await ports.withdrawShare({ id, awardId }, timestamp(ports.now())))) reject('not-found', 'there is no such share');
    },
    open: (token) => open(token, ports),
    unlock,
    count: async ({ id, counting }) => (counting ? ports.countOpening(id, timestamp(ports.now()).slice(0, 10)) : undefined),
  };
}

/** Withdrawn, or past its time. */
const hasEnded = ({ withdrawnAt, expiresAt }: Share, now: Date): boolean => withdrawnAt !== undefined || (expiresAt !== undefined && expiresAt < timestamp(now));

async function create(awardId: Id, { choice, passphrase }: { readonly choice: ShareChoice; readonly passphrase: string | undefined }, ports: SharePorts): Promise<Share> {
  if (passphrase !== undefined && passphraseFault(passphrase) !== undefined) reject('input-invalid', 'This passphrase cannot be set.', 'passphrase');
  const now = ports.now();
  const hashed = passphrase === undefined ? {} : { passphrase: await hashPassphrase(passphrase, ports.random(SALT_BYTES)) };
  const share = { id: uuidv7(now, ports.random(10)), awardId, ...choice, ...hashed, createdAt: timestamp(now), opened: 0 };
  const kept = await ports.insertShare(share, ports.tokenHash(ports.token('share', share.id)));
  return kept ? share : reject('share-limit', `There are ${LIVE_SHARES} links to this credential that still work: end one first.`);
}

async function open(token: string, ports: SharePorts): Promise<OpenedShare | undefined> {
  const share = await ports.share(ports.tokenHash(token));
  if (share === undefined) return undefined;
  if (hasEnded(share, ports.now())) return reject('link-gone', 'this link was ended by its owner or has run out');
  const held = await ports.held(share.awardId);
  return held && { share, held };
}

async function unlock({ passphrase }: Share, given: string | undefined): Promise<void> {
  if (passphrase === undefined) return;
  if (given === undefined) return reject('passphrase-needed', 'This link asks for a passphrase, which its owner gave apart.');
  if (!(await isPassphrase(given, passphrase))) reject('passphrase-wrong', 'The passphrase is not the one that was set.');
}
