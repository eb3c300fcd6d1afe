import { utf8 } from '../../core/bytes.js';
import { reject } from '../../core/errors.js';
import type { Evidence } from '../../core/evidence.js';
import { pass, skip, type Finding } from '../../core/finding.js';
import type { Format, Parsed } from '../format.js';
import { checkContext } from '../ob3/context-check.js';
import { encodeAward } from '../ob3/encode.js';
import { checkForm, isOpenBadge, parsedFrom } from '../ob3/parsed.js';
import { readCredential } from '../ob3/read.js';
import { lintOpenBadge } from '../ob3/rules.js';
import type { Ob3Tools } from '../ob3/tools.js';
import { checkJwt, kidOf, looksLikeCompact, readJwt, signedAtOf, signJwt, type VcJwt } from '../securing/vc-jwt.js';

const ID = 'ob3-jwt';

/** Open Badges 3.0 as a VC-JWT, in RS256, which every reader must know (1EdTech certification), where the organisation has such a key, else in ES256: section 8.2. */
export function createOb3Jwt(tools: Ob3Tools): Format {
  return {
    id: ID,
    mediaType: 'application/vc+jwt',
    extension: '.jwt',
    keys: [
      { use: 'assertion', algorithm: 'RS256' },
      { use: 'assertion', algorithm: 'ES256' },
    ],
    optional: false,
    encode: (award, { baseUrl, key, sealedAt }) => ({ format: ID, key, document: encodeAward(award, baseUrl), created: sealedAt }),
    lint: (unsigned) => lintOpenBadge(unsigned, tools),
    sign: async ({ document, key: { algorithm, verificationMethod: kid }, created }, { sign }) =>
      utf8(await signJwt(document, { alg: algorithm === 'RS256' ? 'RS256' : 'ES256', kid, typ: 'JWT', iat: Math.floor(Date.parse(created) / 1000), sign })),
    recognises,
    parse,
    checkProof: (parsed, evidence) => checkProof(parsed, evidence, tools),
  };
}

function recognises(text: string): boolean {
  if (!looksLikeCompact(text)) return false;
  try {
    return isOpenBadge(readJwt(text).credential);
  } catch {
    return false;
  }
}

function parse(text: string): Parsed {
  const jwt = readJwt(text);
  const { credential } = jwt;
  if (!isOpenBadge(credential)) return reject('unreadable', 'It is a JWT, but no Open Badge.');
  const kid = kidOf(jwt);
  return parsedFrom(credential, { format: ID, view: readCredential(credential), secured: jwt, keys: kid === undefined ? [] : [kid], signedAt: signedAtOf(jwt) });
}

async function checkProof({ document, secured }: Parsed, evidence: Evidence, { ld, schema }: Ob3Tools): Promise<Finding[]> {
  const { finding: signature } = checkJwt(secured as VcJwt, evidence);
  const { finding: context } = await checkContext(ld, document);
  // The payload is signed as it stands, byte for byte.
  const unsigned = signature.outcome === 'pass' ? pass('unsigned-content') : skip('unsigned-content', 'signature-unproven');
  return [checkForm(document), context, schema.check(document), signature, unsigned];
}
