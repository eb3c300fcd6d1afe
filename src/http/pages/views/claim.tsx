import type { VNode } from 'preact';
import type { Organisation } from '../../../core/model.js';
import type { Texts } from '../texts.js';
import { AwardCard, StatusNotice, Steps } from './award-card.js';
import { contentOfAward, learnerName } from './award-content.js';
import { Contact } from './contact.js';
import { learningRows } from './facts-learning.js';
import { Facts } from './facts.js';
import { nameOf, page, titleOf } from './layout.js';
import { day, outside, say } from './message.js';
import type { ClaimExpiredModel, ClaimModel } from './models.js';
import { Ext, Say } from './say.js';

/** Confirm that it is you: reading changes nothing, the one button does. */
export function claimPage({ held, expiresAt, action }: ClaimModel, t: Texts): string {
  const { award } = held;
  const name = award.learner.givenName ?? learnerName(award.learner);
  return page(
    { title: titleOf('claim.title', t), organisation: award.organisation },
    t,
    <div class="narrow">
      <Steps at="confirm" t={t} />
      <h1>
        <Say m={say(held.status === 'active' ? 'claim.heading' : 'claim.headingNot', { name: outside(name) })} t={t} />
      </h1>
      <StatusNotice held={held} t={t} />
      <AwardCard held={held} t={t} />
      <Confirm model={{ held, expiresAt, action }} t={t} />
      <GoodToKnow model={{ held, expiresAt, action }} t={t} />
    </div>,
  );
}

const Confirm = ({ model: { held, expiresAt, action }, t }: { model: ClaimModel; t: Texts }): VNode => {
  const { learner, organisation, validUntil } = held.award;
  return (
    <section class="sheet" aria-labelledby="name">
      <h2 id="name">
        <Say m="claim.confirm.heading" t={t} />
      </h2>
      <p class="name">
        <Ext text={learnerName(learner)} />
      </p>
      <p class="quiet">
        <Say m="claim.confirm.exactly" t={t} />
        {learner.birthDate !== undefined && [' ', <Say m="claim.confirm.birth" t={t} />]}
      </p>
      <div class="btns">
        <form method="post" action={action}>
          <button class="btn wide" type="submit">
            <Say m="claim.confirm.yes" t={t} />
          </button>
        </form>
      </div>
      <p class="small quiet">
        <Say m={say('claim.confirm.until', { date: day(expiresAt) })} t={t} />{' '}
        {held.status === 'active' && <Say m={validUntil === undefined ? 'claim.confirm.noEnd' : say('claim.confirm.end', { date: day(validUntil) })} t={t} />}
      </p>
      <Wrong organisation={organisation} problemUrl={`${action}/problem`} t={t} />
    </section>
  );
};

const Wrong = ({ organisation, problemUrl, t }: { organisation: Organisation; problemUrl: string; t: Texts }): VNode => (
  <details>
    <summary>
      <Say m="claim.wrong.summary" t={t} />
    </summary>
    <p>
      <Say m={say('claim.wrong.text', { issuer: outside(nameOf(organisation, t)) })} t={t} />
    </p>
    <p>
      <a href={problemUrl}>
        <Say m="claim.wrong.tell" t={t} />
      </a>
    </p>
    <Contact organisation={organisation} t={t} />
  </details>
);

const GoodToKnow = ({ model: { held }, t }: { model: ClaimModel; t: Texts }): VNode => {
  const content = contentOfAward(held.award);
  return (
    <section class="sheet" aria-labelledby="good">
      <h2 id="good">
        <Say m="claim.good.heading" t={t} />
      </h2>
      <div class="tight">
        <details>
          <summary>
            <Say m="claim.good.content" t={t} />
          </summary>
          <Facts rows={learningRows({ content, t, linked: true })} t={t} />
        </details>
        {(['account', 'who'] as const).map((question) => (
          <details>
            <summary>
              <Say m={`claim.good.${question}.question`} t={t} />
            </summary>
            <p>
              <Say m={`claim.good.${question}.answer`} t={t} />
            </p>
          </details>
        ))}
      </div>
    </section>
  );
};

/** A link that has run out. What it led to is not said. */
export function claimExpiredPage({ organisation }: ClaimExpiredModel, t: Texts): string {
  return page(
    { title: titleOf('claim.expired.heading', t), ...(organisation === undefined ? {} : { organisation }) },
    t,
    <div class="narrow">
      <h1>
        <Say m="claim.expired.heading" t={t} />
      </h1>
      <section class="sheet" aria-label={t.template('claim.expired.label')}>
        <p>
          <Say m={organisation === undefined ? 'claim.expired.text' : say('claim.expired.textFrom', { issuer: outside(nameOf(organisation, t)) })} t={t} />
        </p>
        {organisation !== undefined && <Contact organisation={organisation} t={t} />}
      </section>
    </div>,
  );
}
