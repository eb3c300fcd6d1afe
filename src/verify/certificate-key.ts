import type { Fact, KeyFact } from '../core/evidence.js';
import { thumbprint } from '../core/keys.js';
import { jwkOf, readCertificates } from '../core/x509/index.js';
import type { Parsed } from '../formats/format.js';
import type { VerifyPorts } from './ports.js';

/** Whose a key is that nothing but a certificate names. */
export const CERTIFICATE = 'certificate';

/** Certificates in DER, the key's own first, and who is said to have signed. */
interface Shown extends Pick<Parsed, 'view'> {
  readonly chain: readonly Uint8Array[];
}
interface Asked {
  readonly at: string;
  readonly ports: Pick<VerifyPorts, 'ownKeyOf'>;
  keysOf(did: string): Promise<Fact<readonly KeyFact[]>>;
}

/**
 * The key of the certificate that sealed: as our own store has it; else, where the issuer is named by a DID, as that DID's document has it, for who
 * lists a key also says when it was compromised; else as the certificate shows it, and then the certificate must say whose it is.
 */
export async function certificateKey(name: string, { chain, view }: Shown, { at, ports, keysOf }: Asked): Promise<Fact<KeyFact>> {
  const [leaf] = readCertificates(chain.slice(0, 1));
  const publicJwk = leaf && jwkOf(leaf);
  if (publicJwk === undefined) return { ok: false, reason: 'key-unavailable', detail: 'no certificate shows the key' };
  const own = await ports.ownKeyOf(publicJwk);
  if (own !== undefined) return { ok: true, value: own };
  const shown: KeyFact = { id: name, controller: CERTIFICATE, publicJwk, assertion: true, source: 'x5c', obtainedAt: at };
  if (!view.issuer.id.startsWith('did:')) return { ok: true, value: shown };
  const print = thumbprint(publicJwk);
  const listed = await keysOf(view.issuer.id);
  return listed.ok ? { ok: true, value: listed.value.find((key) => thumbprint(key.publicJwk) === print) ?? shown } : listed;
}
