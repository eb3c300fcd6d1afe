import { AppError } from '../core/errors.js';
import type { Evidence, Fact, KeyFact, StatusListFact } from '../core/evidence.js';
import { isObject, parseJson, type JsonObject } from '../core/json.js';
import { timeOfSeconds } from '../core/time.js';
import { kidOf, verificationMethodsOf, type Securing, type SignatureCheck, type SignatureEvidence } from '../formats/securing/index.js';
import { proofsOf } from '../formats/securing/proof.js';
import { millis } from './facts.js';
import { listIn, type SecuredTimes } from './list-content.js';

export interface ListReader {
  readonly securing: Pick<Securing, 'checkProofs' | 'checkJwt' | 'readJwt'>;
  /** `chain`: what stands in the list itself of the certificates that name its key. */
  key(url: string, chain?: readonly Uint8Array[]): Promise<Fact<KeyFact>>;
  /** The moment of judging. */
  readonly at: string;
  /** Names of the keys that signed the credential which the list is asked about. */
  readonly signers?: readonly string[];
}

/** A list as a credential that may be signed in either way. */
interface Secured {
  readonly document: JsonObject;
  readonly keys: readonly string[];
  readonly times: SecuredTimes;
  check(evidence: SignatureEvidence): Promise<SignatureCheck>;
}

/**
 * Somebody else's status list, verified as the credential that it is (Bitstring Status List v1.0, 3.2): signed, by a key that its own
 * issuer has for that. Whether that issuer, its purposes and dates answer for a given credential is the status check's to say.
 */
export async function readListCredential(url: string, text: string, reader: ListReader): Promise<Fact<StatusListFact>> {
  const secured = read(text, reader.securing);
  if (!secured) return invalid('not a credential');
  const list = listIn(secured.document, secured.times, url);
  if (typeof list === 'string') return invalid(list);
  const keys: Evidence['keys'] = Object.fromEntries(await Promise.all(secured.keys.map(async (name) => [name, await reader.key(name)] as const)));
  const { finding } = await secured.check({ at: reader.at, keys });
  if (finding.outcome !== 'pass') return invalid(`signature: ${finding.reason}`);
  const facts = Object.entries(keys);
  const spoken = facts.every(([name, fact]) => speaksFor(fact, list.issuer, reader.at) || isOfSigner(name, fact, reader));
  if (facts.length === 0 || !spoken) return invalid('not signed by a key of its issuer');
  return { ok: true, value: list };
}

const invalid = (detail: string): Fact<never> => ({ ok: false, reason: 'list-invalid', detail });

/** Whoever signed the credential can withdraw it, though nobody may know who that is: the very key, where its owner's document was not to be had. */
const isOfSigner = (name: string, fact: Fact<KeyFact>, { signers = [] }: ListReader): boolean => !fact.ok && signers.includes(name);

/** A list made with a key that is compromised by now proves nothing: it may have been made yesterday. */
export const speaksFor = (fact: Fact<KeyFact>, issuer: string, at: string): boolean =>
  fact.ok &&
  fact.value.controller === issuer &&
  fact.value.assertion &&
  (fact.value.compromisedFrom === undefined || millis(fact.value.compromisedFrom) > millis(at));

function read(text: string, securing: ListReader['securing']): Secured | undefined {
  try {
    return text.trimStart().startsWith('{') ? readJson(text, securing) : readToken(text, securing);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

function readJson(text: string, { checkProofs }: ListReader['securing']): Secured | undefined {
  const document = parseJson(text);
  if (!isObject(document)) return undefined;
  const created = proofsOf(document).map((proof) => (isObject(proof) ? proof.created : undefined));
  return { document, keys: verificationMethodsOf(document), times: { made: created.filter((time) => typeof time === 'string'), ends: [] }, check: (evidence) => checkProofs(document, evidence) };
}

function readToken(text: string, { readJwt, checkJwt }: ListReader['securing']): Secured {
  const jwt = readJwt(text);
  const kid = kidOf(jwt);
  const { iat, nbf, exp } = jwt.claims;
  const made = [iat, nbf].map(timeOfSeconds).filter((time) => time !== undefined);
  // An end that is no time is still one.
  const ends = exp === undefined ? [] : [timeOfSeconds(exp) ?? 'exp'];
  return { document: jwt.credential, keys: kid === undefined ? [] : [kid], times: { made, ends }, check: (evidence) => Promise.resolve(checkJwt(jwt, evidence)) };
}
