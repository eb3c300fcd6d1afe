import { described } from '../api/described.js';
import { components } from '../api/openapi-schemas.js';
import { type HttpDeps } from '../deps.js';
import { type Handler, type Route } from '../route.js';
import { sendPage } from './page.js';
import { docsPage, problemsPage } from './views/index.js';

/** The API for people, without a script. `all`: every route there is. */
export const docsRoutes = (d: HttpDeps, all: () => readonly Route[]): readonly Route[] => [
  ['get', '/docs', [], docs(d, all)],
  ['get', '/docs/problems', [], problems],
];

const docs =
  ({ baseUrl, schemas }: HttpDeps, all: () => readonly Route[]): Handler =>
  (req, res) => {
    sendPage(req, res, (t) => docsPage({ baseUrl, operations: described(all()), schemas, components: components(schemas) }, t));
  };

const problems: Handler = (req, res) => {
  sendPage(req, res, problemsPage);
};
