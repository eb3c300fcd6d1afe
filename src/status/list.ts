import { encodeList } from '../core/bitstring.js';
import type { JsonObject } from '../core/json.js';
import type { Id, Timestamp } from '../core/model.js';
import { parseTimestamp, timestamp } from '../core/time.js';
import type { ListDocument, ListPurpose, ListState, StatusPorts } from './ports.js';
import { tokenListClaims } from './token-list.js';

/** Long enough to ride out an outage, short enough that a withheld list shows: an old copy runs out within a day. */
const LIFE_MS = 24 * 60 * 60 * 1000;

/** Signs a list with the organisation's key that fits the media type: a credential (Ed25519 Data Integrity, or ES256), or the claims of a token. */
export type SignList = (organisationId: Id, document: JsonObject, mediaType: ListDocument['mediaType']) => Promise<string>;
export interface StatusDeps {
  readonly ports: StatusPorts;
  readonly signList: SignList;
}
/** Which list, and how it is written. */
export type ListRequest = Pick<ListDocument, 'listId' | 'purpose' | 'mediaType'>;

/** The list as it is to be served now: the saved one while it is current and has over half its life left, else a new one. Undefined: no such list. */
export async function listDocument(deps: StatusDeps, request: ListRequest): Promise<ListDocument | undefined> {
  const version = await deps.ports.listVersion(request.listId);
  if (version === undefined) return undefined;
  const saved = await deps.ports.savedDocument(request.listId, request.purpose, request.mediaType);
  if (saved?.version === version && fresh(saved.validUntil, deps.ports.now())) return saved;
  return signNew(deps, request);
}

const fresh = (validUntil: Timestamp, now: Date): boolean => (parseTimestamp(validUntil)?.getTime() ?? 0) - now.getTime() > LIFE_MS / 2;

async function signNew({ ports, signList }: StatusDeps, request: ListRequest): Promise<ListDocument | undefined> {
  const state = await ports.listState(request.listId);
  if (state === undefined) return undefined;
  const now = ports.now();
  const validUntil = timestamp(new Date(now.getTime() + LIFE_MS));
  const unsigned = contentOf(state, request, { baseUrl: ports.baseUrl, validFrom: timestamp(now), validUntil });
  const body = await signList(state.organisationId, unsigned, request.mediaType);
  const document: ListDocument = { ...request, version: state.version, body, validUntil };
  await ports.saveDocument(document);
  return document;
}

function contentOf(state: ListState, { purpose }: ListRequest, { baseUrl, validFrom, validUntil }: Omit<ListContent, 'purpose'>): JsonObject {
  if (purpose !== 'status') return listCredential(state, { baseUrl, purpose, validFrom, validUntil });
  return tokenListClaims(state, { baseUrl, from: Date.parse(validFrom) / 1000, until: Date.parse(validUntil) / 1000 });
}

/** Address of a list: what entries point to, and its `id`. */
export const listUrl = (baseUrl: string, listId: Id, purpose: ListPurpose): string =>
  `${baseUrl}/status/${listId}${purpose === 'suspension' ? '/suspension' : ''}`;

interface ListContent {
  readonly baseUrl: string;
  readonly purpose: ListPurpose;
  readonly validFrom: Timestamp;
  readonly validUntil: Timestamp;
}

/** The unsigned list credential (Bitstring Status List v1.0, section 2.2; VC Data Model 2.0). */
export function listCredential(state: ListState, { baseUrl, purpose, validFrom, validUntil }: ListContent): JsonObject {
  const id = listUrl(baseUrl, state.id, purpose);
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    description: DESCRIPTION[purpose](listUrl(baseUrl, state.id, 'suspension')),
    issuer: state.issuerDid,
    validFrom,
    validUntil,
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      encodedList: encodeList(state.set[purpose]),
    },
  };
}

/** An Open Badge has room for one status entry (its schemas refuse an array), so the revocation bit is also set while an award is suspended. */
const DESCRIPTION: Readonly<Record<ListPurpose, (suspensionUrl: string) => string>> = {
  revocation: (suspensionUrl) =>
    `A credential whose bit is set here is not in force. If its bit is also set in ${suspensionUrl}, it is suspended rather than revoked, and may be reinstated.`,
  suspension: () => 'A credential whose bit is set here is suspended rather than revoked, and may be reinstated.',
};
