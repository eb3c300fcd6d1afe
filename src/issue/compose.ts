import { toBase64url } from '../core/bytes.js';
import { reject } from '../core/errors.js';
import { uuidUrn, uuidv7 } from '../core/ids.js';
import type { Award, Learner, Organisation, Result, Salts, Timestamp } from '../core/model.js';
import { addMonths, timestamp } from '../core/time.js';
import type { AwardDraft, IssuePorts, PendingResult } from './ports.js';

/** All that an award is made of besides the result. */
export interface Ingredients {
  readonly organisation: Organisation;
  /** The issuing organisation first. */
  readonly awardingBodies: readonly Organisation[];
  readonly now: Date;
  /** {@link RANDOM_BYTES} of them. */
  readonly random: Uint8Array;
}

const SALTED = ['email', 'studentNumber', 'birthDate'] as const satisfies readonly (keyof Salts & keyof Learner)[];
const SALT_BYTES = 16;
/** The award's id, the credential's, the subject's, a salt each. */
export const RANDOM_BYTES = 10 + 16 + 16 + SALTED.length * SALT_BYTES;

/** A salt for each identifier that the learner has, and for no other. */
function saltsOf(learner: Learner, random: Uint8Array): Salts {
  const present = SALTED.map((name, index) => [name, toBase64url(random.slice(index * SALT_BYTES, (index + 1) * SALT_BYTES))] as const);
  return Object.fromEntries(present.filter(([name]) => learner[name] !== undefined));
}

/** The end of an award's validity: so many months after the day it was awarded, at the end of that day, UTC. */
export const validUntil = (awardedOn: string, months: number): Timestamp => `${addMonths(awardedOn, months)}T23:59:59Z`;

/** What the learner did, as the result and the achievement say. */
function circumstances({ result, achievement }: PendingResult): Pick<Award, 'route' | 'awardedOn' | 'grade' | 'supervision' | 'validUntil'> {
  const supervision = result.supervision ?? achievement.supervision;
  return {
    route: result.route,
    awardedOn: result.awardedOn,
    ...(result.grade === undefined ? {} : { grade: result.grade }),
    ...(supervision === undefined ? {} : { supervision }),
    ...(achievement.validityMonths === undefined ? {} : { validUntil: validUntil(result.awardedOn, achievement.validityMonths) }),
  };
}

/** An award from a kept result: pure, so that the same ingredients always give the same award. Number and status index come with `reserve`. */
export function composeAward(pending: PendingResult, { organisation, awardingBodies, now, random }: Ingredients): AwardDraft {
  const { result, achievement, language, supersedes } = pending;
  return {
    id: uuidv7(now, random.slice(0, 10)),
    credentialId: uuidUrn(random.slice(10, 26)),
    subjectId: uuidUrn(random.slice(26, 42)),
    organisation,
    awardingBodies,
    achievement,
    learner: result.learner,
    salts: saltsOf(result.learner, random.slice(42)),
    language,
    issuedAt: timestamp(now),
    ...circumstances(pending),
    ...(supersedes === undefined ? {} : { supersedes }),
  };
}

type ComposePorts = Pick<IssuePorts, 'organisation' | 'organisationBySlug' | 'now' | 'random'>;

function active(organisation: Organisation | undefined): Organisation {
  if (organisation?.status !== 'active') return reject('organisation-inactive', 'An organisation that awards this is not active.');
  return organisation;
}

async function partners({ jointlyWith }: Result, ports: ComposePorts): Promise<Organisation[]> {
  const found: Organisation[] = [];
  for (const slug of jointlyWith ?? []) found.push(active(await ports.organisationBySlug(slug)));
  return found;
}

/** Gathers the ingredients and composes. Throws `organisation-inactive` when an awarding body was suspended or closed since. */
export async function compose(pending: PendingResult, ports: ComposePorts): Promise<AwardDraft> {
  const organisation = active(await ports.organisation(pending.organisationId));
  const awardingBodies = [organisation, ...(await partners(pending.result, ports))];
  return composeAward(pending, { organisation, awardingBodies, now: ports.now(), random: ports.random(RANDOM_BYTES) });
}
