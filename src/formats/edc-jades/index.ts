import { utf8 } from '../../core/bytes.js';
import { reject } from '../../core/errors.js';
import type { Evidence } from '../../core/evidence.js';
import { fail, pass, skip, type Finding } from '../../core/finding.js';
import { parseJson, type Json } from '../../core/json.js';
import { certificateKeyName } from '../../core/seal.js';
import { readCertificate } from '../../core/x509/index.js';
import { checkContext } from '../edc/context-check.js';
import { encodeEdc } from '../edc/encode.js';
import { checkForm, isEdc, parsedFrom, unsealedIn } from '../edc/parsed.js';
import { lintEdc } from '../edc/rules.js';
import { CREDENTIAL_TYPE } from '../edc/terms.js';
import type { EdcTools } from '../edc/tools.js';
import type { Format, Parsed } from '../format.js';
import { checkJades, looksLikeJws, readJades, sealJson, type Jades } from '../jades/index.js';

const ID = 'edc-jades';

/** European Digital Credential (Europass): a JSON text in a JAdES seal by certificate. Only organisations that have one issue it. */
export function createEdcJades(tools: EdcTools): Format {
  return {
    id: ID,
    mediaType: 'application/jose+json',
    extension: '.jsonld',
    keys: [
      { use: 'seal', algorithm: 'ES256' },
      { use: 'seal', algorithm: 'RS256' },
    ],
    optional: true,
    paged: true,
    statesIdentifier: true,
    encode: (award, context) => ({ format: ID, key: context.key, document: encodeEdc(award, context), created: context.sealedAt }),
    lint: (unsigned) => lintEdc(unsigned, tools),
    sign: async ({ document, key, created }, sealing) => utf8(await sealJson(JSON.stringify(document), { key, signedAt: created, sealing })),
    recognises,
    parse,
    checkProof: (parsed, evidence) => checkProof(parsed, evidence, tools),
  };
}

/** By content; what cannot be parsed but says it is one is taken too, so that parsing can say what is wrong with it. */
function recognises(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false;
  try {
    const value = JSON.parse(text) as Json;
    return looksLikeJws(value) ? isEdc(JSON.parse(readJades(text).payload)) : unsealedIn(value) !== undefined;
  } catch {
    return text.includes(CREDENTIAL_TYPE);
  }
}

function parse(text: string): Parsed {
  const value = parseJson(text);
  return looksLikeJws(value) ? sealed(readJades(text)) : unsealed(value);
}

function sealed(jades: Jades): Parsed {
  const document = parseJson(jades.payload);
  if (!isEdc(document)) return reject('unreadable', 'It is sealed, but no European Digital Credential.');
  const { seal } = jades;
  const [leaf] = seal.chain;
  const keys = leaf === undefined ? [] : [certificateKeyName(readCertificate(leaf).fingerprint)];
  return parsedFrom(document, { format: ID, secured: jades, keys, signedAt: seal.claimedAt, seal });
}

function unsealed(value: Json): Parsed {
  const document = unsealedIn(value) ?? reject('unreadable', 'It is JSON, but no European Digital Credential.');
  return parsedFrom(document, { format: ID, secured: undefined, keys: [], signedAt: undefined });
}

async function checkProof({ document, secured }: Parsed, { keys }: Evidence, { ld, schema }: EdcTools): Promise<Finding[]> {
  const signature = secured === undefined ? fail('signature', 'no-proof') : checkJades(secured as Jades, keys);
  // The payload is sealed as it stands, byte for byte.
  const unsigned = signature.outcome === 'pass' ? pass('unsigned-content') : skip('unsigned-content', 'signature-unproven');
  return [checkForm(document), await checkContext(ld, document), schema.check(document), signature, unsigned];
}
