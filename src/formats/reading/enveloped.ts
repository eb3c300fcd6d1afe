import { reject } from '../../core/errors.js';
import { pass, skip } from '../../core/finding.js';
import type { ReadableId, Reader } from '../format.js';
import { checkForm, parsedFrom } from '../ob3/parsed.js';
import { checkJwt, kidOf, looksLikeCompact, readJwt, signedAtOf, type VcJwt } from '../securing/vc-jwt.js';
import type { Kind } from './kind.js';

/** A reader of credentials of this kind, as a JWT: the credential is its payload, or the `vc` claim of it (VCDM 1.1, 6.3.1). */
export function enveloped(id: ReadableId, kind: Kind): Reader {
  return {
    id,
    recognises: (text) => recognises(text, kind),
    parse: (text) => {
      const jwt = readJwt(text);
      const { credential } = jwt;
      if (!kind.is(credential)) return reject('unreadable', 'It is a JWT, but not a credential of this kind.');
      const kid = kidOf(jwt);
      return parsedFrom(credential, { format: id, view: kind.read(credential), secured: jwt, keys: kid === undefined ? [] : [kid], signedAt: signedAtOf(jwt) });
    },
    checkProof: async ({ document, secured }, evidence) => {
      const { finding: signature } = checkJwt(secured as VcJwt, evidence);
      const { finding: context } = await kind.checkContext(document, 'text');
      const unsigned = signature.outcome === 'pass' ? pass('unsigned-content') : skip('unsigned-content', 'signature-unproven');
      return [checkForm(document), context, kind.checkSchema(document), signature, unsigned];
    },
  };
}

function recognises(text: string, kind: Kind): boolean {
  if (!looksLikeCompact(text)) return false;
  try {
    return kind.is(readJwt(text).credential);
  } catch {
    return false;
  }
}
