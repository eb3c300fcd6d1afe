import { json, jsonOf } from '../body.js';
import { type HttpDeps } from '../deps.js';
import { bearer, callerOf, organisationOf, scope } from '../guard.js';
import { idOf, pagingOf, refOf } from '../params.js';
import { type ApiRoute, type Handler, type Operation } from '../route.js';

/** What can be awarded. A change after the first award makes a new version. */
export const achievementRoutes = (d: HttpDeps): readonly ApiRoute[] => [
  ['post', '/api/v1/achievements', [bearer(d), scope('achievements:write'), json], create(d), CREATE],
  ['get', '/api/v1/achievements', [bearer(d), scope('achievements:read')], list(d), LIST],
  ['get', '/api/v1/achievements/:id', [bearer(d), scope('achievements:read')], show(d), SHOW],
  ['put', '/api/v1/achievements/:id', [bearer(d), scope('achievements:write'), json], update(d), UPDATE],
];

const CREATE: Operation = {
  id: 'createAchievement',
  summary: 'Makes an achievement, version 1',
  more: 'Elements of the EU standard may still be missing; the answer names them, and nothing can be awarded before they are stated.',
  body: 'achievement',
  answers: { 201: 'achievement-answer' },
  problems: ['code-in-use', 'not-found'],
};
const LIST: Operation = { id: 'listAchievements', summary: 'Lists the organisation’s achievements, current versions, without uploaded images', query: ['cursor', 'limit'], answers: { 200: 'achievement-page' } };
const SHOW: Operation = { id: 'getAchievement', summary: 'Shows an achievement', path: { id: 'achievement' }, answers: { 200: 'achievement-answer' } };
const UPDATE: Operation = {
  id: 'updateAchievement',
  summary: 'Replaces an achievement’s content',
  more: 'Makes a new version when something was awarded under the present one.',
  body: 'achievement',
  answers: { 200: 'achievement-answer' },
  problems: ['code-in-use'],
};

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
