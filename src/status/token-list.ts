import { issuerAddress } from '../core/did.js';
import type { JsonObject } from '../core/json.js';
import { MIN_ENTRIES } from '../core/bitstring.js';
import { encodeTokenList, TOKEN_STATUS, type TokenStatusList } from '../core/token-status-list.js';
import type { Id } from '../core/model.js';
import type { ListState } from './ports.js';

/** Address of the list, and its `sub`. */
export const tokenListUrl = (baseUrl: string, listId: Id): string => `${baseUrl}/token-status/${listId}`;

/** As long as anybody's cache may keep it, in seconds. */
const TTL = 60;

/** The same entries as the Bitstring lists have, two bits each: a suspended one is suspended, one that is withdrawn or replaced is invalid. */
export function tokenListOf({ set }: Pick<ListState, 'set'>): TokenStatusList {
  const withdrawn = set.revocation.map((index) => [index, TOKEN_STATUS.invalid] as const);
  const suspended = set.suspension.map((index) => [index, TOKEN_STATUS.suspended] as const);
  return encodeTokenList([...withdrawn, ...suspended], { bits: 2, entries: MIN_ENTRIES });
}

/** Claims of the Status List Token (draft-ietf-oauth-status-list-20, 5.1); `iss` as credentials have it. `from`, `until`: seconds. */
export const tokenListClaims = (state: ListState, { baseUrl, from, until }: { readonly baseUrl: string; readonly from: number; readonly until: number }): JsonObject => ({
  iss: issuerAddress(state.issuerDid, baseUrl),
  sub: tokenListUrl(baseUrl, state.id),
  iat: from,
  exp: until,
  ttl: TTL,
  status_list: { ...tokenListOf(state) },
});
