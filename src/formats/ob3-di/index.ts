import { utf8 } from '../../core/bytes.js';
import { reject } from '../../core/errors.js';
import type { Evidence } from '../../core/evidence.js';
import { pass, skip, type Finding } from '../../core/finding.js';
import { parseJson, type JsonObject } from '../../core/json.js';
import type { Format, Parsed } from '../format.js';
import { checkContext } from '../ob3/context-check.js';
import { encodeAward } from '../ob3/encode.js';
import { checkForm, isOpenBadge, parsedFrom } from '../ob3/parsed.js';
import { readCredential } from '../ob3/read.js';
import { lintOpenBadge } from '../ob3/rules.js';
import { LEEWAY, OPEN_BADGES_CONTEXTS } from '../ob3/terms.js';
import type { Ob3Tools } from '../ob3/tools.js';
import { addProof, checkProofs } from '../securing/data-integrity.js';
import { createdOf, shownInPart, signedAsWritten, verificationMethodsOf, withoutProof } from '../securing/proof.js';
import type { Expanded, JsonLd } from '../securing/json-ld.js';
import { checkUnsignedContent } from '../securing/unsigned-content.js';

const ID = 'ob3-di';

/** Open Badges 3.0 as JSON with a Data Integrity proof, written as `eddsa-rdfc-2022` and read in every suite we have: sections 8.3 to 8.5. */
export function createOb3Di(tools: Ob3Tools): Format {
  return {
    id: ID,
    mediaType: 'application/vc',
    extension: '.json',
    keys: [{ use: 'assertion', algorithm: 'Ed25519' }],
    optional: false,
    encode: (award, { baseUrl, key, sealedAt }) => ({ format: ID, key, document: encodeAward(award, baseUrl), created: sealedAt }),
    lint: (unsigned) => lintOpenBadge(unsigned, tools),
    sign: async ({ document, key: { verificationMethod }, created }, { sign }) =>
      utf8(JSON.stringify(await addProof(tools.ld, document, { verificationMethod, created, sign }))),
    recognises,
    parse,
    checkProof: (parsed, evidence) => checkProof(parsed.document, evidence, tools),
  };
}

/** By content; what cannot be parsed but names our contexts is taken too, so that parsing can say what is wrong with it. */
function recognises(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false;
  try {
    return isOpenBadge(JSON.parse(text));
  } catch {
    return text.includes(OPEN_BADGES_CONTEXTS);
  }
}

function parse(text: string): Parsed {
  const document = parseJson(text);
  if (!isOpenBadge(document)) return reject('unreadable', 'It is JSON, but no Open Badge.');
  return parsedFrom(document, { format: ID, view: readCredential(document), secured: undefined, keys: verificationMethodsOf(document), signedAt: createdOf(document), ...(shownInPart(document) && { heldBack: true }) });
}

async function checkProof(document: JsonObject, evidence: Evidence, { ld, schema }: Ob3Tools): Promise<Finding[]> {
  const content = withoutProof(document);
  const { finding: context, expanded } = await checkContext(ld, content);
  const { finding: signature } = await checkProofs(ld, document, expanded === undefined ? evidence : { ...evidence, expanded });
  const judged = signature.outcome === 'pass' && expanded !== undefined;
  const unsigned = judged ? await unsignedContent(document, expanded, ld) : skip('unsigned-content', 'signature-unproven');
  return [checkForm(document), context, schema.check(document), signature, unsigned];
}

/** One proof over statements is enough to make text unsigned that only a stranger's proof covers. */
const unsignedContent = async (document: JsonObject, expanded: Expanded, ld: JsonLd): Promise<Finding> =>
  signedAsWritten(document) ? pass('unsigned-content') : checkUnsignedContent(ld, withoutProof(document), { expanded, leeway: LEEWAY });
