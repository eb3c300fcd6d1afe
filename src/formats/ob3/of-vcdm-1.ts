import { isObject, type Json, type JsonObject } from '../../core/json.js';
import { listed } from './nodes.js';
import { CONTEXTS, VCDM_1 } from './terms.js';

/** VCDM 1.1, 4.5 and 4.6: what VCDM 2.0 calls otherwise. */
const NAMES: Readonly<Record<string, string>> = { issuanceDate: 'validFrom', expirationDate: 'validUntil' };

/**
 * The document as VCDM 2.0 has it. Open Badges 3.0 has a schema for each model, and they differ in nothing but the base context and the names of the
 * two dates. An endorsement inside is of its own model.
 */
export function asVcdm2(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(asVcdm2);
  if (!isObject(value)) return value;
  const older = isOfVcdm1(value);
  const members = Object.entries(value).map(([name, member]) => [(older && NAMES[name]) || name, asVcdm2(member)] as const);
  return { ...Object.fromEntries(members), ...(older && { '@context': [CONTEXTS[0], ...listed(value['@context']).slice(1)] }) };
}

/** Whether it is written in the data model of VCDM 1.1. */
export const isOfVcdm1 = ({ '@context': context }: JsonObject): boolean => listed(context)[0] === VCDM_1;
