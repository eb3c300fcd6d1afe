import { reject } from '../core/errors.js';
import type { Id } from '../core/model.js';
import type { Custody, NewKeyMaterial } from '../core/signing-key.js';
import type { Custodian, KeyWanted, Signer, SignerPorts } from './ports.js';

/** Signs with any key there is, wherever it is kept. */
export interface Signers {
  /** Throws `key-missing`, `custody-failed`. */
  sign(keyId: Id, data: Uint8Array): Promise<Uint8Array>;
  generate(custody: Custody, wanted: KeyWanted): Promise<NewKeyMaterial>;
}

/** `custodians`: those that this installation is configured for. Opening a key costs more than a signature with it, so it is kept open. */
export function createSigners(custodians: Readonly<Partial<Record<Custody, Custodian>>>, ports: SignerPorts): Signers {
  const opened = new Map<Id, Promise<Signer>>();
  const custodian = (custody: Custody, code: 'custody-failed' | 'input-invalid'): Custodian =>
    custodians[custody] ?? reject(code, `This installation is not configured for keys in custody ${custody}: ${NEEDS[custody]}.`, '/custody');
  const open = async (id: Id): Promise<Signer> => {
    const key = (await ports.keptKey(id)) ?? reject('key-missing', 'there is no such signing key');
    return custodian(key.custody, 'custody-failed').signer(key);
  };
  const signer = (id: Id): Promise<Signer> => {
    const known = opened.get(id) ?? open(id);
    opened.set(id, known);
    // What could not be opened now may be opened later.
    known.catch(() => opened.delete(id));
    return known;
  };
  return {
    sign: async (id, data) => (await signer(id)).sign(data),
    generate: async (custody, wanted) => custodian(custody, 'input-invalid').generate(wanted),
  };
}

const NEEDS: Readonly<Record<Custody, string>> = {
  file: 'it always is',
  pkcs11: 'set TESTAMUR_PKCS11_MODULE, TESTAMUR_PKCS11_TOKEN and TESTAMUR_PKCS11_PIN_FILE',
  csc: 'set TESTAMUR_CSC_URL, TESTAMUR_CSC_CLIENT_ID and TESTAMUR_CSC_SECRET_FILE',
};
