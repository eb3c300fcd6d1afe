import { type Response } from 'express';
import { reject } from '../../core/errors.js';
import { type Verified, type VcApi } from '../../vc-api/index.js';
import { json, jsonOf } from '../body.js';
import { type HttpDeps } from '../deps.js';
import { bearerKeyOf, NEEDS_KEY, unknownKey } from '../limits.js';
import { nowhere } from '../params.js';
import { openToAll } from '../public.js';
import { guard, type ApiRoute, type Guard, type Handler, type Operation } from '../route.js';

/** The W3C VC-API, where it is turned on: for other implementers and their test suites, with test keys of its own. */
export function vcApiRoutes(d: HttpDeps): readonly ApiRoute[] {
  const { vcApi } = d;
  if (vcApi === undefined) return [];
  const keyed = [vcApiKey(d, vcApi)];
  return [
    ['get', '/vc-api/issuers', keyed, issuers(vcApi), ISSUERS],
    ['post', '/vc-api/credentials/issue', [...keyed, json], issue(vcApi), ISSUE],
    ['post', '/vc-api/credentials/issue/:issuer', [...keyed, json], issue(vcApi), ISSUE_BY],
    ['post', '/vc-api/credentials/derive', [...keyed, json], derive(vcApi), DERIVE],
    ['post', '/vc-api/credentials/verify', [...keyed, json], verify((request) => vcApi.verify(request)), VERIFY],
    ['post', '/vc-api/presentations/verify', [...keyed, json], verify((request) => vcApi.verifyPresentation(request)), VERIFY_PRESENTATION],
    ['get', '/vc-api/status', [openToAll], status(vcApi), STATUS_LIST],
  ];
}

const DEFAULT_ISSUER = 'eddsa-rdfc-2022';
const REFUSED = ['input-invalid'] as const;
const ISSUERS: Operation = { id: 'listVcApiIssuers', summary: 'Lists the test issuers, each with the did:key that it signs with', answers: { 200: 'vc-api-issuers' } };
const ISSUE: Operation = { id: 'vcApiIssue', summary: 'Secures a credential with a test key (eddsa-rdfc-2022)', more: 'The issuer is set to the key’s did:key. Nothing is kept.', body: 'vc-api-issue', answers: { 201: 'vc-api-credential' }, problems: REFUSED };
const ISSUE_BY: Operation = { ...ISSUE, id: 'vcApiIssueBy', summary: 'Secures a credential with the test key of this issuer, in its way' };
const DERIVE: Operation = { id: 'vcApiDerive', summary: 'Shows a part of a credential with an ecdsa-sd-2023 base proof', body: 'vc-api-derive', answers: { 201: 'vc-api-credential' }, problems: REFUSED };
const VERIFY: Operation = { id: 'vcApiVerify', summary: 'Verifies a credential by its proofs, form, period and status', more: 'Who vouches for the issuer is not asked. options.checks of ["proof"] leaves out period and status. Only did:key is resolved, and only the status list of this service is read.', body: 'vc-api-verify', answers: { 200: 'vc-api-verified', 400: 'vc-api-verified' } };
const VERIFY_PRESENTATION: Operation = { id: 'vcApiVerifyPresentation', summary: 'Verifies a presentation and the proofs of every credential in it', body: 'vc-api-verify-presentation', answers: { 200: 'vc-api-verified', 400: 'vc-api-verified' } };
const STATUS_LIST: Operation = { id: 'vcApiStatusList', summary: 'The status list of the issuer bitstring-status-list', more: 'Nothing in it is ever revoked.', answers: { 200: 'vc-api-status-list' } };

/** Lets in whoever has the key that turned it on. Throws `unauthorised`, `rate-limited`. */
const vcApiKey = (d: HttpDeps, vcApi: VcApi): Guard =>
  guard({ needs: 'vc-api', problems: ['unauthorised', 'rate-limited'] }, async (req, res, next) => {
    const key = bearerKeyOf(req);
    if (key === undefined) reject('unauthorised', NEEDS_KEY);
    else if (!vcApi.mayUse(key)) await unknownKey(d, req, res);
    next();
  });

const issuers =
  (vcApi: VcApi): Handler =>
  (_req, res) => {
    res.json({ items: vcApi.issuers() });
  };

const issue =
  (vcApi: VcApi): Handler =>
  async (req, res) => {
    const { issuer = DEFAULT_ISSUER } = req.params;
    const verifiableCredential = typeof issuer === 'string' ? await vcApi.issue(issuer, jsonOf(req)) : undefined;
    res.status(201).json({ verifiableCredential: verifiableCredential ?? nowhere() });
  };

const derive =
  (vcApi: VcApi): Handler =>
  async (req, res) => {
    res.status(201).json({ verifiableCredential: await vcApi.derive(jsonOf(req)) });
  };

const verify =
  (ask: (request: ReturnType<typeof jsonOf>) => Promise<Verified>): Handler =>
  async (req, res: Response) => {
    const verified = await ask(jsonOf(req));
    res.status(verified.verified ? 200 : 400).json(verified);
  };

const status =
  (vcApi: VcApi): Handler =>
  async (_req, res) => {
    res.json(await vcApi.statusList());
  };
