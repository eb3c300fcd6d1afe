import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { utf8 } from '../../src/core/bytes.js';
import { loadMasterKeys, masterKeyIdOf, openUnderMaster, parseMasterKeys, sealUnderMaster } from '../../src/store/master-key.js';

const base64 = (fill: number) => Buffer.alloc(32, fill).toString('base64');

describe('master keys as they are configured', () => {
  it('are read newest first, with their ids', () => {
    const { current, keys } = parseMasterKeys(`2026b:${base64(2)}, 2026a:${base64(1)}`);
    expect(current).toBe('2026b');
    expect([...keys].map(([id, key]) => [id, key[0], key.length])).toEqual([['2026b', 2, 32], ['2026a', 1, 32]]);
  });

  it('are named by their hash when they have no id', () => {
    const [one, again, other] = [base64(1), base64(1).replace('=', ''), base64(2)].map((text) => parseMasterKeys(text).current);
    expect(one).toMatch(/^[0-9a-f]{8}$/);
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it.each([
    ['nothing', ' '],
    ['a short key', Buffer.alloc(31).toString('base64')],
    ['a long key', Buffer.alloc(33).toString('base64')],
    ['what is not base64', `${base64(1).slice(0, -2)}!=`],
    ['one id twice', `a:${base64(1)},a:${base64(2)}`],
    ['an id of other symbols', `ä:${base64(1)}`],
    ['three parts', `a:b:${base64(1)}`],
  ])('are refused without being repeated: %s', (_, written) => {
    const refused = expect(() => parseMasterKeys(written));
    refused.toThrow(expect.objectContaining({ code: 'config-invalid' }));
    if (written.trim()) refused.not.toThrow(written);
  });
});

describe('the file of the master key', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tm-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('is made once, for its owner alone', async () => {
    const first = loadMasterKeys({ dataDir });
    expect(loadMasterKeys({ dataDir })).toEqual(first);
    expect((await stat(join(dataDir, 'master.key'))).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(['master.key']);
  });

  it('is another in another folder', () => {
    expect(loadMasterKeys({ dataDir }).current).not.toBe(loadMasterKeys({ dataDir: join(dataDir, 'other') }).current);
  });

  it('is refused when others may read it', async () => {
    loadMasterKeys({ dataDir });
    await chmod(join(dataDir, 'master.key'), 0o640);
    expect(() => loadMasterKeys({ dataDir })).toThrow(expect.objectContaining({ code: 'config-invalid' }));
  });

  it('is not made where keys are configured', async () => {
    expect(loadMasterKeys({ dataDir, configured: `k:${base64(3)}` }).current).toBe('k');
    expect(await readdir(dataDir)).toEqual([]);
  });
});

describe('a value sealed under the master key', () => {
  const keys = parseMasterKeys(`new:${base64(2)},old:${base64(1)}`);

  it('opens for its purpose, and says its key', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ unit: 'grapheme' }), (plain, purpose) => {
        const sealed = sealUnderMaster(keys, plain, purpose);
        expect(masterKeyIdOf(sealed)).toBe('new');
        expect(openUnderMaster(keys, sealed, purpose)).toEqual(plain);
      }),
    );
  });

  it('does not open for another purpose, or with any byte changed', () => {
    const sealed = sealUnderMaster(keys, utf8('secret'), 'setting.value:a');
    expect(() => openUnderMaster(keys, sealed, 'setting.value:b')).toThrow(expect.objectContaining({ code: 'bug' }));
    sealed.forEach((_, place) => {
      const altered = sealed.map((byte, i) => (i === place ? byte ^ 1 : byte));
      expect(() => openUnderMaster(keys, altered, 'setting.value:a')).toThrow();
    });
  });

  it('opens under an older key as long as that is configured', () => {
    const old = parseMasterKeys(`old:${base64(1)}`);
    const sealed = sealUnderMaster(old, utf8('secret'), 'p');
    expect(openUnderMaster(keys, sealed, 'p')).toEqual(utf8('secret'));
    expect(() => openUnderMaster(parseMasterKeys(`new:${base64(2)}`), sealed, 'p')).toThrow(expect.objectContaining({ code: 'config-invalid' }));
  });
});
