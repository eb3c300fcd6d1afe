import type { Fact, KeyFact, StatusListFact } from '../core/evidence.js';
import type { FetchedList, VerifyPorts } from './ports.js';

/** Where a fact is had: from our own store, or out in the world. */
export interface Sources {
  readonly baseUrl: string;
  ownOrganisation(did: string): Promise<boolean>;
  ownKey(url: string): Promise<KeyFact | undefined>;
  remoteKey(url: string): Promise<Fact<KeyFact>>;
  remoteKeys(did: string): Promise<Fact<readonly KeyFact[]>>;
  /** A key that somebody publishes at an https address, by its name. */
  publishedKey(name: string): Promise<Fact<KeyFact>>;
  ownStatusList(url: string): Promise<StatusListFact | undefined>;
  remoteStatusList(url: string): Promise<Fact<FetchedList>>;
}

/** Before the issuer and `kid` of a key that an https issuer publishes in its metadata, or in its host's set of keys. */
const PUBLISHED = /^(jwt-vc-issuer:|jwks:)?(?=https:)/;

/** Our own keys and lists are read from our store and never fetched: no verification of ours depends on reaching ourselves. */
export function createSources(sources: Sources): Pick<VerifyPorts, 'key' | 'keysOf' | 'statusList'> {
  return {
    key: async (url) => {
      if (PUBLISHED.test(url)) return isOurs(url.replace(PUBLISHED, ''), sources.baseUrl) ? OURS_UNKNOWN : sources.publishedKey(url);
      const own = await sources.ownKey(url);
      if (own !== undefined) return { ok: true, value: own };
      const [did = ''] = url.split('#');
      return (await sources.ownOrganisation(did)) ? { ok: false, reason: 'key-unavailable', detail: `${did} has no such key` } : sources.remoteKey(url);
    },
    // A key of ours is known by itself: our documents list none that the store does not have.
    keysOf: async (did) => ((await sources.ownOrganisation(did)) ? { ok: true, value: [] } : sources.remoteKeys(did)),
    statusList: async (url) => {
      if (!url.startsWith(`${sources.baseUrl}/`)) return sources.remoteStatusList(url);
      const own = await sources.ownStatusList(url);
      return own === undefined ? { ok: false, reason: 'list-unreachable', detail: 'this installation has no such list' } : { ok: true, value: { own } };
    },
  };
}

const OURS_UNKNOWN: Fact<never> = { ok: false, reason: 'key-unavailable', detail: 'this installation publishes no such key under an address' };
const isOurs = (address: string, baseUrl: string): boolean => URL.canParse(address) && new URL(address).origin === baseUrl;
