import { AppError, reject } from '../core/errors.js';
import type { PublicJwk } from '../core/evidence.js';
import { parseInput } from '../core/input.js';
import { publicJwkOf } from '../core/keys.js';
import type { Award, AwardStatus } from '../core/model.js';
import type { SchemaCheck } from '../core/schema.js';
import type { Format, FormatId } from '../formats/format.js';
import { eudiLearning, lackingForEudi, type Lacking } from '../formats/sd-jwt-vc/eudi.js';
import { credentialOf, keyFor, type IssueDeps } from './index.js';
import type { SignedCredential } from './ports.js';

/** A credential that an award is not given as, and why. */
export interface Withheld {
  readonly credential: FormatId | 'eudi-learning';
  /** `seal-missing`: when it was issued, the organisation had no seal. */
  readonly reason: Lacking | 'seal-missing';
}

const WORDS: Readonly<Record<Lacking | 'not-active', string>> = {
  'family-name-missing': 'The European learning credential asks for a family name, and the award has none.',
  'learner-identification-missing': 'The European learning credential asks for a number of the learner (student number, or European Student Identifier), and the award has none.',
  'language-missing': 'The European learning credential asks for the language of classes, and the achievement states none.',
  'level-missing': 'The European learning credential asks for a level of the European Qualifications Framework, and the achievement states none.',
  'workload-missing': 'The European learning credential asks for the study time, and the achievement states none.',
  'quality-assurance-missing': 'The European learning credential asks for the type of quality assurance, and the achievement states none.',
  'not-active': 'The award is withdrawn, replaced or suspended: no new credential is made of it.',
};

/** Everything that is withheld of an award, every reason. `made`: the formats it was signed in. */
export function withheldOf(award: Award, { made, formats, baseUrl }: { readonly made: readonly FormatId[]; readonly formats: readonly Format[]; readonly baseUrl: string }): readonly Withheld[] {
  const unmade = formats.filter(({ id, optional }) => optional && !made.includes(id));
  return [
    ...unmade.map(({ id }): Withheld => ({ credential: id, reason: 'seal-missing' })),
    ...lackingForEudi(award, baseUrl).map((reason): Withheld => ({ credential: 'eudi-learning', reason })),
  ];
}

export interface HolderDeps extends IssueDeps {
  /** `schemas/api/holder-key.json`. */
  readonly check: SchemaCheck;
}

/**
 * An award as the European learning credential, bound to a holder's key: made, linted, sealed and checked as every other, and kept nowhere.
 * Throws `input-invalid` for a key that is none, `credential-withheld` with the reason, `key-missing`.
 */
export async function issueToHolder({ award, status }: { readonly award: Award; readonly status: AwardStatus }, input: unknown, deps: HolderDeps): Promise<SignedCredential> {
  const holder = holderIn(input, deps.check);
  const [reason] = status === 'active' ? lackingForEudi(award, deps.ports.baseUrl) : (['not-active'] as const);
  if (reason !== undefined) throw new AppError('credential-withheld', WORDS[reason], { reason });
  const plain = deps.formats.find(({ id }) => id === 'sd-jwt-vc') ?? reject('bug', 'there is no format sd-jwt-vc');
  const format = eudiLearning(plain, holder);
  const key = keyFor(format, await deps.ports.activeKeys(award.organisation.id)) ?? reject('key-missing', 'the organisation has no active ES256 key');
  return credentialOf(award, { format, key }, deps);
}

/** Only what a key is, whatever else came with it: a holder's own names for it would join its credentials. */
function holderIn(input: unknown, check: SchemaCheck): PublicJwk {
  const { holder } = parseInput<{ readonly holder: PublicJwk }>(input, check);
  try {
    const { kty, crv, x, y } = publicJwkOf(holder);
    return { kty, ...(crv && { crv }), ...(x && { x }), ...(y && { y }) };
  } catch (cause) {
    throw new AppError('input-invalid', 'The key is no point of its curve.', { cause, path: '/holder' });
  }
}
