import { AppError, reject } from '../core/errors.js';
import type { Fact, KeyFact } from '../core/evidence.js';
import { fail, pass, unknown, type Finding } from '../core/finding.js';
import { canonicalJson, isObject, type Json, type JsonObject } from '../core/json.js';
import type { Timestamp } from '../core/model.js';
import type { SchemaCheck } from '../core/schema.js';
import { utf8 } from '../core/bytes.js';
import type { PinnedDocument, SignedRecord, Software } from './record.js';
import type { Policy, Report } from './report.js';
import type { Read, Workshop } from './workshop.js';

export interface ReplayDeps {
  readonly workshop: Workshop;
  readonly check: SchemaCheck;
  readonly software: Software;
  /** Those that are judged by here. */
  readonly policies: readonly Policy[];
  /** The DID of this installation. */
  readonly did: string;
  now(): Timestamp;
  /** A key of this installation's own; undefined: it has no such key. */
  ownKey(verificationMethod: string): Promise<KeyFact | undefined>;
  /** A key that another installation publishes. */
  remoteKey(verificationMethod: string): Promise<Fact<KeyFact>>;
}

/** What a record says of itself, once its signature holds. */
export interface RecordFacts extends Pick<Report, 'verdict' | 'state' | 'checkedAt' | 'format' | 'sha256'> {
  readonly number?: string;
  readonly signedAt: Timestamp;
  readonly version: string;
}
/**
 * `same`, `different`: judged again from the evidence in it, it comes to the same report, or to another. `altered`: it is not what its signer signed.
 * `unproven`: whose signature it is could not be found out. Of these two nothing in it is told.
 */
export type Replayed = {
  readonly signature: Finding;
  readonly madeBy: string;
  /** By this installation. */
  readonly own: boolean;
} & (
  | { readonly outcome: 'altered' | 'unproven' }
  | {
      readonly outcome: 'same' | 'different';
      readonly record: RecordFacts;
      /** By the code of now. */
      readonly report: Report;
      /** JSON Pointers of what differs, the checks by their names. */
      readonly differences: readonly string[];
      /** Contexts and schemas that are not what they were, or not held any more. */
      readonly changedDocuments: readonly string[];
    }
);

/**
 * Checks a record's signature and judges again what it holds. But for the key of another installation nothing is asked of the world. Throws `unreadable`
 * when there is no record in the upload, or none that this version can judge.
 */
export async function replay(upload: Uint8Array, deps: ReplayDeps): Promise<Replayed> {
  const found = (await deps.workshop.record(upload)) ?? reject('unreadable', 'It is not a record of a verification, nor a report that has one inside.');
  const [problem] = deps.check(found);
  if (problem !== undefined) throw new AppError('unreadable', `The record ${problem.message}.`, { path: problem.path });
  const record = found as unknown as SignedRecord;
  const { madeBy, proof } = record;
  const own = madeBy === deps.did;
  const signature = await signatureOf(record, deps);
  if (signature.outcome !== 'pass') return { outcome: signature.outcome === 'fail' ? 'altered' : 'unproven', signature, madeBy, own };
  const report = await judged({ ...record, policy: own ? record.policy : policyOf(record, deps) }, deps.workshop);
  const differences = differing(record.report, report);
  const { number, software, report: then } = record;
  const { verdict, state, checkedAt, format, sha256 } = then;
  return {
    outcome: differences.length === 0 ? 'same' : 'different',
    signature,
    madeBy,
    own,
    record: { ...(number === undefined ? {} : { number }), verdict, state, checkedAt, format, sha256, signedAt: proof.created, version: software.version },
    report,
    differences,
    changedDocuments: [...changed(software.contexts, deps.software.contexts), ...changed(software.schemas, deps.software.schemas)],
  };
}

