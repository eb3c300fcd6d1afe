import { selfContainedKey } from '../core/did.js';
import type { Evidence, Fact, KeyFact, OwnAward, StatusListFact, TrustStatement } from '../core/evidence.js';
import { thumbprint } from '../core/keys.js';
import { isCertificateKeyName, type SealFact } from '../core/seal.js';
import { timestamp } from '../core/time.js';
import type { Parsed } from '../formats/format.js';
import { createBudget } from './budget.js';
import { certificateKey } from './certificate-key.js';
import { readListCredential, type ListReader } from './list-credential.js';
import type { VerifyPorts } from './ports.js';
import { judgeSeal } from './seal.js';
import { readTokenStatusList, tokenIn } from './token-list.js';

export interface World {
  readonly ports: VerifyPorts;
  /** Fetched status lists are verified as they come in. */
  readonly securing: ListReader['securing'];
}

/** All that a verification looks up, inside its budget; what could not be had is a fact too. */
export async function gather(parsed: Parsed, { ports, securing }: World): Promise<Evidence> {
  const { needs, view } = parsed;
  const at = timestamp(ports.now());
  const budget = createBudget();
  const keysOf = (did: string) => budget('keys', did, () => ports.keysOf(did));
  const ask = (url: string) => budget('key', url, () => ports.key(url));
  // Of a key that a certificate names the certificate is needed: the credential's own, or that of a list.
  const key = (url: string, chain = parsed.seal?.chain ?? []) => (isCertificateKeyName(url) ? certificateKey(url, { chain, view }, { at, ports, keysOf }) : keyFact(url, { at, ask: () => ask(url) }));
  const list = (url: string) => budget('list', url, () => statusList(url, ports, { securing, key, at, issuer: view.issuer.id }));
  const [keys, statusLists, seal] = await Promise.all([facts(needs.keys, (url) => key(url)), facts(needs.statusLists, list), sealFact(parsed, ports, at)]);
  const had = Object.values(keys).flatMap((fact) => (fact.ok ? [fact.value] : []));
  const [statements, own] = await Promise.all([statementsOn(needs.issuer, had, ports), ownAward(needs.credentialId, had, { ports, issuer: view.issuer.id })]);
  return { at, keys, statusLists, statements, ...(own && { own }), ...(seal && { seal }) };
}

async function facts<T>(urls: readonly string[], ask: (url: string) => Promise<Fact<T>>): Promise<Record<string, Fact<T>>> {
  return Object.fromEntries(await Promise.all([...new Set(urls)].map(async (url) => [url, await ask(url)] as const)));
}

/** A `did:key` or `did:jwk` carries its key: nobody need be asked, and nobody vouches for it either. */
async function keyFact(url: string, { at, ask }: { at: string; ask: () => Promise<Fact<KeyFact>> }): Promise<Fact<KeyFact>> {
  if (!/^(did|jwt-vc-issuer):/.test(url)) return { ok: false, reason: 'key-unavailable', detail: 'the key is not named by a DID, nor as one of an https issuer' };
  const carried = selfContainedKey(url);
  return carried ? { ok: true, value: { ...carried, obtainedAt: at } } : ask();
}

/** Judged here, once: it takes many signatures, and its outcome is a fact like those that were asked for. */
async function sealFact({ seal }: Parsed, ports: VerifyPorts, at: string): Promise<SealFact | undefined> {
  const anchors = seal && (await ports.anchors());
  return seal && anchors?.ok ? judgeSeal(seal, { anchors: anchors.value, at }) : undefined;
}

/** Our own list as our store has it; anybody else's only once it has verified as what it is: a credential, or a token. */
async function statusList(url: string, ports: VerifyPorts, reader: ListReader & { readonly issuer: string }): Promise<Fact<StatusListFact>> {
  const answer = await ports.statusList(url);
  if (!answer.ok) return answer;
  if ('own' in answer.value) return { ok: true, value: answer.value.own };
  const token = tokenIn(answer.value.fetched);
  return token === undefined ? readListCredential(url, answer.value.fetched, reader) : readTokenStatusList(url, token, reader);
}

const statementsOn = (did: string, keys: readonly KeyFact[], ports: VerifyPorts): Promise<Fact<readonly TrustStatement[]>> =>
  ports.statements({ did, keyThumbprints: keys.map(({ publicJwk }) => thumbprint(publicJwk)) });

/** Our store is asked only about what a key of ours signed in our issuer's name: an id alone is anybody's to copy. */
async function ownAward(id: string | undefined, keys: readonly KeyFact[], { ports, issuer }: { ports: VerifyPorts; issuer: string }): Promise<OwnAward | undefined> {
  const ours = keys.some(({ source, controller }) => source === 'own' && controller === issuer);
  return ours && id !== undefined ? ports.ownAward(id) : undefined;
}
