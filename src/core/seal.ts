import type { Timestamp } from './model.js';

/** How far a seal can be checked later (ETSI TS 119 182-1, 6): at once; with its time; with what the check needs; for ever again. */
export type SealLevel = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

/** A time stamp that a seal carries, and what it must be of: the content before it was sealed, the signature, or all that stood there before. */
export interface SealStamp {
  readonly kind: 'content' | 'signature' | 'archive';
  /** DER. */
  readonly token: Uint8Array;
  /** Undefined when what it covers cannot be told. */
  readonly covered: Uint8Array | undefined;
}

/** What a seal by certificate carries for its judging; nothing of it is proven. Certificates, lists and answers in DER. */
export interface SealParts {
  /** The leaf first. */
  readonly chain: readonly Uint8Array[];
  /** When it says it was made. */
  readonly claimedAt: Timestamp | undefined;
  readonly stamps: readonly SealStamp[];
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  readonly level: SealLevel;
  /** A rule of the baseline that it breaks without being broken itself. */
  readonly deviation?: SubIndication;
}

/** ETSI EN 319 102-1, table 5 and 6, as far as we come to them. */
export type Indication = 'TOTAL_PASSED' | 'TOTAL_FAILED' | 'INDETERMINATE';
export type SubIndication =
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'SIGNATURE_POLICY_NOT_AVAILABLE'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'NOT_YET_VALID'
  | 'EXPIRED'
  | 'REVOKED'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'HASH_FAILURE';

/** What an operator, or a trust list, says that the seals of an anchor are. `advanced-qualified-certificate`: advanced, on a qualified certificate. */
export type SealKind = 'test' | 'advanced' | 'advanced-qualified-certificate' | 'qualified' | 'unknown';
export const ANCHOR_KINDS = ['test', 'advanced', 'advanced-qualified-certificate'] as const;
export type AnchorKind = (typeof ANCHOR_KINDS)[number];
export const ANCHOR_USES = ['seal', 'time-stamp'] as const;
export type AnchorUse = (typeof ANCHOR_USES)[number];

/** A certificate that this installation accepts as the end of a chain, because its operator says so. */
export interface TrustAnchor {
  readonly id: string;
  readonly name: string;
  readonly use: AnchorUse;
  readonly kind: AnchorKind;
  readonly certificate: Uint8Array;
}

/** What judging a seal came to: plain JSON, kept with the evidence. */
export interface SealFact {
  readonly level: SealLevel;
  readonly chain: { readonly indication: Indication; readonly subIndication?: SubIndication; readonly anchor?: string; readonly detail?: string };
  readonly timeStamps: readonly SealStampFact[];
  /** The seal existed then: by the earliest stamp of an accepted authority. */
  readonly provenAt?: Timestamp;
  /** The seal was made after this: by a stamp of the content that the seal covers. */
  readonly notBefore?: Timestamp;
  readonly kind: SealKind;
  /** What was found out about a revocation of its certificate: none; its authority offers no answer; nobody could be asked. */
  readonly revocation: 'good' | 'none-offered' | 'unchecked' | 'revoked-later' | 'revoked';
  /** What the certificate says of its owner, and of itself. */
  readonly certificate?: SealCertificate;
}
export interface SealStampFact {
  readonly kind: SealStamp['kind'];
  readonly at?: Timestamp;
  readonly standing: 'accepted' | 'untrusted' | 'broken';
  readonly authority?: string;
  readonly detail?: string;
}
export interface SealCertificate {
  readonly organisation?: string;
  readonly commonName?: string;
  readonly country?: string;
  readonly organizationIdentifier?: string;
  readonly issuer?: string;
  readonly validFrom: Timestamp;
  readonly validUntil: Timestamp;
  /** "Qualified, for seals, key in a qualified device", as it claims. */
  readonly claims: { readonly qualified: boolean; readonly eseal: boolean; readonly device: boolean };
}

/** How a key that is known by its certificate alone is named among the keys of a credential (RFC 7515, 4.1.8). */
export const certificateKeyName = (fingerprint: string): string => `x5t#S256:${fingerprint}`;
export const isCertificateKeyName = (name: string): boolean => name.startsWith('x5t#S256:');
