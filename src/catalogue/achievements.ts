import { missingOfAchievement, type MissingElement } from '../core/elements.js';
import { reject } from '../core/errors.js';
import { uuidv7 } from '../core/ids.js';
import { parseInput } from '../core/input.js';
import type { Achievement, AchievementContent, Id, LanguageMap, Organisation } from '../core/model.js';
import type { SchemaCheck } from '../core/schema.js';
import { checkBadgeImage } from './badge-image.js';
import { checkClosedLists } from './closed-lists.js';
import { warningsOf, type CatalogueWarning, type NationalSystems } from './national-systems.js';
import type { CataloguePorts } from './ports.js';

export interface AchievementDeps {
  readonly ports: CataloguePorts;
  readonly schemas: { readonly achievement: SchemaCheck };
  readonly nationalSystems: NationalSystems;
}
/** An achievement, with what must still be stated before anything can be awarded, and what its author should know. */
export interface DescribedAchievement {
  readonly achievement: Achievement;
  readonly missing: readonly MissingElement[];
  readonly warnings: readonly CatalogueWarning[];
}
/** `schemas/api/achievement.json`: a draft may lack title and description. */
type AchievementInput = Omit<AchievementContent, 'title' | 'description'> & { readonly title?: LanguageMap; readonly description?: LanguageMap };

function parse(input: unknown, { schemas, nationalSystems }: AchievementDeps): AchievementContent {
  const given = parseInput<AchievementInput>(input, schemas.achievement);
  const content = { ...given, title: given.title ?? {}, description: given.description ?? {} };
  checkClosedLists(content);
  if (content.image !== undefined) checkBadgeImage(content.image);
  if (content.nationalSystem !== undefined && !nationalSystems.has(content.nationalSystem)) {
    reject('input-invalid', `The national systems we know are: ${[...nationalSystems.keys()].join(', ')}.`, '/nationalSystem');
  }
  return content;
}

const organisationOf = async (ports: CataloguePorts, id: Id): Promise<Organisation> => (await ports.organisation(id)) ?? reject('not-found', 'There is no such organisation.');

/** What an achievement still lacks, and what its author should know. Pure. */
export function describeAchievement(achievement: Achievement, organisation: Organisation, systems: NationalSystems): DescribedAchievement {
  return { achievement, missing: missingOfAchievement(achievement, organisation), warnings: warningsOf(achievement, systems) };
}

/** @throws AppError `not-found`. `ref`: id, or the organisation's own code. */
export async function findAchievement({ ports, nationalSystems }: AchievementDeps, organisationId: Id, ref: string): Promise<DescribedAchievement> {
  const organisation = await organisationOf(ports, organisationId);
  const achievement = (await ports.achievement(organisationId, ref)) ?? reject('not-found', 'There is no such achievement.');
  return describeAchievement(achievement, organisation, nationalSystems);
}

/**
 * A new achievement, version 1.
 * @throws AppError `input-invalid` with a JSON Pointer; `code-in-use`; `not-found` when there is no such organisation.
 */
export async function createAchievement(deps: AchievementDeps, { organisationId, input }: { readonly organisationId: Id; readonly input: unknown }, actor: string): Promise<DescribedAchievement> {
  const organisation = await organisationOf(deps.ports, organisationId);
  const achievement = { ...parse(input, deps), id: uuidv7(deps.ports.now(), deps.ports.random(10)), organisationId, version: 1 };
  await deps.ports.insertAchievement(achievement, actor);
  return describeAchievement(achievement, organisation, deps.nationalSystems);
}

/**
 * Replaces an achievement's content: a new version when something was awarded under the present one.
 * @throws AppError `not-found`; `input-invalid` with a JSON Pointer; `code-in-use`.
 */
export async function updateAchievement(
  deps: AchievementDeps,
  { organisationId, id, input }: { readonly organisationId: Id; readonly id: Id; readonly input: unknown },
  actor: string,
): Promise<DescribedAchievement> {
  const before = await findAchievement(deps, organisationId, id);
  const content = parse(input, deps);
  const achievement = await deps.ports.saveAchievement(before.achievement.id, content, actor);
  return describeAchievement(achievement, await organisationOf(deps.ports, organisationId), deps.nationalSystems);
}
