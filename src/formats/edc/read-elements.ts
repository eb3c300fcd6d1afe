import type { CredentialView, Term } from '../../core/credential-view.js';
import { CREDIT_SYSTEMS } from '../../core/vocabulary.js';
import { known } from '../ob3/known.js';
import type { Node } from '../ob3/nodes.js';
import type { Reader } from './nodes.js';
import type { Parts } from './parts.js';
import { distinct, notesIn, notesOn, ownCode, ownScheme, subjectOf, termOf, termsOf } from './read-terms.js';
import { CONCEPT, NOTE } from './terms.js';

const KINDS: readonly string[] = ['knowledge', 'skill'];

/** M6. What states no outcomes one by one may have a summary of them. */
export function outcomes({ at, specification }: Parts): CredentialView['outcomes'] {
  const listed = at.all(specification, 'learningOutcome').map((outcome) => {
    const kind = kindOf(outcome, at);
    return {
      statement: at.text(outcome, 'title') ?? '',
      ...(kind === undefined ? {} : { kind }),
      transversal: at.all(outcome, 'reusabilityLevel').some(({ value }) => value.id === CONCEPT.transversal.iri),
      skills: [...termsOf(at, outcome, 'relatedESCOSkill'), ...termsOf(at, outcome, 'relatedSkill')],
    };
  });
  const summary = at.text(at.one(specification, 'learningOutcomeSummary'), 'noteLiteral');
  return listed.length > 0 || summary === undefined ? listed : [{ statement: summary, transversal: false, skills: [] }];
}

function kindOf(outcome: Node, at: Reader): string | undefined {
  if (notesOn(at.all(outcome, 'additionalNote'), at, NOTE.responsibility).length > 0) return NOTE.responsibility;
  const { id } = at.one(outcome, 'dcType')?.value ?? {};
  return typeof id === 'string' ? KINDS.find((kind) => id.endsWith(`/${kind}`)) : undefined;
}

/** M7. Of credits in several systems those in ECTS. */
export function workload({ at, specification, claim }: Parts): CredentialView['workload'] {
  const stated = [...at.all(specification, 'creditPoint'), ...at.all(claim, 'creditReceived')].flatMap((points) => creditsOf(points, at) ?? []);
  const credits = stated.find(({ system }) => system === 'ects') ?? stated[0];
  return known({ hours: hoursOf(at.text(specification, 'volumeOfLearning')), credits });
}

function creditsOf(points: Node, at: Reader): { readonly system: string; readonly value: number } | undefined {
  const value = Number(at.text(points, 'point') ?? NaN);
  const framework = at.one(points, 'framework');
  const { iri, label } = framework === undefined ? { iri: undefined, label: '' } : termOf(framework, at);
  const system = CREDIT_SYSTEMS.find((one) => one.iri === iri)?.code ?? ownCode(iri) ?? label;
  return Number.isFinite(value) ? { system, value } : undefined;
}

/** Of an xsd:duration in days and less; months and years are of no certain length. */
export function hoursOf(duration: string | undefined): number | undefined {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(duration ?? '');
  if (found === null || duration === undefined || /[PT]$/.test(duration)) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part: string | undefined) => Number(part ?? 0));
  return days * 24 + hours + (minutes * 60 + seconds) / 3600;
}

/** M8. Levels of national frameworks outside the European list, and cycles, are education levels. */
export function level({ at, specification }: Parts): CredentialView['level'] {
  const eqf = at.all(specification, 'eqfLevel').flatMap(({ value: { id } }) => (typeof id === 'string' ? (/\/([1-8])$/.exec(id)?.[1] ?? []) : [])).map(Number)[0];
  const stated = at.all(specification, 'educationLevel');
  const others = stated.filter(({ value: { id } }) => typeof id !== 'string' || ownCode(id) !== NOTE.notApplicable);
  const of = (cycle: boolean): Node | undefined => others.find((concept) => (ownScheme(concept, at) === 'list-cycle') === cycle);
  const term = (concept: Node | undefined): Term | undefined => concept && termOf(concept, at);
  return { applicable: others.length === stated.length, ...known({ eqf, nqf: term(at.one(specification, 'nqfLevel') ?? of(false)), cycle: term(of(true)) }) };
}

/** M9: of the assessments that there were; else of those that were to be. */
export function assessments({ at, assessments: held, specification }: Parts): Term[] {
  const were = held.flatMap((one) => [...at.all(one, 'specifiedBy').flatMap((meant) => termsOf(at, meant, 'dcType')), ...termsOf(at, one, 'dcType')]);
  return distinct(were.length > 0 ? were : at.all(specification, 'provenBy').flatMap((meant) => termsOf(at, meant, 'dcType')));
}

