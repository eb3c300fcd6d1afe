import type { Evidence } from '../core/evidence.js';
import { isObject, parseJson, type JsonObject } from '../core/json.js';
import type { Timestamp } from '../core/model.js';
import { timestamp } from '../core/time.js';
import type { Sign } from '../formats/format.js';
import type { Securing } from '../formats/securing/index.js';
import { AppError } from '../core/errors.js';
import { textOf } from './detect.js';
import type { Policy, Report, Verification } from './report.js';
import type { Source } from './workshop.js';

/** A published document that judging depends on, by its name and the SHA-256 (hex) of its canonical JSON. */
export interface PinnedDocument {
  readonly name: string;
  readonly sha256: string;
}
/** What judged: which version of this software, with which contexts and schemas. */
export interface Software {
  readonly name: 'testamur';
  readonly version: string;
  readonly contexts: readonly PinnedDocument[];
  readonly schemas: readonly PinnedDocument[];
}

/** A verification on record: all that it was concluded from, so that whoever has it can judge again. `schemas/api/verification-record.json`. */
export interface VerificationRecord {
  readonly '@context': typeof CONTEXT;
  readonly type: typeof RECORD;
  /** The report's, where one is kept. */
  readonly number?: string;
  /** The DID of the installation that made it and signs it. */
  readonly madeBy: string;
  readonly software: Software;
  readonly report: Report;
  /** What was judged: the credential's own text, out of whatever carried it. */
  readonly source: Source;
  readonly evidence: Evidence;
  readonly policy: Policy;
}
export type SignedRecord = VerificationRecord & { readonly proof: RecordProof };
export interface RecordProof {
  readonly cryptosuite: typeof SUITE;
  readonly created: Timestamp;
  readonly verificationMethod: string;
}

/** As its text (RFC 8785): no context gives a record its meaning, so none can take it away. */
export const SUITE = 'eddsa-jcs-2022';
/** Defines the proof; libraries of others ask for one. */
export const CONTEXT = 'https://w3id.org/security/data-integrity/v2';
export const RECORD = 'VerificationRecord';

/** The key that signs for the installation now. */
export interface OwnSigner {
  readonly did: string;
  readonly verificationMethod: string;
  readonly sign: Sign;
}
export interface RecordDeps {
  readonly securing: Pick<Securing, 'addProof'>;
  readonly software: Software;
  readonly policies: readonly Policy[];
  signer(): Promise<OwnSigner>;
  now(): Timestamp;
}

/** Signs a verification with all that it was concluded from. Undefined when the credential itself was not kept with it: then nobody could judge again. */
export async function makeRecord({ report, evidence, source }: Verification, number: string | undefined, deps: RecordDeps): Promise<SignedRecord | undefined> {
  const policy = deps.policies.find(({ name }) => name === report.policy);
  if (source === undefined || policy === undefined) return undefined;
  const { did, ...key } = await deps.signer();
  const record: VerificationRecord = {
    '@context': CONTEXT,
    type: RECORD,
    ...(number === undefined ? {} : { number }),
    madeBy: did,
    software: deps.software,
    report,
    source,
    evidence: { ...evidence, statements: withoutNames(evidence.statements) },
    policy,
  };
  return signStatement(record, key, deps);
}

/** Signs what the installation itself says. */
export async function signStatement<T extends object>(statement: T, key: Omit<OwnSigner, 'did'>, { securing, now }: Pick<RecordDeps, 'securing' | 'now'>): Promise<T & { readonly proof: RecordProof }> {
  // What is undefined in it is absent, as it will be in its JSON.
  const document = JSON.parse(JSON.stringify(statement)) as JsonObject;
  const { proof, ...rest } = await securing.addProof(document, { ...key, created: now(), suite: SUITE, curve: 'Ed25519' });
  return { ...rest, proof: (proof as readonly JsonObject[])[0] } as unknown as T & { readonly proof: RecordProof };
}

const BADGE = 'BadgeStatement';
const BADGE_MS = 5 * 60_000;

/** What holds of a credential now, for the minutes that it is said for. `schemas/api/badge-statement.json`. */
export async function makeBadgeStatement(link: string, { verdict, state, checkedAt }: Pick<Report, 'verdict' | 'state' | 'checkedAt'>, deps: Pick<RecordDeps, 'securing' | 'now' | 'signer'>): Promise<object> {
  const { did, ...key } = await deps.signer();
  const expiresAt = timestamp(new Date(Date.parse(checkedAt) + BADGE_MS));
  return signStatement({ '@context': CONTEXT, type: BADGE, madeBy: did, link, verdict, state, checkedAt, expiresAt }, key, deps);
}

/** Which of the operator's people entered a statement is nobody else's to know, and no verdict rests on it. */
const withoutNames = (statements: Evidence['statements']): Evidence['statements'] => (statements.ok ? { ok: true, value: statements.value.map((one) => ({ ...one, enteredBy: '' })) } : statements);

/** Whether this is a record, whoever signed it: it has a credential in it and is none. */
export const isRecord = (content: Uint8Array): boolean => recordIn(content) !== undefined;

/** The record that this is, as it was written; undefined for anything else. */
export function recordIn(content: Uint8Array): JsonObject | undefined {
  const text = textOf(content)?.trim();
  if (text?.startsWith('{') !== true || !text.includes(`"${RECORD}"`)) return undefined;
  try {
    const value = parseJson(text);
    return isObject(value) && value.type === RECORD ? value : undefined;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
