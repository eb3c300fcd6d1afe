import { stateOf } from '../catalogue/installation.js';
import type { InstallationKey } from '../catalogue/ports.js';
import { reject } from '../core/errors.js';
import type { App } from '../wire.js';
import { ACTOR, type Answer, type Call } from './command.js';

const ACTIONS: Readonly<Record<string, (app: App, call: Call) => Promise<void>>> = {
  keys: () => Promise.resolve(),
  rotate: ({ installation }) => installation.rotateInstallationKey(ACTOR),
  revoke: ({ installation }, { args: [, key], options: { from } }) =>
    installation.revokeInstallationKey({ key: key ?? reject('input-invalid', 'say which key: testamur installation keys'), ...(from === undefined ? {} : { from }) }, ACTOR),
};

/** `testamur installation`: the keys by which the installation itself signs records and badges. */
export async function installation(app: App, call: Call): Promise<Answer> {
  const action = ACTIONS[call.args[0] ?? ''] ?? reject('input-invalid', `say what to do: testamur installation ${Object.keys(ACTIONS).join(', ')}`);
  await action(app, call);
  const keys = await app.installation.installationKeys();
  return { data: keys, lines: keys.map(lineOf) };
}

const lineOf = (key: InstallationKey): string => `${stateOf(key).padEnd(11)} ${key.verificationMethod}  since ${key.madeAt}${key.compromisedFrom === undefined ? '' : `, compromised from ${key.compromisedFrom}`}`;
