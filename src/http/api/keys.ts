import { type Request } from 'express';
import { type KeyNamed } from '../../catalogue/keys.js';
import { json, jsonOf } from '../body.js';
import { type HttpDeps } from '../deps.js';
import { admin, bearer, callerOf } from '../guard.js';
import { fragmentOf, idOf, nowhere } from '../params.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';

const ONE = '/api/v1/organisations/:id/keys/:key';

/** The life of an organisation's signing keys, step by step; for the administrator alone. */
export const keyRoutes = (d: HttpDeps): readonly ApiRoute[] => [
  ['get', '/api/v1/organisations/:id/keys', [bearer(d), admin], list(d), LIST],
  ['post', '/api/v1/organisations/:id/keys/waiting', [bearer(d), admin, json], generate(d), GENERATE],
  ['post', '/api/v1/organisations/:id/keys/test-seals', [bearer(d), admin], testSeal(d), TEST_SEAL],
  ['post', `${ONE}/requests`, [bearer(d), admin], request(d), REQUEST],
  ['post', `${ONE}/certificates`, [bearer(d), admin, json], certify(d), CERTIFY],
  ['post', `${ONE}/activations`, [bearer(d), admin], activate(d), ACTIVATE],
  ['post', `${ONE}/retirements`, [bearer(d), admin], retire(d), RETIRE],
  ['post', `${ONE}/revocations`, [bearer(d), admin, json], revoke(d), REVOKE],
];

const LIST: Operation = { id: 'listKeys', summary: 'Lists the signing keys of an organisation, whatever became of them', answers: { 200: 'key-record-list' } };
const GENERATE: Operation = {
  id: 'generateKey',
  summary: 'Makes a signing key that waits: it signs nothing until it is activated',
  more: 'In custody csc it is not made but taken up, with its certificates, from the trust service provider that keeps it.',
  body: 'key-request',
  answers: { 201: 'key-record' },
  problems: ['certificate-refused', 'custody-failed'],
};
const TEST_SEAL: Operation = {
  id: 'makeTestSeal',
  summary: 'Makes an active sealing key with a certificate for tests',
  more: 'Its authority is of this installation alone, and says TEST ONLY in every name. The seal that was active is retired.',
  answers: { 201: 'key-record' },
};
const REQUEST: Operation = {
  id: 'requestCertificate',
  summary: 'Writes a request for a certificate, signed by the key',
  more: 'In the legal name, country and legal identifier of the organisation.',
  answers: { 201: 'certificate-request' },
  problems: ['key-state', 'custody-failed'],
};
const CERTIFY: Operation = { id: 'certifyKey', summary: 'Gives a key its certificates, or renewed ones', body: 'key-certificates', answers: { 200: 'key-record' }, problems: ['key-state', 'certificate-refused'] };
const ACTIVATE: Operation = {
  id: 'activateKey',
  summary: 'Lets a waiting key sign from now on',
  more: 'The one that signed before it is retired; what it signed keeps verifying.',
  answers: { 200: 'key-record' },
  problems: ['key-state', 'certificate-refused'],
};
const RETIRE: Operation = { id: 'retireKey', summary: 'Lets a key sign nothing more; what it signed keeps verifying', answers: { 200: 'key-record' }, problems: ['key-state'] };
const REVOKE: Operation = { id: 'revokeKey', summary: 'Declares a key compromised, from now or from a time on', body: 'key-revocation', answers: { 200: 'key-record' }, problems: ['key-state'] };

const organisationIn = async (d: HttpDeps, req: Request): Promise<string> => ((await d.organisation(idOf(req))) ?? nowhere()).id;
const keyIn = (req: Request): KeyNamed => ({ organisationId: idOf(req), key: fragmentOf(req) });

const list =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json({ items: await d.organisationKeys(await organisationIn(d, req)) });
  };

const generate =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.status(201).json(await d.generateKey(await organisationIn(d, req), jsonOf(req), callerOf(res).name));
  };

const testSeal =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.status(201).json(await d.makeTestSeal(await organisationIn(d, req), callerOf(res).name));
  };

const request =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.status(201).json({ request: await d.requestCertificate(keyIn(req)) });
  };

const certify =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json(await d.certifyKey(keyIn(req), jsonOf(req), callerOf(res).name));
  };

const activate =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json(await d.activateKey(keyIn(req), callerOf(res).name));
  };

const retire =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json(await d.retireKey(keyIn(req), callerOf(res).name));
  };

const revoke =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json(await d.revokeKey(keyIn(req), jsonOf(req), callerOf(res).name));
  };
