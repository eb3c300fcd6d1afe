import { utf8 } from '../../core/bytes.js';
import type { Evidence } from '../../core/evidence.js';
import { pass, skip, type Finding } from '../../core/finding.js';
import { compact, signingInput } from '../../core/jws.js';
import { readDisclosure } from '../../core/sd-jwt/disclosure.js';
import { checkKeyBinding } from '../../core/sd-jwt/key-binding.js';
import { reveal } from '../../core/sd-jwt/reveal.js';
import type { Format, LintProblem, Parsed, Sealing, Unsigned } from '../format.js';
import { checkContext } from '../ob3/context-check.js';
import type { Ob3Tools } from '../ob3/tools.js';
import { joseHeader } from '../securing/jose-header.js';
import { checkForm, checkSignature, checkType, missingIn, type Opened } from './check.js';
import { encodeOwn, type Concealment } from './encode.js';
import { parse, recognises } from './parse.js';
import { badgeIn } from './read.js';
import { TYPE } from './terms.js';

/** SD-JWT-based Verifiable Credentials (draft-ietf-oauth-sd-jwt-vc-18) over SD-JWT (RFC 9901). */
export function createSdJwtVc(tools: Ob3Tools): Format {
  return {
    id: 'sd-jwt-vc',
    mediaType: `application/${TYPE}`,
    extension: '.sd-jwt',
    keys: [
      { use: 'seal', algorithm: 'ES256' },
      { use: 'assertion', algorithm: 'ES256' },
    ],
    optional: false,
    statesIdentifier: true,
    encode: encodeOwn,
    lint: (unsigned) => lint(unsigned, tools),
    sign,
    recognises,
    parse,
    checkProof: (parsed, evidence) => checkProof(parsed, evidence, tools),
  };
}

/** What must hold before it is signed: the whole credential, with nothing held back. */
async function lint({ document }: Unsigned, { ld }: Ob3Tools): Promise<LintProblem[]> {
  const { payload, disclosures } = document as Concealment;
  const revealed = reveal({ claims: payload, disclosures: disclosures.map(readDisclosure) });
  const type = checkType(revealed);
  const badge = badgeIn(revealed.claims);
  const context = badge === undefined ? undefined : (await checkContext(ld, badge)).finding;
  return [
    ...missingIn(revealed.claims).map((name) => ({ rule: 'claim-missing', path: `/${name}`, message: 'the type asks for a claim that is not there' })),
    ...[type, context].flatMap((finding) => (finding === undefined || finding.outcome === 'pass' ? [] : [{ rule: finding.reason, path: '', message: finding.detail ?? finding.check }])),
  ];
}

async function sign({ document, key }: Unsigned, { sign: signature }: Sealing): Promise<Uint8Array> {
  const { payload, disclosures } = document as Concealment;
  const input = signingInput(joseHeader(key, TYPE), JSON.stringify(payload));
  return utf8([compact(input, await signature(utf8(input))), ...disclosures, ''].join('~'));
}

async function checkProof({ secured }: Parsed, evidence: Evidence, { ld }: Ob3Tools): Promise<Finding[]> {
  const opened = secured as Opened;
  const signature = checkSignature(opened, evidence);
  const badge = badgeIn(opened.claims);
  const context = badge === undefined ? skip('context', 'not-applicable') : (await checkContext(ld, badge)).finding;
  // The payload is signed as it stands, and every disclosure by its digest.
  const unsigned = signature.outcome === 'pass' ? pass('unsigned-content') : skip('unsigned-content', 'signature-unproven');
  const holder = opened.sdJwt.keyBinding === undefined ? [] : [checkKeyBinding(opened.sdJwt, evidence.at)];
  return [checkForm(opened), context, checkType(opened), signature, unsigned, ...holder];
}
