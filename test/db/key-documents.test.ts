import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { utf8 } from '../../src/core/bytes.js';
import { createArchive } from '../../src/net/archive.js';
import { openStoreWorld, type StoreWorld } from '../support/stores.js';

let world: StoreWorld;
beforeAll(async () => void (world = await openStoreWorld()));
afterAll(() => world.database.close());

const hash = (body: string): string => createHash('sha256').update(body).digest('hex');
const minutes = (count: number): void => void (world.clock.at = new Date(world.clock.at.getTime() + count * 60_000));

describe('the archive of key documents', () => {
  it('keeps each once, and each time through which nothing else was seen', async () => {
    const { keepDocument, seenDocuments, keyDocument } = world.store.keyDocuments;
    const did = 'did:web:a.example';
    for (const [body, wait] of [['{"a":1}', 5], ['{"a":1}', 5], ['{"b":"š"}', 5], ['{"a":1}', 0]] as const) {
      await keepDocument(did, utf8(body));
      minutes(wait);
    }
    await keepDocument('did:web:b.example', utf8('{"a":1}'));
    expect(await seenDocuments(did)).toEqual([
      { subject: did, sha256: hash('{"a":1}'), firstSeen: '2026-11-21T10:00:00Z', lastSeen: '2026-11-21T10:05:00Z' },
      { subject: did, sha256: hash('{"b":"š"}'), firstSeen: '2026-11-21T10:10:00Z', lastSeen: '2026-11-21T10:10:00Z' },
      { subject: did, sha256: hash('{"a":1}'), firstSeen: '2026-11-21T10:15:00Z', lastSeen: '2026-11-21T10:15:00Z' },
    ]);
    expect(await seenDocuments()).toHaveLength(4);
    expect(await world.database.db.knex('key_document').count('* as n')).toEqual([{ n: '2' }]);
    expect(Buffer.from((await keyDocument(hash('{"b":"š"}'))) ?? []).toString()).toBe('{"b":"š"}');
    expect(await keyDocument(hash('nothing'))).toBeUndefined();
  });

  it('takes no more of strangers in a day than there is room for, and goes on the next', async () => {
    const { keepDocument, seenDocuments } = world.store.keyDocuments;
    const keep = createArchive(keepDocument, () => world.clock.at, 1000);
    const [did, steady] = ['did:web:flood.example', 'did:web:steady.example'];
    await keep(did, utf8('{"n":0}'));
    for (let n = 0; n < 20; n++) await keep(did, utf8('{"n":0}'));
    await keep(steady, utf8('{}'));
    for (let n = 1; n < 20; n++) await keep(did, utf8(`{"n":${n}}`));
    expect([(await seenDocuments(did)).length, (await seenDocuments(steady)).length]).toEqual([3, 1]);
    minutes(24 * 60);
    await keep(did, utf8('{"n":20}'));
    expect(await seenDocuments(did)).toHaveLength(4);
  });

  it('has one entry however many see the same at once', async () => {
    const { keepDocument, seenDocuments } = world.store.keyDocuments;
    await Promise.all(Array.from({ length: 10 }, () => keepDocument('did:web:c.example', utf8('{}'))));
    expect(await seenDocuments('did:web:c.example')).toHaveLength(1);
  });

  it('does not go back in time with a clock', async () => {
    const { keepDocument, seenDocuments } = world.store.keyDocuments;
    minutes(10);
    await keepDocument('did:web:d.example', utf8('{}'));
    minutes(-10);
    await keepDocument('did:web:d.example', utf8('{}'));
    const [seen] = await seenDocuments('did:web:d.example');
    expect(seen?.firstSeen).toBe(seen?.lastSeen);
  });
});
