import { STATUS_CODES, type Server } from 'node:http';
import { type Socket } from 'node:net';
import { type ErrorCode } from '../core/errors.js';
import { PROBLEM_WORDS } from './problem-words.js';
import { problemOf } from './problem.js';
import { STATUS } from './status-codes.js';

const CODES: Readonly<Record<string, ErrorCode>> = { HPE_HEADER_OVERFLOW: 'headers-too-large', ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout' };

/** What cannot be read as HTTP reaches no route; it is answered here. On a connection that had an answer before, nobody could tell whose this is: it is cut. */
export function answerMalformed(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || (socket as Socket).bytesWritten > 0) socket.destroy();
    else socket.end(answerOf(CODES[error.code ?? ''] ?? 'request-malformed'));
  });
}

function answerOf(code: ErrorCode): string {
  const status = STATUS[code];
  const body = JSON.stringify(problemOf({ status, code, detail: PROBLEM_WORDS[code].remedy }));
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'Content-Type: application/problem+json', `Content-Length: ${Buffer.byteLength(body)}`, 'Cache-Control: no-store', 'Connection: close'];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
