import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { request as httpsRequest, RequestOptions } from 'node:https';
import type { FetchFailure } from './guarded-fetch.js';
import { isPrivate } from './resolve.js';

/** How a request finds its way: over which connection, and to which name's address. */
export type Way = Pick<RequestOptions, 'agent' | 'lookup' | 'hostname' | 'port' | 'servername'>;
export interface Asking {
  readonly headers: Readonly<Record<string, string>>;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  readonly way: Way;
  /** Posted; absent: something is asked for. */
  readonly body?: string;
  readonly request: typeof httpsRequest;
}
/** 304: what is known of it already is still so. */
export interface Reply {
  readonly ok: true;
  readonly status: 200 | 304;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Uint8Array;
}
export type Exchanged = Reply | { readonly location: string } | FetchFailure | 'private-address';

/** As much as all header fields of an answer may take, and how many provisional answers may come before it: each without end would outlast any limit of the body. */
const MAX_HEADER_BYTES = 16 * 1024;
const MAX_PROVISIONAL = 5;

/**
 * One request: an answer, or where it says to go instead. No cookie, no credential, no connection kept from an earlier name. What a setting of this
 * process could loosen (certificates, the strictness of the parser) is said here.
 */
export function exchange(url: URL, { headers, maxBytes, signal, way, body, request }: Asking): Promise<Exchanged> {
  const options = { agent: false, ...way, method: body === undefined ? 'GET' : 'POST', headers: { ...headers, host: url.host }, signal, rejectUnauthorized: true, insecureHTTPParser: false, maxHeaderSize: MAX_HEADER_BYTES } as const;
  return new Promise((settle) => {
    const trouble = (error: unknown): void => settle(signal.aborted ? 'timeout' : isPrivate(error) ? 'private-address' : 'unreachable');
    const outgoing = request(url, options, (response) => {
      const location = redirectOf(response);
      if (location === undefined && body !== undefined) return settle(takenBy(response));
      if (location === undefined) return void replyOf(response, maxBytes).then(settle, trouble);
      response.destroy();
      settle(location === '' ? 'redirect-invalid' : { location });
    });
    let provisional = 0;
    outgoing.on('information', () => {
      if (++provisional <= MAX_PROVISIONAL) return;
      settle('response-invalid');
      outgoing.destroy();
    });
    outgoing.on('error', trouble);
    outgoing.end(body);
  });
}

const REDIRECTS = [301, 302, 303, 307, 308];
const redirectOf = ({ statusCode, headers }: IncomingMessage): string | undefined => (REDIRECTS.includes(statusCode ?? 0) ? (headers.location ?? '') : undefined);

/** What was posted was taken, or not. Whatever is said besides is not read. */
function takenBy(response: IncomingMessage): Reply | FetchFailure {
  const { statusCode = 0, headers } = response;
  response.destroy();
  return statusCode >= 200 && statusCode < 300 ? { ok: true, status: 200, headers, bytes: new Uint8Array() } : 'http-status';
}

/** Reads no further than the limit, and decompresses nothing: a small answer stays small. */
async function replyOf(response: IncomingMessage, maxBytes: number): Promise<Reply | FetchFailure> {
  const { statusCode, headers } = response;
  const stop = (why: FetchFailure): FetchFailure => {
    response.destroy();
    return why;
  };
  if (statusCode === 410) return stop('gone');
  if (statusCode !== 200 && statusCode !== 304) return stop('http-status');
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return stop('encoding-unsupported');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxBytes) return stop('too-large');
    parts.push(part);
  }
  return { ok: true, status: statusCode, headers, bytes: new Uint8Array(Buffer.concat(parts)) };
}
