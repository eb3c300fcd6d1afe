import { installationDid, isOfInstallation } from '../catalogue/installation.js';
import { AppError } from '../core/errors.js';
import type { Store } from '../store/index.js';
import { fault, ok, warning, type Diagnosis } from './diagnosis.js';

/** Whether the installation can sign what it says itself, and whoever checks that finds its key. */
export async function installationOf({ installationKeys, organisations }: Pick<Store, 'installationKeys' | 'organisations'>, baseUrl: string): Promise<Diagnosis> {
  const host = await organisations.organisationByDomain(new URL(baseUrl).hostname);
  if (host !== undefined) return fault('own key', `The organisation ${host.slug} has the installation's own host as its domain, so the installation's key is not published: records and badges cannot be checked by others.`);
  try {
    const opened = await installationKeys.openInstallationKey();
    if (opened === undefined) return warning('own key', 'There is none yet: the next start makes it.');
    if (!isOfInstallation(baseUrl, opened.key.verificationMethod)) return warning('own key', `It is of another address than ${installationDid(baseUrl)}: the next start makes one for this.`);
    return ok('own key', `Records and badges are signed as ${opened.key.verificationMethod}.`);
  } catch (error) {
    if (error instanceof AppError) return fault('own key', error.message);
    throw error;
  }
}
