import { reject } from '../core/errors.js';
import { pointer } from '../core/json.js';
import type { IdentifierScheme, OrganisationIdentifier } from '../core/model.js';

/** VAT numbers after their prefix, for countries with one simple form (European Commission, VIES, structure of VAT numbers). */
const VAT_FORMS: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{12}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
};
const VAT_ELSEWHERE = /^[A-Z0-9+*.-]{2,15}$/;

function vat(value: string): boolean {
  const prefix = value.slice(0, 2);
  return /^[A-Z]{2}$/.test(prefix) && (VAT_FORMS[prefix] ?? VAT_ELSEWHERE).test(value.slice(2));
}

const ROR = /^https:\/\/ror\.org\/(0[0-9a-hjkmnp-tv-z]{6}[0-9]{2})$/;
/** Crockford's base 32, as ROR writes it. */
const SYMBOLS = '0123456789abcdefghjkmnpqrstvwxyz';

/** ROR: seven symbols of base 32 and two check digits, ISO 7064 MOD 97-10 over the number they write. */
function ror(value: string): boolean {
  const id = ROR.exec(value)?.[1];
  if (id === undefined) return false;
  const number = [...id.slice(0, 7)].reduce((sum, symbol) => sum * 32 + SYMBOLS.indexOf(symbol), 0);
  return (number * 100 + Number(id.slice(7))) % 97 === 1;
}

const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

const SCHEMES: Readonly<Record<IdentifierScheme, { readonly ok: (value: string) => boolean; readonly form: string }>> = {
  vat: { ok: vat, form: 'a VAT number with its country prefix, such as HR12345678901' },
  legal: { ok: (value) => value.trim() !== '', form: 'a number of a national register' },
  ror: { ok: ror, form: 'a ROR id with right check digits, such as https://ror.org/013meh722' },
  eter: { ok: (value) => /^[A-Z]{2}\d{4}$/.test(value), form: 'an ETER id, such as HR0001' },
  schac: {
    ok: (value) => /^urn:schac:[A-Za-z0-9.-]+:\S+$/.test(value) || DOMAIN.test(value),
    form: 'a schacHomeOrganization: a domain, or a URN that starts with urn:schac:',
  },
  deqar: { ok: (value) => /^DEQARINST\d{4,6}$/.test(value), form: 'a DEQAR institution id, such as DEQARINST0001' },
};

/** A ROR id may come without its resolver; it is kept with it, as ROR asks. */
const written = (identifier: OrganisationIdentifier): OrganisationIdentifier =>
  identifier.scheme === 'ror' && /^0[a-z0-9]{8}$/.test(identifier.value) ? { ...identifier, value: `https://ror.org/${identifier.value}` } : identifier;

/**
 * Identifiers in the form they are kept in.
 * @throws AppError `input-invalid` at `/identifiers/{n}/value`.
 */
export function identifiersOf(given: readonly OrganisationIdentifier[]): readonly OrganisationIdentifier[] {
  return given.map(written).map((identifier, index) => {
    const { ok, form } = SCHEMES[identifier.scheme];
    if (!ok(identifier.value)) reject('input-invalid', `The identifier is not ${form}.`, pointer('identifiers', index, 'value'));
    return identifier;
  });
}
