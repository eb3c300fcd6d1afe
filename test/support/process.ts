import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { gather } from './log.js';

/** The built program in a process of its own, as `npm start` starts it. */
export interface Started {
  readonly child: ChildProcess;
  readonly baseUrl: string;
  /** What it has written so far. */
  output(): { readonly stdout: string; readonly stderr: string };
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number>;
}

/** What a process needs of ours: nothing of the machine's own TESTAMUR_ settings. */
const CLEAN = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(TESTAMUR_|DATABASE_URL|PORT$)/.test(name)));

export function startProcess(env: Readonly<Record<string, string>>, args: readonly string[] = ['dist/main.js']): Started {
  const child = spawn(process.execPath, [...args], { env: { ...CLEAN, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  void ended.then(() => gather(stderr));
  return { child, baseUrl: `http://localhost:${env.PORT ?? '3000'}`, output: () => ({ stdout, stderr }), ended };
}

/** Resolves when it listens; fails when it ends instead. */
export async function listening(started: Started): Promise<Started> {
  for (let i = 0; i < 600; i++) {
    if (started.output().stdout.includes('Serving on')) return started;
    if (started.child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`it does not listen: ${started.output().stderr}`);
}

export async function freePort(): Promise<string> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return String(port);
}
