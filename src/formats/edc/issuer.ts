import type { JsonObject } from '../../core/json.js';
import type { Organisation } from '../../core/model.js';
import { pick } from '../../core/language.js';
import type { Subject } from '../../core/x509/index.js';
import { stated } from '../ob3/stated.js';
import { legalIdentifier, location } from './organisation.js';
import { CONCEPT } from './terms.js';
import { european, type Writer } from './writer.js';

/**
 * Who seals: name, identifier and country are the certificate's, as the Commission's own issuer writes them over what stood there; the id is
 * the organisation's DID, under which its keys and its status lists are found. What the certificate does not state is the organisation's own.
 */
export function issuer(w: Writer, { organisation: name, commonName, country, organizationIdentifier }: Subject): JsonObject {
  const { organisation, language } = w.award;
  return stated({
    id: organisation.did,
    type: 'Organisation',
    legalName: name === undefined ? organisation.legalName : { [language]: name },
    altLabel: commonName === undefined || commonName === name ? undefined : { [language]: commonName },
    eIDASIdentifier: legalIdentifier(w, organizationIdentifier ?? registeredAs(organisation), country ?? organisation.country),
    location: location(w, { country: country ?? organisation.country }),
  });
}

const registeredAs = ({ identifiers, did }: Organisation): string => ['vat', 'legal'].flatMap((wanted) => identifiers.filter(({ scheme }) => scheme === wanted))[0]?.value ?? did;

/** ETSI EN 319 412-1, 5.1.4: `VATHR-12345678901`; issuers leave the kind and the country away. */
const bare = (identifier: string): string => identifier.replace(/^[A-Z]{3}[A-Z]{2}-/, '').replace(/[\s.-]/g, '').toUpperCase();
const withoutCountry = (identifier: string, country: string): string => (identifier.startsWith(country) ? identifier.slice(country.length) : identifier);

/** Whether a certificate is this organisation's: by its identifier; by its name where the certificate has none, or we know none to compare. */
export function isOf({ organizationIdentifier, organisation: name }: Subject, organisation: Organisation): boolean {
  const known = organisation.identifiers.filter(({ scheme }) => scheme === 'vat' || scheme === 'legal').map(({ value }) => withoutCountry(bare(value), organisation.country));
  if (organizationIdentifier !== undefined && known.length > 0) return known.includes(withoutCountry(bare(organizationIdentifier), organisation.country));
  return name === undefined || Object.values(organisation.legalName).some((own) => folded(own) === folded(name));
}
const folded = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** A mandated seal: who sealed for whom, and why. Absent when the only awarding body seals for itself. */
export function mandate(w: Writer, sealer: Subject): JsonObject | undefined {
  const { awardingBodies, language } = w.award;
  const others = awardingBodies.filter((body) => !isOf(sealer, body));
  if (others.length === 0) return undefined;
  const names = others.map(({ legalName }) => pick(legalName, language)).join(', ');
  const by = [sealer.organisation ?? pick(w.award.organisation.legalName, language), sealer.organizationIdentifier].filter((part) => part !== undefined).join(', ');
  const why = awardingBodies.length > 1 ? 'which award it jointly: a credential is sealed once, by one of them or on their behalf' : 'which awards it and has no part in the certificate of this seal';
  return { id: w.id('evidence'), type: 'Evidence', dcType: european(CONCEPT.mandate), evidenceStatement: `Sealed by ${by}, on behalf of ${names}, ${why}.` };
}
