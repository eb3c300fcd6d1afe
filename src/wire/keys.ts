import { didDocument, jwks } from '../catalogue/identity.js';
import { activateKey, certifyKey, generateKey, requestCertificate, retireKey, type KeyRequest } from '../catalogue/key-life.js';
import { viewOfKey, type KeyView } from '../catalogue/key-view.js';
import { keyNamed, revokeKey, rotateKeys, type KeyNamed } from '../catalogue/keys.js';
import { makeTestSeal, testAuthoritySubject, writeTestAuthority, type TestAuthority, type TestSealPorts } from '../catalogue/test-seal.js';
import { utf8 } from '../core/bytes.js';
import { AppError } from '../core/errors.js';
import { uuidv7 } from '../core/ids.js';
import { parseInput } from '../core/input.js';
import type { Id } from '../core/model.js';
import type { KeyRecord } from '../core/signing-key.js';
import { timestamp } from '../core/time.js';
import { newPrivateKey, privateSigner } from '../signers/file.js';
import { fromSealable, toSealable } from '../store/context.js';
import { settings } from '../store/settings.js';
import type { Kit } from './kit.js';

/** What becomes of the keys of an organisation. */
export function keyCases(kit: Kit) {
  const ports = keyPorts(kit);
  const { schemas } = kit;
  const changed = async (organisationId: Id, change: Promise<KeyRecord>): Promise<KeyView> => {
    const record = await change;
    await keepPublished(kit, organisationId);
    return viewOfKey(record);
  };
  const revoked = async (named: KeyNamed, from: { readonly from?: string }, actor: string): Promise<KeyRecord> => {
    await revokeKey({ ...named, ...from }, actor, ports);
    return keyNamed(named, ports);
  };
  return {
    rotateKeys: async (organisationId: Id, actor: string) => {
      const made = await rotateKeys(organisationId, actor, ports);
      await keepPublished(kit, organisationId);
      return made;
    },
    organisationKeys: async (organisationId: Id): Promise<readonly KeyView[]> => (await kit.store.signingKeys.keyRecords(organisationId)).map(viewOfKey),
    generateKey: async (organisationId: Id, input: unknown, actor: string) => viewOfKey(await generateKey({ organisationId, ...parseInput<Omit<KeyRequest, 'organisationId'>>(input, schemas.keyRequest) }, actor, ports)),
    requestCertificate: (named: KeyNamed) => requestCertificate(named, ports),
    certifyKey: async (named: KeyNamed, input: unknown, actor: string) => changed(named.organisationId, certifyKey({ ...named, ...parseInput<{ readonly chain: string }>(input, schemas.keyCertificates) }, actor, ports)),
    activateKey: (named: KeyNamed, actor: string) => changed(named.organisationId, activateKey(named, actor, ports)),
    retireKey: (named: KeyNamed, actor: string) => changed(named.organisationId, retireKey(named, actor, ports)),
    revokeKey: async (named: KeyNamed, input: unknown, actor: string) => changed(named.organisationId, revoked(named, parseInput<{ readonly from?: string }>(input, schemas.keyRevocation), actor)),
    makeTestSeal: (organisationId: Id, actor: string) => changed(organisationId, makeTestSeal(organisationId, actor, ports)),
  };
}

/** Our own documents go into the archive as they are published from now on, byte for byte. */
async function keepPublished({ deps, store }: Kit, organisationId: Id): Promise<void> {
  const organisation = await store.organisations.organisation(organisationId);
  if (organisation === undefined) return;
  const keys = await store.signingKeys.publicKeys(organisationId);
  await store.keyDocuments.keepDocument(organisation.did, utf8(JSON.stringify(didDocument(organisation, keys))));
  await store.keyDocuments.keepDocument(`${deps.baseUrl}/o/${organisation.slug}/jwks.json`, utf8(JSON.stringify(jwks(organisation, keys))));
}

function keyPorts(kit: Kit): TestSealPorts {
  const { deps, store, signer } = kit;
  return { ...deps, ...store.organisations, ...store.signingKeys, ...signer, testAuthority: () => testAuthority(kit), addAnchor: (anchor, actor) => addAnchor(kit, anchor, actor) };
}

/** One that was entered before stays as it is. */
async function addAnchor({ deps, store }: Kit, anchor: Parameters<TestSealPorts['addAnchor']>[0], actor: string): Promise<void> {
  const now = deps.now();
  try {
    await store.anchors.insertAnchor({ ...anchor, id: uuidv7(now, deps.random(10)), recordedAt: timestamp(now), enteredBy: actor });
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'code-in-use')) throw error;
  }
}

interface KeptAuthority {
  /** PKCS#8 DER and certificate, base64. */
  readonly key: string;
  readonly certificate: string;
}

/** Kept as the installation's secrets are: sealed, and the first that was made wins. */
async function testAuthority({ deps }: Kit): Promise<TestAuthority> {
  const kept = settings(deps.db, deps.vault);
  const sealed = (await kept.get(AUTHORITY)) ?? (await kept.putOnce(AUTHORITY, toSealable(await newAuthority(deps))));
  const { key, certificate } = fromSealable<KeptAuthority>(sealed);
  return { subject: testAuthoritySubject(deps.baseUrl), certificate: new Uint8Array(Buffer.from(certificate, 'base64')), ...privateSigner(Buffer.from(key, 'base64'), 'ES256') };
}
const AUTHORITY = 'test-authority';

async function newAuthority(deps: Kit['deps']): Promise<KeptAuthority> {
  const pkcs8 = newPrivateKey('ES256');
  const certificate = await writeTestAuthority({ ...privateSigner(pkcs8, 'ES256'), subject: testAuthoritySubject(deps.baseUrl) }, deps);
  return { key: Buffer.from(pkcs8).toString('base64'), certificate: Buffer.from(certificate).toString('base64') };
}
