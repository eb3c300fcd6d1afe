import { encodeList } from '../core/bitstring.js';
import type { StatusListFact } from '../core/evidence.js';
import { isUuid } from '../core/ids.js';
import { listUrl } from './list.js';
import type { ListPurpose, StatusPorts } from './ports.js';
import { tokenListOf, tokenListUrl } from './token-list.js';

/** A list of ours as a fact, by its URL; undefined when it is none of ours. Read from the store: always of this moment. */
export async function ownList(url: string, ports: Pick<StatusPorts, 'baseUrl' | 'listState'>): Promise<StatusListFact | undefined> {
  if (url.startsWith(`${ports.baseUrl}/token-status/`)) return ownTokenList(url, ports);
  const id = url.slice(`${ports.baseUrl}/status/`.length).split('/')[0] ?? '';
  const purpose = (['revocation', 'suspension'] as const satisfies readonly ListPurpose[]).find((one) => url === listUrl(ports.baseUrl, id, one));
  const state = purpose === undefined || !isUuid(id) ? undefined : await ports.listState(id);
  if (state === undefined || purpose === undefined) return undefined;
  return { url, issuer: state.issuerDid, purposes: [purpose], encodedList: encodeList(state.set[purpose]), source: 'own' };
}

async function ownTokenList(url: string, { baseUrl, listState }: Pick<StatusPorts, 'baseUrl' | 'listState'>): Promise<StatusListFact | undefined> {
  const id = url.slice(tokenListUrl(baseUrl, '').length);
  const state = isUuid(id) ? await listState(id) : undefined;
  if (state === undefined) return undefined;
  const { bits, lst } = tokenListOf(state);
  return { url, issuer: state.issuerDid, purposes: [], bits, encodedList: lst, source: 'own' };
}
