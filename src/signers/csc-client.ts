import { AppError } from '../core/errors.js';
import { isObject, parseJson, type Json, type JsonObject } from '../core/json.js';

export interface CscService {
  /** Base of the API, without a slash at the end. */
  readonly url: string;
  readonly clientId: string;
  secret(): string;
}
/** The methods of the CSC API v2 that a remote seal takes. */
export interface CscClient {
  /** Asks one of them; `once`: never again on its own, because it may have been done although no answer came. Throws `custody-failed`. */
  ask(method: string, body: JsonObject, how?: { readonly once: boolean }): Promise<JsonObject>;
}

const TIMEOUT_MS = 20_000;
const MOST_BYTES = 1024 * 1024;
const TRIES = 3;
const PAUSE_MS = 200;
/** Seconds by which a token is given up before it runs out. */
const EARLY = 30;
/** When the answer does not say (CSC API v2, 8.4.4). */
const TOKEN_SECONDS = 3600;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Authorization by client credentials: the service is the university's own, and no person stands between. */
export function createCscClient(service: CscService): CscClient {
  let token: { readonly value: string; readonly until: number } | undefined;
  const access = async (): Promise<string> => {
    if (token === undefined || token.until <= Date.now()) token = await newToken(service);
    return token.value;
  };
  const call = async (method: string, body: JsonObject): Promise<Answer> =>
    post(`${service.url}/${method}`, { body: JSON.stringify(body), type: 'application/json', authorization: `Bearer ${await access()}` });
  return {
    ask: async (method, body, { once = false } = { once: false }) => {
      const first = await patiently(() => call(method, body), once ? 1 : TRIES);
      if (first.status !== 401) return contentOf(method, first);
      // Refused before anything was done: the token was ended early.
      token = undefined;
      return contentOf(method, await patiently(() => call(method, body), once ? 1 : TRIES));
    },
  };
}

/** 8.4.4; where the authorization server is, the service says itself (11.1). */
async function newToken({ url, clientId, secret }: CscService): Promise<{ readonly value: string; readonly until: number }> {
  const info = contentOf('info', await patiently(() => post(`${url}/info`, { body: '{}', type: 'application/json' }), TRIES));
  const server = typeof info.oauth2 === 'string' ? info.oauth2.replace(/\/+$/, '') : failed('The service names no authorization server (oauth2) for client credentials.');
  if (!mayBeAsked(server)) failed('The service names an authorization server that is not https.');
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret(), scope: 'service' });
  const answer = contentOf('oauth2/token', await patiently(() => post(`${server}/oauth2/token`, { body: form.toString(), type: 'application/x-www-form-urlencoded' }), TRIES));
  const seconds = typeof answer.expires_in === 'number' ? answer.expires_in : TOKEN_SECONDS;
  const value = typeof answer.access_token === 'string' ? answer.access_token : failed('The authorization server gave no access token.');
  return { value, until: Date.now() + Math.max(0, seconds - EARLY) * 1000 };
}

function mayBeAsked(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}

interface Posted {
  readonly body: string;
  readonly type: string;
  readonly authorization?: string;
}
/** Status 0: no answer. */
interface Answer {
  readonly status: number;
  readonly body: Json | undefined;
}

async function post(url: string, { body, type, authorization }: Posted): Promise<Answer> {
  try {
    const headers = { 'content-type': type, accept: 'application/json', ...(authorization === undefined ? {} : { authorization }) };
    const response = await fetch(url, { method: 'POST', body, headers, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { status: response.status, body: await bodyOf(response) };
  } catch {
    return { status: 0, body: undefined };
  }
}

async function bodyOf(response: Response): Promise<Json | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    return parseJson(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Again, after a pause, while nobody answers or the service says that it cannot now. */
async function patiently(call: () => Promise<Answer>, tries: number): Promise<Answer> {
  for (let tried = 1; ; tried++) {
    const answer = await call();
    const passing = answer.status === 0 || answer.status === 429 || answer.status >= 500;
    if (!passing || tried >= tries) return answer;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * 2 ** tried));
  }
}

function contentOf(method: string, { status, body }: Answer): JsonObject {
  if (status === 0) return failed(`The trust service provider does not answer (${method}).`);
  if (status === 200 && isObject(body)) return body;
  const code = isObject(body) && typeof body.error === 'string' && /^[a-z_]{1,40}$/.test(body.error) ? ` (${body.error})` : '';
  return failed(`The trust service provider refused ${method} with status ${status}${code}.`);
}

/** What the service writes into its descriptions is not repeated: it may say what was sent. */
export const failed = (message: string): never => {
  throw new AppError('custody-failed', message);
};
