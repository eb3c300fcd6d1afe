import { catalogueQuery } from '../../catalogue/search.js';
import { catalogueInputOf, queryString } from '../catalogue-query.js';
import { type HttpDeps } from '../deps.js';
import { looks } from '../limits.js';
import { queryOf } from '../params.js';
import { type Handler, type Route } from '../route.js';
import { sendPage } from './page.js';
import { cataloguePage, PATHS } from './views/index.js';

/** The catalogue for people. */
export const cataloguePageRoutes = (d: HttpDeps): readonly Route[] => [['get', PATHS.catalogue, [looks(d)], show(d)]];

const AT_ONCE = 20;
const EVERYTHING = catalogueQuery({ text: '', fields: [], levels: [], languages: [], organisations: [] });

const show =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const input = catalogueInputOf(req);
    const cursor = queryOf(req, 'cursor');
    const [{ items, total, next }, facets] = await Promise.all([d.catalogue(catalogueQuery(input), cursor, AT_ONCE), d.catalogueFacets()]);
    const all = total > 0 ? total : (await d.catalogue(EVERYTHING, undefined, 1)).total;
    const links = { ...(cursor === undefined ? {} : { firstUrl: addressOf(queryString(input)) }), ...(next === undefined ? {} : { nextUrl: addressOf(queryString(input, next)) }) };
    sendPage(req, res, (t) => cataloguePage({ input, query: queryString(input, cursor), facets, items, total, all, ...links }, t));
  };

const addressOf = (query: string): string => (query === '' ? PATHS.catalogue : `${PATHS.catalogue}?${query}`);
