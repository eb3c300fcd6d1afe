import { AppError } from '../core/errors.js';

export type Handle = Buffer;
export interface Mechanism {
  readonly mechanism: number;
  readonly parameter?: Buffer | null;
}
/** One attribute of an object. Asked for, `value` is left out. */
export interface Attribute {
  readonly type: number;
  readonly value?: Buffer | number | string | boolean;
}

/** What we call of Cryptoki (PKCS#11 v2.40), as the optional package pkcs11js has it: written here, because it need not be installed. */
export interface Cryptoki {
  load(path: string): void;
  C_Initialize(options: { readonly flags: number }): void;
  C_GetSlotList(tokenPresent: boolean): Handle[];
  C_GetTokenInfo(slot: Handle): { readonly label: string };
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseSession(session: Handle): void;
  C_CloseAllSessions(slot: Handle): void;
  C_Login(session: Handle, userType: number, pin: string): void;
  C_FindObjectsInit(session: Handle, template: Attribute[]): void;
  C_FindObjects(session: Handle, most: number): Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(session: Handle, object: Handle, template: Attribute[]): { readonly value: Buffer }[];
  C_GenerateKeyPairAsync(session: Handle, mechanism: Mechanism, publicTemplate: Attribute[], privateTemplate: Attribute[]): Promise<{ readonly publicKey: Handle; readonly privateKey: Handle }>;
  C_SignInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  C_SignAsync(session: Handle, data: Buffer, signature: Buffer): Promise<Buffer>;
}

const PACKAGE = 'pkcs11js';

/** Loads the package, and with it the token's own library. Throws `custody-failed` when either cannot be. */
export async function loadCryptoki(library: string): Promise<Cryptoki> {
  const { PKCS11 } = await import(PACKAGE).then(
    (found: { default: { PKCS11: new () => Cryptoki } }) => found.default,
    (cause: unknown) => {
      throw new AppError('custody-failed', 'The optional package pkcs11js is not installed or not built: run "npm rebuild pkcs11js" where a compiler is (docs/operations.md, Keys).', { cause });
    },
  );
  const cryptoki = new PKCS11();
  try {
    cryptoki.load(library);
  } catch (cause) {
    throw new AppError('custody-failed', 'TESTAMUR_PKCS11_MODULE is no library of a PKCS#11 token that can be loaded here.', { cause });
  }
  return cryptoki;
}
