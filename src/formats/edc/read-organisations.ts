import type { CredentialView } from '../../core/credential-view.js';
import { countryCode } from '../../core/vocabulary.js';
import { only } from '../ob3/competing.js';
import { known } from '../ob3/known.js';
import type { Node } from '../ob3/nodes.js';
import { didOf, type Parts } from './parts.js';
import { SCHEME_NAMES } from './terms.js';

/** Where something stands (JSON Pointer), and what it says. */
export interface Found {
  readonly path: string;
  readonly value: string;
}

/** Who sealed it. Where the issuer is an awarding body too, what is said of it there is fuller than what its certificate says. */
export function issuerOf(parts: Parts): CredentialView['issuer'] {
  const { at, issuer, self = issuer } = parts;
  return {
    id: at.text(issuer, 'id') ?? '',
    ...known({ name: at.text(self, 'legalName') ?? at.text(self, 'prefLabel'), country: countryOf(parts, self)?.value ?? countryOfNumber(parts, self), region: regionOf(parts, self) }),
    identifiers: identifiersOf(parts, self),
  };
}

/** ISO 3166-1 alpha-2; a country that has none as stated. */
export function countryOf({ at }: Pick<Parts, 'at'>, organisation: Node | undefined): Found | undefined {
  const codes = at.all(organisation, 'location').flatMap((place) => at.all(place, 'address')).flatMap((address) => at.all(address, 'countryCode'));
  const [code] = codes;
  const value = code && (countryCode(at.text(code, 'id') ?? '') ?? at.text(code, 'prefLabel'));
  return code && value !== undefined ? { path: code.path, value } : undefined;
}

/** Of an issuer without a place, the country that its legal identifier is of. */
function countryOfNumber({ at }: Parts, organisation: Node | undefined): string | undefined {
  const numbers = Object.keys(LEGAL).flatMap((name) => at.all(organisation, name));
  return only(numbers.flatMap((number) => at.all(number, 'spatial')).flatMap((country) => countryCode(at.text(country, 'id') ?? '') ?? []));
}

function regionOf({ at }: Parts, organisation: Node | undefined): string | undefined {
  const [place] = at.all(organisation, 'location');
  const region = at.one(place, 'spatialCode');
  const listed = at.text(region, 'id')?.startsWith('http') === true;
  return (listed ? undefined : at.text(region, 'notation')) ?? at.text(region, 'prefLabel') ?? at.text(place, 'geographicName');
}

const SCHEMES: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(SCHEME_NAMES).map(([scheme, name]) => [name, scheme]));
const LEGAL = { eIDASIdentifier: 'eidas', vatIdentifier: 'vat', taxIdentifier: 'tax', registration: 'legal' } as const;

function identifiersOf({ at }: Parts, organisation: Node | undefined): CredentialView['issuer']['identifiers'] {
  const legal = Object.entries(LEGAL).flatMap(([name, scheme]) => at.all(organisation, name).map((entry) => ({ scheme, value: at.text(entry, 'notation') ?? '' })));
  const others = at.all(organisation, 'identifier').map((entry) => ({ scheme: schemeOf(at.text(entry, 'schemeName') ?? ''), value: at.text(entry, 'notation') ?? '' }));
  return [...legal, ...others.filter(({ scheme }) => scheme !== 'did')];
}
const schemeOf = (name: string): string => SCHEMES[name] ?? name;

/** A body is named by its DID, where it is stated: trust is asked of that. */
export const bodiesOf = ({ at, bodies }: Parts): CredentialView['awardingBodies'] =>
  bodies.map((body) => ({ label: at.text(body, 'legalName') ?? at.text(body, 'prefLabel') ?? '', ...known({ iri: didOf(body, at) ?? at.text(body, 'id') }) }));
