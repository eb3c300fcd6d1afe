import type { Id, Organisation } from '../core/model.js';
import { createAchievement, findAchievement, updateAchievement, type AchievementDeps, type DescribedAchievement } from './achievements.js';
import { createOrganisation, updateOrganisation, type OrganisationDeps } from './organisations.js';

export interface Catalogue {
  createOrganisation(input: unknown, actor: string): Promise<Organisation>;
  updateOrganisation(id: Id, input: unknown, actor: string): Promise<Organisation>;
  createAchievement(organisationId: Id, input: unknown, actor: string): Promise<DescribedAchievement>;
  updateAchievement(organisationId: Id, id: Id, change: { readonly input: unknown; readonly actor: string }): Promise<DescribedAchievement>;
  /** By id, or by the organisation's own code. */
  achievement(organisationId: Id, ref: string): Promise<DescribedAchievement>;
}

/** The catalogue's use cases. `schemas`: those of `schemas/api`, compiled. `nationalSystems`: those of `schemas/vocab/national-systems`, by key. */
export function createCatalogue(deps: OrganisationDeps & AchievementDeps): Catalogue {
  return {
    createOrganisation: (input, actor) => createOrganisation(deps, input, actor),
    updateOrganisation: (id, input, actor) => updateOrganisation(deps, { id, input }, actor),
    createAchievement: (organisationId, input, actor) => createAchievement(deps, { organisationId, input }, actor),
    updateAchievement: (organisationId, id, { input, actor }) => updateAchievement(deps, { organisationId, id, input }, actor),
    achievement: (organisationId, ref) => findAchievement(deps, organisationId, ref),
  };
}
