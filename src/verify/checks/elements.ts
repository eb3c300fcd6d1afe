import { MANDATORY } from '../../core/elements.js';
import { pass, warn, type Finding } from '../../core/finding.js';
import type { Parsed } from '../../formats/format.js';

/** Which mandatory elements of the EU standard the credential leaves out (Council Recommendation of 16 June 2022, Annex I). A fact, not a fault: no rule binds other issuers to them. */
export function checkElements({ view }: Parsed): Finding {
  const missing = MANDATORY.filter((element) => !view.elements[element].present);
  return missing.length === 0 ? pass('elements') : warn('elements', 'elements-missing', { detail: missing.join(', ') });
}
