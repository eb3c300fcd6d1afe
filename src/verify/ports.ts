import type { Fact, KeyFact, OwnAward, StatusListFact, TrustStatement } from '../core/evidence.js';

/** What `gather` may ask of the world. Each answer is a fact, had or not; none throws. */
export interface VerifyPorts {
  now(): Date;
  /** A verification method by its DID URL: our own from the store, others from their DID document. */
  key(url: string): Promise<Fact<KeyFact>>;
  /** A status list: our own from the store; any other fetched, and its text given here to be verified. */
  statusList(url: string): Promise<Fact<{ readonly own: StatusListFact } | { readonly fetched: string }>>;
  statements(query: { readonly did: string; readonly keyThumbprints: readonly string[] }): Promise<Fact<readonly TrustStatement[]>>;
  /** What our store knows of a credential by its id, if we issued it. */
  ownAward(credentialId: string): Promise<OwnAward | undefined>;
}
