import { type Request, type Response } from 'express';
import { toHex, sha256 } from '../../core/bytes.js';
import { type Timestamp } from '../../core/model.js';
import { type HttpDeps, type StoredReport } from '../deps.js';
import { sameSite } from '../guard.js';
import { draws, forms, guesses } from '../limits.js';
import { nowhere, queryOf, tokenOf } from '../params.js';
import { type Handler, type Route } from '../route.js';
import { chosenTexts, credentialLink, sendFile, sendPage, textsOf, wantsData } from './page.js';
import { personRoutes } from './person.js';
import { printedReport } from './printed.js';
import { summarise, withSummary } from './summary.js';
import { reportPage } from './views/index.js';

/** A report under its unguessable name, as a page or, with `?as=json` or by `Accept`, as data. */
export const reportRoutes = (d: HttpDeps): readonly Route[] => [
  ['get', '/reports/:token', [credentialLink, guesses(d), draws(d)], show(d)],
  ['post', '/reports/:token/keep', [credentialLink, guesses(d), sameSite(d), forms(d)], keep(d)],
  ...personRoutes(d, { path: '/reports/:token', link: credentialLink, report: async (req) => (await d.storedReport(tokenOf(req)))?.verification.report }),
];

const show =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    const stored = (await d.storedReport(tokenOf(req))) ?? nowhere();
    res.vary('Accept');
    if (queryOf(req, 'as') === 'record') return sendRecord(d, [req, res], stored);
    if (queryOf(req, 'as') === 'pdf' || req.accepts(['html', 'json', 'pdf']) === 'pdf') return sendPaper(d, [req, res], stored);
    if (queryOf(req, 'as') === 'json' || wantsData(req)) {
      const data = withSummary(stored.verification.report, textsOf(req));
      res.attachment('testamur-report.json').type('application/json').send(JSON.stringify(data, null, 2));
    } else sendPage(req, res, (t) => reportPage({ ...modelOf(d, req, stored), summary: summarise(stored.verification.report, t) }, t));
  };

async function sendRecord(d: HttpDeps, [req, res]: readonly [Request, Response], { verification }: StoredReport): Promise<void> {
  const number = reportNumber(tokenOf(req));
  const record = (await d.recordOf(verification, number)) ?? nowhere();
  res.attachment(`testamur-record-${number}.json`).type('application/json').send(JSON.stringify(record, null, 2));
}

/** In the language of the page that it is asked from. */
async function sendPaper(d: HttpDeps, [req, res]: readonly [Request, Response], { verification, keptUntil, fileName }: StoredReport): Promise<void> {
  const number = reportNumber(tokenOf(req));
  const record = await d.recordOf(verification, number);
  const printing = { report: verification.report, number, url: `${d.baseUrl}/reports/${tokenOf(req)}`, keptUntil, fileName, registers: d.registers, record };
  const bytes = await d.printReport(printedReport(printing, chosenTexts(req)));
  sendFile(res, { bytes, mediaType: 'application/pdf', fileName: `testamur-report-${number}.pdf` });
}

const keep =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    if (!(await d.keepReport(tokenOf(req)))) nowhere();
    res.redirect(303, `/reports/${tokenOf(req)}`);
  };

function modelOf(d: HttpDeps, req: Request, { verification: { report, source }, fileName, keptUntil }: StoredReport) {
  const path = `/reports/${tokenOf(req)}`;
  const named = fileName === undefined ? {} : { fileName };
  const actions = { person: `${path}/person`, ...(isKeptLonger(report.checkedAt, keptUntil) ? {} : { keep: `${path}/keep` }) };
  return { report, ...named, actions, registers: d.registers, keptUntil, reportUrl: d.baseUrl + path, number: reportNumber(tokenOf(req)), dataUrl: `${path}?as=json`, paperUrl: `${path}?as=pdf`, ...(source === undefined ? {} : { recordUrl: `${path}?as=record` }) };
}

/** Kept for more than the day that every report is kept. */
export const isKeptLonger = (checkedAt: Timestamp, until: Timestamp): boolean => Date.parse(until) - Date.parse(checkedAt) > TWO_DAYS_MS;
const TWO_DAYS_MS = 2 * 24 * 60 * 60 * 1000;

/** A number to quote: it names the report and does not open it. */
export const reportNumber = (name: string): string => (toHex(sha256(name)).toUpperCase().slice(0, 12).match(/.{4}/g) ?? []).join('-');
