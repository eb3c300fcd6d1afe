import type { Term } from '../../core/credential-view.js';
import type { Node } from '../ob3/nodes.js';
import type { Reader } from './nodes.js';

const idOf = ({ value }: Node): string | undefined => (typeof value.id === 'string' ? value.id : undefined);

/** A concept as stated: label (without one, the last part of its IRI) and IRI. */
export function termOf(concept: Node, at: Reader): Term {
  const iri = idOf(concept);
  return { label: at.text(concept, 'prefLabel') ?? iri?.replace(/^.*[/#:]/, '') ?? '', ...(iri === undefined ? {} : { iri }) };
}
export const termsOf = (at: Reader, parent: Node | undefined, name: string): Term[] => at.all(parent, name).map((concept) => termOf(concept, at));

/** Terms that several nodes state, each once. */
export const distinct = (terms: readonly Term[]): Term[] => [...new Map(terms.map((term) => [`${term.iri ?? ''}\0${term.label}`, term])).values()];

/** The code of a concept of our own scheme, whichever installation's: what stands behind the vocabulary page's address. */
export const ownCode = (iri: string | undefined): string | undefined => (iri === undefined ? undefined : /\/vocabulary#([a-z0-9-]+)$/.exec(iri)?.[1]);
/** The code of the scheme of ours that a concept is in. */
export const ownScheme = (concept: Node | undefined, at: Reader): string | undefined => at.all(concept, 'inScheme').flatMap((scheme) => ownCode(idOf(scheme)) ?? [])[0];

/** What a note is on, by our concepts; undefined for a note of others. */
export function subjectOf(note: Node, at: Reader): { readonly concept: Node; readonly code: string | undefined; readonly scheme: string | undefined } | undefined {
  const concept = at.one(note, 'subject');
  if (concept === undefined) return undefined;
  const [code, scheme] = [ownCode(idOf(concept)), ownScheme(concept, at)];
  return code === undefined && scheme === undefined ? undefined : { concept, code, scheme };
}
export const notesOn = (notes: readonly Node[], at: Reader, ...codes: readonly string[]): Node[] => notes.filter((note) => codes.includes(subjectOf(note, at)?.code ?? ''));
export const notesIn = (notes: readonly Node[], at: Reader, scheme: string): Node[] => notes.flatMap((note) => (subjectOf(note, at)?.scheme === scheme ? (subjectOf(note, at)?.concept ?? []) : []));
