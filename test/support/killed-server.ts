/**
 * The server as it is, in a process of its own, that kills itself (SIGKILL) at the step its parent names: nothing in the sources knows of it.
 * A step is a statement on its way to the database; the real driver is asked for every one.
 * Arguments: by how many milliseconds its clock goes ahead. Says `ready` to its parent; takes a `Step` from it.
 */
import pg from 'pg';

export interface Step {
  /** A regular expression: the statement. */
  readonly statement: string;
  /** Which of those that match, from 1. */
  readonly nth: number;
  /** Before it is sent; when the database has answered it; or when its transaction is committed, and nobody told of it. */
  readonly when: 'sent' | 'answered' | 'committed';
}

const ahead = Number(process.argv[2] ?? 0);
const RealDate = Date;
if (ahead > 0) {
  globalThis.Date = class extends RealDate {
    constructor(...args: unknown[]) {
      if (args.length === 0) super(RealDate.now() + ahead);
      else super(...(args as [string]));
    }
    static override now = () => RealDate.now() + ahead;
  } as DateConstructor;
}

let step: Step | undefined;
let seen = 0;
process.on('message', (told: Step) => {
  step = told;
  seen = 0;
  process.send?.('armed');
});

type Answered = (error: unknown, answer: { readonly rowCount: number | null } | undefined) => void;
type Query = (this: object, config: { readonly text?: string } | string, values?: unknown, done?: Answered) => unknown;
const die = (): void => void process.kill(process.pid, 'SIGKILL');
const committing = new WeakSet<object>();

/** Only what touched a row is a step: a worker that looks for work and finds none has done nothing. */
function answered(client: object, text: string): void {
  if (committing.has(client) && /^commit/i.test(text)) die();
  if (step === undefined || step.when === 'sent' || !new RegExp(step.statement, 'i').test(text) || ++seen !== step.nth) return;
  if (step.when === 'answered') die();
  committing.add(client);
}

const prototype = pg.Client.prototype as unknown as { query: Query };
const query = prototype.query;
prototype.query = function (config, values, done) {
  const text = typeof config === 'string' ? config : (config.text ?? '');
  if (step?.when === 'sent' && new RegExp(step.statement, 'i').test(text) && ++seen === step.nth) die();
  const callback = (typeof values === 'function' ? values : done) as Answered | undefined;
  if (callback === undefined) return query.call(this, config, values);
  const watching: Answered = (error, answer) => {
    if (!error && (answer?.rowCount !== 0 || /^commit/i.test(text))) answered(this, text);
    callback(error, answer);
  };
  return typeof values === 'function' ? query.call(this, config, watching) : query.call(this, config, values, watching);
};

const { startServer } = await import('../../src/server.js');
const { readConfig } = await import('../../src/config.js');
await startServer(readConfig(process.env), { notice: () => undefined, threads: false });
process.send?.('ready');
