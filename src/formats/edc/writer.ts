import type { JsonObject } from '../../core/json.js';
import type { Award, LanguageMap } from '../../core/model.js';
import { findTerm, languageIri, type VocabularyTerm } from '../../core/vocabulary.js';
import { vocabularyUrl } from '../ob3/addresses.js';
import { stated } from '../ob3/stated.js';
import { AUTHORITY, schemeOf } from './terms.js';

/** What every part of the encoding is told. */
export interface Writer {
  readonly award: Award;
  readonly baseUrl: string;
  /** A new name for a node of this document, in the form of the field: `urn:epass:note:3`. Two nodes of one name would be one node. */
  id(kind: string): string;
}

export function createWriter(award: Award, baseUrl: string): Writer {
  const counts = new Map<string, number>();
  return {
    award,
    baseUrl,
    id: (kind) => {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      return `urn:epass:${kind}:${count}`;
    },
  };
}

interface Concept {
  readonly id: string;
  readonly scheme?: string | undefined;
  readonly label: LanguageMap;
  readonly notation?: string | undefined;
}
export const concept = ({ id, scheme, label, notation }: Concept): JsonObject =>
  stated({ id, type: 'Concept', inScheme: scheme === undefined ? undefined : { id: scheme, type: 'ConceptScheme' }, prefLabel: label, notation });

/** A concept of a European list, with its English label. */
export const european = ({ iri, label }: { readonly iri: string; readonly label: string }): JsonObject => concept({ id: iri, scheme: schemeOf(iri), label: { en: label } });

/** The lists of our concept scheme that credentials draw on: each has an address on the vocabulary page. */
export type OwnList = 'assessment' | 'participation' | 'supervision' | 'quality' | 'credit' | 'cycle' | 'route' | 'other';
export const listUrl = (baseUrl: string, list: OwnList): string => vocabularyUrl(baseUrl, `list-${list}`);

/** The European concept of a term, or else ours, which says so by its scheme. */
export function termConcept(list: readonly VocabularyTerm[], code: string, { own, baseUrl }: { readonly own: OwnList; readonly baseUrl: string }): JsonObject {
  const { iri, label } = findTerm(list, code) ?? { iri: undefined, label: code };
  if (iri !== undefined) return european({ iri, label });
  return concept({ id: vocabularyUrl(baseUrl, code), scheme: listUrl(baseUrl, own), label: { en: label } });
}

const UNDETERMINED = `${AUTHORITY}/language/UND`;
const names = { language: new Intl.DisplayNames('en', { type: 'language' }), region: new Intl.DisplayNames('en', { type: 'region' }) };

export function languageConcept(tag: string): JsonObject {
  const iri = languageIri(tag);
  return european(iri === undefined ? { iri: UNDETERMINED, label: 'Undetermined' } : { iri, label: names.language.of(tag.split('-', 1)[0] ?? '') ?? tag });
}
export const languageConcepts = (tags: readonly string[]): JsonObject[] => [...new Map(tags.map((tag) => [languageIri(tag) ?? UNDETERMINED, languageConcept(tag)])).values()];
export const countryName = (alpha2: string): string => names.region.of(alpha2) ?? alpha2;

/** An e-mail address as the IRI that the model has for it (RFC 6068): what is no part of one is escaped. */
export function mailbox(address: string): JsonObject {
  const at = address.lastIndexOf('@');
  return { id: `mailto:${encodeURIComponent(address.slice(0, at))}${address.slice(at)}`, type: 'Mailbox' };
}

export const webResource = (w: Writer, contentURL: string, title?: LanguageMap): JsonObject => stated({ id: w.id('webResource'), type: 'WebResource', title, contentURL });
