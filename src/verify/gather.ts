import { selfContainedKey } from '../core/did.js';
import type { Evidence, Fact, KeyFact, OwnAward, StatusListFact, TrustStatement } from '../core/evidence.js';
import type { Json } from '../core/json.js';
import { thumbprint } from '../core/keys.js';
import { isCertificateKeyName, type SealFact } from '../core/seal.js';
import { timestamp } from '../core/time.js';
import { createBudget } from './budget.js';
import { certificateKey } from './certificate-key.js';
import { millis, SKEW_MS } from './facts.js';
import { readListCredential, type ListReader } from './list-credential.js';
import { namingListIn, readNamingList, type Given } from './naming-list.js';
import type { FetchedList, VerifyPorts } from './ports.js';
import { readTokenStatusList, tokenIn } from './token-list.js';
import type { Read, Workshop } from './workshop.js';

export interface World {
  readonly ports: VerifyPorts;
  readonly securing: ListReader['securing'];
  readonly workshop: Workshop;
}
/** What was looked up; and the credential, read as far as that allows. */
export interface Gathered {
  readonly read: Read;
  readonly evidence: Evidence;
}

/** All that a verification looks up, inside its budget; what could not be had is a fact too. */
export async function gather(first: Read, { ports, securing, workshop }: World): Promise<Gathered> {
  const at = timestamp(ports.now());
  const budget = createBudget();
  const { read, linked } = await readOn(first, { workshop, document: (url) => budget('document', url, () => ports.document(url)) });
  const { needs, view } = read;
  const keysOf = (did: string) => budget('keys', did, () => ports.keysOf(did));
  const ask = (url: string) => budget('key', url, () => ports.key(url));
  // Of a key that a certificate names the certificate is needed: the credential's own, or that of a list.
  const key = (url: string, chain = read.seal?.chain ?? []) => (isCertificateKeyName(url) ? certificateKey(url, { chain, view }, { at, ports, keysOf }) : keyFact(url, { at, ask: () => ask(url) }));
  const reader = { securing: { ...securing, checkProofs: workshop.checkProofs }, key, at, issuer: view.issuer.id, credentialId: needs.credentialId, signers: read.keys };
  const credentialKey = async (url: string) => listedKey(read, url, at) ?? key(url);
  const list = (url: string) => budget('list', url, () => statusList(url, ports, reader));
  const [signing, statusLists, seal] = await Promise.all([facts(needs.keys, credentialKey), facts(needs.statusLists, list), sealFact(read, { ports, workshop, at })]);
  // Asked last: what the credential itself needs comes first out of the allowance.
  const [presenting, innerKeys, innerLists] = await Promise.all([facts(read.presentation?.keys ?? [], (url) => key(url)), facts(needs.inner?.keys ?? [], (url) => key(url)), facts(needs.inner?.statusLists ?? [], list)]);
  // Whoever shows it, or endorses it, vouches for nobody.
  const had = Object.values(signing).flatMap((fact) => (fact.ok ? [fact.value] : []));
  const [statements, own] = await Promise.all([statementsOn(read, had, ports), ownAward(needs.credentialId, had, { ports, issuer: view.issuer.id })]);
  return { read, evidence: { at, keys: { ...presenting, ...innerKeys, ...signing }, statusLists: { ...innerLists, ...statusLists }, statements, ...(linked && { linked }), ...(own && { own }), ...(seal && { seal }) } };
}

/** A badge of Open Badges 2.0 leads to its class, that to its issuer, and that to a key or a list: each is known only when the one before was had. */
const MAX_STEPS = 5;

interface Library {
  readonly workshop: Workshop;
  document(url: string): Promise<Fact<Json>>;
}
async function readOn(first: Read, { workshop, document }: Library): Promise<{ readonly read: Read; readonly linked?: NonNullable<Evidence['linked']> }> {
  let read = first;
  let linked: Evidence['linked'];
  for (let step = 0; step < MAX_STEPS; step++) {
    const known = linked;
    const wanted = (read.needs.linked ?? []).filter((url) => known === undefined || !Object.hasOwn(known, url));
    if (wanted.length === 0) break;
    linked = { ...known, ...(await facts(wanted, document)) };
    read = await workshop.readOn(read, linked);
  }
  return { read, ...(linked && { linked }) };
}

/** More than any credential names: of those past it nothing is known. */
const MAX_NAMED = 20;

