import type { JsonObject } from '../../core/json.js';
import { pick } from '../../core/language.js';
import type { Organisation } from '../../core/model.js';
import { logoUrl } from './addresses.js';
import { stated } from './stated.js';
import { IDENTIFIER_TYPES } from './terms.js';

/** M3, M4: the issuing organisation as a `Profile` (Open Badges 3.0, B.2.9), with the names in one language. */
export function profile(organisation: Organisation, { baseUrl, language }: { readonly baseUrl: string; readonly language: string }): JsonObject {
  const { did, legalName, homepage, contact, country, region, identifiers, logo } = organisation;
  return stated({
    id: did,
    type: ['Profile'],
    name: pick(legalName, language),
    url: homepage,
    email: contact?.email,
    phone: contact?.phone,
    image: logo && { id: logoUrl(baseUrl, organisation), type: 'Image' },
    address: stated({ type: ['Address'], addressCountryCode: country, addressRegion: region }),
    otherIdentifier: identifiers.map(({ scheme, value }) => ({ type: 'IdentifierEntry', identifier: value, identifierType: IDENTIFIER_TYPES[scheme] })),
  });
}
