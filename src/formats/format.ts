import type { CredentialView } from '../core/credential-view.js';
import type { Evidence, KeyFact, Needs } from '../core/evidence.js';
import type { Finding } from '../core/finding.js';
import type { JsonObject } from '../core/json.js';
import type { Award, Timestamp } from '../core/model.js';
import type { SealParts } from '../core/seal.js';
import type { SigningKey } from '../core/signing-key.js';

/** Formats that we issue. */
export type FormatId = 'ob3-di' | 'ob3-jwt' | 'edc-jades' | 'sd-jwt-vc';
/** Those, and whatever else of the field we read. */
export type ReadableId = FormatId | 'ob2' | 'clr-di' | 'clr-jwt' | 'vc-di' | 'vc-jwt';

/** What an award is also given as: made from its signed document when it is downloaded, never stored. */
export const RENDITIONS = ['pdf', 'png', 'svg'] as const;
export type RenditionId = (typeof RENDITIONS)[number];
export type DownloadId = FormatId | RenditionId;
export const isRendition = (id: DownloadId): id is RenditionId => RENDITIONS.some((rendition) => rendition === id);

export interface EncodeContext {
  /** Public address of this installation, without a slash at the end. */
  readonly baseUrl: string;
  /** The key that will sign. */
  readonly key: SealingKey;
  /** When it is signed: the proof's `created`, the JWT's `iat`. */
  readonly sealedAt: Timestamp;
  random(bytes: number): Uint8Array;
  /** PNG of the page that a Europass viewer shows; other formats have none. */
  readonly page?: Uint8Array;
}

/** A signing key as a document names it. */
export type SealingKey = Pick<SigningKey, 'algorithm' | 'verificationMethod' | 'chain'>;
export type KeyKind = Pick<SigningKey, 'use' | 'algorithm'>;

/** What we mean to sign, before any signature exists. */
export interface Unsigned {
  readonly format: FormatId;
  readonly key: SealingKey;
  readonly document: JsonObject;
  /** Time the proof will name. */
  readonly created: Timestamp;
}

/** Signs exactly these bytes: Ed25519 (RFC 8032), ECDSA P-256 with SHA-256 as r‖s (RFC 7518, 3.4), or RSA PKCS #1 v1.5 with SHA-256 (3.3). */
export type Sign = (data: Uint8Array) => Promise<Uint8Array>;

/** What sealing asks of the world. */
export interface Sealing {
  readonly sign: Sign;
  /** A time stamp (RFC 3161, TimeStampToken, DER) over a SHA-256 imprint; absent where no time-stamp authority is configured. */
  readonly timeStamp?: (imprint: Uint8Array) => Promise<Uint8Array>;
}

export interface LintProblem {
  /** Id of the rule, or `schema`. */
  readonly rule: string;
  /** JSON Pointer. */
  readonly path: string;
  readonly message: string;
}

export interface StatusEntry {
  readonly type: string;
  readonly purpose: string;
  readonly list: string;
  /** As a whole number ≥ 0; undefined when the entry states none that can be read. */
  readonly index: number | undefined;
  /** `statusSize`: bits an entry takes; absent means 1. */
  readonly size?: number;
  /** `statusMessage`: what each value means, by the value. */
  readonly messages?: Readonly<Record<string, string>>;
}

/** A credential read into parts that every check understands. `secured` belongs to the format alone. */
export interface Parsed {
  readonly format: ReadableId;
  readonly document: JsonObject;
  readonly secured: unknown;
  readonly view: CredentialView;
  readonly statusEntries: readonly StatusEntry[];
  /** Whoever shows it may hold an entry back. */
  readonly statusHeldBack?: boolean;
  /** It states no end, and whoever shows it may hold that back. */
  readonly endHeldBack?: boolean;
  /** Verification methods the proofs name. */
  readonly keys: readonly string[];
  /** Those of the keys that stand in what it points to, where its format keeps them there: nobody else need be asked for them. */
  readonly listedKeys?: Readonly<Record<string, Omit<KeyFact, 'obtainedAt'>>>;
  /** When the proof says it was made; claimed, not proven. */
  readonly signedAt: string | undefined;
  /** Whoever shows it may hold parts of it back: what is absent is then not missing. */
  readonly heldBack?: boolean;
  readonly needs: Needs;
  /** Of a format sealed by certificate; then its key is named `x5t#S256:…`. */
  readonly seal?: SealParts;
}

/** What a verification reads a credential by. All of it is pure: same arguments, same answer, no world. */
export interface Reader {
  readonly id: ReadableId;
  /** Whether the content, not a name, is of this format. */
  recognises(text: string): boolean;
  /**
   * `linked`: what was had of the documents that it points to, where its format keeps parts of a credential elsewhere; those still wanted stand in
   * `needs.linked`. Throws `unreadable` or `json-invalid`.
   */
  parse(text: string, linked?: Evidence['linked']): Parsed;
  /** Findings `format`, `context`, `schema`, `signature`, `unsigned-content`, each exactly once; and `holder`, where somebody showed the holder's key. */
  checkProof(parsed: Parsed, evidence: Evidence): Promise<readonly Finding[]>;
}

/** The one place to learn what a format that we issue must do beside being read; as pure as that. */
export interface Format extends Reader {
  readonly id: FormatId;
  readonly mediaType: string;
  /** With the dot. */
  readonly extension: string;
  /** Kinds of key that can sign it, the best first. */
  readonly keys: readonly KeyKind[];
  /** Whether an award is whole without it, where the organisation has no such key. */
  readonly optional: boolean;
  /** Whether its documents carry the picture of a page. */
  readonly paged?: true;
  /** Whether an identifier of the learner can be read in it; elsewhere it is hashed and can only be compared. */
  readonly statesIdentifier?: true;
  /** Award → document, in the settled mapping (design/elements). */
  encode(award: Award, context: EncodeContext): Unsigned;
  /** Schema and rules; empty when it may be signed. */
  lint(unsigned: Unsigned): Promise<readonly LintProblem[]>;
  /** The exact bytes of the credential, UTF-8. */
  sign(unsigned: Unsigned, sealing: Sealing): Promise<Uint8Array>;
}
