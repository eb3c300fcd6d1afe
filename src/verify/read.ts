import { sha256, toHex, utf8 } from '../core/bytes.js';
import { AppError } from '../core/errors.js';
import type { Parsed, Reader } from '../formats/format.js';
import { contentOf, detect } from './detect.js';
import { innerNeeds, innersOf } from './inner.js';
import type { Carrier, CarrierId } from './ports.js';
import { readPresentation } from './presentation/read.js';
import { unwrap } from './unwrap.js';

/** A credential as reading left it: all that gathering must know, and nothing that could not be sent to another thread. */
export interface Read extends Pick<Parsed, 'format' | 'view' | 'needs' | 'seal' | 'keys' | 'listedKeys'> {
  /** The credential itself, out of whatever carried it. */
  readonly text: string;
  readonly carrier?: CarrierId;
  /** The host that it was had from, where a link led to it. */
  readonly fetchedFrom?: string;
  /** The presentation that it came in, and the keys that its proofs name. */
  readonly presentation?: { readonly text: string; readonly keys: readonly string[] };
  /** Of the upload, hex. */
  readonly sha256: string;
}

export interface Means {
  readonly formats: readonly Reader[];
  readonly carriers: readonly Carrier[];
}

/** Every credential in an upload: one, or those of a presentation. Throws `unreadable` or `json-invalid`. */
export async function readUpload(upload: Uint8Array, { formats, carriers }: Means): Promise<readonly [Read, ...Read[]]> {
  const { content, carrier } = await unwrap(upload, { carriers, formats });
  const hash = toHex(sha256(upload));
  const read = (one: Uint8Array, more: Pick<Read, 'carrier' | 'presentation'>): Read => {
    const { format, text } = detect(one, formats);
    return { ...readOf(format.parse(text), formats), text, ...more, sha256: hash };
  };
  const outer = carrier === undefined ? {} : { carrier };
  const text = contentOf(content);
  const presentation = readPresentation(text);
  if (presentation === undefined) return [read(content, outer)];
  const within = { carrier: carrier ?? 'presentation', presentation: { text, keys: presentation.keys } } as const;
  const [first, ...others] = presentation.credentials.map((one) => readWithin(() => read(utf8(one), within)));
  return [first as Read, ...others];
}

/** Which of several cannot be read is of no use to anybody: the whole is refused, and nothing in it half judged. */
function readWithin(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError('unreadable', `A credential in the presentation cannot be read: ${error.message}`, { cause: error, ...(error.reason !== undefined && { reason: error.reason }) });
  }
}

export function readOf(parsed: Parsed, formats: readonly Reader[]): Omit<Read, 'text' | 'sha256'> {
  const { format, view, needs, seal, keys, listedKeys } = parsed;
  const inner = innerNeeds(innersOf(parsed, formats));
  return { format, view, needs: inner === undefined ? needs : { ...needs, inner }, keys, ...(seal === undefined ? {} : { seal }), ...(listedKeys === undefined ? {} : { listedKeys }) };
}
