import { type HttpDeps } from '../deps.js';
import { type Handler, type Route } from '../route.js';
import { hostOf, sendPage } from './page.js';
import { homePage, PATHS, textPage, type TextPageName } from './views/index.js';

/** Pages that are the same for everybody. */
export const staticRoutes = (d: HttpDeps): readonly Route[] => [
  ['get', PATHS.home, [], home(d)],
  ['get', PATHS.howWeCheck, [], words(d, 'how-we-check')],
  ['get', PATHS.real, [], words(d, 'real')],
  ['get', PATHS.privacy, [], words(d, 'privacy')],
  ['get', PATHS.accessibility, [], words(d, 'accessibility')],
];

const home =
  (d: HttpDeps): Handler =>
  (req, res) => {
    sendPage(req, res, (t) => homePage({ registers: d.registers }, t));
  };

const words =
  (d: HttpDeps, page: TextPageName): Handler =>
  (req, res) => {
    sendPage(req, res, (t) => textPage({ page, registers: d.registers, host: hostOf(d) }, t));
  };
