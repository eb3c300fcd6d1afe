import type { VNode } from 'preact';
import { isSharedReport } from '../../../claim/shared-report.js';
import type { Texts } from '../texts.js';
import { ErrorSummary, Wrong, describing } from './error-summary.js';
import { presentable } from './known.js';
import { page, RealLink, titleOf } from './layout.js';
import { day, outside, say, type Message } from './message.js';
import { PATHS, SHARE_FIELDS } from './paths.js';
import { Limits, ReportBody, reportTitle } from './report.js';
import { Say } from './say.js';
import type { PassphraseModel, ShareModel } from './share-models.js';
import { asReport, chosenWords } from './share-words.js';
import { SpecialistsSheet } from './specialists.js';
import { basisOf, sentences, VerdictPanel } from './verdict.js';
import { verdictWords } from './verdict-words.js';

/** What a share shows to whoever opens it: the verdict of this moment, then as much as its learner chose. */
export function sharePage(model: ShareModel, t: Texts): string {
  return page({ title: titleOf(shareTitle(model), t) }, t, <SharedView model={model} t={t} />);
}

export function shareTitle({ report }: ShareModel): Message {
  const shown = presentable(asReport(report));
  return reportTitle(shown, verdictWords(shown));
}

/** All of the page between head and foot; a preview shows this very part. */
export function SharedView({ model, t }: { model: ShareModel; t: Texts }): VNode {
  const report = presentable(asReport(model.report));
  const words = verdictWords(report);
  const summary = isSharedReport(model.report);
  return (
    <>
      <div class="wrap cols">
        <div class="stack">
          <VerdictPanel words={words} basis={basisOf(report)} t={t} />
          <ReportBody report={report} words={words} personAction={asksPerson(model) ? `${model.action ?? ''}/person` : undefined} t={t} />
          {summary && <LeftOut model={model} t={t} />}
          {model.formats.length > 0 && <Originals model={model} t={t} />}
        </div>
        <aside class="stack" aria-label={t.template('shares.view.aside')}>
          <AboutLink model={model} t={t} />
          <Limits t={t} />
        </aside>
      </div>
      {!summary && (
        <div class="wrap after">
          <SpecialistsSheet report={report} dataUrl={undefined} t={t} />
        </div>
      )}
    </>
  );
}

/** Asked where everything is shown. Not behind a passphrase: the question would need it again, and the file answers it as well. */
const asksPerson = ({ share }: ShareModel): boolean => share.shows.view === 'all' && !share.passphrase;

const LeftOut = ({ model, t }: { model: ShareModel; t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="left-out">
    <h2 id="left-out">
      <Say m="shares.view.summaryHeading" t={t} />
    </h2>
    <p>{sentences([chosenWords(model.share.shows), say('shares.view.summaryMeaning')], t)}</p>
  </section>
);

/** The files say everything, so they are offered where everything is shown. In a preview there is no address to give them. */
const Originals = ({ model, t }: { model: ShareModel; t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="files">
    <h2 id="files">
      <Say m="shares.view.files" t={t} />
    </h2>
    <p class="quiet">
      <Say m="shares.view.filesText" t={t} />
    </p>
    {model.action !== undefined && !model.share.passphrase ? <Links formats={model.formats} action={model.action} t={t} /> : <Buttons model={model} t={t} />}
  </section>
);

const nameOfFile = (format: string, t: Texts): Message => (t.has(`downloads.${format}`) ? say(`downloads.${format}`) : say('page.value', { value: outside(format) }));

const Links = ({ formats, action, t }: { formats: readonly string[]; action: string; t: Texts }): VNode => (
  <div class="btns row">
    {formats.map((format) => (
      <a class="btn plain" href={`${action}/documents/${format}`} download>
        <Say m={nameOfFile(format, t)} t={t} />
      </a>
    ))}
  </div>
);

/** With a passphrase it is asked for once more: it never stands in an address, and nothing remembers that it was given. */
const Buttons = ({ model: { formats, share, action }, t }: { model: ShareModel; t: Texts }): VNode => (
  <form class="stack" method="post" action={action}>
    {share.passphrase && (
      <div class="group">
        <label for="again">
          <Say m="shares.view.filesPassphrase" t={t} />
        </label>
        <input id="again" class="field" type="password" name={SHARE_FIELDS.passphrase} autocomplete="off" />
      </div>
    )}
    <div class="btns row">
      {formats.map((format) => (
        <button class="btn plain" type="submit" name={SHARE_FIELDS.format} value={format}>
          <Say m={nameOfFile(format, t)} t={t} />
        </button>
      ))}
    </div>
  </form>
);

const AboutLink = ({ model: { share, host }, t }: { model: ShareModel; t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="about">
    <h2 id="about">
      <Say m="shares.view.about" t={t} />
    </h2>
    <p>
      <Say m="shares.view.checked" t={t} />
    </p>
    <p>
      <Say m={share.expiresAt === undefined ? 'shares.view.untilOpen' : say('shares.view.until', { date: day(share.expiresAt) })} t={t} />
    </p>
    <p>{sentences([say(share.counting ? 'shares.view.counted' : 'shares.view.notCounted'), say('shares.view.issuer')], t)}</p>
    <p class="small quiet">
      <Say m={say('shares.view.address', { host: outside(host, 'strong') })} t={t} /> <RealLink t={t} />
    </p>
    <div class="btns">
      <a class="btn plain" href={PATHS.verify}>
        <Say m="page.check" t={t} />
      </a>
    </div>
  </section>
);

/** Before the passphrase nothing is said of the credential, not even whose it is. */
export function passphrasePage({ action, fault }: PassphraseModel, t: Texts): string {
  const faults = fault === undefined ? [] : [{ field: 'passphrase', words: say(`shares.passphrase.errors.${fault}`) }];
  const title = say('shares.passphrase.title');
  return page(
    { title: titleOf(fault === undefined ? title : say('page.titleWithError', { title }), t) },
    t,
    <div class="narrow">
      <ErrorSummary faults={faults} t={t} />
      <h1>
        <Say m={title} t={t} />
      </h1>
      <section class="sheet" aria-label={t.template('shares.passphrase.label')}>
        <form class="stack" method="post" action={action} noValidate>
          <div class={fault === undefined ? 'group' : 'group wrong'}>
            <label for="passphrase">
              <Say m="shares.passphrase.label" t={t} />
            </label>
            <p class="quiet small" id="passphrase-hint">
              <Say m="shares.passphrase.lead" t={t} />
            </p>
            <Wrong field="passphrase" faults={faults} t={t} />
            <input id="passphrase" class="field" type="password" name={SHARE_FIELDS.passphrase} autocomplete="off" {...describing('passphrase', faults)} />
          </div>
          <div class="btns row">
            <button class="btn" type="submit">
              <Say m="shares.passphrase.submit" t={t} />
            </button>
          </div>
        </form>
      </section>
    </div>,
  );
}
