import type { VNode } from 'preact';
import type { Offered } from '../../../catalogue/ports.js';
import { languageOf, pick } from '../../../core/language.js';
import type { Texts } from '../texts.js';
import { contentOfAchievement } from './award-content.js';
import { otherThan } from './layout.js';
import { say, whole, type Message } from './message.js';
import { Ext, Say } from './say.js';
import { levelFact, workloadFact } from './workload.js';

/** Achievements on offer, each a row: title, who offers it unless the page says so already, and what counts most. */
export const OfferedList = ({ items, issuer, t }: { items: readonly Offered[]; issuer: boolean; t: Texts }): VNode => (
  <ul class="rows">
    {items.map((item) => (
      <Row item={item} issuer={issuer} t={t} />
    ))}
  </ul>
);

function Row({ item: { achievement, organisation }, issuer, t }: { item: Offered; issuer: boolean; t: Texts }): VNode {
  const language = languageOf(achievement.title, t.language);
  return (
    <li>
      <h3>
        <a href={achievementPath(achievement)}>
          <Ext text={pick(achievement.title, language)} lang={otherThan(t, language)} />
        </a>
      </h3>
      {issuer && (
        <p>
          <Ext text={pick(organisation.legalName, t.language)} lang={otherThan(t, languageOf(organisation.legalName, t.language))} />
        </p>
      )}
      <FactsLine item={{ achievement, organisation }} t={t} />
    </li>
  );
}

export const achievementPath = ({ id, version }: Offered['achievement']): string => `/achievements/${id}/${version}`;

/** `5 ECTS credits`, `EQF level 7`, `English, Croatian`. */
export const FactsLine = ({ item, t }: { item: Offered; t: Texts }): VNode => (
  <ul class="line">
    {glance(item, t).map((m) => (
      <li>
        <Say m={m} t={t} />
      </li>
    ))}
  </ul>
);

function glance({ achievement, organisation }: Offered, t: Texts): readonly Message[] {
  const content = contentOfAchievement(achievement, organisation, t.language);
  const { instructionLanguages: tags } = content;
  const languages = tags.length === 0 ? undefined : say('page.value', { value: whole(tags.map((tag) => t.languageName(tag)).join(', ')) });
  return [achievement.kind === 'attendance' ? say('page.attendance') : undefined, workloadFact(content), levelFact(content), languages].filter((m) => m !== undefined);
}
