import type { JsonObject } from '../../core/json.js';
import { pick } from '../../core/language.js';
import type { QualityAssurance } from '../../core/model.js';
import { findTerm, QUALITY_TYPES } from '../../core/vocabulary.js';
import { stated } from '../ob3/stated.js';
import { note } from './notes.js';
import { countryConcept } from './organisation.js';
import { CONCEPT } from './terms.js';
import { concept, european, termConcept, webResource, type Writer } from './writer.js';

/**
 * The European list has quality assurance of institutions and of programmes; the profile takes no other type of accreditation. Which scheme it
 * was (EQAVET, an ISO standard) our own concept says in a note.
 */
const OF_PROGRAMMES: readonly string[] = ['esg-programme', 'eqf-annex-iv', 'iso-29993', 'professional'];

/** M11, parted by what was looked at: the institution (said of the awarding body) or the programme (of the qualification). */
export function accreditations(w: Writer): { readonly institutional: readonly JsonObject[]; readonly programme: readonly JsonObject[] } {
  const all = (w.award.achievement.qualityAssurance ?? []).map((assurance) => [OF_PROGRAMMES.includes(assurance.type), accreditation(w, assurance)] as const);
  const of = (programme: boolean): JsonObject[] => all.flatMap(([is, node]) => (is === programme ? [node] : []));
  return { institutional: of(false), programme: of(true) };
}

function accreditation(w: Writer, assurance: QualityAssurance): JsonObject {
  const { type, decision, reportUrl, validFrom, validUntil } = assurance;
  const { label, iri } = findTerm(QUALITY_TYPES, type) ?? { label: type, iri: undefined };
  return stated({
    id: w.id('accreditation'),
    type: 'Accreditation',
    title: { en: label },
    dcType: european(OF_PROGRAMMES.includes(type) ? CONCEPT.programme : CONCEPT.institutional),
    accreditingAgent: agent(w, assurance),
    decision: decision === undefined ? undefined : decisionConcept(w, decision),
    report: reportUrl === undefined ? undefined : webResource(w, reportUrl),
    dateIssued: midnight(validFrom),
    expiryDate: midnight(validUntil),
    additionalNote: iri === undefined ? note(w, { en: label }, termConcept(QUALITY_TYPES, type, { own: 'quality', baseUrl: w.baseUrl })) : undefined,
  });
}

const midnight = (day: string | undefined): string | undefined => (day === undefined ? undefined : `${day}T00:00:00Z`);

const decisionConcept = (w: Writer, decision: string): JsonObject =>
  decision.toLowerCase() === CONCEPT.positive.label ? european(CONCEPT.positive) : concept({ id: w.id('concept'), label: { [w.award.language]: decision } });

/** Internal quality assurance is the organisation's own. Where the agency works is not known to us: the profile wants a country, and its list has an entry for what is not known. */
function agent(w: Writer, { type, agency }: QualityAssurance): JsonObject {
  const { organisation, language } = w.award;
  const internal = agency === undefined && type === 'internal';
  const name = agency ?? (internal ? pick(organisation.legalName, language) : 'not stated');
  const place = { id: w.id('location'), type: 'Location', address: { id: w.id('address'), type: 'Address', countryCode: countryConcept(internal ? organisation.country : undefined) } };
  return { id: w.id('org'), type: 'Organisation', legalName: { [language]: name }, location: place };
}
