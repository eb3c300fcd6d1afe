import type { JsonObject } from '../../core/json.js';
import type { LanguageMap, Stackability } from '../../core/model.js';
import { findTerm, OTHER_CONCEPTS, ROUTES } from '../../core/vocabulary.js';
import { achievementUrl, vocabularyUrl } from '../ob3/addresses.js';
import { NARRATIVE_TEXTS } from '../ob3/narrative-texts.js';
import { stated } from '../ob3/stated.js';
import { NOTE } from './terms.js';
import { concept, listUrl, termConcept, type Writer } from './writer.js';

/** A note; `subject` says of what, which is how a reader tells our notes apart. */
export const note = (w: Writer, noteLiteral: LanguageMap, subject?: JsonObject): JsonObject => stated({ id: w.id('note'), type: 'Note', noteLiteral, subject });

/** A concept of ours that stands in no European list. */
export const ownConcept = ({ baseUrl }: Writer, code: string): JsonObject => termConcept(OTHER_CONCEPTS, code, { own: 'other', baseUrl });
export const ownNote = (w: Writer, code: string, text: LanguageMap = { en: findTerm(OTHER_CONCEPTS, code)?.label ?? code }): JsonObject => note(w, text, ownConcept(w, code));

/** A note on a thing that has a name and an address: the address is the concept's notation, for several things may share one. */
export const namedNote = (w: Writer, code: string, { name, url }: { readonly name: LanguageMap; readonly url: string }): JsonObject =>
  note(w, name, concept({ id: w.id('concept'), scheme: vocabularyUrl(w.baseUrl, code), label: name, notation: url }));

/** What Q has no property for. */
export function achievementNotes(w: Writer): JsonObject[] {
  const { kind, furtherInformation, stackability } = w.award.achievement;
  return [
    ownNote(w, kind, kindTexts(w)),
    ...stackabilityNote(w, stackability),
    ...(furtherInformation === undefined ? [] : [ownNote(w, NOTE.furtherInformation, furtherInformation)]),
    ...certifications(w),
  ];
}

/** How this learner came to it. */
export const routeNote = (w: Writer): JsonObject => {
  const { route } = w.award;
  return note(w, { en: findTerm(ROUTES, route)?.label ?? route }, concept({ id: vocabularyUrl(w.baseUrl, route), scheme: listUrl(w.baseUrl, 'route'), label: { en: findTerm(ROUTES, route)?.label ?? route } }));
};

/** "A micro-credential, not a degree": in every language of the titles that we have the words in, and in English. */
function kindTexts({ award: { achievement } }: Writer): LanguageMap {
  const languages = new Set(['en', ...Object.keys(achievement.title).map((tag) => tag.toLowerCase().split('-', 1)[0] ?? '')]);
  const member = achievement.kind === 'attendance' ? 'attendance' : 'microCredential';
  return Object.fromEntries([...languages].flatMap((language) => (NARRATIVE_TEXTS[language] === undefined ? [] : [[language, NARRATIVE_TEXTS[language][member]]])));
}

const stackabilityNote = (w: Writer, stackability: Stackability | undefined): JsonObject[] => (stackability === undefined ? [] : [ownNote(w, stackability.standalone ? NOTE.standalone : NOTE.stackable)]);

const certifications = (w: Writer): JsonObject[] =>
  (w.award.achievement.coCertifications ?? []).map(({ name, body, url }) =>
    namedNote(w, NOTE.certification, { name: { [w.award.language]: `${name}, ${body}` }, url: url ?? `${achievementUrl(w.baseUrl, w.award.achievement)}#certifications` }),
  );
