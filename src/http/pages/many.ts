import { type Request } from 'express';
import { type KeptMany } from '../../verify/keep-many.js';
import { BYTE_ORDER_MARK, csvOf, type TableRow } from '../credential-table.js';
import { type HttpDeps } from '../deps.js';
import { sameSite } from '../guard.js';
import { forms, guesses } from '../limits.js';
import { nowhere, queryOf, tokenOf } from '../params.js';
import { type Handler, type Route } from '../route.js';
import { credentialLink, hostOf, pageTexts, sendPage } from './page.js';
import { isKeptLonger, reportNumber } from './report.js';
import { type Texts } from './texts.js';
import { MANY_PATH, type ManyModel, manyPage, ORDER_PARAMETER, plain, type RowFault, rowFaultWords } from './views/index.js';

/** Many credentials that were checked together, under an unguessable name: as a page, or as a table to be saved. */
export const manyRoutes = (d: HttpDeps): readonly Route[] => [
  ['get', `${MANY_PATH}/:token`, [credentialLink, guesses(d)], show(d)],
  ['get', `${MANY_PATH}/:token/table.csv`, [credentialLink, guesses(d)], table(d)],
  ['post', `${MANY_PATH}/:token/keep`, [credentialLink, guesses(d), sameSite(d), forms(d)], keep(d)],
];

const storedIn = async (d: HttpDeps, req: Request): Promise<KeptMany> => (await d.storedMany(tokenOf(req))) ?? nowhere();

const show =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const model = modelOf(d, req, await storedIn(d, req));
    sendPage(req, res, (t) => manyPage(model, t));
  };

function modelOf(d: HttpDeps, req: Request, { rows, checkedAt, keptUntil }: KeptMany): ManyModel {
  const path = `${MANY_PATH}/${tokenOf(req)}`;
  return {
    rows: rows.map(({ name, part, ...row }) => ({
      ...(name === undefined ? {} : { fileName: name }),
      ...(part === undefined ? {} : { part }),
      ...('report' in row ? { report: row.report, reportUrl: `/reports/${row.reportName}` } : { fault: row.fault as RowFault }),
    })),
    checkedAt,
    keptUntil,
    order: queryOf(req, ORDER_PARAMETER) === 'worst' ? 'worst' : 'given',
    path,
    host: hostOf(d),
    tableUrl: `${path}/table.csv`,
    number: reportNumber(tokenOf(req)),
    ...(isKeptLonger(checkedAt, keptUntil) ? {} : { keep: `${path}/keep` }),
  };
}

/** In the language of the page that it is saved from. */
const table =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const { rows } = await storedIn(d, req);
    const t = pageTexts(req);
    res.attachment('testamur-checks.csv').type('text/csv').send(BYTE_ORDER_MARK + csvOf(rows.map((row) => tableRow(row, t)), t, { head: true }));
  };

const tableRow = (row: KeptMany['rows'][number], t: Texts): TableRow => ('report' in row ? row : { ...row, problem: plain(rowFaultWords(row.fault as RowFault), t) });

const keep =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    if (!(await d.keepMany(tokenOf(req)))) nowhere();
    res.redirect(303, `${MANY_PATH}/${tokenOf(req)}`);
  };
