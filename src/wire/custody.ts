import { readSecret, type CustodyConfig } from '../config/custody.js';
import type { Custody } from '../core/signing-key.js';
import { createCscCustodian } from '../signers/csc.js';
import { createPkcs11Custodian } from '../signers/pkcs11.js';
import type { Custodian } from '../signers/ports.js';

/** Those beside us who keep keys, as configured. Their secrets are read when they are needed, and not kept. */
export function custodians({ pkcs11, csc }: CustodyConfig): Readonly<Partial<Record<Custody, Custodian>>> {
  return {
    ...(pkcs11 && { pkcs11: createPkcs11Custodian({ ...pkcs11, pin: () => Promise.resolve(readSecret(pkcs11.pinFile)) }) }),
    ...(csc && { csc: createCscCustodian({ ...csc, secret: () => readSecret(csc.secretFile), pin: () => (csc.pinFile === undefined ? undefined : readSecret(csc.pinFile)) }) }),
  };
}
