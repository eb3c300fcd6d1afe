import type { ComponentChildren, VNode } from 'preact';
import type { HeldAward } from '../../../claim/ports.js';
import type { Texts } from '../texts.js';
import { contentOfAward } from './award-content.js';
import { BadgeImage } from './badge-image.js';
import { kind } from './facts-award.js';
import { stated, type Content } from './facts.js';
import { day, outside, say, type Message } from './message.js';
import { On, Say } from './say.js';
import { levelFact, workloadFact } from './workload.js';

/** The credential at a glance: title, kind and date, and what counts most. */
export function AwardCard({ held, t }: { held: HeldAward; t: Texts }): VNode {
  const content = contentOfAward(held.award);
  return (
    <div class="award">
      <BadgeImage {...held.award} />
      <p class="title">{stated(content, content.title)}</p>
      <p>
        {kind({ content, t })}
        {'. '}
        <Say m={say('award.awardedOn', { date: day(held.award.awardedOn) })} t={t} />
      </p>
      <ul>
        {glance(content).map((m) => (
          <li>
            <Say m={m} t={t} />
          </li>
        ))}
      </ul>
    </div>
  );
}

const glance = (content: Content): readonly Message[] => {
  const result = content.grade && say('award.result', { grade: outside(content.grade.value) });
  return [workloadFact(content), levelFact(content), result].filter((m) => m !== undefined);
};

/** Open, confirm, keep: where the learner is. */
export const Steps = ({ at, t }: { at: 'confirm' | 'keep'; t: Texts }): VNode => {
  const names = ['open', 'confirm', 'keep'] as const;
  const reached = names.indexOf(at);
  return (
    <ol class="steps" aria-label={t.template('claim.steps.label')}>
      {names.map((name, i) => (
        <li class={i < reached ? 'done' : undefined} aria-current={i === reached ? 'step' : undefined}>
          <Say m={`claim.steps.${name}`} t={t} />
          {i < reached && (
            <span class="vh">
              {' '}
              <Say m="claim.steps.done" t={t} />
            </span>
          )}
        </li>
      ))}
    </ol>
  );
};

/** Said to the learner first: an award that is no longer in force. */
export function StatusNotice({ held, t }: { held: HeldAward; t: Texts }): VNode | null {
  if (held.status === 'active') return null;
  const since: ComponentChildren = held.statusSince !== undefined && (
    <>
      {' '}
      (<On value={held.statusSince} t={t} />)
    </>
  );
  return (
    <p class={`notice ${held.status === 'suspended' ? 'warn' : 'stop'}`}>
      <strong>
        <Say m={`award.status.${held.status}`} t={t} />
      </strong>
      {since} <Say m="award.status.meaning" t={t} />
    </p>
  );
}
