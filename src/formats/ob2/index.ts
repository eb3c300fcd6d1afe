import { AppError, reject } from '../../core/errors.js';
import type { Evidence } from '../../core/evidence.js';
import type { Json } from '../../core/json.js';
import { parseCompact } from '../../core/jws.js';
import { text as utf8Text } from '../../core/bytes.js';
import type { Parsed, Reader } from '../format.js';
import { COMPACT, CONTEXTS, isAssertion, isOfVersion1, readGiven } from './assertion.js';
import { follow, type Chain } from './chain.js';
import { checkChain } from './check.js';
import { keysIn } from './keys.js';
import { readBadge } from './read.js';

const ID = 'ob2';

/** Open Badges 2.0 (1EdTech, 2018): an assertion, hosted or signed, and what it leads to. Read, never written. */
export const createOb2 = (): Reader => ({
  id: ID,
  recognises,
  parse,
  checkProof: ({ secured }, evidence) => Promise.resolve(checkChain(secured as Chain, evidence)),
});

/** By content; what cannot be parsed but names the contexts is taken too, so that parsing can say what is wrong with it. */
function recognises(text: string): boolean {
  try {
    return isAssertion(valueIn(text.trim()));
  } catch {
    return text.trimStart().startsWith('{') && text.includes(CONTEXTS);
  }
}

function valueIn(text: string): Json | undefined {
  if (COMPACT.test(text)) return JSON.parse(utf8Text(parseCompact(text).payload)) as Json;
  return text.startsWith('{') ? (JSON.parse(text) as Json) : undefined;
}

function parse(text: string, linked: NonNullable<Evidence['linked']> = {}): Parsed {
  const given = readGiven(text);
  if (!isAssertion(given.assertion)) return reject('unreadable', 'It is no assertion of Open Badges 2.');
  if (isOfVersion1(given.assertion)) throw new AppError('unreadable', 'It is a badge of Open Badges 1, which says too little to be checked.', { reason: 'older-badge' });
  const chain = follow(given, linked);
  const view = readBadge(chain);
  const { names, listed } = keysIn(chain);
  return {
    format: ID,
    document: chain.read,
    secured: chain,
    view,
    statusEntries: [],
    keys: names,
    signedAt: undefined,
    listedKeys: listed,
    needs: { keys: names, statusLists: [], linked: chain.wanted, issuer: view.issuer.id, credentialId: view.id },
  };
}
