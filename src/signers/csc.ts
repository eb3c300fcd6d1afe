import { verify } from 'node:crypto';
import type { SigningAlgorithm } from '../core/algorithms.js';
import { sha256 } from '../core/bytes.js';
import { ecdsaFromDer } from '../core/ecdsa.js';
import { reject } from '../core/errors.js';
import type { PublicJwk } from '../core/evidence.js';
import { isObject, type Json, type JsonObject } from '../core/json.js';
import { publicKeyObject, thumbprint } from '../core/keys.js';
import { jwkOf, readCertificate } from '../core/x509/index.js';
import { createCscClient, failed, type CscClient, type CscService } from './csc-client.js';
import type { Custodian, KeptKey } from './ports.js';

export interface CscOptions extends CscService {
  /** Of credentials that want one with each seal. */
  pin(): string | undefined;
}

const SHA256 = '2.16.840.1.101.3.4.2.1';
/** `signAlgo` for each algorithm, the exact one before the one that leaves the digest to `hashAlgorithmOID`. */
const SIGN_ALGORITHMS: Readonly<Partial<Record<SigningAlgorithm, readonly string[]>>> = {
  ES256: ['1.2.840.10045.4.3.2', '1.2.840.10045.2.1'],
  RS256: ['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.1'],
};

/** What `credentials/info` says (CSC API v2, 11.5). */
interface Credential {
  readonly id: string;
  /** DER, its own first. */
  readonly chain: readonly Uint8Array[];
  readonly publicJwk: PublicJwk;
  readonly signAlgorithms: readonly string[];
  readonly authorization: string;
  /** Names of what it is authorised by. */
  readonly factors: readonly string[];
}

/**
 * Keys that a trust service provider keeps and seals with on our behalf (CSC API v2): how a university has a qualified seal. They are not made here
 * but taken up, by the id of their credential. Each seal is authorised for its own hash (SCAL 2): two calls for a signature.
 */
export function createCscCustodian(options: CscOptions): Custodian {
  const client = createCscClient(options);
  return {
    generate: async ({ algorithm, reference }) => {
      const credential = await credentialOf(client, reference ?? (await onlyCredential(client)));
      signAlgorithmOf(credential, algorithm);
      demandAuthorizable(credential, options);
      return { reference: credential.id, publicJwk: credential.publicJwk, chain: credential.chain };
    },
    signer: async (key) => {
      const credential = await credentialOf(client, key.reference ?? '');
      if (thumbprint(credential.publicJwk) !== thumbprint(key.publicJwk)) reject('key-missing', 'the trust service provider has another key under this credential now: take it up as a new key');
      const signAlgo = signAlgorithmOf(credential, key.algorithm);
      return { algorithm: key.algorithm, sign: (data) => seal(data, { client, credential, signAlgo, key, options }) };
    },
  };
}

async function onlyCredential(client: CscClient): Promise<string> {
  const { credentialIDs } = await client.ask('credentials/list', {});
  const ids = textsOf(credentialIDs);
  const [only] = ids;
  return only !== undefined && ids.length === 1 ? only : reject('input-invalid', `The trust service provider keeps ${ids.length} credentials for us: say which one${ids.length === 0 ? '' : `, of ${ids.join(', ')}`}.`, '/reference');
}

async function credentialOf(client: CscClient, id: string): Promise<Credential> {
  const info = await client.ask('credentials/info', { credentialID: id, certificates: 'chain', certInfo: true, authInfo: true });
  const [key, cert, auth] = [info.key, info.cert, info.auth].map((part) => (isObject(part) ? part : {})) as [JsonObject, JsonObject, JsonObject];
  if (key.status !== 'enabled') failed('The credential is disabled at the trust service provider.');
  if (cert.status !== undefined && cert.status !== 'valid') failed(`The certificate of the credential is ${CERT_STATES.find((state) => state === cert.status) ?? 'not valid'}, says the trust service provider.`);
  const chain = textsOf(cert.certificates).map((base64) => new Uint8Array(Buffer.from(base64, 'base64')));
  const [leaf] = chain;
  const publicJwk = (leaf && jwkOf(readCertificate(leaf))) ?? failed('The trust service provider shows no certificate of the credential, or one of a key that we cannot use.');
  const factors = (Array.isArray(auth.objects) ? (auth.objects as readonly Json[]) : []).filter(isObject).flatMap(({ id: name }) => (typeof name === 'string' ? [name] : []));
  return { id, chain, publicJwk, signAlgorithms: textsOf(key.algo), authorization: typeof auth.mode === 'string' ? auth.mode : '', factors };
}

