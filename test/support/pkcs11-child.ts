import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { createRequire } from 'node:module';
import { uuidv7 } from '../../src/core/ids.js';
import type { SigningAlgorithm } from '../../src/core/algorithms.js';
import { createPkcs11Custodian } from '../../src/signers/pkcs11.js';
import type { Cryptoki } from '../../src/signers/pkcs11-module.js';

/**
 * A process that has a token: the library of one reads its configuration from the process's real environment, which a test's sandbox has not.
 * Prints one JSON line of what it saw.
 */
const [task = '', library = '', label = '', pin = ''] = process.argv.slice(2);
const custodian = createPkcs11Custodian({ module: library, token: label, pin: () => Promise.resolve(pin) });
const data = Buffer.from('what is to be signed');
const random = (): Uint8Array => new Uint8Array(10).map(() => Math.floor(Math.random() * 256));

async function keyOf(algorithm: SigningAlgorithm) {
  const id = uuidv7(new Date(), random());
  const material = await custodian.generate({ id, use: 'seal', algorithm });
  const signer = await custodian.signer({ id, algorithm, custody: 'pkcs11', ...material });
  const key = createPublicKey({ key: material.publicJwk as JsonWebKey, format: 'jwk' });
  const verifies = (signature: Uint8Array): boolean => (algorithm === 'Ed25519' ? verify(null, data, key, signature) : verify('sha256', data, algorithm === 'ES256' ? { key, dsaEncoding: 'ieee-p1363' } : key, signature));
  return { ...material, id, algorithm, signer, verifies };
}

/** The same token, past our code. */
function cryptoki(): Cryptoki {
  const { PKCS11 } = createRequire(import.meta.url)('pkcs11js') as { PKCS11: new () => Cryptoki };
  const bare = new PKCS11();
  bare.load(library);
  return bare;
}

const TASKS: Readonly<Record<string, () => Promise<unknown>>> = {
  /** Makes a key of each algorithm and signs with it. */
  sign: async () => {
    const seen = [];
    for (const algorithm of ['ES256', 'RS256', 'Ed25519'] as const) {
      const { signer, verifies, publicJwk, reference } = await keyOf(algorithm);
      const signatures = await Promise.all(Array.from({ length: 20 }, () => signer.sign(data)));
      seen.push({ algorithm, size: signatures[0]?.length, verified: signatures.filter(verifies).length, kty: publicJwk.kty, reference });
    }
    return seen;
  },
  /** Asks the token for the private half. */
  extract: async () => {
    const { reference = '' } = await keyOf('ES256');
    const bare = cryptoki();
    const slot = bare.C_GetSlotList(true).find((one) => bare.C_GetTokenInfo(one).label.trim() === label) as Buffer;
    const session = bare.C_OpenSession(slot, 0x6);
    bare.C_FindObjectsInit(session, [{ type: 0x0, value: 3 }, { type: 0x3, value: Buffer.from(reference) }]);
    const [key] = bare.C_FindObjects(session, 1);
    bare.C_FindObjectsFinal(session);
    const flags = bare.C_GetAttributeValue(session, key as Buffer, [0x103, 0x162, 0x165, 0x164, 0x163].map((type) => ({ type }))).map(({ value }) => value[0]);
    try {
      bare.C_GetAttributeValue(session, key as Buffer, [{ type: 0x11 }]);
      return { flags, value: 'given' };
    } catch (error) {
      return { flags, value: (error as Error).message };
    }
  },
  /** Loses every session, and the login with them, between two signatures. */
  lose: async () => {
    const { signer, verifies } = await keyOf('ES256');
    const first = verifies(await signer.sign(data));
    const bare = cryptoki();
    for (const slot of bare.C_GetSlotList(true)) bare.C_CloseAllSessions(slot);
    return [first, verifies(await signer.sign(data))];
  },
  /** A key that is not there. */
  missing: () => custodian.signer({ id: 'x', algorithm: 'ES256', custody: 'pkcs11', publicJwk: { kty: 'EC' }, reference: 'nobody' }),
  /** Signatures in a second, beside those of a key in this process. */
  speed: async () => {
    const { createFileCustodian } = await import('../../src/signers/file.js');
    const file = createFileCustodian({ seal: (bytes) => bytes, unseal: (bytes) => bytes });
    const seen = [];
    for (const algorithm of ['ES256', 'RS256', 'Ed25519'] as const) {
      const material = await file.generate({ id: 'x', use: 'seal', algorithm });
      const signers = { file: await file.signer({ id: 'x', algorithm, custody: 'file', ...material }), pkcs11: (await keyOf(algorithm)).signer };
      for (const [custody, signer] of Object.entries(signers)) {
        const from = performance.now();
        let count = 0;
        for (; performance.now() - from < 2000; count += 4) await Promise.all([1, 2, 3, 4].map(() => signer.sign(data)));
        seen.push({ algorithm, custody, perSecond: Math.round((count * 1000) / (performance.now() - from)) });
      }
    }
    return seen;
  },
};

const answer = await (TASKS[task] ?? (() => Promise.reject(new Error('no such task'))))().catch((error: unknown) => ({ code: (error as { code?: unknown }).code, message: (error as Error).message }));
process.stdout.write(`${JSON.stringify(answer)}\n`);
