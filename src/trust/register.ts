import { reject } from '../core/errors.js';
import type { TrustStatement } from '../core/evidence.js';
import { uuidv7 } from '../core/ids.js';
import type { Id } from '../core/model.js';
import type { SchemaCheck } from '../core/schema.js';
import { timestamp } from '../core/time.js';
import { parseStatement } from './input.js';
import type { TrustPorts } from './ports.js';

/** How the local register is named where its word is shown. */
export interface RegisterName {
  readonly source: string;
  /** Who keeps it. */
  readonly authority: string;
}
/** Ours. Programs are told these names; pages say them in the reader's language. */
export const LOCAL_REGISTER: RegisterName = { source: 'Local register of issuers', authority: 'The operator of this installation' };

export interface Register {
  /** Throws `input-invalid` with the path of what is wrong. */
  add(input: unknown, actor: string): Promise<TrustStatement>;
  /** Ends a statement from now on; throws `not-found` when there is none, or it was withdrawn before. */
  withdraw(id: Id, actor: string): Promise<void>;
  list(): Promise<readonly TrustStatement[]>;
}

/** The local register of issuers: who may issue, by which keys, for what, from when to when, according to whom. Nothing in it is ever deleted. */
export function createRegister({ ports, check }: { readonly ports: TrustPorts; readonly check: SchemaCheck }, name: RegisterName): Register {
  return {
    add: async (input, actor) => {
      const now = ports.now();
      const statement: TrustStatement = {
        ...parseStatement(input, check),
        ...name,
        id: uuidv7(now, ports.random(10)),
        recordedAt: timestamp(now),
        enteredBy: actor,
      };
      await ports.insertStatement(statement);
      return statement;
    },
    withdraw: async (id, actor) => {
      const found = await ports.withdrawStatement(id, actor, timestamp(ports.now()));
      if (!found) reject('not-found', 'no such statement, or it was withdrawn before');
    },
    list: () => ports.listStatements(),
  };
}
