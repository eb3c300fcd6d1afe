import { type Request, type Response } from 'express';
import { type JsonObject } from '../../core/json.js';
import { type Organisation } from '../../core/model.js';
import { typeMetadata } from '../../formats/sd-jwt-vc/type-metadata.js';
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
  ['get', '/.well-known/jwt-vc-issuer', [openToAll], issuerOfDomain(d), ISSUER_DOMAIN],
  ['get', '/.well-known/jwt-vc-issuer/o/:slug', [openToAll], issuer(d), ISSUER],
  ['get', '/credentials/micro-credential/1', [openToAll], type(d), TYPE],
];

const DID_DOCUMENT: Operation = { id: 'getDidDocument', summary: 'The did:web document of an organisation', answers: { 200: { 'application/did+json': 'did-document' } } };
const KEYS: Operation = { id: 'getJwks', summary: 'The keys of an organisation as a JWK Set, retired ones included', answers: { 200: { 'application/jwk-set+json': 'jwk-set' } } };
const LOGO: Operation = { id: 'getLogo', summary: 'The logo of an organisation', answers: { 200: { 'image/png': 'bytes', 'image/jpeg': 'bytes' } } };
const DOMAIN: Operation = {
  id: 'getDidDocumentOfDomain',
  summary: 'The did:web document of the organisation whose own domain leads here, else of this installation itself',
  more: 'By the installation’s key records of verifications and badges are signed, never a credential. Retired keys stay in it.',
  answers: { 200: { 'application/did+json': 'did-document' } },
};

const ISSUER: Operation = {
  id: 'getJwtVcIssuer',
  summary: 'The JWT VC Issuer Metadata of an organisation: who signs its SD-JWT credentials, and with which keys',
  answers: { 200: 'jwt-vc-issuer' },
};
const ISSUER_DOMAIN: Operation = {
  id: 'getJwtVcIssuerOfDomain',
  summary: 'The JWT VC Issuer Metadata of the organisation whose own domain leads here',
  answers: { 200: 'jwt-vc-issuer' },
  problems: ['not-found'],
};
const TYPE: Operation = { id: 'getTypeMetadata', summary: 'The SD-JWT VC Type Metadata of a micro-credential: its claims, and what they are called', answers: { 200: 'type-metadata' } };

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

const didDocumentOfDomain =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const organisation = await d.organisationByDomain(domainOf(req));
    // A proxy may ask by another name than ours; whoever resolves the DID of that name sees that the document is of another.
    sendKeys(res, 'application/did+json', await (organisation === undefined ? d.installationDocument() : d.didDocument(organisation)));
  };

/** At the address that its credentials name as issuer, and nowhere else. */
const issuer =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    sendKeys(res, 'application/json', (await d.jwtVcIssuer(`${d.baseUrl}/o/${slugOf(req)}`)) ?? nowhere());
  };

const issuerOfDomain =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    sendKeys(res, 'application/json', (await d.jwtVcIssuer(`https://${domainOf(req)}`)) ?? nowhere());
  };

const type =
  (d: HttpDeps): Handler =>
  (_req, res) => {
    cacheable(res, 3600).json(typeMetadata(d.baseUrl));
  };

/** An organisation's own domain, pointed here: `did:web:{domain}` is this address (did:web Method, 3.2). */
const domainOf = (req: Request): string => (req.get('host') ?? '').toLowerCase().replace(/:[0-9]+$/, '');

const organisationIn = async (d: HttpDeps, slug: string): Promise<Organisation> => (await d.organisationBySlug(slug)) ?? nowhere();

function sendKeys(res: Response, mediaType: string, document: JsonObject): void {
  cacheable(res, 60).type(mediaType).send(Buffer.from(JSON.stringify(document)));
}
