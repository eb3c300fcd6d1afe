import { AppError } from '../core/errors.js';
import { loadCryptoki, type Cryptoki, type Handle } from './pkcs11-module.js';

export interface TokenOptions {
  /** Path of the token's library. */
  readonly module: string;
  /** Its label. */
  readonly token: string;
  /** Read when it is needed, and not kept. */
  pin(): Promise<string>;
}
export interface Session {
  readonly cryptoki: Cryptoki;
  readonly handle: Handle;
  /** Handles of keys by label, which live as long as the session. */
  readonly known: Map<string, Handle>;
}
export interface Token {
  /** Does this in a session of its own; once more in a new one when the token was lost meanwhile. Throws `custody-failed`. */
  use<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

const CKF = { OS_LOCKING_OK: 0x2, RW_SESSION: 0x2, SERIAL_SESSION: 0x4 } as const;
const USER = 1;
const PIN_REFUSED = new Set([0xa0, 0xa1, 0xa2, 0xa3, 0xa4]);
const ALREADY_INITIALIZED = 0x191;
const ALREADY_LOGGED_IN = 0x100;
/** At once: as many as an HSM of modest size works on. */
const SESSIONS = 4;
/** PKCS#11, 11.1: the device, its sessions, the login or the handles are gone, and may be had again. */
const LOST = new Set([0x30, 0x32, 0x60, 0x82, 0xb0, 0xb3, 0xe0, 0xe1, 0x101, 0x190]);

interface Opened {
  readonly cryptoki: Cryptoki;
  readonly slot: Handle;
  readonly idle: Session[];
}

/** A token, opened and logged in to when it is first needed. */
export function openToken(options: TokenOptions): Token {
  const { open, forget } = opening(options);
  const turns = createTurns(SESSIONS);
  const once = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    const { cryptoki, slot, idle } = await open();
    const session = idle.pop() ?? { cryptoki, handle: cryptoki.C_OpenSession(slot, CKF.SERIAL_SESSION | CKF.RW_SESSION), known: new Map() };
    try {
      const done = await work(session);
      idle.push(session);
      return done;
    } catch (error) {
      // It may be in the middle of what failed.
      quietly(() => cryptoki.C_CloseSession(session.handle));
      throw error;
    }
  };
  const twice = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    try {
      return await once(work);
    } catch (error) {
      if (!LOST.has(codeOf(error))) throw error;
      await forget();
      return once(work);
    }
  };
  return { use: (work) => turns(() => twice(work).catch((error: unknown) => Promise.reject(told(error)))) };
}

function opening(options: TokenOptions): { open(): Promise<Opened>; forget(): Promise<void> } {
  let opened: Promise<Opened> | undefined;
  return {
    open: () => {
      opened ??= logIn(options).catch((error: unknown) => {
        // A wrong PIN is not tried again: after a few times the token would lock itself.
        if (!PIN_REFUSED.has(codeOf(error))) opened = undefined;
        throw error;
      });
      return opened;
    },
    forget: async () => {
      const before = opened;
      opened = undefined;
      const gone = await before?.catch(() => undefined);
      quietly(() => gone?.cryptoki.C_CloseAllSessions(gone.slot));
    },
  };
}

async function logIn({ module, token, pin }: TokenOptions): Promise<Opened> {
  const cryptoki = await loadCryptoki(module);
  unless(ALREADY_INITIALIZED, () => cryptoki.C_Initialize({ flags: CKF.OS_LOCKING_OK }));
  const slot = cryptoki.C_GetSlotList(true).find((one) => cryptoki.C_GetTokenInfo(one).label.trim() === token);
  if (slot === undefined) throw new AppError('custody-failed', `There is no PKCS#11 token with the label of TESTAMUR_PKCS11_TOKEN in any slot.`);
  const handle = cryptoki.C_OpenSession(slot, CKF.SERIAL_SESSION | CKF.RW_SESSION);
  const secret = await pin();
  unless(ALREADY_LOGGED_IN, () => cryptoki.C_Login(handle, USER, secret));
  return { cryptoki, slot, idle: [{ cryptoki, handle, known: new Map() }] };
}

function unless(harmless: number, call: () => void): void {
  try {
    call();
  } catch (error) {
    if (codeOf(error) !== harmless) throw error;
  }
}
function quietly(call: () => void): void {
  try {
    call();
  } catch {
    // The device is gone: there is nothing to close.
  }
}

const codeOf = (error: unknown): number => Number((error as { code?: unknown }).code ?? Number.NaN);
/** Names Cryptoki's own word (`CKR_…`), nothing of what was done. */
function told(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const word = /CKR_[A-Z_]+/.exec(String((error as { message?: unknown }).message))?.[0] ?? 'no answer that it should give';
  const more = word === 'CKR_PIN_INCORRECT' || word === 'CKR_PIN_LOCKED' ? ': it is not tried again, or the token would lock itself. Look at TESTAMUR_PKCS11_PIN_FILE and start anew' : '';
  return new AppError('custody-failed', `The PKCS#11 token answered ${word}${more}.`, { cause: error });
}

/** So many at once; the others wait, first come first served. */
function createTurns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
