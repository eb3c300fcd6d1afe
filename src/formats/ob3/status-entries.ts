import { isObject, type Json, type JsonObject } from '../../core/json.js';
import { BIT_LISTS, NAMING_LIST, STATUS_KINDS, TOKEN_LIST } from '../../core/status-kinds.js';
import type { StatusEntry } from '../format.js';
import { only } from './competing.js';
import { listed, nodes, text, texts, type Node } from './nodes.js';

/** The status entries of a credential, one or several, of whatever type (Bitstring Status List v1.0, 2.1; VCRL 1.0). One that is only named, or is no entry at all, is there too, and cannot be read. */
export function statusEntries(document: JsonObject): StatusEntry[] {
  const named = listed(document.credentialStatus).filter((entry) => typeof entry !== 'object');
  return [...entriesIn(document, 'credentialStatus'), ...named.map((entry) => ({ type: '', purpose: '', list: typeof entry === 'string' ? entry : '', index: undefined }))];
}
/** Those that stand in full under another member. */
export const entriesIn = (document: JsonObject, member: string): StatusEntry[] => nodes({ value: document, path: '' }, member).map(entryOf);
/** Lists that a verification has to read for them. */
export const statusListsOf = (entries: readonly StatusEntry[]): string[] => [...new Set(entries.filter(({ type, list }) => STATUS_KINDS.includes(type) && list !== '').map(({ list }) => list))];

function entryOf(entry: Node): StatusEntry {
  const kind = BIT_LISTS.find((one) => one.entry === typeOf(entry));
  if (kind === undefined) return unlisted(entry);
  const { statusSize: size, statusMessage: messages } = entry.value;
  return {
    type: kind.entry,
    purpose: kind.purpose ?? text(entry, 'statusPurpose') ?? '',
    list: text(entry, kind.list) ?? text(entry, 'id') ?? '',
    index: indexOf(text(entry, kind.index)),
    ...(size === undefined ? {} : { size: typeof size === 'number' ? size : Number.NaN }),
    ...(messages === undefined ? {} : { messages: messagesOf(messages) }),
  };
}

/** A list that names what is revoked has one purpose, no index, and is addressed by the entry's id; so is whatever we do not know. */
const unlisted = (entry: Node): StatusEntry => ({
  type: typeOf(entry),
  purpose: text(entry, 'statusPurpose') ?? (typeOf(entry) === NAMING_LIST ? 'revocation' : ''),
  list: text(entry, 'statusListCredential') ?? text(entry, 'id') ?? '',
  index: indexOf(text(entry, 'statusListIndex')),
});

/** Of several types (`["CredentialStatus", "StatusList2021Entry"]`) the one kind that we know. */
const typeOf = (entry: Node): string => only(texts(entry, 'type').filter((type) => STATUS_KINDS.includes(type))) ?? text(entry, 'type') ?? '';

/** Digits alone: what only starts like a number is not one. Others write it as a JSON number. */
const indexOf = (stated: string | undefined): number | undefined => (stated !== undefined && /^\d{1,15}$/.test(stated) ? Number(stated) : undefined);

/** `[{"status": "0x1", "message": "…"}]` (Bitstring Status List v1.0, 2.1), by value; none of them where one cannot be read or a value stands twice. */
function messagesOf(stated: Json): Readonly<Record<string, string>> {
  const pairs = listed(stated).map((one) => {
    const { status, message } = (typeof one === 'object' && !Array.isArray(one) ? one : {}) as JsonObject;
    return typeof status === 'string' && /^0x[0-9a-f]{1,2}$/i.test(status) && typeof message === 'string' ? ([String(Number(status)), message] as const) : undefined;
  });
  const read = Object.fromEntries(pairs.filter((pair) => pair !== undefined));
  return Object.keys(read).length === pairs.length ? read : {};
}

/** The `status` claim (draft-ietf-oauth-status-list-20, 6.2); a mechanism that we do not know is an entry that cannot be read. */
export function tokenEntries({ status }: JsonObject): StatusEntry[] {
  if (status === undefined) return [];
  const mechanisms = isObject(status) ? Object.entries(status) : [];
  if (mechanisms.length === 0) return [{ type: 'status', purpose: '', list: '', index: undefined }];
  return mechanisms.map(([type, entry]) => (type === 'status_list' && isObject(entry) ? tokenEntry(entry) : { type, purpose: '', list: '', index: undefined }));
}

const tokenEntry = ({ idx, uri }: JsonObject): StatusEntry => ({
  type: TOKEN_LIST,
  purpose: 'status',
  list: typeof uri === 'string' ? uri : '',
  index: Number.isSafeInteger(idx) && (idx as number) >= 0 ? (idx as number) : undefined,
});
