import type { JsonObject } from '../../core/json.js';
import type { StatusEntry } from '../format.js';
import { listed, nodes, text, type Node } from './nodes.js';

/** The status entries of a credential, one or several, of whatever type (Bitstring Status List v1.0, 2.1; VCRL 1.0). One that is only named is there too, and cannot be read. */
export function statusEntries(document: JsonObject): StatusEntry[] {
  const named = listed(document.credentialStatus).filter((entry) => typeof entry === 'string');
  return [...entriesIn(document, 'credentialStatus'), ...named.map((list) => ({ type: '', purpose: '', list, index: undefined }))];
}
/** Those that stand in full under another member. */
export const entriesIn = (document: JsonObject, member: string): StatusEntry[] => nodes({ value: document, path: '' }, member).map(entryOf);
/** Lists that a verification has to read for them. */
export const statusListsOf = (entries: readonly StatusEntry[]): string[] => [...new Set(entries.filter(({ type, list }) => type === 'BitstringStatusListEntry' && list !== '').map(({ list }) => list))];

function entryOf(entry: Node): StatusEntry {
  const type = text(entry, 'type') ?? '';
  const size = entry.value.statusSize;
  return {
    type,
    // A revocation list of 1EdTech knows one purpose and is addressed by the entry's id.
    purpose: text(entry, 'statusPurpose') ?? (type === '1EdTechRevocationList' ? 'revocation' : ''),
    list: text(entry, 'statusListCredential') ?? text(entry, 'id') ?? '',
    index: indexOf(text(entry, 'statusListIndex')),
    ...(size === undefined ? {} : { size: typeof size === 'number' ? size : Number.NaN }),
  };
}

/** Digits alone: what only starts like a number is not one. Others write it as a JSON number. */
const indexOf = (stated: string | undefined): number | undefined => (stated !== undefined && /^\d{1,15}$/.test(stated) ? Number(stated) : undefined);