/** M10: of the whole; else of the activities that led to it. */
export function participation({ at, specification, claim }: Parts): Term[] {
  const stated = termsOf(at, specification, 'mode');
  return distinct(stated.length > 0 ? stated : at.all(claim, 'influencedBy').flatMap((activity) => at.all(activity, 'specifiedBy').flatMap((meant) => termsOf(at, meant, 'mode'))));
}

/** M11: of the awarding bodies, of the programme, and as evidence (the accredited profile); then the policies of the bodies. */
export function qualityAssurance({ at, bodies, specification, root }: Parts): Term[] {
  const accreditations = [...bodies, specification, ...at.all(root, 'evidence')].flatMap((node) => at.all(node, 'accreditation'));
  const policies = bodies.flatMap((body) => notesIn(at.all(body, 'additionalNote'), at, NOTE.qualityPolicy));
  return distinct([...accreditations.flatMap((one) => accreditationTerm(one, at)), ...policies.map((policy) => linked(policy, at))]);
}

/** Which scheme it was, where a note of ours says so; else its type; else its title. */
function accreditationTerm(accreditation: Node, at: Reader): Term[] {
  const [own] = notesIn(at.all(accreditation, 'additionalNote'), at, 'list-quality');
  const type = own ?? at.one(accreditation, 'dcType');
  const title = at.text(accreditation, 'title');
  if (type !== undefined) return [termOf(type, at)];
  return title === undefined ? [] : [{ label: title }];
}

/** A concept of ours that stands for a thing with an address: that is its notation. */
const linked = (concept: Node, at: Reader): Term => ({ label: at.text(concept, 'prefLabel') ?? '', ...known({ iri: at.text(concept, 'notation') }) });

/** O2. */
export function supervision({ at, assessments: held }: Parts): Term | undefined {
  return distinct(held.flatMap((one) => termsOf(at, one, 'idVerification')))[0];
}

/** O3: every grade that is one. */
export function grade({ at, assessments: held }: Parts): CredentialView['grade'] {
  const notes = held.flatMap((one) => at.all(one, 'grade')).filter((note) => subjectOf(note, at)?.code !== NOTE.ungraded);
  const value = joined(notes.map((note) => at.text(note, 'noteLiteral')));
  const scheme = joined(held.flatMap((one) => at.all(one, 'specifiedBy')).flatMap((meant) => at.all(meant, 'gradingScheme')).map((entry) => at.text(entry, 'title')));
  return value === undefined ? undefined : { value, ...known({ scheme }) };
}

export const joined = (texts: readonly (string | undefined)[]): string | undefined => {
  const stated = [...new Set(texts.filter((text) => text !== undefined))];
  return stated.length === 0 ? undefined : stated.join('; ');
};

/** O4. The model has no property for it: others say it in a note on it. */
export function stackability({ at, notes, specification }: Parts): Term[] {
  const others = notes.filter((note) => /stackab/i.test(at.text(at.one(note, 'subject'), 'prefLabel') ?? '') && subjectOf(note, at) === undefined);
  const ways = notesOn(notes, at, NOTE.standalone, NOTE.stackable).flatMap((note) => termsOf(at, note, 'subject'));
  const into = at.all(specification, 'isPartOf').map((whole) => ({ label: at.text(whole, 'title') ?? '', ...known({ iri: at.text(at.one(whole, 'homepage'), 'contentURL') ?? at.text(whole, 'id') }) }));
  return [...ways, ...into, ...others.map((note) => ({ label: at.text(note, 'noteLiteral') ?? '' }))];
}

/** O5: notes of others are on what they please. */
export const furtherInformation = ({ at, notes }: Parts): string | undefined =>
  joined(notes.filter((note) => (subjectOf(note, at)?.code ?? NOTE.furtherInformation) === NOTE.furtherInformation && subjectOf(note, at)?.scheme !== NOTE.certification).map((note) => at.text(note, 'noteLiteral')));

export const certifications = ({ at, notes }: Parts): Term[] => notesIn(notes, at, NOTE.certification).map((concept) => linked(concept, at));
export const route = ({ at, notes }: Parts): Term | undefined => notesIn(notes, at, 'list-route').map((concept) => termOf(concept, at))[0];

export const registrations = ({ at, specification }: Parts): Term[] =>
  at.all(specification, 'identifier').map((entry) => ({ label: [at.text(entry, 'schemeName'), at.text(entry, 'notation')].filter((part) => part !== undefined).join(': '), ...known({ iri: at.text(entry, 'schemeId') }) }));
