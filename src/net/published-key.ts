import type { Fact, KeyFact } from '../core/evidence.js';
import { createAddressedKey } from './addressed-key.js';
import { createIssuerMetadataKey } from './issuer-metadata.js';
import type { KeyDocumentDeps } from './key-document.js';
import { createKeySetKey } from './key-set.js';

/** A key that is published at an https address, by its name: `jwt-vc-issuer:{issuer}#{kid}`, `jwks:{issuer}#{kid}`, or the address itself. */
export function createPublishedKey(deps: KeyDocumentDeps): (name: string) => Promise<Fact<KeyFact>> {
  const addressed = createAddressedKey(deps);
  const kinds = { 'jwt-vc-issuer:': createIssuerMetadataKey(deps), 'jwks:': createKeySetKey(deps, addressed) };
  return (name) => {
    const [prefix, ask] = Object.entries(kinds).find(([one]) => name.startsWith(one)) ?? ['', addressed];
    return ask(name.slice(prefix.length));
  };
}
