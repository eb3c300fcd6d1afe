import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../core/errors.js';

/**
 * What became of an embedded database, said by a file in its folder. `moving` stands from just before PostgreSQL has everything until that is known
 * for sure, and holds the id of the move; `moved` stands for ever. Beside either nothing is read or written: two registers of one university would part.
 */
const MOVING = 'moving';
const MOVED = 'moved';
const placeOf = (dataDir: string, file: string): string => join(dataDir, 'pg', file);

export function refuseMoved(dataDir: string): void {
  if (existsSync(placeOf(dataDir, MOVED))) throw new AppError('config-invalid', `This database was moved to PostgreSQL: set DATABASE_URL. (To use the old one again, and lose what was written since, remove ${MOVED} in the folder pg of the data folder.)`);
}
export function refuseMoving(dataDir: string): void {
  if (moveBegun(dataDir) !== undefined) throw new AppError('config-invalid', `A move of this database to PostgreSQL was interrupted, and PostgreSQL may have everything: run "testamur move" again, with the same DATABASE_URL. (Only if that database is lost, remove ${MOVING} in the folder pg of the data folder.)`);
}

/** The id of a move that was interrupted. */
export const moveBegun = (dataDir: string): string | undefined => (existsSync(placeOf(dataDir, MOVING)) ? readFileSync(placeOf(dataDir, MOVING), 'utf8').trim() : undefined);
export const beginMove = (dataDir: string, id: string): Promise<void> => writeFile(placeOf(dataDir, MOVING), `${id}\n`, { flush: true });
export const endMove = (dataDir: string): Promise<void> => rename(placeOf(dataDir, MOVING), placeOf(dataDir, MOVED));
