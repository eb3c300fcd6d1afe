import type { VNode } from 'preact';
import { askable, type PersonAnswer, type PersonQuestion } from '../../../verify/person.js';
import type { Report } from '../../../verify/report.js';
import type { Texts } from '../texts.js';
import { ErrorSummary } from './error-summary.js';
import { confirmedName, presentable } from './known.js';
import { page, titleOf } from './layout.js';
import { outside, say, type Message } from './message.js';
import type { PersonModel } from './models.js';
import { PERSON_FIELDS } from './paths.js';
import { Say } from './say.js';
import { StateMark } from './verdict.js';
import { verdictWords } from './verdict-words.js';

interface Asking {
  readonly report: Report;
  /** Where the form posts to. */
  readonly action: string;
  readonly question?: PersonQuestion | undefined;
  /** What was typed and could not be read. */
  readonly typed?: string | undefined;
  /** Where another heading stands above it. */
  readonly heading?: string;
}

/** "Is it this person?": what somebody knows of the person, compared with what the credential carries. Nothing, where there is no content to compare with. */
export function PersonSheet({ asking, t }: { asking: Asking; t: Texts }): VNode | null {
  const learner = presentable(asking.report).credential?.learner;
  if (learner === undefined) return null;
  const questions = askable(learner);
  return (
    <section class="sheet asking" aria-labelledby="person">
      <h2 id="person">
        <Say m={asking.heading ?? 'person.heading'} t={t} />
      </h2>
      <p>
        <Say m={questions.length === 0 ? 'person.nothing' : 'person.text'} t={t} />
      </p>
      {questions.length > 0 && <PersonForm asking={asking} questions={questions} t={t} />}
    </section>
  );
}

const PersonForm = ({ asking: { action, question, typed }, questions, t }: { asking: Asking; questions: readonly PersonQuestion[]; t: Texts }): VNode => (
  <form class="stack" method="post" action={action} noValidate>
    <fieldset class="choices">
      <legend>
        <Say m="person.which" t={t} />
      </legend>
      {questions.map((one, i) => (
        <div>
          <input id={`what-${one}`} type="radio" name={PERSON_FIELDS.question} value={one} checked={question === undefined || !questions.includes(question) ? i === 0 : one === question} />
          <label for={`what-${one}`}>
            <Say m={`person.questions.${one}`} t={t} />
          </label>
        </div>
      ))}
    </fieldset>
    <div class={typed === undefined ? 'group' : 'group wrong'}>
      <label for="value">
        <Say m="person.value" t={t} />
      </label>
      <p class="quiet small" id="value-hint">
        {questions.includes('birthDate') && [<Say m="person.hintDate" t={t} />, ' ']}
        <Say m="person.hint" t={t} />
      </p>
      {typed !== undefined && (
        <p class="wrong-words" id="value-error">
          <Say m={`person.malformed.${question ?? 'email'}`} t={t} />
        </p>
      )}
      <input id="value" name={PERSON_FIELDS.value} type="text" class="field" value={typed} autocomplete="off" autocapitalize="off" spellcheck={false} aria-describedby={typed === undefined ? 'value-hint' : 'value-error value-hint'} aria-invalid={typed !== undefined || undefined} />
    </div>
    <div class="btns row">
      <button class="btn plain" type="submit">
        <Say m="person.submit" t={t} />
      </button>
    </div>
  </form>
);

/** The answer, and what it means; or the form once more, with what is wrong. Neither is kept: the page was made for this one answer. */
export function personPage({ report, question, answer, typed, action, back }: PersonModel, t: Texts): string {
  const wrong = answer === 'malformed';
  const title = wrong ? say('page.titleWithError', { title: say('person.heading') }) : heading(question, answer);
  return page(
    { title: titleOf(title, t) },
    t,
    <div class="narrow">
      <ErrorSummary faults={wrong ? [{ field: 'value', words: say(`person.malformed.${question}`) }] : []} t={t} />
      <h1>
        <Say m={wrong ? say('person.heading') : heading(question, answer)} t={t} />
      </h1>
      {!wrong && <Meaning report={report} question={question} answer={answer} t={t} />}
      <div class="btns row">
        <a class="btn" href={back}>
          <Say m="person.back" t={t} />
        </a>
      </div>
      <PersonSheet asking={{ report, action, question, ...(wrong ? { typed, heading: 'person.again' } : { heading: 'person.other' }) }} t={t} />
    </div>,
  );
}

const heading = (question: PersonQuestion, answer: Exclude<PersonAnswer, 'malformed'>): Message => say(`person.answers.${answer}.${question}`);

interface MeaningProps {
  readonly report: Report;
  readonly question: PersonQuestion;
  readonly answer: Exclude<PersonAnswer, 'malformed'>;
  readonly t: Texts;
}

const Meaning = ({ report, question, answer, t }: MeaningProps): VNode => {
  const words = verdictWords(report);
  return (
    <section class="sheet" aria-label={t.template('person.meaning')}>
      {answer === 'match' && (
        <p>
          <Say m={whoSays(report)} t={t} />
        </p>
      )}
      <p>
        <Say m={answer === 'not-carried' ? 'person.notCarried' : `person.means.${answer}.${question}`} t={t} />
      </p>
      <p>
        <Say m="person.credential" t={t} />{' '}
        <StateMark tone={words.tone} shape={words.shape}>
          <Say m={words.word} t={t} />
        </StateMark>
      </p>
      <p class="small quiet">
        <Say m="person.kept" t={t} />
      </p>
    </section>
  );
};

/** Who wrote into the credential what matches: an issuer that a register confirms, or nobody knows who. */
function whoSays(report: Report): Message {
  const issuer = confirmedName(report);
  const name = report.credential?.learner.name;
  if (issuer === undefined) return say('person.says.nobody');
  return name === undefined ? say('person.says.issuer', { issuer: outside(issuer) }) : say('person.says.issuerOf', { issuer: outside(issuer), name: outside(name) });
}
