import type { JsonObject } from '../../core/json.js';
import type { Organisation, OrganisationIdentifier } from '../../core/model.js';
import { countryIri } from '../../core/vocabulary.js';
import { organisationUrl } from '../ob3/addresses.js';
import { stated } from '../ob3/stated.js';
import { namedNote } from './notes.js';
import { CONCEPT, NOTE, SCHEME_NAMES } from './terms.js';
import { concept, countryName, european, mailbox, webResource, type Writer } from './writer.js';

/**
 * M3, M4: an awarding body. Its name in the graph is its page here: the issuer's is its DID, and says of itself what the seal's certificate
 * says, which one node could not hold beside what the register says.
 */
export function awardingBody(w: Writer, organisation: Organisation, accreditation: readonly JsonObject[]): JsonObject {
  const { legalName, country, homepage, identifiers, qualityPolicyUrl } = organisation;
  return stated({
    id: organisationUrl(w.baseUrl, organisation),
    type: 'Organisation',
    legalName,
    identifier: [identifier(w, 'did', organisation.did), ...identifiers.filter(({ scheme }) => scheme !== 'vat').map(({ scheme, value }) => identifier(w, scheme, value))],
    vatIdentifier: identifiers.filter(({ scheme }) => scheme === 'vat').map(({ value }) => legalIdentifier(w, value, country)),
    homepage: homepage === undefined ? undefined : webResource(w, homepage),
    location: location(w, organisation),
    contactPoint: contactPoint(w, organisation.contact),
    accreditation,
    additionalNote: qualityPolicyUrl === undefined ? undefined : namedNote(w, NOTE.qualityPolicy, { name: { en: 'public quality assurance policy' }, url: qualityPolicyUrl }),
  });
}

/** The same once more, where only who it is matters. */
export const named = ({ id = '', type = '', legalName = '', location: place = '' }: JsonObject): JsonObject => ({ id, type, legalName, location: place });

export function identifier(w: Writer, scheme: OrganisationIdentifier['scheme'] | 'did' | 'number' | 'europeanStudentIdentifier' | 'studentNumber', notation: string): JsonObject {
  return { id: w.id('identifier'), type: 'Identifier', notation, schemeName: SCHEME_NAMES[scheme] };
}

/** `country`: ISO 3166-1 alpha-2. */
export const legalIdentifier = (w: Writer, notation: string, country: string): JsonObject => ({ id: w.id('legalIdentifier'), type: 'LegalIdentifier', notation, spatial: countryConcept(country) });

export function countryConcept(alpha2: string | undefined): JsonObject {
  const iri = alpha2 === undefined ? undefined : countryIri(alpha2);
  return european(iri === undefined || alpha2 === undefined ? CONCEPT.provisional : { iri, label: countryName(alpha2) });
}

export function location(w: Writer, { country, region }: { readonly country?: string | undefined; readonly region?: string | undefined }): JsonObject {
  return stated({
    id: w.id('location'),
    type: 'Location',
    address: { id: w.id('address'), type: 'Address', countryCode: countryConcept(country) },
    spatialCode: region === undefined ? undefined : concept({ id: w.id('concept'), label: { [w.award.language]: region }, notation: region }),
  });
}

function contactPoint(w: Writer, contact: Organisation['contact']): JsonObject | undefined {
  if (contact === undefined) return undefined;
  const { email, phone, url } = contact;
  return stated({
    id: w.id('contactPoint'),
    type: 'ContactPoint',
    emailAddress: email === undefined ? undefined : mailbox(email),
    phone: phone === undefined ? undefined : { id: w.id('phone'), type: 'Phone', phoneNumber: phone },
    contactForm: url === undefined ? undefined : webResource(w, url),
  });
}
