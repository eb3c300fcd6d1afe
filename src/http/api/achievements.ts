import { json, jsonOf } from '../body.js';
import { type HttpDeps } from '../deps.js';
import { bearer, callerOf, organisationOf, scope } from '../guard.js';
import { idOf, pagingOf, refOf } from '../params.js';
import { type Handler, type Route } from '../route.js';

/** What can be awarded. A change after the first award makes a new version. */
export const achievementRoutes = (d: HttpDeps): readonly Route[] => [
  ['post', '/api/v1/achievements', [bearer(d), scope('achievements:write'), json], create(d)],
  ['get', '/api/v1/achievements', [bearer(d), scope('achievements:read')], list(d)],
  ['get', '/api/v1/achievements/:id', [bearer(d), scope('achievements:read')], show(d)],
  ['put', '/api/v1/achievements/:id', [bearer(d), scope('achievements:write'), json], update(d)],
];

const create =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.status(201).json(await d.createAchievement(organisationOf(res), jsonOf(req), callerOf(res).name));
  };

const list =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json(await d.achievements(organisationOf(res), ...pagingOf(req)));
  };

const show =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json(await d.achievement(organisationOf(res), refOf(req)));
  };

const update =
  (d: HttpDeps): Handler =>
  async (req, res) => {
    res.json(await d.updateAchievement(organisationOf(res), idOf(req), { input: jsonOf(req), actor: callerOf(res).name }));
  };
