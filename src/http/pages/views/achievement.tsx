import type { VNode } from 'preact';
import { languageOf } from '../../../core/language.js';
import type { Texts } from '../texts.js';
import { contentOfAchievement } from './award-content.js';
import { BadgeImage } from './badge-image.js';
import { bodyRows, kind } from './facts-award.js';
import { learningRows, Outcome } from './facts-learning.js';
import { Facts, stated, type Row, type Telling } from './facts.js';
import { Name, page } from './layout.js';
import { flat, outside, say } from './message.js';
import type { AchievementModel } from './models.js';
import { FactsLine } from './offered.js';
import { Say } from './say.js';

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

/** The sheets after the outcomes, each with the rows it has; a row that no sheet names is in the last. */
const SHEETS: readonly (readonly [name: string, rows: readonly string[]])[] = [
  ['assessment', ['assessments', 'supervision']],
  ['work', ['workload', 'level', 'fields']],
  ['quality', ['qualityAssurance', 'awardingBodies', 'registrations', 'coCertifications']],
  ['ways', []],
];
const PLACED = new Set(SHEETS.flatMap(([, rows]) => rows));

/** One version of an achievement: what it is, what one can do after it, and how that is found out. */
export function achievementPage({ achievement, organisation, organisationUrl, currentVersion }: AchievementModel, t: Texts): string {
  const content = contentOfAchievement(achievement, organisation, languageOf(achievement.title, t.language));
  const telling: Telling = { content, t, linked: true };
  const { description, ...others } = content;
  const rest: Telling = { ...telling, content: { ...others, outcomes: [] } };
  const rows = anchored([...learningRows(rest), ...bodyRows(rest)]);
  return page(
    { title: flat(content.title ?? ''), organisation, about: 'organisation', index: true },
    t,
    <div class="wrap after stack">
      <div class="intro with-badge">
        <BadgeImage achievement={achievement} language={t.language} />
        <h1>{stated(content, content.title)}</h1>
        <p class="lead">{kind(telling)}</p>
        <p>
          <a href={organisationUrl}>
            <Name organisation={organisation} t={t} />
          </a>
        </p>
        <FactsLine item={{ achievement, organisation }} t={t} />
        {description !== undefined && <p>{stated(content, description)}</p>}
      </div>
      <Outcomes telling={telling} />
      {SHEETS.map(([name, keys]) => (
        <Sheet name={name} rows={rows.filter(({ key }) => (keys.length === 0 ? !PLACED.has(key) : keys.includes(key)))} t={t} />
      ))}
      <History achievement={achievement} currentVersion={currentVersion} t={t} />
    </div>,
  );
}

const Sheet = ({ name, rows, t }: { name: string; rows: readonly Row[]; t: Texts }): VNode | null =>
  rows.length === 0 ? null : (
    <section class="sheet" aria-labelledby={`sheet-${name}`}>
      <h2 id={`sheet-${name}`}>
        <Say m={`achievement.sheets.${name}`} t={t} />
      </h2>
      <Facts rows={rows} t={t} />
    </section>
  );

/** A credential follows the version it was awarded under, so every one of them can be read. */
const History = ({ achievement: { id, version, code }, currentVersion, t }: Pick<AchievementModel, 'achievement' | 'currentVersion'> & { t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="history">
    <h2 id="history">
      <Say m="achievement.history.heading" t={t} />
    </h2>
    <p>
      <Say m={say('achievement.version', { n: version, code: outside(code) })} t={t} />{' '}
      <Say m={say(version === currentVersion ? 'achievement.history.present' : 'achievement.history.older', { n: version, current: currentVersion })} t={t} />
    </p>
    {currentVersion > 1 && (
      <ul class="line">
        {Array.from({ length: currentVersion }, (_, i) => currentVersion - i).map((n) => (
          <li>
            <a href={`/achievements/${id}/${n}`} aria-current={n === version ? 'page' : undefined}>
              <Say m={say('achievement.history.version', { n })} t={t} />
            </a>
          </li>
        ))}
      </ul>
    )}
  </section>
);

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
