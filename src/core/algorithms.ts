/** Algorithms we sign with: one Ed25519 and one P-256 key per organisation. What a verifier also accepts stands in `jws.ts`. */
export const SIGNING_ALGORITHMS = ['Ed25519', 'ES256'] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];
