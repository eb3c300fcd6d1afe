import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { AppError } from '../core/errors.js';
import { encodeStampRequest, readStampAnswer } from '../core/x509/time-stamp-protocol.js';

const TIMEOUT_MS = 5000;
/** A token with all certificates of its authority takes some 8 KiB. */
const MAX_ANSWER = 64 * 1024;

export interface TimeStampDeps {
  readonly url: string;
  random(bytes: number): Uint8Array;
}

/**
 * Asks the configured time-stamp authority for a stamp of a SHA-256 (RFC 3161, 3.4) and gives its token, DER, once it has seen that it is one. The address
 * is the operator's, not a credential's: it may be in a network of their own, and on plain http. No redirect is followed. Throws `fetch-failed`.
 */
export function createTimeStamp({ url, random }: TimeStampDeps): (imprint: Uint8Array) => Promise<Uint8Array> {
  return async (imprint) => {
    const question = { imprint, nonce: random(16) };
    const answer = await post(url, encodeStampRequest(question));
    try {
      return readStampAnswer(answer, question);
    } catch (cause) {
      throw failed(cause instanceof AppError ? cause.message : 'it cannot be read', cause);
    }
  };
}

const failed = (why: string, cause?: unknown): AppError => new AppError('fetch-failed', `The time-stamp authority gave no time stamp: ${why}`, { cause });

function post(url: string, body: Uint8Array): Promise<Uint8Array> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  const headers = { 'content-type': 'application/timestamp-query', 'content-length': body.length, accept: 'application/timestamp-reply', 'user-agent': 'testamur' };
  return new Promise((done, refused) => {
    const refuse = (cause: unknown): void => refused(cause instanceof AppError ? cause : failed('it does not answer', cause));
    const outgoing = request(url, { method: 'POST', headers, signal: AbortSignal.timeout(TIMEOUT_MS) }, (response) => {
      bodyOf(response).then(done, refuse);
    });
    outgoing.on('error', refuse);
    outgoing.end(body);
  });
}

async function bodyOf(response: IncomingMessage): Promise<Uint8Array> {
  const { statusCode, headers } = response;
  const mediaType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const stop = (why: string): AppError => {
    response.destroy();
    return failed(why);
  };
  if (statusCode !== 200 || mediaType !== 'application/timestamp-reply') throw stop(`it answers ${statusCode ?? 0}, ${mediaType === '' ? 'without a media type' : mediaType}`);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_ANSWER) throw stop('its answer is too long');
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
