import type { Fact, KeyFact, OwnAward, PublicJwk, StatusListFact, TrustStatement } from '../core/evidence.js';
import type { Json } from '../core/json.js';
import type { Timestamp } from '../core/model.js';
import type { TrustAnchor } from '../core/seal.js';
import type { RenditionId } from '../formats/format.js';
import type { StatementQuery } from '../trust/ports.js';

/** A kind of file that is no credential but can carry one inside: an attachment of a PDF, a chunk of a PNG. */
export interface Carrier {
  readonly id: CarrierId;
  /** By its content, whatever a file name or media type says. */
  carries(upload: Uint8Array): boolean;
  /** Everything that is carried in it, in any order. Throws `unreadable` with the reason `encrypted`, `broken` or `too-complex`. */
  contents(upload: Uint8Array): Promise<readonly Uint8Array[]>;
}
export type CarrierId = RenditionId | 'presentation' | 'qr';

export interface FetchedList {
  readonly fetched: string;
  /** The address that answered in the end, after redirects. */
  readonly from: string;
  /** When it was had from there; not when it was asked for here. */
  readonly obtainedAt: Timestamp;
}
/** One of a list's editions: another issuer's at the same address is another list. */
export interface ListEdition {
  readonly url: string;
  readonly issuer: string;
  readonly madeAt: Timestamp;
}

/** What `gather` may ask of the world. Each answer is a fact, had or not; none throws. */
export interface VerifyPorts {
  now(): Date;
  /** A verification method by its DID URL: our own from the store, others from their DID document; a key at an https address by that, or by `jwt-vc-issuer:` or `jwks:` and `{issuer}#{kid}`. */
  key(url: string): Promise<Fact<KeyFact>>;
  /** A key of our own by its public half, as a certificate shows it. */
  ownKeyOf(jwk: PublicJwk): Promise<KeyFact | undefined>;
  /** Every verification method of a DID's document. */
  keysOf(did: string): Promise<Fact<readonly KeyFact[]>>;
  /** The certificates that this installation accepts as the ends of chains. */
  anchors(): Promise<Fact<readonly TrustAnchor[]>>;
  /** A status list: our own from the store; any other fetched, and its text given here to be verified. */
  statusList(url: string): Promise<Fact<{ readonly own: StatusListFact } | FetchedList>>;
  /** Remembers that this edition of a list was seen; gives when the newest one that was ever seen says that it was made. */
  sawList(edition: ListEdition): Promise<Timestamp>;
  /** A JSON document that a credential points to for a part of itself. */
  document(url: string): Promise<Fact<Json>>;
  /** What registers say of this DID and these keys, and of whoever could be taken for one of this name. */
  statements(query: StatementQuery): Promise<Fact<readonly TrustStatement[]>>;
  /** What our store knows of a credential by its id, if we issued it. */
  ownAward(credentialId: string): Promise<OwnAward | undefined>;
}

/** A report as it is printed: sentences of one language, nothing left to be worked out. */
export interface PrintedReport {
  readonly language: string;
  /** Of the document, in a viewer's title bar. */
  readonly title: string;
  readonly subject: string;
  /** Whose check it was: the host. */
  readonly host: string;
  readonly kind: string;
  readonly tone: 'ok' | 'warn' | 'stop' | 'open';
  readonly word: string;
  readonly heading: string;
  readonly reasons: readonly string[];
  readonly facts: readonly PrintedRow[];
  readonly next: PrintedRow;
  readonly checks: { readonly heading: string; readonly columns: readonly string[]; readonly rows: readonly PrintedCheck[] };
  /** What the credential says; absent where nothing of it may be shown. */
  readonly content?: { readonly heading: string; readonly rows: readonly PrintedRow[] };
  readonly limits: { readonly heading: string; readonly rows: readonly PrintedRow[] };
  readonly foot: { readonly number: string; readonly address: string; readonly worth: string; readonly code: string };
  readonly url: string;
  readonly madeAt: Timestamp;
  /** The signed record, attached. */
  readonly record?: { readonly bytes: Uint8Array; readonly description: string };
  /** For a text in letters that are not printed. */
  instead(script: string): string;
  page(page: number, pages: number): string;
}
export interface PrintedRow {
  readonly label: string;
  readonly value: string;
}
export interface PrintedCheck {
  readonly question: string;
  readonly tone: PrintedReport['tone'];
  readonly answer: string;
  readonly note?: string;
  readonly source: string;
}
