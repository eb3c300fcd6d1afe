import type { JsonObject } from '../../core/json.js';

/** Media type without `application/`, and the JWT's `typ` (draft-ietf-oauth-sd-jwt-vc-18, 3.1 and 3.2.1). */
export const TYPE = 'dc+sd-jwt';
/** `vc+sd-jwt` is what drafts before 2024-12 wrote, and wallets still hold. */
export const TYPES_READ: readonly string[] = [TYPE, 'vc+sd-jwt'];

/** The learning credential of the European Digital Identity Wallet's reference issuer, "Micro-Credential Attestation". */
export const EUDI_LEARNING = 'urn:eu.europa.ec.eudi:learning:credential:1';

/**
 * Our own type. The number is its version: claims added, or a claim that means something else, need another. Its metadata is served there, and its
 * words may get better; so no `vct#integrity` is written, which would make every corrected word another type.
 */
const OWN_PATH = '/credentials/micro-credential/1';
export const ownType = (baseUrl: string): string => `${baseUrl}${OWN_PATH}`;
/** Any installation's: they all write the same claims. */
export const isOwnType = (type: string): boolean => type.startsWith('http') && type.endsWith(OWN_PATH);

/** Never in a disclosure, nor anything in them (draft 18, 3.2.2.4). */
export const NEVER_DISCLOSED: readonly string[] = ['iss', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'aka_vcts', 'status'];

/** Holds the badge, whole, as JSON-LD (OpenID for Verifiable Presentations 1.0, B.3.7: SD-JWT VCLD). */
export const LINKED_DATA = 'ld';

/** The type and the further types that a credential says it is of (draft 18, 3.2.2.1 and 3.2.2.2). */
export const typesOf = ({ vct, aka_vcts: more }: JsonObject): string[] => [vct, ...(Array.isArray(more) ? (more as readonly unknown[]) : [])].filter((type) => typeof type === 'string');
