import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface StampServer {
  readonly url: string;
  close(): Promise<void>;
}
/** Something that answers where a time-stamp authority would. */
export async function serveStamps(listener: RequestListener): Promise<StampServer> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

/** A time-stamp authority of OpenSSL, with a certification authority of its own. Needs `openssl`. */
export interface OpensslAuthority extends StampServer {
  /** PEM files of the certification authority, and of the stamper. */
  readonly ca: string;
  readonly pem: string;
  /** Whether OpenSSL finds that this token stamps this SHA-256: what it says. */
  verify(token: Uint8Array, sha256: string): Promise<string>;
}

const CONFIG = (folder: string): string => `
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[stamper]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = service
[service]
serial = ${folder}/serial
crypto_device = builtin
signer_cert = ${folder}/tsa.pem
certs = ${folder}/ca.pem
signer_key = ${folder}/tsa.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.3
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;

export async function opensslAuthority(): Promise<OpensslAuthority> {
  const folder = await mkdtemp(join(tmpdir(), 'tsa-'));
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]) => run('openssl', args, { cwd: folder });
  await writeFile(at('openssl.cnf'), CONFIG(folder));
  await writeFile(at('serial'), '01\n');
  const made = ['-newkey', 'rsa:2048', '-nodes', '-config', 'openssl.cnf'] as const;
  await openssl('req', '-x509', ...made, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/C=HR/O=TEST ONLY/CN=TEST stamps CA', '-extensions', 'ca', '-days', '3650');
  await openssl('req', ...made, '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', '/C=HR/O=TEST ONLY/CN=TEST stamps');
  await openssl('x509', '-req', '-in', 'tsa.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'tsa.pem', '-extfile', 'openssl.cnf', '-extensions', 'stamper', '-days', '3650');
  // One after the other: the serial number is a file.
  let last: Promise<unknown> = Promise.resolve();
  const reply = async (query: Uint8Array): Promise<Uint8Array> => {
    await writeFile(at('query.tsq'), query);
    await openssl('ts', '-reply', '-config', 'openssl.cnf', '-section', 'service', '-queryfile', 'query.tsq', '-out', 'reply.tsr');
    return readFile(at('reply.tsr'));
  };
  const server = await serveStamps((req, res) => {
    last = last.then(async () => {
      const answer = await reply(await buffer(req));
      res.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer);
    }, () => undefined);
  });
  return {
    ...server,
    ca: at('ca.pem'),
    pem: await readFile(at('ca.pem'), 'utf8'),
    verify: async (token, sha256) => {
      await writeFile(at('token.der'), token);
      return (await openssl('ts', '-verify', '-token_in', '-in', 'token.der', '-digest', sha256, '-CAfile', 'ca.pem')).stdout.trim();
    },
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
