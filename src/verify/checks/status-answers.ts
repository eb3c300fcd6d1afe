import { didWebDocumentUrl } from '../../core/did.js';
import { AppError } from '../../core/errors.js';
import type { StatusListFact } from '../../core/evidence.js';
import type { Outcome, Reason } from '../../core/finding.js';
import { shortened } from '../../core/strings.js';
import { BITSTRING, bitListOf, TOKEN_LIST } from '../../core/status-kinds.js';
import { TOKEN_STATUS } from '../../core/token-status-list.js';
import type { StatusEntry } from '../../formats/format.js';
import { readList, readTokenList } from '../../status/read.js';
import { MAX_WORDS } from '../naming-list.js';

/** What a list says of an entry; `words` are its issuer's. */
export type Answer = readonly [outcome: Outcome, reason: Reason, words?: string];

export const kindOf = ({ kind, bits }: StatusListFact): string => kind ?? (bits === undefined ? BITSTRING : TOKEN_LIST);

/** What a value other than 0 means, for each purpose (Bitstring Status List v1.0, 2.1): two withdraw a credential; the others say something of one that is in force. */
const MEANING = new Map<string, Answer>([
  ['revocation', ['fail', 'revoked']],
  ['suspension', ['fail', 'suspended']],
  ['message', ['warn', 'status-message']],
  ['refresh', ['warn', 'refresh-advised']],
]);

/** The draft numbers messages with `0x` and a byte. */
const MAX_SIZE = 8;

/** Whether every value that it can have means something: of more than one bit, each must have its message (2.1, `statusMessage`). */
export function isReadableBit({ size = 1, messages, purpose }: StatusEntry): boolean {
  if (!MEANING.has(purpose) || !Number.isInteger(size) || size < 1 || size > MAX_SIZE) return false;
  const values = 2 ** size;
  const whole = messages !== undefined && Object.keys(messages).length === values && Object.keys(messages).every((value) => Number(value) < values);
  return messages === undefined ? size === 1 : whole;
}

export function bitAnswer({ encodedList }: StatusListFact, { type, index, purpose, size = 1, messages = {} }: StatusEntry): Answer {
  const value = readList({ encodedList, index, size, least: bitListOf(type)?.least ?? 0 });
  if (typeof value === 'string') return ['unknown', value];
  const [outcome, reason] = value === 0 ? (['pass', 'ok'] as const) : (MEANING.get(purpose) ?? (['unknown', 'status-unsupported'] as const));
  const words = messages[String(value)];
  return words === undefined ? [outcome, reason] : [outcome, reason, shortened(words, MAX_WORDS)];
}

/** A status that an application gave a meaning of its own is none that we know (draft-ietf-oauth-status-list-20, 7.1). */
export function tokenAnswer({ encodedList, bits }: StatusListFact, { index }: StatusEntry): Answer {
  const answer = bits === undefined ? 'list-invalid' : readTokenList({ encodedList, bits }, index);
  return typeof answer === 'string' ? ['unknown', answer] : (TOKEN_ANSWERS[answer] ?? ['unknown', 'status-unsupported']);
}

const TOKEN_ANSWERS: Readonly<Record<number, Answer>> = {
  [TOKEN_STATUS.valid]: ['pass', 'ok'],
  [TOKEN_STATUS.invalid]: ['fail', 'revoked'],
  [TOKEN_STATUS.suspended]: ['fail', 'suspended'],
};

/**
 * What an unsigned list says by naming a credential, or not (VCRL 1.0). The credential's own signature names the list, so what stands in it counts
 * against the credential; that something does not stand in it counts for it only where the issuer's own host says so, which is also asked for its keys.
 */
export function namingAnswer({ naming, issuer }: StatusListFact): Answer {
  if (naming === undefined) return ['unknown', 'list-invalid'];
  const entry = naming.entries.find(({ revoked }) => revoked);
  if (entry !== undefined) return entry.words === undefined ? ['fail', 'revoked'] : ['fail', 'revoked', entry.words];
  return naming.origin === originOf(issuer) ? ['pass', 'ok'] : ['unknown', 'list-unsigned'];
}

/** The host that defines who this is; undefined where none does. */
function originOf(issuer: string): string | undefined {
  try {
    const url = new URL(issuer.startsWith('did:web:') ? didWebDocumentUrl(issuer) : issuer);
    return url.protocol === 'https:' ? url.origin : undefined;
  } catch (error) {
    if (error instanceof AppError || error instanceof TypeError) return undefined;
    throw error;
  }
}
