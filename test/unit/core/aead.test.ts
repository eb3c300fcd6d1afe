import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openBytes, sealBytes } from '../../../src/core/aead.js';
import { fromHex, sha256, toHex } from '../../../src/core/bytes.js';
import { refused } from './throws.js';

const key = sha256('key');
const iv = fromHex('cafebabefacedbaddecaf888');
const plain = new TextEncoder().encode('Ada Lovelace');
const purpose = 'learner.contact:1';
const sealed = sealBytes({ key, iv, plain, purpose });

describe('a sealed value', () => {
  it('opens to what was sealed', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array({ minLength: 12, maxLength: 12 }), fc.string(), (data, nonce, use) => {
        expect(openBytes({ key, sealed: sealBytes({ key, iv: nonce, plain: data, purpose: use }), purpose: use })).toEqual(data);
      }),
    );
  });

  it('is AES-256-GCM: version, iv, ciphertext, tag', () => {
    // Test case 14 of McGrew and Viega's GCM specification has no purpose; ours of an empty one is the same.
    const zeros = sealBytes({ key: new Uint8Array(32), iv: new Uint8Array(12), plain: new Uint8Array(16), purpose: '' });
    expect(toHex(zeros)).toBe(`01${'00'.repeat(12)}cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919`);
    expect(sealed).toHaveLength(1 + 12 + plain.length + 16);
  });

  it('does not open for another purpose, nor under another key', () => {
    refused('bug', () => openBytes({ key, sealed, purpose: 'learner.contact:2' }));
    refused('bug', () => openBytes({ key: sha256('other'), sealed, purpose }));
    refused('bug', () => openBytes({ key: key.subarray(1), sealed, purpose }));
  });

  it('does not open with any one bit changed, or any byte cut', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      refused('bug', () => openBytes({ key, sealed: sealed.map((byte, i) => (i === at ? byte ^ 1 : byte)), purpose }));
      refused('bug', () => openBytes({ key, sealed: sealed.subarray(0, at), purpose }));
    }
  });

  it('is not made with a short key or iv', () => {
    refused('bug', () => sealBytes({ key: key.subarray(16), iv, plain, purpose }));
    refused('bug', () => sealBytes({ key, iv: iv.subarray(1), plain, purpose }));
  });
});
