import { type Request, type Response } from 'express';
import { type HttpDeps } from '../deps.js';
import { idOf, nowhere } from '../params.js';
import { cacheable, entityTag, hasAlready, openToAll } from '../public.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';
import { type ListDocument, type ListPurpose } from '../../status/ports.js';

/** Bitstring status lists (W3C, Bitstring Status List 1.0), as credentials, and the same entries as a token (IETF Token Status List). A minute in a cache is the longest a revocation can stay unseen. */
export const statusRoutes = (d: HttpDeps): readonly ApiRoute[] => [
  ['get', '/status/:id', [openToAll], list(d, 'revocation'), REVOCATION],
  ['get', '/status/:id/suspension', [openToAll], list(d, 'suspension'), SUSPENSION],
  ['get', '/token-status/:id', [openToAll], tokenList(d), TOKEN],
];

const TOKEN_TYPE = 'application/statuslist+jwt';
const ANSWERS: Operation['answers'] = { 200: { 'application/vc': 'status-list', 'application/vc+jwt': 'text' }, 304: null };
const REVOCATION: Operation = { id: 'getRevocationList', summary: 'The status list of revocations, as a signed credential', answers: ANSWERS, problems: ['key-missing'] };
const SUSPENSION: Operation = { id: 'getSuspensionList', summary: 'The status list of suspensions, as a signed credential', answers: ANSWERS, problems: ['key-missing'] };
const TOKEN: Operation = {
  id: 'getTokenStatusList',
  summary: 'The same list as a Status List Token, two bits each: 0 valid, 1 invalid, 2 suspended',
  answers: { 200: { [TOKEN_TYPE]: 'text' }, 304: null },
  problems: ['key-missing'],
};
const FRESH = 60;

const list =
  (d: HttpDeps, purpose: ListPurpose): Handler =>
  async (req, res) => {
    const document = (await d.statusList(idOf(req), purpose, wantedType(req))) ?? nowhere();
    res.vary('Accept');
    sendList([req, res], document);
  };

const tokenList =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    sendList([req, res], (await d.statusList(idOf(req), 'status', TOKEN_TYPE)) ?? nowhere());
  };

function sendList([req, res]: readonly [Request, Response], { body, mediaType }: Pick<ListDocument, 'body' | 'mediaType'>): void {
  const tag = entityTag(body);
  cacheable(res, FRESH).set('ETag', tag);
  if (hasAlready(req, tag)) res.status(304).end();
  else res.type(mediaType).send(Buffer.from(body));
}

/** JSON unless the asker prefers the compact form; one who accepts neither gets JSON too, and may look. */
const wantedType = (req: Request): ListDocument['mediaType'] =>
  req.accepts(['application/vc', 'application/json', 'application/vc+jwt', 'application/jwt'])?.toString().endsWith('jwt') ? 'application/vc+jwt' : 'application/vc';
