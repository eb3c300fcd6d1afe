import { type Response } from 'express';
import { type JsonObject } from '../../core/json.js';
import { type Organisation } from '../../core/model.js';
import { type HttpDeps } from '../deps.js';
import { nowhere, slugOf } from '../params.js';
import { cacheable, openToAll } from '../public.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';

/** What an organisation publishes of itself for programs: its `did:web` document, its keys, its logo. A key can be revoked, so none is cached for long. */
export const identityRoutes = (d: HttpDeps): readonly ApiRoute[] => [
  ['get', '/o/:slug/did.json', [openToAll], didDocument(d), DID_DOCUMENT],
  ['get', '/o/:slug/jwks.json', [openToAll], keys(d), KEYS],
  ['get', '/o/:slug/logo', [openToAll], logo(d), LOGO],
  ['get', '/.well-known/did.json', [openToAll], didDocumentOfDomain(d), DOMAIN],
];

const DID_DOCUMENT: Operation = { id: 'getDidDocument', summary: 'The did:web document of an organisation', answers: { 200: { 'application/did+json': 'did-document' } } };
const KEYS: Operation = { id: 'getJwks', summary: 'The keys of an organisation as a JWK Set, retired ones included', answers: { 200: { 'application/jwk-set+json': 'jwk-set' } } };
const LOGO: Operation = { id: 'getLogo', summary: 'The logo of an organisation', answers: { 200: { 'image/png': 'bytes', 'image/jpeg': 'bytes' } } };
const DOMAIN: Operation = {
  id: 'getDidDocumentOfDomain',
  summary: 'The did:web document of the organisation whose own domain leads here',
  answers: { 200: { 'application/did+json': 'did-document' } },
  problems: ['not-found'],
};

const didDocument =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    sendKeys(res, 'application/did+json', await d.didDocument(await organisationIn(d, slugOf(req))));
  };

const keys =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    sendKeys(res, 'application/jwk-set+json', await d.jwks(await organisationIn(d, slugOf(req))));
  };

const logo =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const { mediaType, base64 } = (await organisationIn(d, slugOf(req))).logo ?? nowhere();
    cacheable(res, 3600).type(mediaType).send(Buffer.from(base64, 'base64'));
  };

/** An organisation's own domain, pointed here: `did:web:{domain}` is this address (did:web Method, 3.2). */
const didDocumentOfDomain =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const domain = (req.get('host') ?? '').toLowerCase().replace(/:[0-9]+$/, '');
    const organisation = (await d.organisationByDomain(domain)) ?? nowhere();
    sendKeys(res, 'application/did+json', await d.didDocument(organisation));
  };

const organisationIn = async (d: HttpDeps, slug: string): Promise<Organisation> => (await d.organisationBySlug(slug)) ?? nowhere();

function sendKeys(res: Response, mediaType: string, document: JsonObject): void {
  cacheable(res, 60).type(mediaType).send(Buffer.from(JSON.stringify(document)));
}
