import type { ComponentChildren, VNode } from 'preact';
import { listed, row, stated, vocabulary, type Content, type Row, type Telling } from './facts.js';
import { say, whole, type Message } from './message.js';
import { Ext, Say } from './say.js';
import { levelFact, levelMeaning, levelSource, workloadFact, workloadMeaning } from './workload.js';

/** What was learnt, how much, at which level, and how that was found out. */
export function learningRows(telling: Telling): readonly Row[] {
  const { content, t } = telling;
  return [
    ...row('workload', shown(workloadFact(content), telling), shown(workloadMeaning(content), telling)),
    ...row('level', shown(levelFact(content), telling), shown(levelMeaning(content), telling), shown(levelSource(content), telling), vocabulary(telling, 'cycle', [content.level.cycle])),
    ...row('result', stated(content, content.grade?.value), stated(content, content.grade?.scheme)),
    ...row('assessments', vocabulary(telling, 'assessment', content.assessments)),
    ...row('outcomes', outcomes(telling)),
    ...row('participation', vocabulary(telling, 'participation', content.participation)),
    ...row('languages', languages(content, t)),
    ...row('qualityAssurance', vocabulary(telling, 'quality', content.qualityAssurance)),
    ...row('fields', fields(content, t)),
    ...row('prerequisites', stated(content, content.prerequisites)),
    ...row('supervision', vocabulary(telling, 'supervision', [content.supervision])),
    ...row('stackability', vocabulary(telling, 'other', content.stackability)),
    ...row('route', route(telling)),
  ];
}

const shown = (m: Message | undefined, { t }: Telling): VNode | undefined => (m === undefined ? undefined : <Say m={m} t={t} />);

const languages = ({ instructionLanguages }: Content, t: Telling['t']): ComponentChildren | undefined =>
  instructionLanguages.length === 0 ? undefined : <Say m={say('page.value', { value: whole(instructionLanguages.map((tag) => t.languageName(tag)).join(', ')) })} t={t} />;

/** A field by its name, and by its code, which is narrower than a name can be. */
const fields = ({ fields: codes = [] }: Content, t: Telling['t']): ComponentChildren | undefined =>
  listed(codes.map((code) => (t.term('field', code) === code ? <Ext text={code} /> : <Say m={say('facts.field', { name: t.term('field', code), code })} t={t} />)));

/** The route matters to a reader when it is not the usual one, so that one is explained. */
function route(telling: Telling): ComponentChildren | undefined {
  const label = telling.content.route?.label;
  return label !== undefined && isPriorLearning(label) ? <Say m="facts.priorLearning" t={telling.t} /> : vocabulary(telling, 'route', [telling.content.route]);
}
const isPriorLearning = (label: string): boolean => label.toLowerCase().replace(/[^a-z]+/g, '-').includes('recognition-of-prior-learning');

function outcomes(telling: Telling): ComponentChildren | undefined {
  const { content } = telling;
  return content.outcomes.length === 0 ? undefined : (
    <ul>
      {content.outcomes.map((outcome) => (
        <li>
          <Outcome outcome={outcome} telling={telling} />
        </li>
      ))}
    </ul>
  );
}

/** A statement, and the skills of public frameworks it names. */
export const Outcome = ({ outcome, telling }: { outcome: Content['outcomes'][number]; telling: Telling }): VNode => (
  <>
    {stated(telling.content, outcome.statement)}
    {(outcome.skills.length > 0 || outcome.transversal) && (
      <span class="small quiet under">
        {outcome.transversal && <Say m="facts.transversal" t={telling.t} />}
        {outcome.transversal && outcome.skills.length > 0 && ' '}
        {outcome.skills.length > 0 && <Say m={say('facts.skills', { skills: whole(outcome.skills.map((skill) => skill.label).join(', ')) })} t={telling.t} />}
      </span>
    )}
  </>
);

