import type { Evidence, PublicJwk } from '../../core/evidence.js';
import { fail, pass, unknown, type Finding } from '../../core/finding.js';
import { JWS_ALGORITHMS, verifySignature } from '../../core/jws.js';
import { certificateKeyName } from '../../core/seal.js';
import { jwkOf, readCertificate } from '../../core/x509/index.js';
import { gathered } from '../securing/signature.js';
import type { Jades } from './read.js';

const CHECK = 'signature';

/**
 * Whether the key of its own certificate sealed this text, byte for byte. Whose certificate that is, who vouches for it, and since when it is
 * sealed, the checks of issuer and seal say.
 */
export function checkJades({ fault, header, seal, signature, signingInput }: Jades, keys: Evidence['keys'] = {}): Finding {
  if (fault !== undefined) return (fault.reason === 'key-missing' ? unknown : fail)(CHECK, fault.reason, { detail: fault.detail });
  const [leaf] = seal.chain;
  const jwk = leaf && keyOf(leaf, keys);
  const alg = header.alg as string;
  const { kty, crv } = JWS_ALGORITHMS[alg] ?? {};
  if (jwk === undefined || jwk.kty !== kty || jwk.crv !== crv) return fail(CHECK, 'algorithm-unsupported', { detail: alg });
  return verifySignature(alg, jwk, signingInput, signature) ? pass(CHECK, { detail: alg }) : fail(CHECK, 'signature-mismatch');
}

/** The key that was gathered under the certificate's name, which is the certificate's own but for a trial seal; else the certificate's. */
function keyOf(leaf: Uint8Array, keys: Evidence['keys']): PublicJwk | undefined {
  const certificate = readCertificate(leaf);
  const fact = gathered(keys, certificateKeyName(certificate.fingerprint));
  return fact?.ok === true ? fact.value.publicJwk : jwkOf(certificate);
}
