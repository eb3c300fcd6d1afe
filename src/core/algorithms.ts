/** Algorithms we sign with. What a verifier also accepts stands in `jws.ts`. */
export const SIGNING_ALGORITHMS = ['Ed25519', 'ES256', 'RS256'] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];
