import { reject } from '../../core/errors.js';
import type { Evidence } from '../../core/evidence.js';
import { pass, skip, type Finding } from '../../core/finding.js';
import { parseJson, type JsonObject } from '../../core/json.js';
import type { ReadableId, Reader } from '../format.js';
import { checkForm, parsedFrom } from '../ob3/parsed.js';
import { checkProofs } from '../securing/data-integrity.js';
import type { Expanded } from '../securing/json-ld.js';
import { createdOf, shownInPart, signedAsWritten, verificationMethodsOf, withoutProof } from '../securing/proof.js';
import { checkUnsignedContent } from '../securing/unsigned-content.js';
import type { Kind } from './kind.js';

/** A reader of credentials of this kind, as JSON with Data Integrity proofs. */
export function embedded(id: ReadableId, kind: Kind): Reader {
  return {
    id,
    recognises: (text) => recognises(text, kind),
    parse: (text) => {
      const document = parseJson(text);
      if (!kind.is(document)) return reject('unreadable', 'It is JSON, but not a credential of this kind.');
      return parsedFrom(document, { format: id, view: kind.read(document), secured: undefined, keys: verificationMethodsOf(document), signedAt: createdOf(document), ...(shownInPart(document) && { heldBack: true }) });
    },
    checkProof: ({ document }, evidence) => checkProof(document, evidence, kind),
  };
}

function recognises(text: string, kind: Kind): boolean {
  if (!text.trimStart().startsWith('{')) return false;
  try {
    return kind.is(JSON.parse(text));
  } catch {
    return false;
  }
}

async function checkProof(document: JsonObject, evidence: Evidence, kind: Kind): Promise<Finding[]> {
  const { finding: context, expanded } = await kind.checkContext(withoutProof(document), 'statements');
  const { finding: signature } = await checkProofs(kind.ld, document, expanded === undefined ? evidence : { ...evidence, expanded });
  const judged = signature.outcome === 'pass' && expanded !== undefined;
  const unsigned = judged ? await unsignedContent(document, expanded, kind) : skip('unsigned-content', 'signature-unproven');
  return [checkForm(document), context, kind.checkSchema(document), signature, unsigned];
}

async function unsignedContent(document: JsonObject, expanded: Expanded, { ld, leeway, enclosed }: Kind): Promise<Finding> {
  if (signedAsWritten(document)) return pass('unsigned-content');
  const whole = await checkUnsignedContent(ld, withoutProof(document), { expanded, leeway });
  const inside = await Promise.all((enclosed?.(document) ?? []).map(withoutProof).map(async (one) => checkUnsignedContent(ld, one, { expanded: await ld.expand(one), leeway })));
  return [whole, ...inside].find(({ outcome }) => outcome !== 'pass') ?? whole;
}
