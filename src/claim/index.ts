import { reject } from '../core/errors.js';
import { uuidv7 } from '../core/ids.js';
import type { Award, Id, Timestamp } from '../core/model.js';
import { addMonths, timestamp } from '../core/time.js';
import { isRendition, type DownloadId } from '../formats/format.js';
import { OFFER_MONTHS, type ClaimPorts, type HeldAward, type Offer, type Withheld } from './ports.js';

export interface OpenedOffer {
  readonly offer: Offer;
  readonly held: HeldAward;
  readonly expired: boolean;
}

export interface Downloadable {
  readonly id: DownloadId;
  /** It is not made, and why. */
  readonly withheld?: Withheld;
}

export interface Claims {
  /** What a claim link leads to; undefined when there is no such link. Changes nothing. */
  open(token: string): Promise<OpenedOffer | undefined>;
  /** The learner takes the credential. A second time changes nothing. Throws `not-found`, `link-gone`. */
  claim(token: string): Promise<void>;
  /** A new claim link. Throws `not-found`, `issuing-pending`. */
  newOffer(awardId: Id): Promise<{ readonly claimUrl: string; readonly expiresAt: Timestamp }>;
  /** Whether the permanent link shows details: the learner's decision, so it takes a claimed link. Throws `not-found`. */
  setDetailsPublic(token: string, shown: boolean): Promise<void>;
  /** The award behind a claimed link. Throws `not-found`. */
  claimed(token: string): Promise<HeldAward>;
  /** Exact bytes for whoever holds a claimed link. Throws `script-unsupported`. */
  document(token: string, id: DownloadId): Promise<{ readonly award: Award; readonly bytes: Uint8Array } | undefined>;
  /** An issued award, in a format that is kept or as a rendition made now; undefined when there is no such award, or not in that. Throws `script-unsupported`. */
  download(awardId: Id, id: DownloadId): Promise<Uint8Array | undefined>;
  /** All that an award can be downloaded as, renditions first. */
  downloads(held: HeldAward): readonly Downloadable[];
  heldByPermanentLink(token: string): Promise<HeldAward | undefined>;
  claimUrl(offerId: Id): string;
  permanentUrl(awardId: Id): string;
}

/** The learner's side: links to private pages instead of accounts. */
export function createClaims(ports: ClaimPorts): Claims {
  const claimUrl = (offerId: Id): string => `${ports.baseUrl}/claim/${ports.token('claim', offerId)}`;
  const claimed = async (token: string): Promise<OpenedOffer> => {
    const opened = await open(token, ports);
    return opened?.offer.claimedAt === undefined ? reject('not-found', 'there is no claimed credential behind this link') : opened;
  };
  const permanentUrl = (awardId: Id): string => `${ports.baseUrl}/v/${ports.token('permanent', awardId)}`;
  const given = async (award: Award, id: DownloadId): Promise<Uint8Array | undefined> => {
    if (!isRendition(id)) return ports.document(award.id, id);
    const renderer = ports.renderers.find((one) => one.id === id);
    const document = renderer && (await ports.document(award.id, 'ob3-di'));
    return document && renderer.render({ award, document, permanentUrl: permanentUrl(award.id) });
  };
  return {
    claimUrl,
    permanentUrl,
    open: (token) => open(token, ports),
    claim: (token) => claim(token, ports),
    newOffer: async (awardId) => {
      const offer = await makeOffer(awardId, ports);
      return { claimUrl: claimUrl(offer.id), expiresAt: offer.expiresAt };
    },
    setDetailsPublic: async (token, shown) => ports.setDetailsPublic((await claimed(token)).offer.awardId, shown),
    claimed: async (token) => (await claimed(token)).held,
    document: async (token, id) => {
      const { award } = (await claimed(token)).held;
      const bytes = await given(award, id);
      return bytes === undefined ? undefined : { award, bytes };
    },
    download: async (awardId, id) => {
      const held = await ports.held(awardId);
      return held && given(held.award, id);
    },
    downloads: (held) => downloads(held, ports),
    heldByPermanentLink: (token) => ports.heldByPermanentToken(ports.tokenHash(token)),
  };
}

function downloads({ award, formats }: HeldAward, { renderers }: ClaimPorts): readonly Downloadable[] {
  const made = formats.includes('ob3-di') ? renderers : [];
  return [
    ...made.map((renderer) => {
      const withheld = renderer.withheld(award);
      return { id: renderer.id, ...(withheld && { withheld }) };
    }),
    ...formats.map((id) => ({ id })),
  ];
}

async function open(token: string, ports: ClaimPorts): Promise<OpenedOffer | undefined> {
  const offer = await ports.offer(ports.tokenHash(token));
  const held = offer === undefined ? undefined : await ports.held(offer.awardId);
  if (offer === undefined || held === undefined) return undefined;
  return { offer, held, expired: offer.claimedAt === undefined && offer.expiresAt <= timestamp(ports.now()) };
}

async function claim(token: string, ports: ClaimPorts): Promise<void> {
  const opened = (await open(token, ports)) ?? reject('not-found', 'there is no credential behind this link');
  if (opened.expired) reject('link-gone', 'this link has run out: the university can make a new one');
  await ports.markClaimed(opened.offer.id, timestamp(ports.now()));
}

async function makeOffer(awardId: Id, ports: ClaimPorts): Promise<Offer> {
  const now = ports.now();
  const held = (await ports.held(awardId)) ?? reject('not-found', 'there is no such award');
  if (held.formats.length === 0) reject('issuing-pending', 'the award is accepted and its credentials are not issued yet');
  const today = timestamp(now).slice(0, 10);
  const offer = { id: uuidv7(now, ports.random(10)), awardId, expiresAt: `${addMonths(today, OFFER_MONTHS)}T23:59:59Z` };
  await ports.insertOffer(offer, ports.tokenHash(ports.token('claim', offer.id)));
  return offer;
}
