import type { Sealing } from '../formats/format.js';
import type { Linted } from './lint.js';
import type { SignedCredential } from './ports.js';

/** Signs what was linted, and nothing else can be handed in. */
export async function seal({ format, unsigned }: Linted, sealing: Sealing): Promise<SignedCredential> {
  return { format: format.id, mediaType: format.mediaType, bytes: await format.sign(unsigned, sealing) };
}
