import { describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { stream } from '../../../src/http/api/verify-batch.js';

describe('a reader who does not read on', () => {
  it('is let go of in the end, and what was under way for it ends', async () => {
    let ended = false;
    async function* endless(): AsyncGenerator<string> {
      try {
        for (;;) yield await Promise.resolve('x'.repeat(65_536));
      } finally {
        ended = true;
      }
    }
    const closed = new Promise<void>((resolve) => {
      const server = createServer((_req, res) => {
        res.once('close', () => server.close(() => resolve()));
        void stream(endless(), res as never, 200);
      });
      server.listen(0, '127.0.0.1', () => connect((server.address() as AddressInfo).port, '127.0.0.1', function (this: Socket) {
        this.on('error', () => undefined).pause().write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
        server.once('close', () => this.destroy());
      }));
    });
    await closed;
    expect(ended).toBe(true);
  }, 10_000);
});
