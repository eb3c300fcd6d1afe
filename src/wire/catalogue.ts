import type { CatalogueQuery } from '../catalogue/ports.js';
import { createAccess } from '../catalogue/access.js';
import { didDocument, jwks, jwtVcIssuer } from '../catalogue/identity.js';
import { createCatalogue } from '../catalogue/index.js';
import { didOfAddress } from '../core/did.js';
import { reject } from '../core/errors.js';
import type { Id, Organisation } from '../core/model.js';
import type { Caller, HttpDeps } from '../http/deps.js';
import { installationDidDocument } from './installation.js';
import { keyCases } from './keys.js';
import type { Kit } from './kit.js';

/** Organisations, their keys and achievements, and who may ask for what. */
export function catalogueCases(kit: Kit) {
  const { deps, store, schemas } = kit;
  const catalogue = createCatalogue({ ports: { ...deps, ...store.organisations, ...store.achievements }, schemas, nationalSystems: kit.nationalSystems });
  const organisationOf = async (id: Id): Promise<Organisation> => (await store.organisations.organisation(id)) ?? reject('not-found', 'There is no such organisation.');
  const achievementVersion = async (id: Id, version: number) => {
    const achievement = await store.achievements.achievementVersion(id, version);
    return achievement && { achievement, organisation: await organisationOf(achievement.organisationId) };
  };
  return {
    ...store.organisations,
    ...catalogue,
    achievements: store.achievements.achievements,
    achievementVersion,
    achievementImage: async ({ id, version, language }: Parameters<HttpDeps['achievementImage']>[0], kind: 'png' | 'svg') => {
      const found = await achievementVersion(id, version);
      if (found === undefined || language === undefined) return found && kit.badges[kind](found);
      return Object.hasOwn(found.achievement.title, language) ? kit.badges[kind]({ ...found, language }) : undefined;
    },
    currentVersion: store.achievements.currentVersion,
    catalogue: async (query: CatalogueQuery, cursor: string | undefined, limit: number) => {
      const [found, total] = await Promise.all([store.catalogue.offered(query, cursor, limit), store.catalogue.countOffered(query)]);
      return { ...found, total };
    },
    catalogueFacets: store.catalogue.facets,
    ...keyCases(kit),
    didDocument: async (organisation: Organisation) => didDocument(organisation, await store.signingKeys.publicKeys(organisation.id)),
    installationDocument: () => installationDidDocument(kit),
    jwks: async (organisation: Organisation) => jwks(organisation, await store.signingKeys.publicKeys(organisation.id)),
    jwtVcIssuer: async (issuer: string) => {
      const did = didOfAddress(issuer);
      const organisation = did === undefined ? undefined : await store.organisations.organisationByDid(did);
      return organisation && jwtVcIssuer(organisation, await store.signingKeys.publicKeys(organisation.id), deps.baseUrl);
    },
  };
}

export function accessCases({ deps, store, schemas }: Kit, adminHash: Uint8Array) {
  const access = createAccess({ ports: { ...deps, ...store.organisations, ...store.apiKeys }, check: schemas.apiKey, adminHash });
  return { caller: (bearer: string): Promise<Caller | undefined> => access.caller(bearer), createApiKey: access.createApiKey };
}
