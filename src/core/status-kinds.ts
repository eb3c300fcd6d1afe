/** A kind of list in which every credential has a place, one of so many bits: what its entries and its parts are called. */
export interface BitListKind {
  /** Type of an entry in a credential; it also names the kind. */
  readonly entry: string;
  /** Members of the entry. */
  readonly list: 'statusListCredential' | 'revocationListCredential';
  readonly index: 'statusListIndex' | 'revocationListIndex';
  /** Types of the list: as a credential, and as its subject. */
  readonly credential: string;
  readonly subject: string;
  /** Where the kind has but one purpose, and states none. */
  readonly purpose?: 'revocation';
  /** Entries of the shortest list that is read. */
  readonly least: number;
}

/** W3C Bitstring Status List 1.0, 6.1: shorter lists single people out. */
export const MIN_ENTRIES = 131_072;

const BY_STATUS = { list: 'statusListCredential', index: 'statusListIndex' } as const;
/**
 * The Recommendation makes a short list an error of verification (3.2, step 9). Of the two drafts before it (VC Status List 2021, 3.2; Revocation List
 * 2020, 3.2) one tells issuers to make none, and neither lets a verifier refuse one: lists of 100,000 entries are in the field, and are read.
 */
export const BIT_LISTS: readonly BitListKind[] = [
  { entry: 'BitstringStatusListEntry', ...BY_STATUS, credential: 'BitstringStatusListCredential', subject: 'BitstringStatusList', least: MIN_ENTRIES },
  { entry: 'StatusList2021Entry', ...BY_STATUS, credential: 'StatusList2021Credential', subject: 'StatusList2021', least: 0 },
  { entry: 'RevocationList2020Status', list: 'revocationListCredential', index: 'revocationListIndex', credential: 'RevocationList2020Credential', subject: 'RevocationList2020', purpose: 'revocation', least: 0 },
];
export const BITSTRING = 'BitstringStatusListEntry';
/** Our name for an entry of a Token Status List: there it has none. */
export const TOKEN_LIST = 'TokenStatusList';
/** 1EdTech's: an unsigned list that names what is revoked (VCRL 1.0). */
export const NAMING_LIST = '1EdTechRevocationList';

/** Types of entries that can be read. */
export const STATUS_KINDS: readonly string[] = [...BIT_LISTS.map(({ entry }) => entry), TOKEN_LIST, NAMING_LIST];
export const bitListOf = (entry: string): BitListKind | undefined => BIT_LISTS.find((kind) => kind.entry === entry);
