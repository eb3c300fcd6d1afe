import { AppError } from '../core/errors.js';
import type { PublicJwk } from '../core/evidence.js';
import type { SigningAlgorithm } from '../core/algorithms.js';
import type { EncodeContext, Format, Sign, Unsigned } from '../formats/format.js';
import type { Award, Timestamp } from '../core/model.js';
import { text } from '../core/bytes.js';

declare const linted: unique symbol;
/** A document that passed the linter: the only thing {@link seal} takes, so that nothing unexamined is ever signed. */
export interface Linted {
  readonly [linted]: true;
  readonly format: Format;
  readonly unsigned: Unsigned;
}

/** A key made for one trial signature and then forgotten. */
export interface ThrowawayKey {
  readonly publicJwk: PublicJwk;
  readonly sign: Sign;
}
export interface LintDeps {
  throwawayKey(algorithm: SigningAlgorithm): ThrowawayKey;
  now(): Timestamp;
}

/**
 * Writes the award in a format and examines it before any real signature exists: schema, rules, and a trial signature under a throwaway key
 * that must verify. (The order is that of a public certificate authority: compose, lint, sign.)
 * Throws `lint-failed` naming the first rule broken and its place.
 */
export async function lint(award: Award, format: Format, deps: LintDeps & { readonly context: EncodeContext }): Promise<Linted> {
  const unsigned = format.encode(award, deps.context);
  const [problem] = await format.lint(unsigned);
  if (problem !== undefined) throw new AppError('lint-failed', `${format.id}: ${problem.rule}: ${problem.message}`, { path: problem.path });
  await tryOut(unsigned, format, deps);
  return { format, unsigned } as Linted;
}

async function tryOut(unsigned: Unsigned, format: Format, deps: LintDeps): Promise<void> {
  const key = deps.throwawayKey(unsigned.key.algorithm);
  const at = deps.now();
  const parsed = format.parse(text(await format.sign(unsigned, { sign: key.sign })));
  const value = {
    id: unsigned.key.verificationMethod,
    controller: parsed.view.issuer.id,
    publicJwk: key.publicJwk,
    assertion: true,
    source: 'own' as const,
    obtainedAt: at,
  };
  const evidence = { at, keys: Object.fromEntries(parsed.keys.map((name) => [name, { ok: true as const, value }])), statusLists: {}, statements: { ok: true as const, value: [] } };
  const bad = (await format.checkProof(parsed, evidence)).find((finding) => finding.outcome !== 'pass');
  if (bad !== undefined) throw new AppError('lint-failed', `${format.id}: ${bad.check}: ${bad.reason}${bad.detail === undefined ? '' : ` (${bad.detail})`}`);
}
