import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { algorithmsOf, describe, ECDSA_SHA256, makeCredential, RSA, RSA_SHA256, SHA256, type CredentialRequest, type CscCredential } from './csc-credential.js';

/**
 * A trust service provider that keeps keys for others, over the API of the Cloud Signature Consortium ("Architectures and protocols for remote signature
 * applications", version 2.0.0.2): what a remote seal needs of it, written from that text and apart from any client. Chapters are named beside what they say.
 *
 * Where the text leaves it open, this is taken: a client without a user (`client_credentials`) sees its own credentials, with or without `userID`; a SAD
 * serves one call (11.9: each further call has a SAD of its own); an ECDSA signature is in DER, as the OID of `signAlgo` has it (RFC 5758, 3.2); and there
 * is no TLS (7.3), which would take a certificate that nobody's machine knows.
 */
export interface CscServer {
  /** Base of the API: ends with `/csc/v2`. */
  readonly url: string;
  /** Base of the authorization server, as `info` says it; the token endpoint is `oauth2/token` below it. */
  readonly oauth2: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly credentials: readonly CscCredential[];
  /** What it was asked, in order. */
  readonly calls: readonly Call[];
  /** Its clock goes on. */
  later(seconds: number): void;
  /** The next call of this method gets this answer, whatever it asks. */
  answerNext(method: string, answer: Answer): void;
  close(): Promise<void>;
}
export interface Call {
  /** `credentials/info`, `oauth2/token`. */
  readonly method: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly status: number;
}
export interface Answer {
  readonly status: number;
  /** Text is sent as it is. */
  readonly body: object | string;
}
export interface CscOptions {
  readonly credentials?: readonly CredentialRequest[];
  readonly tokenSeconds?: number;
  readonly sadSeconds?: number;
}

/** Two credentials of one client: `seal-ec` (ES256) and `seal-rsa` (RS256), both SCAL 2 with the PIN 123456. */
const USUAL: readonly CredentialRequest[] = [
  { id: 'seal-ec', algorithm: 'ES256', pin: '123456' },
  { id: 'seal-rsa', algorithm: 'RS256', pin: '123456' },
];

