import type { CredentialView } from '../../core/credential-view.js';
import type { JsonObject } from '../../core/json.js';
import { languageTag } from '../../core/vocabulary.js';
import { known } from '../ob3/known.js';
import { IDENTITY } from '../ob3/terms.js';
import { elementsOf } from './elements.js';
import { partsOf, type Parts } from './parts.js';
import { assessments, certifications, furtherInformation, grade, level, outcomes, participation, qualityAssurance, registrations, route, stackability, supervision, workload } from './read-elements.js';
import { bodiesOf, issuerOf } from './read-organisations.js';
import { notesOn } from './read-terms.js';
import { KINDS, SCHEME_NAMES } from './terms.js';

/** What the credential says, in any European Digital Credential, ours or not, sealed or as it is uploaded: nothing is resolved, trusted or made up. */
export function readEdc(document: JsonObject): CredentialView {
  const parts = partsOf(document);
  const view = { ...heading(parts), issuer: issuerOf(parts), awardingBodies: bodiesOf(parts), learner: learnerOf(parts), ...dates(parts), ...stated(parts) };
  return { ...view, elements: elementsOf(parts, view) };
}

function heading({ at, root, claim, specification }: Parts) {
  const display = at.one(root, 'displayParameter');
  return known({
    id: at.text(root, 'id'),
    title: at.text(claim, 'title') ?? at.text(specification, 'title') ?? at.text(display, 'title'),
    achievementType: kindOf({ at, specification }),
    description: at.text(specification, 'description') ?? at.text(claim, 'description') ?? at.text(display, 'description'),
    language: at.language === 'und' ? undefined : at.language,
  });
}

/** Our kinds, under the names that Open Badges gives them; of others, what type of learning opportunity it is. */
function kindOf({ at, specification }: Pick<Parts, 'at' | 'specification'>): string | undefined {
  const notes = at.all(specification, 'additionalNote');
  const own = Object.entries(KINDS).find(([code]) => notesOn(notes, at, code).length > 0);
  return own?.[1] ?? at.text(at.one(specification, 'dcType'), 'prefLabel');
}

const LEARNER_TYPES: Readonly<Record<string, string>> = { [SCHEME_NAMES.europeanStudentIdentifier]: IDENTITY.europeanStudentIdentifier, [SCHEME_NAMES.studentNumber]: IDENTITY.studentNumber };

function learnerOf({ at, subject }: Parts): CredentialView['learner'] {
  const clear = (type: string, value: string | undefined) => (value === undefined ? [] : [{ type, hashed: false, value }]);
  const identifiers = at.all(subject, 'identifier').flatMap((entry) => clear(typeOf(at.text(entry, 'schemeName') ?? 'identifier'), at.text(entry, 'notation')));
  const mailboxes = at.all(subject, 'contactPoint').flatMap((point) => at.all(point, 'emailAddress'));
  return {
    ...known({ id: at.text(subject, 'id'), name: at.text(subject, 'fullName') ?? fullName([at.text(subject, 'givenName'), at.text(subject, 'familyName')]) }),
    identifiers: [
      ...identifiers,
      ...at.all(subject, 'nationalID').flatMap((entry) => clear('nationalIdentityNumber', at.text(entry, 'notation'))),
      ...clear(IDENTITY.birthDate, day(at.text(subject, 'dateOfBirth'))),
      ...mailboxes.flatMap((mailbox) => clear(IDENTITY.email, addressOf(at.text(mailbox, 'id')))),
    ],
  };
}
/** Of a `mailto:` IRI (RFC 6068); as it stands where its escapes are none. */
function addressOf(iri: string | undefined): string | undefined {
  const address = iri?.replace(/^mailto:/i, '');
  try {
    return address && decodeURIComponent(address);
  } catch {
    return address;
  }
}
const typeOf = (name: string): string => LEARNER_TYPES[name] ?? name;
const fullName = (parts: readonly (string | undefined)[]): string | undefined => parts.filter((part) => part !== undefined).join(' ') || undefined;

/** A day, which the model can only state as its midnight. */
const day = (time: string | undefined): string | undefined => time?.replace(/T00:00:00(?:\.0+)?Z$/, '');

function dates({ at, root, claim }: Parts) {
  const number = at.all(root, 'identifier').find((entry) => at.text(entry, 'schemeName') === SCHEME_NAMES.number);
  const ends = [at.text(root, 'validUntil'), at.text(root, 'expirationDate')].filter((end) => end !== undefined);
  return known({
    number: at.text(number, 'notation'),
    awardedOn: day(at.text(at.one(claim, 'awardedBy'), 'awardingDate')),
    validFrom: at.text(root, 'validFrom') ?? at.text(root, 'issued') ?? at.text(root, 'issuanceDate'),
    // Where both ends are stated, neither is passed unseen.
    validUntil: ends.sort((a, b) => Date.parse(a) - Date.parse(b))[0],
  });
}

function stated(parts: Parts) {
  const { at, specification } = parts;
  return {
    outcomes: outcomes(parts),
    workload: workload(parts),
    level: level(parts),
    assessments: assessments(parts),
    participation: participation(parts),
    qualityAssurance: qualityAssurance(parts),
    stackability: stackability(parts),
    fields: at.all(specification, 'thematicArea').flatMap(({ value: { id } }) => (typeof id === 'string' ? id.replace(/^.*\//, '') : [])),
    instructionLanguages: at.all(specification, 'language').flatMap((language) => languageTag(at.text(language, 'id') ?? '') ?? at.text(language, 'prefLabel') ?? []),
    registrations: registrations(parts),
    coCertifications: certifications(parts),
    ...known({
      prerequisites: at.text(at.one(specification, 'entryRequirement'), 'noteLiteral'),
      supervision: supervision(parts),
      grade: grade(parts),
      furtherInformation: furtherInformation(parts),
      route: route(parts),
    }),
  };
}
