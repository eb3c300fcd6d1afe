import { fail, pass, type Finding } from '../../core/finding.js';
import type { JsonObject } from '../../core/json.js';
import { listed } from '../ob3/nodes.js';
import { foreignContext } from '../securing/contexts.js';
import { jsonLdFault, type JsonLd } from '../securing/json-ld.js';
import { CONTEXTS } from './terms.js';

/**
 * The context of VCDM 1.1, then that of the European Learning Model, all of them pinned. A term without meaning is a warning: what is sealed is
 * the JSON text, so nothing can hide in it, and the field writes some (holder binding, entries of status lists).
 */
export async function checkContext(ld: JsonLd, document: JsonObject): Promise<Finding> {
  const uses = listed(document['@context']);
  const fault = foreignContext('context', document, ld.contexts);
  if (fault !== undefined) return fault;
  const wrong = CONTEXTS.findIndex((context, index) => uses[index] !== context);
  if (wrong >= 0) return fail('context', 'context-order', { detail: uses.length === 0 ? '/@context' : `/@context/${wrong}` });
  // The profile has `status` for a text, and its entries are of another model.
  const { status: _status, ...content } = document;
  try {
    await ld.expand(content);
    return pass('context');
  } catch (error) {
    const found = jsonLdFault('context', error);
    return found.reason === 'undefined-term' ? { ...found, outcome: 'warn' } : found;
  }
}
