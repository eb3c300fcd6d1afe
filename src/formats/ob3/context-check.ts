import { fail, pass, unknown, type Finding } from '../../core/finding.js';
import type { JsonObject } from '../../core/json.js';
import { catchAllWord } from '../securing/catch-all.js';
import { foreignContext } from '../securing/contexts.js';
import { jsonLdFault, type Expanded, type JsonLd } from '../securing/json-ld.js';
import { listed } from './nodes.js';
import { CONTEXTS, OPEN_BADGES_CONTEXTS, VCDM_1 } from './terms.js';

export interface ContextCheck {
  readonly finding: Finding;
  /** What the document means, when its contexts are pinned and define all its terms. */
  readonly expanded?: Expanded;
}

/**
 * The base context first (of VCDM 2.0, or of 1.1, with which the first were written), an Open Badges one second (Open Badges 3.0, B.1.1), all of
 * them pinned, and every term defined by them: 1EdTech takes a badge with an undefined term for invalid (openbadges-specification#611).
 */
export async function checkContext(ld: JsonLd, document: JsonObject): Promise<ContextCheck> {
  const fault = foreignContext('context', document, ld.contexts) ?? orderFault(listed(document['@context']));
  return fault === undefined ? meaningOf(ld, document) : { finding: fault };
}

/** What it means, under contexts that were looked at. */
export async function meaningOf(ld: JsonLd, document: JsonObject): Promise<ContextCheck> {
  try {
    const expanded = await ld.expand(document);
    return { finding: unsettled(expanded, ld) ?? pass('context'), expanded };
  } catch (error) {
    return { finding: jsonLdFault('context', error) };
  }
}

/** A word that means nothing in particular: it is signed, but what it says nobody settled. */
function unsettled(expanded: Expanded, { contexts }: JsonLd): Finding | undefined {
  const word = catchAllWord(expanded, contexts);
  return word === undefined ? undefined : unknown('context', 'undefined-term', { detail: word });
}

function orderFault([base, badges]: readonly unknown[]): Finding | undefined {
  if (base !== CONTEXTS[0] && base !== VCDM_1) return fail('context', 'context-order', { detail: '/@context/0' });
  const known = typeof badges === 'string' && badges.startsWith(OPEN_BADGES_CONTEXTS);
  return known ? undefined : fail('context', 'context-order', { detail: '/@context/1' });
}
