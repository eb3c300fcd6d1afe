import { type Request } from 'express';
import { type HttpDeps } from '../deps.js';
import { looks } from '../limits.js';
import { idOf, languageOf, nowhere, versionOf } from '../params.js';
import { cacheable, entityTag, hasAlready, openToAll } from '../public.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';

/** The badge image of one version of an achievement: credentials name it, pages show it. It can change only with the organisation's colour or name. */
export const pictureRoutes = (d: HttpDeps): readonly ApiRoute[] => [
  ['get', '/achievements/:id/:version/image.png', [openToAll, looks(d)], image(d, 'png'), described('Png')],
  ['get', '/achievements/:id/:version/image.svg', [openToAll, looks(d)], image(d, 'svg'), described('Svg')],
  ['get', '/achievements/:id/:version/:language/image.png', [openToAll, looks(d)], image(d, 'png'), described('Png', 'InLanguage')],
  ['get', '/achievements/:id/:version/:language/image.svg', [openToAll, looks(d)], image(d, 'svg'), described('Svg', 'InLanguage')],
];

function described(kind: 'Png' | 'Svg', scope: '' | 'InLanguage' = ''): Operation {
  const summary = `The badge image of an achievement as ${kind.toUpperCase()}${scope === '' ? '' : ', in one of its languages'}, without a credential`;
  const type = kind === 'Png' ? MEDIA_TYPES.png : MEDIA_TYPES.svg;
  return { id: `getBadgeImage${kind}${scope}`, summary, answers: { 200: { [type]: 'bytes' }, 304: null } };
}

const MEDIA_TYPES = { png: 'image/png', svg: 'image/svg+xml' } as const;
const FRESH = 3600;
/** Opened on its own, an SVG is a document: one that runs nothing, loads nothing but what it holds, and is of no origin. */
const ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

const image =
  (d: HttpDeps, kind: 'png' | 'svg'): Handler =>
  async (req, res) => {
    const bytes = (await d.achievementImage(picturedIn(req), kind)) ?? nowhere();
    const tag = entityTag(bytes);
    cacheable(res, FRESH).set({ ETag: tag, 'Content-Security-Policy': ALONE });
    if (hasAlready(req, tag)) res.status(304).end();
    else res.type(MEDIA_TYPES[kind]).send(Buffer.from(bytes));
  };

function picturedIn(req: Request): Parameters<HttpDeps['achievementImage']>[0] {
  const language = languageOf(req);
  return { id: idOf(req), version: versionOf(req), ...(language === undefined ? {} : { language }) };
}
