// Two small helps for running the W3C's suites against this service (docs/w3c-suites.md); no test of ours uses them.
//   node test/support/w3c-suites.mjs front CERTIFICATE KEY FROM-PORT TO-PORT     https in front of the service
//   node test/support/w3c-suites.mjs manifest BASE-URL VC-API-KEY FOLDER…        writes localConfig.cjs into each suite
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';

const [command, ...args] = process.argv.slice(2);
if (command === 'front') front(args);
else await manifest(args);

function front([cert, key, from, to]) {
  const serve = (req, res) => {
    const behind = http.request({ host: '127.0.0.1', port: to, path: req.url, method: req.method, headers: req.headers }, (answer) => {
      res.writeHead(answer.statusCode, answer.headers);
      answer.pipe(res);
    });
    behind.on('error', () => res.destroy());
    req.pipe(behind);
  };
  https.createServer({ cert: readFileSync(cert), key: readFileSync(key) }, serve).listen(Number(from));
}

async function manifest([base, key, ...folders]) {
  const headers = { Authorization: `Bearer ${key}` };
  const answer = await fetch(`${base}/vc-api/issuers`, { headers });
  const { items } = await answer.json();
  const did = Object.fromEntries(items.map((one) => [one.name, one.did]));
  const supports = { vc: ['1.1', '2.0'] };
  const issuer = (name, tags, curve) => ({ id: did[name], endpoint: `${base}/vc-api/credentials/issue/${name}`, tags, headers, supports, ...(curve && { supportedEcdsaKeyTypes: [curve] }) });
  const issuers = [
    issuer('eddsa-rdfc-2022', ['vc2.0', 'vc-api', 'eddsa-rdfc-2022']),
    issuer('eddsa-jcs-2022', ['eddsa-jcs-2022']),
    ...['rdfc', 'jcs'].flatMap((form) => ['P-256', 'P-384'].map((curve) => issuer(`ecdsa-${form}-2019-${curve.replace('-', '').toLowerCase()}`, [`ecdsa-${form}-2019`], curve))),
    issuer('ecdsa-sd-2023', ['ecdsa-sd-2023'], 'P-256'),
    issuer('vc-jwt', ['EnvelopingProof']),
    issuer('bitstring-status-list', ['BitstringStatusList']),
  ];
  const curves = { supports, supportedEcdsaKeyTypes: ['P-256', 'P-384'] };
  const tags = [...new Set(issuers.flatMap((one) => one.tags))];
  const implementation = {
    name: 'Testamur',
    implementation: 'Testamur',
    issuers,
    verifiers: [{ id: `${base}/verifier`, endpoint: `${base}/vc-api/credentials/verify`, headers, tags, ...curves }],
    vpVerifiers: [{ id: `${base}/verifier`, endpoint: `${base}/vc-api/presentations/verify`, headers, tags: ['vc2.0', 'EnvelopingProof'] }],
    vcHolders: [{ id: `${base}/holder`, endpoint: `${base}/vc-api/credentials/derive`, headers, tags: ['vcHolder', 'ecdsa-sd-2023'], ...curves }],
  };
  const config = { settings: { enableInteropTests: false, testAllImplementations: false }, implementations: [implementation] };
  for (const folder of folders) writeFileSync(join(folder, 'localConfig.cjs'), `module.exports = ${JSON.stringify(config, null, 2)};\n`);
}
