import { createCatalogue, type Catalogue } from '../../src/catalogue/index.js';
import type { CataloguePorts } from '../../src/catalogue/ports.js';
import type { Achievement, Organisation } from '../../src/core/model.js';
import { apiSchema, nationalSystems } from './schemas.js';

export interface MemoryCatalogue {
  readonly catalogue: Catalogue;
  readonly organisations: Map<string, Organisation>;
  readonly achievements: Map<string, Achievement>;
  readonly actors: string[];
}

const schemas = { organisation: apiSchema('organisation'), achievement: apiSchema('achievement') };

/** The catalogue over two maps. `awarded`: ids of achievements that something was awarded under. */
export function memoryCatalogue(awarded: ReadonlySet<string> = new Set(), baseUrl = 'http://localhost:3000'): MemoryCatalogue {
  const organisations = new Map<string, Organisation>();
  const achievements = new Map<string, Achievement>();
  const actors: string[] = [];
  let made = 0;
  const ports: CataloguePorts = {
    baseUrl,
    now: () => new Date('2026-11-21T10:00:00Z'),
    random: (bytes) => new Uint8Array(bytes).fill((made += 1)),
    insertOrganisation: async (organisation, actor) => {
      organisations.set(organisation.id, organisation);
      actors.push(actor);
    },
    updateOrganisation: async (organisation, actor) => {
      organisations.set(organisation.id, organisation);
      actors.push(actor);
    },
    organisation: async (id) => organisations.get(id),
    achievement: async (organisationId, ref) => [...achievements.values()].find((one) => one.organisationId === organisationId && (one.id === ref || one.code === ref)),
    achievementVersion: async () => undefined,
    achievements: async () => ({ items: [...achievements.values()] }),
    insertAchievement: async (achievement, actor) => {
      achievements.set(achievement.id, achievement);
      actors.push(actor);
    },
    saveAchievement: async (id, content) => {
      const before = achievements.get(id) as Achievement;
      const after = { ...content, id, organisationId: before.organisationId, version: before.version + (awarded.has(id) ? 1 : 0) };
      achievements.set(id, after);
      return after;
    },
  };
  return { catalogue: createCatalogue({ ports, schemas, nationalSystems: nationalSystems() }), organisations, achievements, actors };
}

/** An organisation as an administrator writes it. */
export const organisationInput = (overrides: object = {}): object => ({ slug: 'adria', legalName: { en: 'Adria University', hr: 'Sveučilište Adria' }, country: 'HR', ...overrides });

/** An achievement as an author writes it, with every mandatory element. */
export const achievementInput = (overrides: object = {}): object => ({
  code: 'FIN-1',
  kind: 'micro-credential',
  title: { en: 'FinTech', hr: 'FinTech' },
  description: { en: 'A module.' },
  learningOutcomes: [{ statement: { en: 'Explain payments.' }, kind: 'knowledge' }],
  workload: { hours: 125, credits: { system: 'ects', value: 5 } },
  level: { applicable: true, eqf: 7 },
  assessments: [{ type: 'written-examination' }],
  participation: ['online'],
  qualityAssurance: [{ type: 'esg-institutional' }],
  ...overrides,
});
