import type { Reason } from './finding.js';
import type { Json } from './json.js';
import type { AwardStatus, Timestamp } from './model.js';
import type { SealFact } from './seal.js';
import type { StatusBits } from './token-status-list.js';

/** Public JWK (RFC 7517), only the members a public key has. */
export interface PublicJwk {
  readonly kty: 'OKP' | 'EC' | 'RSA';
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
  readonly n?: string;
  readonly e?: string;
  readonly kid?: string;
  readonly alg?: string;
}

/** A fact that was looked for: had, or not had and why. Never a third thing. */
export type Fact<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Reason; readonly detail: string };

/** A verification method as its controller's document gives it. */
export interface KeyFact {
  readonly id: string;
  readonly controller: string;
  readonly publicJwk: PublicJwk;
  /** Listed under `assertionMethod` of the controller's document. */
  readonly assertion: boolean;
  /** Listed under `authentication`: its owner shows by it who it is. */
  readonly authentication?: true;
  /** `x5c`: known by the certificate that came with it alone. `profile`: listed in the issuer's profile (Open Badges 2.0). */
  readonly source: 'own' | 'did:web' | 'did:key' | 'did:jwk' | 'jwt-vc-issuer' | 'jwks' | 'https' | 'x5c' | 'profile';
  readonly obtainedAt: Timestamp;
  /** Signatures made from this time on are not the controller's. */
  readonly compromisedFrom?: Timestamp;
  /** From when its controller used it, where known. */
  readonly activeFrom?: Timestamp;
  /** Until when, where known: what it signed before stays valid. */
  readonly retiredAt?: Timestamp;
}

/** A status list as it was fetched and judged: it is a credential too. */
export interface StatusListFact {
  readonly url: string;
  /** Type of the entries that it answers (`core/status-kinds`); absent: a Bitstring Status List, or, with `bits`, a token status list. */
  readonly kind?: string;
  /** Who signed it: the controller of the key; of a key that only a certificate gives, the name of that key. Of an unsigned one, whose it says that it is. */
  readonly issuer: string;
  /** It calls itself by another address than it was had from: what it does not say of this credential then proves nothing. */
  readonly elsewhere?: true;
  readonly purposes: readonly string[];
  /** `u` + base64url of the gzipped bits, as in the list; of a token status list, its `lst`; of one without bits empty. */
  readonly encodedList: string;
  /** Only of a token status list: bits that one status takes. */
  readonly bits?: StatusBits;
  /** Only of a list that names what is revoked, and is not signed: what it says of this credential, and who gave it to us. */
  readonly naming?: { readonly entries: readonly NamedEntry[]; readonly origin: string };
  readonly validFrom?: Timestamp;
  readonly validUntil?: Timestamp;
  /** When this edition says that it was made: the latest time in it that its signature covers. */
  readonly madeAt?: Timestamp;
  /** When it was had from its address, of a fetched one. */
  readonly obtainedAt?: Timestamp;
  /** Own lists are read from our store; others were verified when gathered. */
  readonly source: 'own' | 'fetched';
}

export interface NamedEntry {
  readonly revoked: boolean;
  /** In its issuer's words. */
  readonly words?: string;
}

/** Something a trust source says: this authority lets this entity, by these keys, do this, from then to then. */
export interface TrustStatement {
  readonly id: string;
  /** The list's name, as shown. */
  readonly source: string;
  /** Who says so: the keeper of the list. */
  readonly authority: string;
  readonly entityName: string;
  readonly did?: string;
  /** RFC 7638 SHA-256 thumbprints. */
  readonly keyThumbprints: readonly string[];
  readonly scope: TrustScope;
  readonly validFrom: Timestamp;
  readonly validUntil?: Timestamp;
  /** When the statement was written down; withdrawn when. */
  readonly recordedAt: Timestamp;
  readonly withdrawnAt?: Timestamp;
  readonly enteredBy: string;
}
/** Absent means without limit. */
export interface TrustScope {
  /** EQF levels. */
  readonly eqfLevels?: readonly number[];
  /** ISCED-F codes; a shorter code covers those below it. */
  readonly fields?: readonly string[];
  /** ISO 3166-1 alpha-2. */
  readonly countries?: readonly string[];
}

/** What our own store knows of a credential that we issued: more than a bit in a list can say. */
export interface OwnAward {
  readonly status: AwardStatus;
  readonly since?: Timestamp;
  /** Public code of the reason (`issued-in-error`, …). */
  readonly code?: string;
  readonly supersededBy?: string;
}

/** All that a verification looked up, as plain JSON: stored, it gives the same verdict again. */
export interface Evidence {
  /** The moment of judging. */
  readonly at: Timestamp;
  /** By verification method URL. */
  readonly keys: Readonly<Record<string, Fact<KeyFact>>>;
  /** By list URL. */
  readonly statusLists: Readonly<Record<string, Fact<StatusListFact>>>;
  readonly statements: Fact<readonly TrustStatement[]>;
  /** By URL, of a credential whose format keeps parts of it elsewhere: those documents. Absent where there are none. */
  readonly linked?: Readonly<Record<string, Fact<Json>>>;
  readonly own?: OwnAward;
  /** What the credential's seal came to, if it is sealed by certificate and our anchors could be had. */
  readonly seal?: SealFact;
}

/** What a credential's verification needs to look up, as data. */
export interface Needs {
  readonly keys: readonly string[];
  readonly statusLists: readonly string[];
  /** JSON documents to be had before it can be read further. */
  readonly linked?: readonly string[];
  /** For the credentials inside it. */
  readonly inner?: { readonly keys: readonly string[]; readonly statusLists: readonly string[] } | undefined;
  readonly issuer: string;
  readonly credentialId: string | undefined;
}
