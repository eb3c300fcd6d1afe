import { readFile } from 'node:fs/promises';
import { certifiedUntil, type KeyView } from '../catalogue/key-view.js';
import type { KeyNamed } from '../catalogue/keys.js';
import { text } from '../core/bytes.js';
import { reject } from '../core/errors.js';
import type { Id } from '../core/model.js';
import type { App } from '../wire.js';
import { ACTOR, organisationOf, type Answer, type Call } from './command.js';

type Action = (app: App, organisationId: Id, call: Call) => Promise<Answer | void>;

const ACTIONS: Readonly<Record<string, Action>> = {
  list: () => Promise.resolve(),
  rotate: async ({ useCases }, id) => void (await useCases.rotateKeys(id, ACTOR)),
  generate: async ({ useCases }, id, { options }) => {
    const { use, algorithm, custody, reference } = options;
    if (use === undefined && algorithm === undefined && custody === undefined) return void (await useCases.rotateKeys(id, ACTOR));
    const wanted = { use: use ?? 'assertion', algorithm: algorithm ?? 'ES256', custody: custody ?? 'file', ...(reference === undefined ? {} : { reference }) };
    return one(await useCases.generateKey(id, wanted, ACTOR));
  },
  request: async ({ useCases }, id, call) => {
    const request = await useCases.requestCertificate(named(id, call));
    return { data: { request }, lines: request.trimEnd().split('\n') };
  },
  certify: async ({ useCases }, id, call) => one(await useCases.certifyKey(named(id, call), { chain: await readFile(fileIn(call), 'utf8') }, ACTOR)),
  activate: async ({ useCases }, id, call) => one(await useCases.activateKey(named(id, call), ACTOR)),
  retire: async ({ useCases }, id, call) => one(await useCases.retireKey(named(id, call), ACTOR)),
  revoke: async ({ useCases }, id, call) => void (await useCases.revokeKey(named(id, call), call.options.from === undefined ? {} : { from: call.options.from }, ACTOR)),
  'test-seal': async ({ useCases }, id) => one(await useCases.makeTestSeal(id, ACTOR)),
};

/** `testamur keys archive`: which key documents were seen, and when; of one DID or address, or all. A document itself by its hash. */
async function archive({ archive: kept }: App, { args: [, what] }: Call): Promise<Answer> {
  if (what !== undefined && /^[0-9a-f]{64}$/.test(what)) {
    const document = text((await kept.keyDocument(what)) ?? reject('not-found', 'no document with this SHA-256 was seen'));
    return { data: { document }, lines: [document] };
  }
  const seen = await kept.seenDocuments(what);
  return { data: seen, lines: seen.map((one) => `${one.firstSeen}  ${one.lastSeen}  ${one.sha256}  ${one.subject}`) };
}

/** `testamur keys`: what it did with one key, else all of them as they are now. */
export async function keys(app: App, call: Call): Promise<Answer> {
  if (call.args[0] === 'archive') return archive(app, call);
  const action = ACTIONS[call.args[0] ?? ''] ?? reject('input-invalid', `say what to do: testamur keys ${[...Object.keys(ACTIONS), 'archive'].join(', ')}`);
  const { id } = await organisationOf(app, call.options.organisation);
  const answer = await action(app, id, call);
  if (answer !== undefined) return answer;
  const all = await app.useCases.organisationKeys(id);
  return { data: all, lines: all.map(lineOf) };
}

const one = (key: KeyView): Answer => ({ data: key, lines: [lineOf(key)] });
const named = (organisationId: Id, { args }: Call): KeyNamed => ({ organisationId, key: args[1] ?? reject('input-invalid', 'say which key: testamur keys list') });
const fileIn = ({ args }: Call): string => args[2] ?? reject('input-invalid', 'say which file has the certificates: testamur keys certify KEY CHAIN.pem');

function lineOf(key: KeyView): string {
  const until = certifiedUntil(key);
  const more = [
    ...(key.compromisedFrom === undefined ? [] : [`from ${key.compromisedFrom}`]),
    ...(until === undefined ? [] : [`certified until ${until}`]),
    ...(key.certificates.some(({ test }) => test) ? ['TEST ONLY'] : []),
  ];
  return `${key.state.padEnd(11)} ${key.verificationMethod}  ${key.use} ${key.algorithm} ${key.custody}${more.map((text) => `, ${text}`).join('')}`;
}
