import type { VNode } from 'preact';
import { languageOf } from '../../../core/language.js';
import type { Texts } from '../texts.js';
import { contentOfAchievement } from './award-content.js';
import { BadgeImage } from './badge-image.js';
import { bodyRows, kind } from './facts-award.js';
import { learningRows, Outcome } from './facts-learning.js';
import { Facts, stated, type Row, type Telling } from './facts.js';
import { nameOf, page } from './layout.js';
import { flat, outside, say } from './message.js';
import type { AchievementModel } from './models.js';
import { Ext, Say } from './say.js';

/** Anchors that credentials link to (formats/ob3/alignments.ts); outcomes have `LO1`, `LO2`, … */
const ANCHORS: Readonly<Record<string, string>> = {
  stackability: 'stackability',
  coCertifications: 'certifications',
  registrations: 'registrations',
  workload: 'workload',
  level: 'level',
  assessments: 'assessment',
  participation: 'participation',
  qualityAssurance: 'quality-assurance',
};
const anchored = (rows: readonly Row[]): readonly Row[] =>
  rows.map((row) => {
    const id = ANCHORS[row.key];
    return id === undefined ? row : { ...row, id };
  });

/** One version of an achievement: what it is, what one can do after it, and how that is found out. */
export function achievementPage({ achievement, organisation, organisationUrl }: AchievementModel, t: Texts): string {
  const content = contentOfAchievement(achievement, organisation, languageOf(achievement.title, t.language));
  const telling: Telling = { content, t, linked: true };
  const { description, ...others } = content;
  const rest: Telling = { ...telling, content: { ...others, outcomes: [] } };
  return page(
    { title: flat(content.title ?? ''), organisation, about: 'organisation', index: true },
    t,
    <div class="wrap after stack">
      <div class="intro with-badge">
        <BadgeImage achievement={achievement} />
        <h1>{stated(content, content.title)}</h1>
        <p class="lead">{kind(telling)}</p>
        <p>
          <a href={organisationUrl}>
            <Ext text={nameOf(organisation, t)} />
          </a>
        </p>
        {description !== undefined && <p>{stated(content, description)}</p>}
      </div>
      <Outcomes telling={telling} />
      <section class="sheet" aria-labelledby="facts">
        <h2 id="facts">
          <Say m="achievement.facts" t={t} />
        </h2>
        <Facts rows={anchored([...learningRows(rest), ...bodyRows(rest)])} t={t} />
      </section>
      <p class="small quiet">
        <Say m={say('achievement.version', { n: achievement.version, code: outside(achievement.code) })} t={t} />
      </p>
    </div>,
  );
}

const Outcomes = ({ telling }: { telling: Telling }): VNode | null =>
  telling.content.outcomes.length === 0 ? null : (
    <section class="sheet" aria-labelledby="outcomes">
      <h2 id="outcomes">
        <Say m="achievement.outcomes" t={telling.t} />
      </h2>
      <ul class="plainlist">
        {telling.content.outcomes.map((outcome, i) => (
          <li id={`LO${i + 1}`}>
            <Outcome outcome={outcome} telling={telling} />
          </li>
        ))}
      </ul>
    </section>
  );
