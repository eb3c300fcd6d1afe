import { catalogueQuery } from '../../catalogue/search.js';
import { keysOfDidDocument } from '../../core/did.js';
import { type TrustStatement } from '../../core/evidence.js';
import { thumbprint } from '../../core/keys.js';
import { type Achievement, type Organisation } from '../../core/model.js';
import { type HttpDeps } from '../deps.js';
import { looks } from '../limits.js';
import { idOf, nowhere, queryOf, slugOf, versionOf } from '../params.js';
import { type Handler, type Route } from '../route.js';
import { cacheable, entityTag, hasAlready } from '../public.js';
import { sendPage, wantsData } from './page.js';
import { achievementPage, brandSheet, brandVersion, organisationPage, vocabularyPage, type OrganisationModel } from './views/index.js';

/** Who an organisation is and who vouches for it; what its credentials' links lead to. */
export const organisationPageRoutes = (d: HttpDeps): readonly Route[] => [
  ['get', '/o/:slug', [looks(d)], organisation(d)],
  ['get', '/o/:slug/brand.css', [], brand(d)],
  ['get', '/achievements/:id', [looks(d)], present(d)],
  ['get', '/achievements/:id/:version', [looks(d)], achievement(d)],
  ['get', '/vocabulary', [], vocabulary(d)],
];

const organisation =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const found = (await d.organisationBySlug(slugOf(req))) ?? nowhere();
    const keys = keysOfDidDocument(await d.didDocument(found), found.did);
    const statements = statementsOf(await d.trustStatements(), found, keys);
    const { items: offered, total } = await d.catalogue(catalogueQuery({ ...NO_LIMITS, organisations: [found.slug] }), undefined, AT_ONCE);
    const known = { statements, keys, vouchedNow: statements.some((statement) => inForce(statement, d.now())), offered, total, host: new URL(d.baseUrl).host };
    const addresses = { didDocumentUrl: `/o/${found.slug}/did.json`, jwksUrl: `/o/${found.slug}/jwks.json` };
    sendPage(req, res, (t) => organisationPage({ organisation: found, ...known, ...addresses }, t));
  };

/** Under the version that pages link to it never changes; an older link gets the present colours, for a short while. */
const brand =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const { branding } = (await d.organisationBySlug(slugOf(req))) ?? nowhere();
    const sheet = brandSheet(branding);
    const tag = entityTag(sheet);
    cacheable(res, queryOf(req, 'v') === brandVersion(sheet) ? YEAR : 300).set('ETag', tag);
    if (hasAlready(req, tag)) res.status(304).end();
    else res.type('css').send(sheet);
  };
const YEAR = 31_536_000;

const NO_LIMITS = { text: '', fields: [], levels: [], languages: [], organisations: [] };
const AT_ONCE = 50;

const inForce = ({ validFrom, validUntil, withdrawnAt }: TrustStatement, now: Date): boolean =>
  withdrawnAt === undefined && Date.parse(validFrom) <= now.getTime() && (validUntil === undefined || Date.parse(validUntil) > now.getTime());

/** A statement is of this organisation when it names its DID or one of its keys; a name alone is nobody's. */
function statementsOf(all: readonly TrustStatement[], { did }: Organisation, keys: OrganisationModel['keys']): readonly TrustStatement[] {
  const own = new Set(keys.map(({ publicJwk }) => thumbprint(publicJwk)));
  return all.filter((statement) => statement.did === did || statement.keyThumbprints.some((key) => own.has(key)));
}

const achievement =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const [found = nowhere(), currentVersion = versionOf(req)] = await Promise.all([d.achievementVersion(idOf(req), versionOf(req)), d.currentVersion(idOf(req))]);
    cacheable(res, 300).vary('Accept');
    if (wantsData(req)) res.json(dataOf(found));
    else sendPage(req, res, (t) => achievementPage({ ...found, organisationUrl: `/o/${found.organisation.slug}`, currentVersion }, t));
  };

/** An achievement without a number is the version that is awarded now. */
const present =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.redirect(303, `/achievements/${idOf(req)}/${(await d.currentVersion(idOf(req))) ?? nowhere()}`);
  };

interface Described {
  readonly achievement: Achievement;
  readonly organisation: Organisation;
}
function dataOf({ achievement, organisation: { id, slug, did, legalName, country, region } }: Described): object {
  return { achievement, organisation: { id, slug, did, legalName, country, region } };
}

const vocabulary =
  (d: HttpDeps): Handler =>
  (req, res) => {
    sendPage(req, res, (t) => vocabularyPage({ baseUrl: d.baseUrl }, t));
  };
