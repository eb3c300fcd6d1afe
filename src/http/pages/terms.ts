import type { Term } from '../../core/credential-view.js';
import { ASSESSMENT_TYPES, CREDENTIAL_KINDS, CREDIT_SYSTEMS, CYCLES, findTerm, ISCED_F, LICENCES, OTHER_CONCEPTS, PARTICIPATION_TYPES, QUALITY_TYPES, ROUTES, SUPERVISION_TYPES, type VocabularyTerm } from '../../core/vocabulary.js';

/** The closed lists whose words pages say in the reader's language, each under the name that the files of terms give it. */
export const SCHEMES = {
  assessment: ASSESSMENT_TYPES,
  participation: PARTICIPATION_TYPES,
  supervision: SUPERVISION_TYPES,
  quality: [...QUALITY_TYPES, ...LICENCES],
  credit: CREDIT_SYSTEMS,
  cycle: CYCLES,
  route: ROUTES,
  other: OTHER_CONCEPTS,
  kind: CREDENTIAL_KINDS,
  field: ISCED_F,
} as const satisfies Readonly<Record<string, readonly VocabularyTerm[]>>;
export type Scheme = keyof typeof SCHEMES;

/** What a file of terms holds: scheme → code → words. */
export type TermLabels = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The words of a code in one language; the code itself when no list has it. Names that are the same everywhere (ECTS) stand in no file.
 * A detailed field of ISCED-F is named by the narrower of its broader fields that has a name in this language.
 */
export const termsIn =
  (labels: TermLabels) =>
  (scheme: Scheme, code: string): string => {
    const own = labels[scheme] ?? {};
    const codes = scheme === 'field' ? [code, code.slice(0, 3), code.slice(0, 2)] : [code];
    const known = codes.find((one) => Object.hasOwn(own, one));
    return (known === undefined ? undefined : own[known]) ?? labelOf(scheme, code);
  };

/** The words that our own credentials state, in English; the code itself when no list has it. */
export const labelOf = (scheme: Scheme, code: string): string => findTerm<VocabularyTerm>(SCHEMES[scheme], code)?.label ?? code;

/** The code of what a credential states: by its European IRI, else by the very words that we write. */
export function codeOf(scheme: Scheme, { label, iri }: Term): string | undefined {
  const list: readonly VocabularyTerm[] = SCHEMES[scheme];
  const found = list.find((term) => term.iri !== undefined && term.iri === iri) ?? list.find((term) => term.label.toLowerCase() === label.toLowerCase());
  return found?.code;
}
