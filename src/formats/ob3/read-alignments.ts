import type { CredentialView, Term } from '../../core/credential-view.js';
import { number, text, type Node } from './nodes.js';
import type { Alignments, Parts } from './parts.js';
import { ALIGNMENT, LEVEL_NOT_APPLICABLE, TRANSVERSAL, type AlignmentType } from './terms.js';

/** As stated: name and address. */
export function term(alignment: Node): Term {
  const iri = text(alignment, 'targetUrl');
  return { label: text(alignment, 'targetName') ?? '', ...(iri === undefined ? {} : { iri }) };
}

export const terms = (alignments: Alignments, ...types: readonly AlignmentType[]): Term[] => alignments(...types).map(term);

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
  const hours = number(alignments(ALIGNMENT.hours)[0], 'targetCode');
  const stated = alignments(ALIGNMENT.credits)[0];
  const value = number(stated, 'targetDescription') ?? number(subject, 'creditsEarned') ?? number(achievement, 'creditsAvailable');
  const system = text(stated, 'targetCode') ?? text(stated, 'targetName') ?? '';
  return { ...(hours === undefined ? {} : { hours }), ...(value === undefined ? {} : { credits: { system, value } }) };
}

/** The level is the code, or else the digit that ends name or address: other issuers state it there. */
export function level(alignments: Alignments): CredentialView['level'] {
  const eqf = eqfOf(alignments(ALIGNMENT.eqf)[0]);
  const [nqf] = terms(alignments, ALIGNMENT.nqf);
  const [cycle] = terms(alignments, ALIGNMENT.cycle);
  const applicable = alignments(ALIGNMENT.level).every((stated) => text(stated, 'targetCode') !== LEVEL_NOT_APPLICABLE);
  return { applicable, ...(eqf === undefined ? {} : { eqf }), ...(nqf && { nqf }), ...(cycle && { cycle }) };
}

function eqfOf(alignment: Node | undefined): number | undefined {
  const candidates = ['targetCode', 'targetName', 'targetUrl'].map((name) => /(?:^|\D)([1-8])$/.exec(text(alignment, name) ?? '')?.[1]);
  const digit = candidates.find((found) => found !== undefined);
  return digit === undefined ? undefined : Number(digit);
}

export const registrations = (alignments: Alignments): Term[] =>
  alignments(ALIGNMENT.registration).map((entry) => ({ ...term(entry), label: [term(entry).label, text(entry, 'targetCode')].filter((part) => part !== undefined).join(': ') }));

export const certifications = (alignments: Alignments): Term[] =>
  alignments(ALIGNMENT.certification).map((entry) => ({ ...term(entry), label: [term(entry).label, text(entry, 'targetFramework')].filter((part) => part !== undefined).join(', ') }));

export const codes = (alignments: Alignments, type: AlignmentType): string[] => alignments(type).flatMap((entry) => text(entry, 'targetCode') ?? []);
