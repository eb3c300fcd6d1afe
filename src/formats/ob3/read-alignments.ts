import type { CredentialView, Term } from '../../core/credential-view.js';
import { knownOf, only, together } from './competing.js';
import { eachText, number, text, type Node } from './nodes.js';
import type { Alignments, Parts } from './parts.js';
import { ALIGNMENT, LEVEL_NOT_APPLICABLE, TRANSVERSAL, type AlignmentType } from './terms.js';

/** As stated: name and address. */
export function term(alignment: Node): Term {
  const iri = text(alignment, 'targetUrl');
  return { label: text(alignment, 'targetName') ?? '', ...(iri === undefined ? {} : { iri }) };
}

export const terms = (alignments: Alignments, ...types: readonly AlignmentType[]): Term[] => alignments(...types).map(term);

/** One term of all that are stated: their names together, and the address when it is the same. */
export function oneTerm(alignments: Alignments, type: AlignmentType): Term | undefined {
  const stated = terms(alignments, type);
  const label = together(stated.map((one) => one.label));
  const iri = only(stated.map((one) => one.iri ?? ''));
  return label === undefined ? undefined : { label, ...(iri === undefined || iri === '' ? {} : { iri }) };
}

/** A body is named by its DID, where it is stated: trust is asked of that, not of a page. */
export const awardingBodies = (alignments: Alignments): Term[] =>
  alignments(ALIGNMENT.awardingBody).map((body) => {
    const code = text(body, 'targetCode');
    return code?.startsWith('did:') === true ? { label: term(body).label, iri: code } : term(body);
  });

/** `ceasn:Competency` is how others state an outcome (Open Badges 3.0, B.4, AlignmentTargetType). */
export const OUTCOME_TYPES = [ALIGNMENT.outcome, 'ceasn:Competency'] as const;
const KINDS: readonly string[] = ['knowledge', 'skill', 'responsibility'];

export const outcomes = (alignments: Alignments): CredentialView['outcomes'] =>
  alignments(...OUTCOME_TYPES).map((outcome) => {
    const code = text(outcome, 'targetCode');
    const [kind = '', ...more] = (text(outcome, 'targetDescription') ?? '').split(', ');
    return {
      statement: text(outcome, 'targetName') ?? '',
      ...(KINDS.includes(kind) ? { kind } : {}),
      transversal: KINDS.includes(kind) && more.includes(TRANSVERSAL),
      skills: code === undefined ? [] : alignments(ALIGNMENT.skill).filter((skill) => text(skill, 'targetCode') === code).map(term),
    };
  });

/** Hours and credits; credits of an unnamed system where only the property says them. */
export function workload({ alignments, subject, achievement }: Parts): CredentialView['workload'] {
  const hours = only(knownOf(alignments(ALIGNMENT.hours).map((stated) => number(stated, 'targetCode'))));
  const stated = alignments(ALIGNMENT.credits);
  const counted = stated.filter((one) => number(one, 'targetDescription') !== undefined);
  const system = together((counted.length === 0 ? stated : counted).map(systemOf)) ?? '';
  const value = counted.length === 0 ? (number(subject, 'creditsEarned') ?? number(achievement, 'creditsAvailable')) : countOf(counted);
  return { ...(hours === undefined ? {} : { hours }), ...(value === undefined ? {} : { credits: { system, value } }) };
}

const systemOf = (credits: Node): string => text(credits, 'targetCode') ?? text(credits, 'targetName') ?? '';

/** A count is one of its system: five of one and five of another are two statements. */
const countOf = (credits: readonly Node[]): number | undefined =>
  only(credits.map(systemOf)) === undefined ? undefined : only(knownOf(credits.map((one) => number(one, 'targetDescription'))));


export function level(alignments: Alignments): CredentialView['level'] {
  const eqf = only(alignments(ALIGNMENT.eqf).flatMap(eqfLevels));
  const nqf = oneTerm(alignments, ALIGNMENT.nqf);
  const cycle = oneTerm(alignments, ALIGNMENT.cycle);
  const applicable = alignments(ALIGNMENT.level).every((stated) => text(stated, 'targetCode') !== LEVEL_NOT_APPLICABLE);
  return { applicable, ...(eqf === undefined ? {} : { eqf }), ...(nqf && { nqf }), ...(cycle && { cycle }) };
}

/** The code, and the digit that ends name or address: other issuers state the level there. Where they differ there is no one level. */
const eqfLevels = (alignment: Node): number[] =>
  knownOf(['targetCode', 'targetName', 'targetUrl'].flatMap((name) => eachText(alignment, name)).map((stated) => /(?:^|\D)([1-8])$/.exec(stated)?.[1])).map(Number);

export const registrations = (alignments: Alignments): Term[] =>
  alignments(ALIGNMENT.registration).map((entry) => ({ ...term(entry), label: [term(entry).label, text(entry, 'targetCode')].filter((part) => part !== undefined).join(': ') }));

export const certifications = (alignments: Alignments): Term[] =>
  alignments(ALIGNMENT.certification).map((entry) => ({ ...term(entry), label: [term(entry).label, text(entry, 'targetFramework')].filter((part) => part !== undefined).join(', ') }));

export const codes = (alignments: Alignments, type: AlignmentType): string[] => alignments(type).flatMap((entry) => text(entry, 'targetCode') ?? []);
