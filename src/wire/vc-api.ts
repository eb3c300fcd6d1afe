import type { Config } from '../config.js';
import type { StoreDeps } from '../store/context.js';
import { loadVcApiContexts } from '../store/documents.js';
import { settings } from '../store/settings.js';
import { createVcApi, type VcApi } from '../vc-api/index.js';

/** The VC-API, where a key turns it on; its test keys are made of a seed that is drawn once and kept sealed. */
export async function vcApi({ vcApiKey: key }: Pick<Config, 'vcApiKey'>, { db, vault, baseUrl, now, random }: StoreDeps): Promise<VcApi | undefined> {
  if (key === undefined) return undefined;
  const seed = await settings(db, vault).putOnce('vc-api-seed', random(32));
  return createVcApi({ baseUrl, key, seed, contexts: loadVcApiContexts(), now, random });
}
