import type { VNode } from 'preact';
import type { CredentialView } from '../../../core/credential-view.js';
import type { Report } from '../../../verify/report.js';
import type { Texts } from '../texts.js';
import { CarrierNotice } from './carrier.js';
import { ChecksSheet } from './checks-table.js';
import { ElementsSheet } from './elements-table.js';
import { awardRows, bodyRows } from './facts-award.js';
import { learningRows } from './facts-learning.js';
import { Facts } from './facts.js';
import { claimedName, confirmedName, presentable, spokenState } from './known.js';
import { page, RealLink, titleOf } from './layout.js';
import { InsideSheet } from './inside.js';
import { outside, say, type Message } from './message.js';
import type { ReportModel } from './models.js';
import { PATHS } from './paths.js';
import { PersonSheet } from './person.js';
import { At, Say } from './say.js';
import { SpecialistsSheet } from './specialists.js';
import { basisOf, sentences, StateMark, VerdictPanel } from './verdict.js';
import { verdictWords, type VerdictWords } from './verdict-words.js';

/** What a check found: verdict first, then what it rests on. Testamur's head alone, whoever the issuer is. */
export function reportPage(model: ReportModel, t: Texts): string {
  const { summary, fileName, registers } = model;
  const report = presentable(model.report);
  const words = verdictWords(report);
  return page(
    { title: titleOf(reportTitle(report, words), t), description: summary },
    t,
    <>
      <div class="wrap cols">
        <div class="stack">
          <VerdictPanel words={words} basis={basisOf(report, { fileName, registers })} t={t} />
          <CarrierNotice report={report} t={t} />
          <ReportBody report={report} words={words} personAction={model.actions.person} t={t} />
        </div>
        <aside class="stack" aria-label={t.template('report.aside')}>
          <ThisReport model={model} t={t} />
          <Limits t={t} />
        </aside>
      </div>
      <div class="wrap after">
        <SpecialistsSheet report={report} dataUrl={model.dataUrl} t={t} />
      </div>
    </>,
  );
}

/** The verdict's word, then what it is about, so that a tab tells too. */
export function reportTitle(report: Report, { word }: VerdictWords): Message {
  const { title, learner } = report.credential ?? {};
  if (title === undefined) return word;
  return learner?.name === undefined ? say('report.titleOf', { word, title: outside(title) }) : say('report.titleOfFor', { word, title: outside(title), name: outside(learner.name) });
}

interface BodyProps {
  readonly report: Report;
  readonly words: VerdictWords;
  /** Where "Is it this person?" posts to. */
  readonly personAction?: string | undefined;
  readonly t: Texts;
}

/** Content before the checks only when it is valid; no content at all when nobody can say what was signed. */
export function ReportBody({ report, words, personAction, t }: BodyProps): VNode {
  const checks = <ChecksSheet report={report} t={t} />;
  if (report.credential === undefined) return checks;
  const content = [<ContentSheet report={report} credential={report.credential} words={words} t={t} />, personAction && <PersonSheet asking={{ report, action: personAction }} t={t} />];
  return (
    <>
      {report.state === 'valid' ? [...content, checks] : [checks, ...content]}
      <InsideSheet report={report} t={t} />
      {report.elements !== undefined && <ElementsSheet elements={report.elements} t={t} />}
    </>
  );
}

interface ContentProps {
  readonly report: Report;
  readonly credential: CredentialView;
  readonly words: VerdictWords;
  readonly t: Texts;
}

function ContentSheet({ report, credential, words, t }: ContentProps): VNode {
  const telling = { content: credential, t, unconfirmed: confirmedName(report) === undefined };
  return (
    <section class="sheet" aria-labelledby="says">
      <h2 id="says">
        <Say m={contentHeading(report)} t={t} />
      </h2>
      {report.state !== 'valid' && (
        <p>
          <StateMark tone={words.tone} shape={words.shape}>
            <Say m={words.word} t={t} />
          </StateMark>
        </p>
      )}
      <Who report={report} t={t} />
      <Facts rows={[...awardRows(telling), ...learningRows(telling), ...bodyRows(telling)]} t={t} />
    </section>
  );
}