async function facts<T>(urls: readonly string[], ask: (url: string) => Promise<Fact<T>>): Promise<Record<string, Fact<T>>> {
  return Object.fromEntries(await Promise.all([...new Set(urls)].slice(0, MAX_NAMED).map(async (url) => [url, await ask(url)] as const)));
}

/** A key that stands in the documents that were had already. */
function listedKey({ listedKeys }: Read, url: string, at: string): Fact<KeyFact> | undefined {
  const listed = listedKeys !== undefined && Object.hasOwn(listedKeys, url) ? listedKeys[url] : undefined;
  return listed && { ok: true, value: { ...listed, obtainedAt: at } };
}

/** A `did:key` or `did:jwk` carries its key: nobody need be asked, and nobody vouches for it either. */
async function keyFact(url: string, { at, ask }: { at: string; ask: () => Promise<Fact<KeyFact>> }): Promise<Fact<KeyFact>> {
  if (!/^(did|jwt-vc-issuer|jwks|https):/.test(url)) return { ok: false, reason: 'key-unavailable', detail: 'the key is not named by a DID, nor by an https address' };
  const carried = selfContainedKey(url);
  return carried ? { ok: true, value: { ...carried, obtainedAt: at } } : ask();
}

/** Judged here, once: it takes many signatures, and its outcome is a fact like those that were asked for. */
async function sealFact({ seal }: Read, { ports, workshop, at }: Pick<World, 'ports' | 'workshop'> & { readonly at: string }): Promise<SealFact | undefined> {
  const anchors = seal && (await ports.anchors());
  return seal && anchors?.ok ? workshop.judgeSeal(seal, { anchors: anchors.value, at }) : undefined;
}

interface Asking extends ListReader, Pick<Given, 'credentialId'> {
  readonly issuer: string;
}

/** Our own list as our store has it; anybody else's only once it has verified as what it is, and is not an edition from before one that we have seen. */
async function statusList(url: string, ports: VerifyPorts, reader: Asking): Promise<Fact<StatusListFact>> {
  const answer = await ports.statusList(url);
  if (!answer.ok) return answer;
  if ('own' in answer.value) return { ok: true, value: answer.value.own };
  const fact = await readList(url, answer.value, reader);
  return fact.ok ? notReplayed({ ...fact.value, obtainedAt: answer.value.obtainedAt }, ports, reader.at) : fact;
}

/** As a token, a list that names what is revoked, or a credential. */
async function readList(url: string, { fetched, from }: FetchedList, reader: Asking): Promise<Fact<StatusListFact>> {
  const token = tokenIn(fetched);
  if (token !== undefined) return readTokenStatusList(url, token, reader);
  const naming = namingListIn(fetched);
  return naming === undefined ? readListCredential(url, fetched, reader) : readNamingList(naming, { url, from, credentialId: reader.credentialId });
}

/** One that says it is of later than now is not remembered: every true one after it would look old. */
async function notReplayed(list: StatusListFact, ports: VerifyPorts, at: string): Promise<Fact<StatusListFact>> {
  const { url, issuer, madeAt } = list;
  if (madeAt === undefined || !(millis(madeAt) <= millis(at) + SKEW_MS)) return { ok: true, value: list };
  const newest = await ports.sawList({ url, issuer, madeAt });
  return millis(newest) > millis(madeAt) ? { ok: false, reason: 'list-replayed', detail: `made ${madeAt}, seen ${newest}` } : { ok: true, value: list };
}

const statementsOn = ({ needs, view: { issuer } }: Read, keys: readonly KeyFact[], ports: VerifyPorts): Promise<Fact<readonly TrustStatement[]>> =>
  ports.statements({ did: needs.issuer, keyThumbprints: keys.map(({ publicJwk }) => thumbprint(publicJwk)), ...(issuer.name === undefined ? {} : { name: issuer.name }) });

/** Our store is asked only about what a key of ours signed in our issuer's name: an id alone is anybody's to copy. */
async function ownAward(id: string | undefined, keys: readonly KeyFact[], { ports, issuer }: { ports: VerifyPorts; issuer: string }): Promise<OwnAward | undefined> {
  const ours = keys.some(({ source, controller }) => source === 'own' && controller === issuer);
  return ours && id !== undefined ? ports.ownAward(id) : undefined;
}
