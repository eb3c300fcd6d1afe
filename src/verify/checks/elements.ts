import { MANDATORY } from '../../core/elements.js';
import { pass, skip, warn, type Finding } from '../../core/finding.js';
import type { Parsed } from '../../formats/format.js';

/** Which mandatory elements of the EU standard the credential leaves out (Council Recommendation of 16 June 2022, Annex I). A fact, not a fault: no rule binds other issuers to them. */
export function checkElements({ view, heldBack }: Parsed): Finding {
  const missing = MANDATORY.filter((element) => !view.elements[element].present);
  if (missing.length === 0) return pass('elements');
  // Whoever shows it may have kept them: that they are missing nobody can say.
  return heldBack === true ? skip('elements', 'held-back', { detail: missing.join(', ') }) : warn('elements', 'elements-missing', { detail: missing.join(', ') });
}
