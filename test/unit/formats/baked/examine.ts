import { AppError } from '../../../../src/core/errors.js';
import { IMAGE_CARRIERS } from '../../../../src/formats/baked/index.js';

export type Examined = { readonly carrier: 'png' | 'svg' } & ({ readonly credential: string } | { readonly fault: string });

/** What the carriers find: the one credential, or why there is none. Undefined: neither kind of image. Anything but a refusal of ours goes through. */
export async function examine(bytes: Uint8Array): Promise<Examined | undefined> {
  const carrier = IMAGE_CARRIERS.find((one) => one.carries(bytes));
  if (carrier === undefined) return undefined;
  try {
    const [content, ...more] = await carrier.contents(bytes);
    if (more.length > 0) throw new Error('more than one');
    return content === undefined ? { carrier: carrier.id, fault: 'none' } : { carrier: carrier.id, credential: Buffer.from(content).toString('utf8') };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unreadable') throw error;
    return { carrier: carrier.id, fault: error.reason ?? 'no reason' };
  }
}

export const credentialIn = async (bytes: Uint8Array): Promise<string> => {
  const found = await examine(bytes);
  return found !== undefined && 'credential' in found ? found.credential : `nothing: ${JSON.stringify(found)}`;
};

