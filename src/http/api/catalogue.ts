import { type Request, type Response } from 'express';
import { achievementAddress, learningOpportunities } from '../../catalogue/learning-opportunities.js';
import { type Offered } from '../../catalogue/ports.js';
import { catalogueQuery } from '../../catalogue/search.js';
import { catalogueInputOf, queryString } from '../catalogue-query.js';
import { type HttpDeps } from '../deps.js';
import { looks } from '../limits.js';
import { pagingOf } from '../params.js';
import { cacheable, openToAll } from '../public.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';

/** What can be earned here, for anybody's program: as JSON, or as learning opportunities of the European Learning Model. */
export const catalogueRoutes = (d: HttpDeps): readonly ApiRoute[] => [['get', '/api/v1/catalogue', [openToAll, looks(d)], list(d), LIST]];

const LD_JSON = 'application/ld+json';
const LIST: Operation = {
  id: 'listCatalogue',
  summary: 'Lists the achievements on offer, current versions',
  more: 'Values of one filter are alternatives; filters and words must all hold. With Accept: application/ld+json the same page as learning opportunities of the European Learning Model; the next page is then in the Link header, as it always is.',
  query: ['q', 'field', 'level', 'language', 'organisation', 'cursor', 'limit'],
  answers: { 200: { 'application/json': 'catalogue-page', [LD_JSON]: 'learning-opportunities' } },
};

const list =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const input = catalogueInputOf(req);
    const { items, total, next } = await d.catalogue(catalogueQuery(input), ...pagingOf(req));
    cacheable(res, 300).vary('Accept');
    if (next !== undefined) res.set('Link', `<${d.baseUrl}/api/v1/catalogue?${queryString(input, next)}&limit=${pagingOf(req)[1]}>; rel="next"`);
    if (wantsLinkedData(req)) sendLinkedData(res, items, d.baseUrl);
    else res.json({ items: items.map((item) => itemOf(item, d.baseUrl)), total, ...(next === undefined ? {} : { next }) });
  };

const wantsLinkedData = (req: Request): boolean => req.accepts(['application/json', LD_JSON]) === LD_JSON;

function sendLinkedData(res: Response, items: readonly Offered[], baseUrl: string): void {
  res.type(LD_JSON).send(Buffer.from(JSON.stringify(learningOpportunities(items, baseUrl))));
}

/** `schemas/api/catalogue-page.json`. */
function itemOf({ achievement, organisation }: Offered, baseUrl: string): object {
  const { id, version, code, kind, title, description, fields = [], languages = [], workload, level } = achievement;
  const { slug, did, legalName, country } = organisation;
  return { id, version, code, kind, title, description, fields, languages, workload, level, url: achievementAddress(achievement, baseUrl), organisation: { slug, did, legalName, country, url: `${baseUrl}/o/${slug}` } };
}
