import type { Db } from './db.js';
import type { Vault } from './vault.js';

/** What the installation knows of itself, one value to a name. Every value is sealed: these are its secrets. */
export interface Settings {
  get(key: string): Promise<Uint8Array | undefined>;
  /** The first to write wins: gives what stands in the end, so that several nodes starting at once agree. */
  putOnce(key: string, value: Uint8Array): Promise<Uint8Array>;
}

/** What a setting is sealed for. */
export const settingPurpose = (key: string): string => `setting.value:${key}`;

export function settings({ knex }: Pick<Db, 'knex'>, vault: Pick<Vault, 'seal' | 'unseal'>): Settings {
  const row = (key: string, value: Uint8Array) => ({ key, value: vault.seal(value, settingPurpose(key)) });
  const get = async (key: string) => {
    const found = await knex<{ key: string; value: Uint8Array }>('setting').where({ key }).first('value');
    return found && vault.unseal(found.value, settingPurpose(key));
  };
  return {
    get,
    async putOnce(key, value) {
      await knex('setting').insert(row(key, value)).onConflict('key').ignore();
      return (await get(key)) ?? value;
    },
  };
}