const CERT_STATES = ['expired', 'revoked', 'suspended'];

const textsOf = (value: Json | undefined): readonly string[] => (Array.isArray(value) ? (value as readonly Json[]).filter((one) => typeof one === 'string') : []);

function signAlgorithmOf({ signAlgorithms, publicJwk }: Credential, algorithm: SigningAlgorithm): string {
  const fits = algorithm === 'RS256' ? publicJwk.kty === 'RSA' : publicJwk.crv === 'P-256';
  const found = fits ? SIGN_ALGORITHMS[algorithm]?.find((oid) => signAlgorithms.includes(oid)) : undefined;
  return found ?? reject('input-invalid', `The credential does not sign with ${algorithm}.`, '/algorithm');
}

/** A server has no person who could be sent to a browser, or asked for a code from a telephone. */
function demandAuthorizable({ authorization, factors }: Credential, { pin }: CscOptions): void {
  if (authorization === 'implicit') return;
  if (authorization !== 'explicit') reject('input-invalid', 'A person must authorise each use of this credential in a browser (oauth2code). Ask the provider for one that a server may use: implicit, or explicit with a PIN.', '/reference');
  if (factors.length > 1) reject('input-invalid', `The credential wants more than a PIN (${factors.length} factors). Ask the provider for one that a server may use.`, '/reference');
  if (factors.length === 1 && pin() === undefined) reject('input-invalid', 'The credential wants a PIN: set TESTAMUR_CSC_PIN_FILE.', '/reference');
}

interface Sealing {
  readonly client: CscClient;
  readonly credential: Credential;
  readonly signAlgo: string;
  readonly key: KeptKey;
  readonly options: CscOptions;
}

async function seal(data: Uint8Array, { client, credential, signAlgo, key, options }: Sealing): Promise<Uint8Array> {
  const hashes = [Buffer.from(sha256(data)).toString('base64')];
  const hashed = { credentialID: credential.id, hashes, hashAlgorithmOID: SHA256 };
  const pin = credential.authorization === 'explicit' ? options.pin() : undefined;
  const authData = pin === undefined ? {} : { authData: [{ id: credential.factors[0] ?? 'PIN', value: pin }] };
  // A wrong PIN counts: what was answered is not asked again. Without an answer nothing is known to be spent.
  const { SAD } = await client.ask('credentials/authorize', { ...hashed, numSignatures: 1, ...authData });
  if (typeof SAD !== 'string') return failed('The trust service provider gave no activation data (SAD).');
  const { signatures } = await client.ask('signatures/signHash', { ...hashed, SAD, signAlgo }, { once: true });
  const [signature] = textsOf(signatures);
  return checked(new Uint8Array(Buffer.from(signature ?? '', 'base64')), data, key);
}

/** As JOSE has it (RFC 7518, 3.4); and only if it is this key's, over these bytes: nobody else need be asked whether the provider signed something else. */
function checked(signature: Uint8Array, data: Uint8Array, { algorithm, publicJwk }: KeptKey): Uint8Array {
  const bytes = algorithm === 'ES256' ? rawOf(signature) : signature;
  const key = publicKeyObject(publicJwk);
  const good = verify('sha256', data, algorithm === 'ES256' ? { key, dsaEncoding: 'ieee-p1363' } : key, bytes);
  return good ? bytes : failed('The trust service provider answered with something that is no signature of this key over these bytes.');
}

/** In DER, as its OID has it; some providers give r‖s. */
function rawOf(signature: Uint8Array): Uint8Array {
  try {
    return ecdsaFromDer(signature);
  } catch {
    return signature;
  }
}
