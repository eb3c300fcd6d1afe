import { type HttpDeps } from '../deps.js';
import { looks } from '../limits.js';
import { idOf, nowhere, versionOf } from '../params.js';
import { cacheable, entityTag, hasAlready, openToAll } from '../public.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';

/** The badge image of one version of an achievement: credentials name it, pages show it. It can change only with the organisation's colour or name. */
export const pictureRoutes = (d: HttpDeps): readonly ApiRoute[] => [
  ['get', '/achievements/:id/:version/image.png', [openToAll, looks(d)], image(d, 'png'), PNG],
  ['get', '/achievements/:id/:version/image.svg', [openToAll, looks(d)], image(d, 'svg'), SVG],
];

const PNG: Operation = { id: 'getBadgeImagePng', summary: 'The badge image of an achievement as PNG, without a credential', answers: { 200: { 'image/png': 'bytes' }, 304: null } };
const SVG: Operation = { id: 'getBadgeImageSvg', summary: 'The badge image of an achievement as SVG, without a credential', answers: { 200: { 'image/svg+xml': 'bytes' }, 304: null } };

const MEDIA_TYPES = { png: 'image/png', svg: 'image/svg+xml' } as const;
const FRESH = 3600;
/** Opened on its own, an SVG is a document: one that runs nothing, loads nothing but what it holds, and is of no origin. */
const ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

const image =
  (d: HttpDeps, kind: 'png' | 'svg'): Handler =>
  async (req, res) => {
    const bytes = (await d.achievementImage({ id: idOf(req), version: versionOf(req) }, kind)) ?? nowhere();
    const tag = entityTag(bytes);
    cacheable(res, FRESH).set({ ETag: tag, 'Content-Security-Policy': ALONE });
    if (hasAlready(req, tag)) res.status(304).end();
    else res.type(MEDIA_TYPES[kind]).send(Buffer.from(bytes));
  };
