import type { Config } from '../config.js';
import type { TrustAnchor } from '../core/seal.js';
import { findPath, readCertificate, readCertificates, type Certificate } from '../core/x509/index.js';
import type { Store } from '../store/index.js';
import { ok, warning, type Diagnosis } from './diagnosis.js';

/** Whether seals by certificate can be confirmed here: those of others, and those that are made here. */
export async function sealsOf({ anchors, organisations, signingKeys }: Store, { tsaUrl }: Config, now: Date): Promise<Diagnosis> {
  const entered = (await anchors.listAnchors()).filter(({ withdrawnAt }) => withdrawnAt === undefined);
  const old = entered.filter(({ certificate }) => readCertificate(certificate).notAfter < now).map(({ name }) => name);
  const unled: string[] = [];
  for (const { id, slug } of await organisations.allOrganisations()) {
    const seals = (await signingKeys.activeKeys(id)).filter(({ use }) => use === 'seal');
    if (seals.some(({ chain }) => !leadsToAnchor(chain, entered, now))) unled.push(slug);
  }
  const wrong = [
    ...(old.length === 0 ? [] : [`Anchors whose certificate has run out: ${old.join(', ')}.`]),
    ...(unled.length === 0 ? [] : [`Their own seals are not confirmed here, for their certificates lead to no anchor: ${unled.join(', ')}.`]),
    ...(tsaUrl === undefined || entered.some(({ use }) => use === 'time-stamp') ? [] : ['Seals are stamped, and by no authority that is an anchor: their time proves nothing here.']),
  ];
  if (wrong.length > 0) return warning('seals', `${wrong.join(' ')} See testamur trust anchors.`);
  return ok('seals', entered.length === 0 ? 'No certificate is accepted as the end of a chain, so no seal by certificate is confirmed: testamur trust anchors add.' : 'Every seal made here leads to an anchor that is accepted.');
}

function leadsToAnchor([leaf, ...pool]: readonly Uint8Array[], anchors: readonly TrustAnchor[], now: Date): boolean {
  const ends = anchors.filter(({ use }) => use === 'seal').map(({ certificate }) => ({ certificate: readCertificate(certificate) }));
  const first: Certificate | undefined = leaf && readCertificate(leaf);
  return first !== undefined && findPath(first, { pool: readCertificates(pool), anchors: ends, at: now.getTime() }).ok;
}
