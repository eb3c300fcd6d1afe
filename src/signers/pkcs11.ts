import type { SigningAlgorithm } from '../core/algorithms.js';
import { concat, sha256, toBase64url, utf8 } from '../core/bytes.js';
import { AppError, reject } from '../core/errors.js';
import type { PublicJwk } from '../core/evidence.js';
import { publicJwkOf } from '../core/keys.js';
import { RSA_BITS } from './file.js';
import type { Attribute, Handle, Mechanism } from './pkcs11-module.js';
import { openToken, type Session, type TokenOptions } from './pkcs11-token.js';
import type { Custodian } from './ports.js';

/** PKCS#11 v2.40 and, for Edwards curves, v3.0. */
const CKA = { CLASS: 0x0, TOKEN: 0x1, PRIVATE: 0x2, LABEL: 0x3, KEY_TYPE: 0x100, ID: 0x102, SENSITIVE: 0x103, SIGN: 0x108, VERIFY: 0x10a, MODULUS: 0x120, MODULUS_BITS: 0x121, PUBLIC_EXPONENT: 0x122, EXTRACTABLE: 0x162, EC_PARAMS: 0x180, EC_POINT: 0x181 } as const;
const PRIVATE_KEY = 3;

interface Kind {
  readonly generation: number;
  readonly parameters: readonly Attribute[];
  readonly signing: Mechanism;
  /** What the token is given to sign: what it need not see stays here. */
  prepare(data: Uint8Array): Uint8Array;
  readonly signatureSize: number;
  readonly shown: readonly number[];
  jwk(shown: readonly Buffer[]): PublicJwk;
}

/** DigestInfo of SHA-256 before the hash itself (RFC 8017, 9.2, note 1). */
const SHA256_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');
const P256 = Buffer.from('06082a8648ce3d030107', 'hex');
/** PrintableString `edwards25519`, as tokens of before v3.0 name it too. */
const EDWARDS = Buffer.from('130c656477617264733235353139', 'hex');

const KINDS: Readonly<Record<SigningAlgorithm, Kind>> = {
  ES256: {
    generation: 0x1040,
    parameters: [{ type: CKA.EC_PARAMS, value: P256 }],
    signing: { mechanism: 0x1041 },
    prepare: sha256,
    signatureSize: 64,
    shown: [CKA.EC_POINT],
    jwk: ([point]) => ({ kty: 'EC', crv: 'P-256', x: coordinate(point, -64, -32), y: coordinate(point, -32) }),
  },
  RS256: {
    generation: 0x0,
    parameters: [{ type: CKA.MODULUS_BITS, value: RSA_BITS }, { type: CKA.PUBLIC_EXPONENT, value: Buffer.from([1, 0, 1]) }],
    signing: { mechanism: 0x1 },
    prepare: (data) => concat(SHA256_INFO, sha256(data)),
    signatureSize: 1024,
    shown: [CKA.MODULUS, CKA.PUBLIC_EXPONENT],
    jwk: ([n, e]) => ({ kty: 'RSA', n: toBase64url(n ?? Buffer.of()), e: toBase64url(e ?? Buffer.of()) }),
  },
  Ed25519: {
    generation: 0x1055,
    parameters: [{ type: CKA.EC_PARAMS, value: EDWARDS }],
    signing: { mechanism: 0x1057 },
    prepare: (data) => data,
    signatureSize: 64,
    shown: [CKA.EC_POINT],
    jwk: ([point]) => ({ kty: 'OKP', crv: 'Ed25519', x: coordinate(point, -32) }),
  },
};

/** Points stand in DER or bare, with what they are at the end. */
const coordinate = (point: Buffer | undefined, from: number, to?: number): string => toBase64url((point ?? Buffer.of()).subarray(from, to));

/** Keys in a PKCS#11 token (an HSM, a smart card): made there, never outside it. */
export function createPkcs11Custodian(options: TokenOptions): Custodian {
  const token = openToken(options);
  return {
    generate: async ({ id, algorithm }) => {
      const reference = `testamur-${id}`;
      return token.use(async (session) => ({ reference, publicJwk: await generateIn(session, { id, algorithm, reference }) }));
    },
    signer: async ({ algorithm, reference = '' }) => {
      const { signing, prepare, signatureSize } = KINDS[algorithm];
      // Looked for again in each session: a handle is of its session, and a token may have been put back.
      await token.use((session) => Promise.resolve(privateKeyIn(session, reference)));
      return {
        algorithm,
        sign: (data) =>
          token.use(async (session) => {
            session.cryptoki.C_SignInit(session.handle, signing, privateKeyIn(session, reference));
            return new Uint8Array(await session.cryptoki.C_SignAsync(session.handle, Buffer.from(prepare(data)), Buffer.alloc(signatureSize)));
          }),
      };
    },
  };
}

async function generateIn({ cryptoki, handle }: Session, { id, algorithm, reference }: { readonly id: string; readonly algorithm: SigningAlgorithm; readonly reference: string }): Promise<PublicJwk> {
  const kind = KINDS[algorithm];
  const named: readonly Attribute[] = [{ type: CKA.TOKEN, value: true }, { type: CKA.ID, value: Buffer.from(id.replaceAll('-', ''), 'hex') }, { type: CKA.LABEL, value: reference }];
  const locked: readonly Attribute[] = [{ type: CKA.PRIVATE, value: true }, { type: CKA.SENSITIVE, value: true }, { type: CKA.EXTRACTABLE, value: false }, { type: CKA.SIGN, value: true }];
  const keys = await cryptoki.C_GenerateKeyPairAsync(handle, { mechanism: kind.generation }, [...named, ...kind.parameters, { type: CKA.VERIFY, value: true }], [...named, ...locked]);
  const [sensitive, extractable] = cryptoki.C_GetAttributeValue(handle, keys.privateKey, [{ type: CKA.SENSITIVE }, { type: CKA.EXTRACTABLE }]);
  if (sensitive?.value[0] !== 1 || extractable?.value[0] !== 0) throw new AppError('custody-failed', 'The token made a key that could leave it: it is not used.');
  return publicJwkOf(kind.jwk(cryptoki.C_GetAttributeValue(handle, keys.publicKey, kind.shown.map((type) => ({ type }))).map(({ value }) => value)));
}

/** Throws `key-missing`. */
function privateKeyIn({ cryptoki, handle, known }: Session, reference: string): Handle {
  const before = known.get(reference);
  if (before !== undefined) return before;
  cryptoki.C_FindObjectsInit(handle, [{ type: CKA.CLASS, value: PRIVATE_KEY }, { type: CKA.LABEL, value: Buffer.from(utf8(reference)) }]);
  const [found] = cryptoki.C_FindObjects(handle, 1);
  cryptoki.C_FindObjectsFinal(handle);
  const key = found ?? reject('key-missing', `the token has no key with the label ${reference}`);
  known.set(reference, key);
  return key;
}
