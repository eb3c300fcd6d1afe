import { fail, type Finding } from '../../core/finding.js';
import type { JsonObject } from '../../core/json.js';
import { meaningOf, type ContextCheck } from '../ob3/context-check.js';
import { listed } from '../ob3/nodes.js';
import { CONTEXTS, VCDM_1 } from '../ob3/terms.js';
import { foreignContext } from '../securing/contexts.js';
import type { JsonLd } from '../securing/json-ld.js';

/**
 * The base context first (VCDM 1.1 and 2.0, "Contexts"), then those of its kind, all of them pinned. A word without meaning fails where statements are
 * signed, for it is then not signed at all; where the text is signed, it is a warning.
 */
export async function checkContexts(ld: JsonLd, document: JsonObject, { signed, next = [] }: { readonly signed: 'statements' | 'text'; readonly next?: readonly string[] }): Promise<ContextCheck> {
  const fault = foreignContext('context', document, ld.contexts) ?? orderFault(listed(document['@context']), next);
  if (fault !== undefined) return { finding: fault };
  const { finding, ...meaning } = await meaningOf(ld, document);
  const harmless = signed === 'text' && finding.outcome === 'fail' && finding.reason === 'undefined-term';
  return { ...meaning, finding: harmless ? { ...finding, outcome: 'warn' } : finding };
}

/** `next`: how the addresses of those that follow begin. */
function orderFault(uses: readonly unknown[], next: readonly string[]): Finding | undefined {
  if (uses[0] !== CONTEXTS[0] && uses[0] !== VCDM_1) return fail('context', 'context-order', { detail: '/@context/0' });
  const wrong = next.findIndex((beginning, index) => !String(uses[index + 1]).startsWith(beginning));
  return wrong < 0 ? undefined : fail('context', 'context-order', { detail: `/@context/${wrong + 1}` });
}