function contentHeading(report: Report): string {
  const state = spokenState(report);
  if (state === 'valid') return 'report.says.valid';
  return state === 'revoked' || state === 'suspended' || state === 'expired' ? `report.says.${state}` : 'report.says.other';
}

/** The issuer by the register's name; or the name it gives itself, in quotation marks and without a link. */
function Who({ report, t }: { report: Report; t: Texts }): VNode {
  const name = confirmedName(report);
  const shown = name ?? claimedName(report) ?? '';
  return (
    <div class="who">
      <p>
        <strong>
          <Say m={say(name === undefined ? 'report.who.claimed' : 'report.who.confirmed', { name: outside(shown) })} t={t} />
        </strong>
        <br />
        <span class="small quiet">
          <Say m={name === undefined ? 'report.who.claimedNote' : 'report.who.confirmedNote'} t={t} />
        </span>
      </p>
    </div>
  );
}

const ThisReport = ({ model, t }: { model: ReportModel; t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="rep">
    <h2 id="rep">
      <Say m="report.this.heading" t={t} />
    </h2>
    <Ways model={model} t={t} />
    <dl class="facts">
      <Fact label="number" t={t}>
        <span class="mono">{model.number}</span>
      </Fact>
      <Fact label="made" t={t}>
        <At value={model.report.checkedAt} t={t} />
      </Fact>
      {model.fileName !== undefined && (
        <Fact label="file" t={t}>
          <Say m={say('page.value', { value: outside(model.fileName, 'code') })} t={t} />
        </Fact>
      )}
      <Fact label="keptUntil" t={t}>
        <At value={model.keptUntil} t={t} />
      </Fact>
    </dl>
    {model.actions.keep !== undefined && <KeepLonger action={model.actions.keep} t={t} />}
    <p class="small quiet">{sentences([say('report.this.paper'), say('report.this.address', { host: outside(new URL(model.reportUrl).host, 'strong') })], t)} <RealLink t={t} /></p>
  </section>
);

/** What can be done with it: on paper, on record, as data. */
const Ways = ({ model, t }: { model: ReportModel; t: Texts }): VNode => (
  <>
    <div class="btns">
      <a class="btn" href={PATHS.verify}>
        <Say m="report.this.again" t={t} />
      </a>
      {([['pdf', model.paperUrl], ['record', model.recordUrl], ['data', model.dataUrl]] as const).map(
        ([label, url]) =>
          url !== undefined && (
            <a class="btn plain" href={url}>
              <Say m={`report.this.${label}`} t={t} />
            </a>
          ),
      )}
    </div>
    {model.recordUrl !== undefined && (
      <p class="small quiet">
        <Say m="report.this.recordNote" t={t} />
      </p>
    )}
  </>
);

export const KeepLonger = ({ action, t }: { action: string; t: Texts }): VNode => (
  <div class="btns">
    <form method="post" action={action}>
      <button class="btn plain" type="submit">
        <Say m="report.this.keep" t={t} />
      </button>
    </form>
    <p class="small quiet">
      <Say m="report.this.keepNote" t={t} />
    </p>
  </div>
);

export const Fact = ({ label, t, children }: { label: string; t: Texts; children: VNode }): VNode => (
  <div>
    <dt>
      <Say m={`report.this.${label}`} t={t} />
    </dt>
    <dd>{children}</dd>
  </div>
);

export const Limits = ({ t }: { t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="limits">
    <h2 id="limits">
      <Say m="report.limits.heading" t={t} />
    </h2>
    <ul class="plainlist">
      {(['sender', 'tomorrow', 'quality'] as const).map((limit) => (
        <li>
          <strong>
            <Say m={`report.limits.${limit}.lead`} t={t} />
          </strong>{' '}
          <Say m={`report.limits.${limit}.text`} t={t} />
        </li>
      ))}
    </ul>
  </section>
);
