import type { AcceptDeps } from '../../src/issue/accept.js';
import type { AcceptableResult, AcceptOutcome, Rejection } from '../../src/issue/ports.js';
import type { Achievement, Organisation, Result } from '../../src/core/model.js';
import { canonicalJson, type Json } from '../../src/core/json.js';
import { sampleAchievement, sampleOrganisation } from './award.js';
import { apiSchema, nationalSystems } from './schemas.js';

export const NOW = new Date('2026-11-21T10:00:00Z');

/** A store of results in memory. */
export interface MemoryPosting {
  readonly deps: AcceptDeps;
  readonly kept: AcceptableResult[];
  /** Sizes of the chunks kept. */
  readonly chunks: number[];
  readonly rejections: Rejection[];
  readonly opened: string[];
  readonly asked: string[];
}
export interface World {
  readonly organisations?: readonly Organisation[];
  readonly achievements?: readonly Achievement[];
}

const resultSchema = apiSchema('result');

export function memoryPosting({ organisations = [sampleOrganisation()], achievements = [sampleAchievement()] }: World = {}): MemoryPosting {
  const kept: AcceptableResult[] = [];
  const keepOne = keeper(kept);
  const chunks: number[] = [];
  const rejections: Rejection[] = [];
  const opened: string[] = [];
  const asked: string[] = [];
  const ports: AcceptDeps['ports'] = {
    now: () => NOW,
    organisation: async (id) => organisations.find((one) => one.id === id),
    organisationBySlug: async (slug) => organisations.find((one) => one.slug === slug),
    achievement: async (organisationId, ref) => {
      asked.push(ref);
      return achievements.find((one) => one.organisationId === organisationId && (one.id === ref || one.code === ref));
    },
    openBatch: async (organisationId, actor) => {
      opened.push(`${organisationId} ${actor}`);
      return 'batch-1';
    },
    acceptResults: async (_batch, _organisation, results) => {
      chunks.push(results.length);
      return results.map(keepOne);
    },
    saveRejections: async (_batch, some) => {
      rejections.push(...some);
    },
  };
  return { deps: { ports, schemas: { result: resultSchema }, nationalSystems: nationalSystems() }, kept, chunks, rejections, opened, asked };
}

const told = (result: Result): string => canonicalJson(result as unknown as Json);
const whose = ({ learner, achievement, awardedOn }: Result): string => canonicalJson({ learner, achievement, awardedOn } as unknown as Json);

/** One result after another, as the store's one transaction decides on them. */
function keeper(kept: AcceptableResult[]): (given: AcceptableResult) => AcceptOutcome {
  const contents = new Map<string, string>();
  const similar = new Map<string, string[]>();
  return (given) => {
    const { resultId } = given.result;
    const before = contents.get(resultId);
    if (before !== undefined && before !== told(given.result)) return { line: given.line, outcome: 'conflict' };
    const others = similar.get(whose(given.result)) ?? [];
    const similarTo = others.filter((id) => id !== resultId);
    if (before !== undefined) return { line: given.line, outcome: 'unchanged', similarTo };
    contents.set(resultId, told(given.result));
    similar.set(whose(given.result), [...others, resultId]);
    kept.push(given);
    return { line: given.line, outcome: 'accepted', similarTo };
  };
}

/** A result as a university posts it. */
export const resultInput = (overrides: object = {}): object => ({
  resultId: 'r-1',
  achievement: 'FINTECH-501',
  learner: { givenName: 'Ana', familyName: 'Kovačević', studentNumber: '0036512345', birthDate: '1998-04-09', email: 'ana@student.example' },
  outcome: 'passed',
  awardedOn: '2026-06-30',
  ...overrides,
});