/** Whether the key of the installation that the record names signed exactly this. */
async function signatureOf(record: SignedRecord, deps: ReplayDeps): Promise<Finding> {
  const { verificationMethod, created } = record.proof;
  const key = await keyOf(record, deps);
  if (!key.ok) return unknown('signature', key.reason, { detail: key.detail });
  const { assertion, compromisedFrom } = key.value;
  if (!assertion) return fail('signature', 'key-not-for-assertion', { detail: verificationMethod });
  const { finding } = await deps.workshop.checkProofs(record as unknown as JsonObject, { at: deps.now(), keys: { [verificationMethod]: key }, ownContexts: true });
  if (finding.outcome !== 'pass' || compromisedFrom === undefined) return finding.outcome === 'pass' ? pass('signature', { detail: verificationMethod, at: created }) : finding;
  // When it was signed only the record says: whoever stole the key can write any time.
  return unknown('signature', 'key-compromised', { detail: verificationMethod, at: compromisedFrom });
}

async function keyOf({ madeBy, proof: { verificationMethod } }: SignedRecord, { did, ownKey, remoteKey }: ReplayDeps): Promise<Fact<KeyFact>> {
  const without = (reason: 'key-not-of-issuer' | 'key-unavailable' | 'key-unbound', detail: string) => ({ ok: false, reason, detail }) as const;
  if (!verificationMethod.startsWith(`${madeBy}#`)) return without('key-not-of-issuer', verificationMethod);
  if (!madeBy.startsWith('did:web:')) return without('key-unbound', madeBy);
  if (madeBy !== did) return remoteKey(verificationMethod);
  const key = await ownKey(verificationMethod);
  return key === undefined ? without('key-unavailable', `${did} has no such key`) : { ok: true, value: key };
}

/** What another installation asks of a check is its own affair: here nothing is called valid by less than we ask ourselves. */
const policyOf = ({ policy: { name } }: SignedRecord, { policies }: ReplayDeps): Policy =>
  policies.find((one) => one.name === name) ?? reject('unreadable', 'The record was judged by a policy that is not known here.');

/** Pure: the text and the evidence in the record, a policy, the code of now. */
async function judged({ source, evidence, policy }: SignedRecord, workshop: Workshop): Promise<Report> {
  try {
    const [read, ...others] = await workshop.read(utf8(source.text));
    if (others.length > 0) reject('unreadable', 'The record holds several credentials.');
    const again: Read = { ...read, ...source };
    const whole = evidence.linked === undefined ? again : await workshop.readOn(again, evidence.linked);
    return await workshop.judge(whole, evidence, policy);
  } catch (error) {
    if (error instanceof AppError && error.code === 'busy') throw error;
    // Evidence of another version may lack what this one asks for.
    throw new AppError('unreadable', 'The record cannot be judged again by this version.', { cause: error });
  }
}

/** As both are in JSON. */
function differing(then: Report, now: Report): readonly string[] {
  const [before, after] = [then, now].map((report) => membersOf(JSON.parse(JSON.stringify(report)) as JsonObject)) as [ReadonlyMap<string, Json>, ReadonlyMap<string, Json>];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => textOf(before.get(name)) !== textOf(after.get(name)));
}
const textOf = (value: Json | undefined): string | undefined => (value === undefined ? undefined : canonicalJson(value));

/** The members of a report, each check one of its own. */
function membersOf({ checks, ...rest }: JsonObject): ReadonlyMap<string, Json> {
  const each = (checks as readonly Json[]).map((one): [string, Json] => [`/checks/${isObject(one) && typeof one.check === 'string' ? one.check : ''}`, one]);
  return new Map([...Object.entries(rest).map(([name, value]): [string, Json] => [`/${name}`, value]), ...each]);
}

/** Of documents in the record, those that are others now. */
const changed = (then: readonly PinnedDocument[], now: readonly PinnedDocument[]): readonly string[] =>
  then.filter(({ name, sha256 }) => now.find((one) => one.name === name)?.sha256 !== sha256).map(({ name }) => name);
