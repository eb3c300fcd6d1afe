import type { VNode } from 'preact';
import { LONGEST_PROBLEM, PROBLEM_KINDS } from '../../../claim/problem.js';
import type { Texts } from '../texts.js';
import { Contact } from './contact.js';
import { describing, ErrorSummary, Wrong } from './error-summary.js';
import { nameOf, page, titleOf } from './layout.js';
import { outside, say } from './message.js';
import type { ProblemModel, ProblemToldModel } from './models.js';
import { PROBLEM_FIELDS } from './paths.js';
import { Say } from './say.js';

/** "Something is wrong": the learner tells the registry, and claims nothing. */
export function problemPage(model: ProblemModel, t: Texts): string {
  const { organisation, action, back, fault, typed = {} } = model;
  const faults = faultsOf(model);
  const title = say('problem.heading');
  return page(
    { title: titleOf(fault === undefined ? title : say('page.titleWithError', { title }), t), organisation },
    t,
    <div class="narrow">
      <ErrorSummary faults={faults} t={t} />
      <h1>
        <Say m={title} t={t} />
      </h1>
      <p class="lead">
        <Say m={say('problem.lead', { issuer: outside(nameOf(organisation, t)) })} t={t} />
      </p>
      <section class="sheet" aria-label={t.template('problem.form')}>
        <form class="stack" method="post" action={action} noValidate>
          <Kinds chosen={typed.kind} t={t} />
          <Words model={model} t={t} />
          <div class="btns row">
            <button class="btn" type="submit">
              <Say m="problem.submit" t={t} />
            </button>
            <a class="btn plain" href={back}>
              <Say m="problem.back" t={t} />
            </a>
          </div>
        </form>
      </section>
    </div>,
  );
}

const faultsOf = ({ fault }: ProblemModel) => (fault === undefined ? [] : [{ field: 'words', words: say(`problem.errors.${fault}`, { most: LONGEST_PROBLEM }) }]);

const Words = ({ model, t }: { model: ProblemModel; t: Texts }): VNode => {
  const faults = faultsOf(model);
  return (
    <div class={faults.length === 0 ? 'group' : 'group wrong'}>
      <label for="words">
        <Say m="problem.words" t={t} />
      </label>
      <p class="quiet small" id="words-hint">
        <Say m={say('problem.hint', { most: LONGEST_PROBLEM })} t={t} />
      </p>
      <Wrong field="words" faults={faults} t={t} />
      <textarea id="words" class="field" name={PROBLEM_FIELDS.words} rows={6} {...describing('words', faults)}>
        {model.typed?.words}
      </textarea>
    </div>
  );
};

const Kinds = ({ chosen, t }: { chosen: string | undefined; t: Texts }): VNode => (
  <fieldset class="choices">
    <legend>
      <Say m="problem.which" t={t} />
    </legend>
    {PROBLEM_KINDS.map((kind, i) => (
      <div>
        <input id={`kind-${kind}`} type="radio" name={PROBLEM_FIELDS.kind} value={kind} checked={chosen === undefined ? i === 0 : chosen === kind} />
        <label for={`kind-${kind}`}>
          <Say m={`problem.kinds.${kind}`} t={t} />
        </label>
      </div>
    ))}
  </fieldset>
);

/** It arrived; what happens next, and whom to ask. */
export function problemToldPage({ organisation, back }: ProblemToldModel, t: Texts): string {
  const issuer = outside(nameOf(organisation, t));
  return page(
    { title: titleOf('problem.told', t), organisation },
    t,
    <div class="narrow">
      <h1>
        <Say m="problem.told" t={t} />
      </h1>
      <section class="sheet" aria-label={t.template('problem.next')}>
        <p>
          <Say m={say('problem.toldText', { issuer })} t={t} />
        </p>
        <Contact organisation={organisation} t={t} />
        <p>
          <a href={back}>
            <Say m="problem.back" t={t} />
          </a>
        </p>
      </section>
    </div>,
  );
}