export async function startCscServer({ credentials = USUAL, tokenSeconds = 3600, sadSeconds = 300 }: CscOptions = {}): Promise<CscServer> {
  const calls: Call[] = [];
  const planned = new Map<string, Answer>();
  const server = createServer((req, res) => {
    void read(req).then(({ method, body }) => {
      const answer = planned.get(method) ?? answerTo(provider, { req, method, body });
      planned.delete(method);
      calls.push({ method, body, status: answer.status });
      res.writeHead(answer.status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      res.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const oauth2 = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = { ahead: 0 };
  const provider: Provider = {
    oauth2,
    clientId: 'university',
    clientSecret: randomBytes(24).toString('base64url'),
    credentials: credentials.map(makeCredential),
    seconds: { token: tokenSeconds, sad: sadSeconds },
    tokens: new Map(),
    sads: new Map(),
    wrongPins: new Map(),
    now: () => Date.now() + clock.ahead,
  };
  return {
    url: `${oauth2}/csc/v2`,
    oauth2,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    credentials: provider.credentials,
    calls,
    later: (seconds) => void (clock.ahead += seconds * 1000),
    answerNext: (method, answer) => void planned.set(method, answer),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

interface Provider {
  readonly oauth2: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly credentials: readonly CscCredential[];
  readonly seconds: { readonly token: number; readonly sad: number };
  /** Until when each is good. */
  readonly tokens: Map<string, number>;
  readonly sads: Map<string, Sad>;
  readonly wrongPins: Map<string, number>;
  now(): number;
}
/** Signature activation data (8.2): what was authorized, and until when. */
interface Sad {
  readonly credential: CscCredential;
  readonly signatures: number;
  /** Base64, as authorized. None under SCAL 1, when none was named. */
  readonly hashes?: readonly string[];
  readonly until: number;
}
type Body = Readonly<Record<string, unknown>>;
interface Asked {
  readonly req: IncomingMessage;
  readonly method: string;
  readonly body: Body;
}

const API = '/csc/v2/';
/** Below the authorization server, not below the API. */
const TOKEN = '/oauth2/token';
const FORM = 'application/x-www-form-urlencoded';

async function read(req: IncomingMessage): Promise<{ method: string; body: Body }> {
  const path = req.url ?? '';
  const sent = await text(req);
  const method = path.startsWith(API) ? path.slice(API.length) : path.slice(1);
  return { method, body: typeOf(req) === FORM ? Object.fromEntries(new URLSearchParams(sent)) : jsonOf(sent) };
}
const typeOf = (req: IncomingMessage): string => (req.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

function jsonOf(sent: string): Body {
  try {
    const value: unknown = JSON.parse(sent);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};
  } catch {
    return {};
  }
}

/** An error as chapter 10 has it. */
class CscError extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    readonly description: string,
  ) {
    super(description);
  }
}
const refuse = (description: string, error = 'invalid_request', status = 400): never => {
  throw new CscError(status, error, description);
};

const METHODS: Readonly<Record<string, (provider: Provider, body: Body) => object>> = {
  'credentials/list': list,
  'credentials/info': (provider, body) => describe(credentialOf(provider, body), groups(body)),
  'credentials/authorize': authorize,
  'signatures/signHash': signHash,
};

function answerTo(provider: Provider, { req, method, body }: Asked): Answer {
  try {
    if (req.method !== 'POST') refuse('Only POST is implemented', 'invalid_request', 501);
    if (req.url === TOKEN) return { status: 200, body: token(provider, req, body) };
    if (!req.url?.startsWith(API)) refuse('There is nothing here', 'invalid_request', 404);
    if (typeOf(req) !== 'application/json') refuse('The request is not application/json');
    if (method === 'info') return { status: 200, body: info(provider) };
    const answer = METHODS[method] ?? refuse(`The method ${method} is not implemented`, 'invalid_request', 501);
    demandToken(provider, req);
    return { status: 200, body: answer(provider, body) };
  } catch (fault) {
    if (!(fault instanceof CscError)) throw fault;
    return { status: fault.status, body: { error: fault.error, error_description: fault.description } };
  }
}

/** 11.1: the one method that nobody needs a token for. */
const info = ({ oauth2 }: Provider): object => ({
  specs: '2.0.0.2',
  name: 'TEST trust service provider',
  logo: `${oauth2}/logo.png`,
  region: 'HR',
  lang: 'en',
  description: 'For tests. Its seals are worth nothing.',
  authType: ['oauth2client'],
  oauth2,
  methods: [...Object.keys(METHODS), 'oauth2/token'],
  signAlgorithms: { algos: [ECDSA_SHA256, RSA_SHA256, RSA] },
  signature_formats: { formats: [] },
  conformance_levels: [],
});

/** 8.4.4, by client credentials: the client says who it is in the form, and its secret there or in the header (RFC 6749, 2.3.1), not in both. */
function token({ clientId, clientSecret, seconds, tokens, now }: Provider, req: IncomingMessage, body: Body): object {
  if (typeOf(req) !== FORM) refuse(`The request is not ${FORM}`);
  if (typeof body.client_id !== 'string') refuse('Missing parameter client_id');
  if (typeof body.grant_type !== 'string') refuse('Missing parameter grant_type');
  if (body.grant_type !== 'client_credentials') refuse('Invalid parameter grant_type');
  if (body.scope !== undefined && body.scope !== 'service') refuse('Client credentials are for the scope service', 'invalid_scope');
  if (body.client_id !== clientId) refuse('Invalid parameter client_id');
  const header = /^Basic (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if ((header === undefined) === (body.client_secret === undefined)) refuse('Client authorization required', 'invalid_request', 401);
  const [id, secret = ''] = header === undefined ? [clientId, String(body.client_secret)] : Buffer.from(header, 'base64').toString('utf8').split(':').map(decodeURIComponent);
  if (id !== clientId || !same(secret, clientSecret)) refuse('Invalid parameter client_secret');
  const access = randomBytes(32).toString('base64url');
  tokens.set(access, now() + seconds.token * 1000);
  return { access_token: access, token_type: 'Bearer', expires_in: seconds.token };
}
const same = (a: string, b: string): boolean => {
  const [left, right] = [a, b].map((one) => createHash('sha256').update(one).digest()) as [Buffer, Buffer];
  return timingSafeEqual(left, right);
};

function demandToken({ tokens, now }: Provider, req: IncomingMessage): void {
  const access = /^Bearer (\S+)$/.exec(req.headers.authorization ?? '')?.[1] ?? refuse('Malformed authorization header');
  const until = tokens.get(access) ?? refuse('The access token is not valid', 'invalid_token', 401);
  if (until <= now()) refuse('The access token is expired', 'expired_token', 401);
}

/* What was sent, each as the tables of errors have it */

const string = (body: Body, name: string): string => (typeof body[name] === 'string' && body[name] !== '' ? body[name] : refuse(`Missing (or invalid type) string parameter ${name}`));
const flag = (body: Body, name: string): boolean => (body[name] === undefined || typeof body[name] === 'boolean' ? body[name] === true : refuse(`Invalid parameter ${name}`));

function groups(body: Body) {
  const certificates = body.certificates ?? 'single';
  if (typeof certificates !== 'string' || !['none', 'single', 'chain'].includes(certificates)) return refuse('Invalid parameter certificates');
  return { certificates, certInfo: flag(body, 'certInfo'), authInfo: flag(body, 'authInfo') };
}

function credentialOf({ credentials }: Provider, body: Body): CscCredential {
  const id = string(body, 'credentialID');
  return credentials.find((one) => one.id === id) ?? refuse('Invalid parameter credentialID');
}

/** Digests in Base64, each as long as its algorithm makes it. */
function hashesOf(body: Body): readonly string[] {
  const { hashes } = body;
  if (!Array.isArray(hashes)) return refuse('Missing (or invalid type) array parameter hashes');
  if (hashes.length === 0) refuse('Empty hash array');
  return hashes.map((hash: unknown) => {
    if (typeof hash !== 'string' || Buffer.from(hash, 'base64').toString('base64') !== hash) return refuse('Invalid Base64 hash string parameter');
    return Buffer.from(hash, 'base64').length === 32 ? hash : refuse('Invalid digest value length');
  });
}
function demandHashAlgorithm(body: Body): void {
  if (string(body, 'hashAlgorithmOID') !== SHA256) refuse('Invalid parameter hashAlgorithmOID');
}

/** 11.4. */
function list(provider: Provider, body: Body): object {
  if (body.userID !== undefined && body.userID !== provider.clientId) refuse('Invalid parameter userID');
  const asked = groups(body);
  const onlyValid = flag(body, 'onlyValid');
  const shown = provider.credentials.filter(({ enabled }) => enabled || !onlyValid);
  return {
    credentialIDs: shown.map(({ id }) => id),
    ...(flag(body, 'credentialInfo') && { credentialInfos: shown.map((one) => ({ credentialID: one.id, ...describe(one, asked) })) }),
    ...(onlyValid && { onlyValid }),
  };
}

const MOST_WRONG_PINS = 3;

/** 11.6: under SCAL 2 for these hashes and no others. */
function authorize(provider: Provider, body: Body): object {
  const credential = credentialOf(provider, body);
  if (!credential.enabled) refuse('The credential identified by credentialID is disabled');
  const signatures = Number.isInteger(body.numSignatures) ? Number(body.numSignatures) : refuse('Missing (or invalid type) integer parameter numSignatures');
  if (signatures < 1) refuse('Invalid value for parameter numSignatures');
  if (signatures > credential.multisign) refuse('Numbers of signatures is too high');
  const hashes = credential.scal === '2' || body.hashes !== undefined ? hashesOf(body) : undefined;
  if (hashes !== undefined) demandHashAlgorithm(body);
  if ((hashes?.length ?? 0) > signatures) refuse('Invalid value for parameter numSignatures');
  demandPin(provider, credential, body.authData);
  const sad = randomBytes(32).toString('base64url');
  provider.sads.set(sad, { credential, signatures, ...(hashes && { hashes }), until: provider.now() + provider.seconds.sad * 1000 });
  return { SAD: sad, expiresIn: provider.seconds.sad };
}

function demandPin({ wrongPins }: Provider, { id, pin }: CscCredential, given: unknown): void {
  if (pin === undefined) return;
  const wrong = wrongPins.get(id) ?? 0;
  if (wrong >= MOST_WRONG_PINS) refuse('Credential locked');
  const objects: readonly unknown[] = Array.isArray(given) ? given : [];
  const right = objects.length === 1 && (objects[0] as Body | null)?.id === 'PIN' && (objects[0] as Body).value === pin;
  wrongPins.set(id, right ? 0 : wrong + 1);
  if (!right) refuse('The authentication data is invalid', 'invalid_authentication_data');
}

/** 11.10, at once. */
function signHash(provider: Provider, body: Body): object {
  const sad = sadOf(provider, string(body, 'SAD'));
  const credential = credentialOf(provider, body);
  if (sad.credential !== credential) refuse('Invalid parameter SAD');
  const hashes = hashesOf(body);
  if (!authorized(sad, hashes)) refuse('Hash is not authorized by the SAD');
  const algorithm = string(body, 'signAlgo');
  if (!algorithmsOf(credential).includes(algorithm)) refuse('Invalid parameter signAlgo');
  if (algorithm === RSA || body.hashAlgorithmOID !== undefined) demandHashAlgorithm(body);
  if ((body.operationMode ?? 'S') !== 'S') refuse('Invalid parameter operationMode');
  provider.sads.delete(String(body.SAD));
  return { signatures: hashes.map((hash) => Buffer.from(credential.sign(Buffer.from(hash, 'base64'))).toString('base64')) };
}

function sadOf({ sads, now }: Provider, name: string): Sad {
  const sad = sads.get(name) ?? refuse('Invalid parameter SAD');
  return sad.until > now() ? sad : refuse('SAD expired');
}

/** Each authorized hash is signed once. */
function authorized({ hashes, signatures }: Sad, asked: readonly string[]): boolean {
  if (asked.length > signatures) return false;
  const left = hashes && [...hashes];
  return left === undefined || asked.every((hash) => left.includes(hash) && left.splice(left.indexOf(hash), 1).length === 1);
}
