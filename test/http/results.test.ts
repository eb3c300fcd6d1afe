import type { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Rejection } from '../../src/issue/ports.js';
import { AppError } from '../../src/core/errors.js';
import type { HttpDeps, ResultsReceipt } from '../../src/http/deps.js';
import { award, awardRow, BATCH, fakeDeps, KEY, organisation, receipt, UNKNOWN_ID, type FakeDeps } from '../support/fake-deps.js';
import { problemOf, serve, withKey, type Served } from '../support/http.js';

let served: Served;
let deps: FakeDeps;
const open = async (overrides: Partial<HttpDeps> = {}): Promise<void> => void (served = await serve((deps = fakeDeps(overrides))));
afterEach(() => served.close());

const post = (body: string, type = 'application/json', query = ''): Promise<Response> =>
  served.ask(`/api/v1/results${query}`, { method: 'POST', body, headers: { authorization: `Bearer ${KEY}`, 'content-type': type } });

/** Reads the whole body and keeps it; answers with this receipt. */
const keeping = (bodies: string[], answer: ResultsReceipt = receipt) => async (_caller: unknown, body: Readable): Promise<ResultsReceipt> => {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk as Buffer);
  bodies.push(Buffer.concat(chunks).toString('utf8'));
  return answer;
};
const refusing = (code: Rejection['code'], path: string): Partial<HttpDeps> => ({ postResults: keeping([], { ...receipt, accepted: 0, rejected: [{ line: 1, code, path, message: 'why' }], rejectedTotal: 1 }) });

describe('POST /api/v1/results', () => {
  it.each([['application/json', 'json'], ['application/x-ndjson', 'ndjson'], ['text/csv; charset=utf-8', 'csv']])('hands on %s, byte for byte, as %s', async (type, media) => {
    const bodies: string[] = [];
    await open({ postResults: keeping(bodies) });
    const body = '\ufeff{"resultId":"Ž-1 😀"}\r\n';
    const response = await post(body, type);
    expect([response.status, await response.json()]).toEqual([202, receipt]);
    expect(bodies).toEqual([body]);
    expect(deps.calls).toContainEqual(['postResults', expect.objectContaining({ organisationId: organisation.id }), expect.anything(), media]);
  });

  it.each(['application/xml', 'multipart/form-data; boundary=x', ''])('refuses %s', async (type) => {
    await open();
    expect(await problemOf(await post('x', type))).toEqual([415, 'media-type-unsupported']);
  });

  it('streams: the first line is read before the last was sent', async () => {
    let seen = (): void => undefined;
    const firstSeen = new Promise<void>((resolve) => (seen = resolve));
    await open({
      postResults: async (_caller, body) => {
        for await (const _chunk of body) seen();
        return receipt;
      },
    });
    const lines = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"resultId":"1"}\n');
      await firstSeen; // would never come true if the edge waited for the end
      yield Buffer.from('{"resultId":"2"}\n');
    };
    const init = { method: 'POST', body: lines(), duplex: 'half', headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/x-ndjson' } };
    expect((await served.ask('/api/v1/results', init as unknown as RequestInit)).status).toBe(202);
  });

  it('takes more than a JSON body may hold elsewhere', async () => {
    await open();
    expect((await post('x'.repeat(3 * 1024 * 1024), 'text/csv')).status).toBe(202);
  });

  it.each(['{"resultId":"1"}', ' \n\t{"resultId":"1"}', '\ufeff{"resultId":"1"}'])('answers 409 when a single result conflicts: %j', async (body) => {
    await open(refusing('result-conflict', '/resultId'));
    expect(await problemOf(await post(body))).toEqual([409, 'result-conflict', '/resultId']);
  });

  it.each(['element-missing', 'input-invalid', 'not-found', 'result-not-passed', 'organisation-inactive'] as const)('answers 422 when a single result is refused as %s', async (code) => {
    await open(refusing(code, '/learner'));
    expect(await problemOf(await post('{}'))).toEqual([422, code, '/learner']);
  });

  it.each([['[{}]', 'application/json'], ['{}\n', 'application/x-ndjson'], ['{', 'text/csv']])('answers 202 and lists what was refused of many: %j as %s', async (body, type) => {
    await open(refusing('result-conflict', '/resultId'));
    const response = await post(body, type);
    expect([response.status, ((await response.json()) as ResultsReceipt).rejected]).toEqual([202, [{ line: 1, code: 'result-conflict', path: '/resultId', message: 'why' }]]);
  });

  it('answers what the use case throws before the body was read to its end', async () => {
    await open({ postResults: () => Promise.reject(new AppError('csv-invalid', 'no column resultId')) });
    expect(await problemOf(await post('x'.repeat(4 * 1024 * 1024), 'text/csv'))).toEqual([422, 'csv-invalid']);
  });

  it('waits when asked to, and gives the batch and its awards', async () => {
    await open();
    const response = await post('[]', 'application/json', '?wait=30');
    expect([response.status, await response.json()]).toMatchObject([202, { batchId: BATCH, batch: { state: 'done' }, awards: [awardRow] }]);
    expect(deps.calls).toContainEqual(['waitForBatch', organisation.id, BATCH, 30]);
  });

  it.each(['0', '61', '-1', '1e1', 'x', '', '5&wait=6'])('refuses wait=%s before anything is kept', async (wait) => {
    await open();
    expect(await problemOf(await post('[]', 'application/json', `?wait=${wait}`))).toEqual([422, 'input-invalid', 'wait']);
    expect(deps.calls.map(([name]) => name)).not.toContain('postResults');
  });

  it('survives a caller who hangs up half-way', async () => {
    await open();
    const controller = new AbortController();
    const lines = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"resultId":"1"}\n');
      controller.abort();
      yield Buffer.from('{');
    };
    const init = { method: 'POST', body: lines(), duplex: 'half', signal: controller.signal, headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/x-ndjson' } };
    await expect(served.ask('/api/v1/results', init as unknown as RequestInit)).rejects.toThrow();
    expect((await served.ask('/healthz')).status).toBe(200);
    expect(served.faults).toEqual([]);
  });
});

describe('batches', () => {
  it('are shown while they run and after', async () => {
    await open();
    expect(await (await served.ask(`/api/v1/batches/${BATCH}`, withKey(KEY))).json()).toMatchObject({ id: BATCH, state: 'done', total: 1, issued: 1, failed: 0 });
  });

  it('of somebody else are not found', async () => {
    await open();
    expect(await problemOf(await served.ask(`/api/v1/batches/${UNKNOWN_ID}`, withKey(KEY)))).toEqual([404, 'not-found']);
  });
});

describe('corrections', () => {
  const correct = (query = ''): Promise<Response> => served.ask(`/api/v1/awards/${award.id}/corrections${query}`, withKey(KEY, { resultId: 'r-2' }));

  it('are accepted like a single result', async () => {
    await open();
    const response = await correct('?wait=5');
    expect([response.status, await response.json()]).toMatchObject([202, { batchId: BATCH, awards: [awardRow] }]);
    expect(deps.calls).toContainEqual(['correct', expect.objectContaining({ name: 'key:registry' }), award.id, { resultId: 'r-2' }]);
  });

  it('are refused like a single result', async () => {
    await open({ correct: async () => ({ ...receipt, accepted: 0, rejected: [{ line: 1, code: 'element-missing', path: '/learner', message: 'M1' }], rejectedTotal: 1 }) });
    expect(await problemOf(await correct())).toEqual([422, 'element-missing', '/learner']);
  });
});
