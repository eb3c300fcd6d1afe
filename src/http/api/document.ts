import { type HttpDeps } from '../deps.js';
import { cacheable, entityTag, hasAlready, openToAll } from '../public.js';
import { type ApiRoute, type Handler, type Operation, type Route } from '../route.js';
import { openApiDocument } from './openapi.js';

/** The description of the API, for programs. `all`: every route there is, this one included. */
export const documentRoutes = (d: HttpDeps, all: () => readonly Route[]): readonly ApiRoute[] => [['get', '/api/v1/openapi.json', [openToAll], document(d, all), DOCUMENT]];

const DOCUMENT: Operation = { id: 'getOpenApi', summary: 'This description, as OpenAPI 3.1', answers: { 200: { 'application/json': 'open-api' }, 304: null } };
const FRESH = 300;

function document(d: HttpDeps, all: () => readonly Route[]): Handler {
  let made: { readonly body: string; readonly tag: string } | undefined;
  const make = (): NonNullable<typeof made> => {
    const body = JSON.stringify(openApiDocument(all(), d));
    return { body, tag: entityTag(body) };
  };
  return (req, res) => {
    made ??= make();
    cacheable(res, FRESH).set('ETag', made.tag);
    if (hasAlready(req, made.tag)) res.status(304).end();
    else res.type('application/json').send(Buffer.from(made.body));
  };
}
