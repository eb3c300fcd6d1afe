import { equalBytes, sha256 } from '../core/bytes.js';
import { AppError, reject } from '../core/errors.js';
import { isObject, type Json, type JsonObject } from '../core/json.js';
import { createSecuring } from '../formats/securing/index.js';
import { createJsonLd } from '../formats/securing/json-ld.js';
import { issue } from './issue.js';
import { createIssuers, type TestIssuer } from './issuers.js';
import { checkCredential, listOf } from './shape.js';
import { statusList } from './status-list.js';
import type { Tools } from './tools.js';
import { verifyCredential, verifyPresentation, type Asked } from './verify.js';

export interface VcApiDeps {
  readonly baseUrl: string;
  /** Turns it on, and opens it. */
  readonly key: string;
  /** Of its test keys. */
  readonly seed: Uint8Array;
  readonly contexts: ReadonlyMap<string, JsonObject>;
  now(): Date;
  random(bytes: number): Uint8Array;
}

/** What a verifier answers (W3C CCG VC-API, 3.3): a problem for each thing that is wrong. */
export interface Verified {
  readonly verified: boolean;
  readonly problemDetails: readonly { readonly type: string; readonly title: string; readonly detail: string }[];
}

/** The W3C VC-API, for test suites and other implementers: with its own test keys and contexts, and nothing of an organisation's. */
export interface VcApi {
  mayUse(bearer: string): boolean;
  issuers(): readonly Pick<TestIssuer, 'name' | 'did' | 'verificationMethod'>[];
  /** Undefined: no such issuer. Throws `input-invalid`. */
  issue(issuer: string, request: Json): Promise<JsonObject | undefined>;
  /** Throws `input-invalid`. */
  derive(request: Json): Promise<JsonObject>;
  verify(request: Json): Promise<Verified>;
  verifyPresentation(request: Json): Promise<Verified>;
  statusList(): Promise<JsonObject>;
}

export function createVcApi({ baseUrl, key, seed, contexts, now, random }: VcApiDeps): VcApi {
  const issuers = createIssuers(seed);
  const tools: Tools = { ld: createJsonLd(contexts), securing: createSecuring({ contexts, schemas: new Map() }), baseUrl, issuers, now, random };
  const hash = sha256(key);
  return {
    mayUse: (bearer) => equalBytes(sha256(bearer), hash),
    issuers: () => [...issuers.values()].map(({ name, did, verificationMethod }) => ({ name, did, verificationMethod })),
    issue: async (name, request) => {
      const issuer = issuers.get(name);
      return issuer && issue(tools, issuer, request);
    },
    derive: (request) => derive(tools, request),
    verify: (request) => answered(() => verifyCredential(tools, memberOf(request, 'verifiableCredential'), checksIn(request))),
    verifyPresentation: (request) => answered(() => verifyPresentation(tools, memberOf(request, 'verifiablePresentation'), optionsIn(request))),
    statusList: () => statusList(tools),
  };
}

const memberOf = (request: Json, name: string): Json => (isObject(request) ? (request[name] ?? null) : null);
const optionsIn = (request: Json): JsonObject => {
  const options = memberOf(request, 'options');
  return isObject(options) ? options : {};
};

function checksIn(request: Json): Asked {
  const { checks } = optionsIn(request);
  return checks === undefined ? undefined : listOf(checks).filter((one) => typeof one === 'string');
}

async function derive({ ld, securing }: Tools, request: Json): Promise<JsonObject> {
  const credential = memberOf(request, 'verifiableCredential');
  const pointers = listOf(optionsIn(request).selectivePointers);
  if (!isObject(credential)) return reject('input-invalid', 'There is no credential to be derived from.', '/verifiableCredential');
  if (!pointers.every((one) => typeof one === 'string')) return reject('input-invalid', 'A selective pointer is a JSON Pointer.', '/options/selectivePointers');
  checkCredential(credential, ld.contexts);
  return securing.deriveProof(credential, pointers);
}

/** Whatever is wrong with what was sent is the answer; what is wrong with us is not. */
async function answered(check: () => Promise<void>): Promise<Verified> {
  try {
    await check();
    return { verified: true, problemDetails: [] };
  } catch (error) {
    if (!(error instanceof AppError) || !THEIRS.includes(error.code)) throw error;
    return { verified: false, problemDetails: [{ type: problemType(error), title: error.path ?? '/', detail: error.message }] };
  }
}

const THEIRS: readonly string[] = ['input-invalid', 'json-invalid', 'unreadable'];

/** The problem types of VCDM 2.0, 7.4. */
const problemType = ({ path }: AppError): string => `https://www.w3.org/TR/vc-data-model#${path === '/proof' ? 'CRYPTOGRAPHIC_SECURITY_ERROR' : 'MALFORMED_VALUE_ERROR'}`;

export { ISSUER_NAMES } from './issuers.js';
