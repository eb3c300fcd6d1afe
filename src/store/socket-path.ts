import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The name of a Unix socket, path and all, fits 108 bytes on Linux and 104 on macOS, its closing zero included. */
const MAX_SOCKET_PATH = 103;
/** Room for the longest name that is put into the folder. */
const NAME_BYTES = 32;

export interface SocketFolder {
  /** A name of the folder short enough for sockets in it. */
  readonly path: string;
  /** Removes the short name, if one was made. */
  remove(): void;
}

/**
 * A folder under a name short enough for Unix sockets. Where its own is too long, the name is a symbolic link in a folder of this process
 * alone: the sockets stand in the one true folder all the same, so processes with different temporary folders find each other's.
 */
export function socketFolder(folder: string): SocketFolder {
  const path = resolve(folder);
  if (Buffer.byteLength(path) + 1 + NAME_BYTES <= MAX_SOCKET_PATH) return { path, remove: () => undefined };
  const place = mkdtempSync(join(tmpdir(), 'tm-'));
  const short = join(place, 'd');
  symlinkSync(path, short);
  return { path: short, remove: () => rmSync(place, { recursive: true, force: true }) };
}
