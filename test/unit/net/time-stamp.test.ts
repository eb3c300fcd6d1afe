import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TimeStampReq } from 'pkijs';
import { readTimeStamp } from '../../../src/core/x509/index.js';
import { createTimeStamp } from '../../../src/net/time-stamp.js';
import { makeTestCa, makeTimeStamp } from '../../support/certificates.js';
import { integer, nil, sequence } from '../../support/der.js';
import { serveStamps, type StampServer } from '../../support/time-stamp-authority.js';

const CA = makeTestCa();
const IMPRINT = new Uint8Array(createHash('sha256').update('a seal').digest());
const AT = '2026-11-01T10:00:00Z';

let answer: (imprint: Uint8Array, nonce: bigint, res: ServerResponse) => void;
let server: StampServer;
beforeAll(async () => {
  server = await serveStamps((req, res) => {
    void buffer(req).then((body) => {
      const { messageImprint, nonce, certReq } = TimeStampReq.fromBER(new Uint8Array(body).buffer);
      expect([req.method, req.headers['content-type'], certReq]).toEqual(['POST', 'application/timestamp-query', true]);
      const number = BigInt(`0x${Buffer.from(nonce?.valueBlock.valueHexView ?? []).toString('hex')}`);
      answer(new Uint8Array(messageImprint.hashedMessage.valueBlock.valueHexView), number, res);
    });
  });
});
afterAll(() => server.close());

const reply = (res: ServerResponse, body: Uint8Array, type = 'application/timestamp-reply'): unknown => res.writeHead(200, { 'content-type': type }).end(body);
const granted = (token: Uint8Array): Uint8Array => sequence(sequence(integer(0)), token);
const stamp = (first = 0x11): Promise<Uint8Array> => createTimeStamp({ url: server.url, random: (size) => new Uint8Array(size).fill(first) })(IMPRINT);

describe('the time-stamp client', () => {
  it.each([0x00, 0x7f, 0x80, 0xff])('asks for our imprint with our nonce (%p…) and gives the token as it came', async (first) => {
    let token = new Uint8Array();
    answer = (imprint, nonce, res) => {
      token = new Uint8Array(makeTimeStamp({ imprint, at: AT, tsa: CA.tsa, nonce }));
      reply(res, granted(token));
    };
    expect(Buffer.from(await stamp(first))).toEqual(Buffer.from(token));
    expect(readTimeStamp(token).imprint.digest).toEqual(IMPRINT);
  });

  it.each<[string, (imprint: Uint8Array, nonce: bigint, res: ServerResponse) => unknown, RegExp]>([
    ['an answer to another question', (imprint, nonce, res) => reply(res, granted(makeTimeStamp({ imprint, at: AT, tsa: CA.tsa, nonce: nonce + 1n }))), /another question/],
    ['an answer without the nonce', (imprint, _nonce, res) => reply(res, granted(makeTimeStamp({ imprint, at: AT, tsa: CA.tsa }))), /another question/],
    ['a stamp of something else', (_imprint, nonce, res) => reply(res, granted(makeTimeStamp({ imprint: new Uint8Array(32), at: AT, tsa: CA.tsa, nonce }))), /of something else/],
    ['a stamp by whoever may not stamp', (imprint, nonce, res) => reply(res, granted(makeTimeStamp({ imprint, at: AT, tsa: CA.sub, nonce }))), /not for stamping time/],
    ['a refusal', (_imprint, _nonce, res) => reply(res, sequence(sequence(integer(2)))), /did not stamp it \(status 2\)/],
    ['an answer without a stamp', (_imprint, _nonce, res) => reply(res, sequence(sequence(integer(0)))), /no time stamp/],
    ['something else', (_imprint, _nonce, res) => reply(res, nil()), /cannot be read/],
    ['a page', (_imprint, _nonce, res) => reply(res, Buffer.from('<html>'), 'text/html'), /answers 200, text\/html/],
    ['an error', (_imprint, _nonce, res) => res.writeHead(503).end(), /answers 503/],
    ['a redirect', (_imprint, _nonce, res) => res.writeHead(302, { location: server.url }).end(), /answers 302/],
    ['an endless answer', (_imprint, _nonce, res) => reply(res, new Uint8Array(70_000)), /too long/],
    ['nothing', (_imprint, _nonce, res) => res.destroy(), /does not answer/],
  ])('takes no %s', async (_what, behave, why) => {
    answer = behave;
    await expect(stamp()).rejects.toMatchObject({ code: 'fetch-failed', message: expect.stringMatching(why) as unknown });
  });
});
