import { PROBLEM_WORDS, type ProblemWords } from '../../problem-words.js';
import { STATUS } from '../../status-codes.js';
import type { Texts } from '../texts.js';
import { page, titleOf } from './layout.js';
import { Say } from './say.js';

/** What each problem code means: where `type` of a problem leads. English, as the API is. */
export const problemsPage = (t: Texts): string =>
  page(
    { title: titleOf('docs.problems', t), index: true },
    t,
    <div class="wrap after stack">
      <div class="intro">
        <h1>
          <Say m="docs.problems" t={t} />
        </h1>
        <p class="lead">
          <Say m="docs.problemsLead" t={t} />
        </p>
      </div>
      <dl class="facts" lang="en">
        {(Object.entries(PROBLEM_WORDS) as [keyof typeof STATUS, ProblemWords][]).map(([code, { title, cause, remedy }]) => (
          <div id={code}>
            <dt class="mono wraps">{`${code} (${STATUS[code]})`}</dt>
            <dd>
              <strong>{title}.</strong>
            </dd>
            <dd>{cause}</dd>
            <dd>{remedy}</dd>
          </div>
        ))}
      </dl>
    </div>,
  );
