/**
 * `node --import ./test/support/rerouted.mjs dist/main.js`: a server as it is built, for which every name on the internet leads to the port REROUTED_PORT of
 * this machine, without TLS. Its guard is its own: it still judges names and addresses, and finds a public one behind each.
 */
import dns from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

const PUBLIC = '93.184.215.14';
dns.Resolver.prototype.resolve4 = async () => [PUBLIC];
dns.Resolver.prototype.resolve6 = async () => [];
https.request = (url, { lookup, headers, signal, method, maxHeaderSize }, answered) => {
  const outgoing = http.request({ host: '127.0.0.1', port: process.env.REROUTED_PORT, path: url.pathname + url.search, headers, signal, method, maxHeaderSize }, answered);
  lookup(url.hostname, { all: true }, (error) => error && outgoing.destroy(error));
  return outgoing;
};
syncBuiltinESMExports();
