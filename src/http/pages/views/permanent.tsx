import type { VNode } from 'preact';
import { withoutReason } from '../../../claim/link.js';
import { NOTHING_STATED, type CredentialView } from '../../../core/credential-view.js';
import type { Organisation } from '../../../core/model.js';
import type { Report } from '../../../verify/report.js';
import type { Texts } from '../texts.js';
import { kind } from './facts-award.js';
import { confirmedName, presentable } from './known.js';
import { nameOf, page, RealLink, titleOf } from './layout.js';
import { outside, say, whole, type Value } from './message.js';
import type { PermanentModel } from './models.js';
import { PATHS } from './paths.js';
import { ReportBody } from './report.js';
import { Say } from './say.js';
import { basisOf, sentences, VerdictPanel } from './verdict.js';
import { verdictWords } from './verdict-words.js';

/** What the square on a certificate leads to. Without the learner's consent: whether it is valid, who awarded it, and no more. */
export function permanentPage(model: PermanentModel, t: Texts): string {
  const open = model.held !== undefined;
  const report = presentable(open ? model.report : withoutContent(model.report));
  const words = verdictWords(report);
  const issuer = issuerOf(report, model.organisation, t);
  const basis = [...basisOf(report).slice(0, 2), { label: 'verdict.basis.awardedBy', value: issuer }];
  return page(
    { title: titleOf(say('permanent.title', { word: words.word }), t) },
    t,
    <div class="wrap cols">
      <div class="stack">
        <VerdictPanel words={words} basis={basis} t={t} />
        {open ? <ReportBody report={report} words={words} personAction={model.personAction} t={t} /> : <Closed model={model} t={t} />}
      </div>
      <aside class="stack" aria-label={t.template('permanent.aside')}>
        <Compare model={model} open={open} t={t} />
      </aside>
    </div>,
  );
}

/** As a register names it, else the name it gives itself, in quotation marks. */
export function issuerOf(report: Report, organisation: Organisation, t: Texts): Value {
  const confirmed = confirmedName(report);
  return confirmed === undefined ? say('facts.quoted', { text: whole(nameOf(organisation, t)) }) : whole(confirmed);
}

/** The report without what it says of the learner and the learning, so that nothing below can tell it. */
export function withoutContent(report: Report): Report {
  const { elements: _elements, credential, ...rest } = report;
  return { ...rest, ...(credential === undefined ? {} : { credential: blank(credential) }), checks: report.checks.map(withoutReason) };
}

/** Issuer and the dates of validity, which a verdict names; nothing else. */
const blank = ({ issuer, achievementType, validFrom, validUntil, elements }: CredentialView): CredentialView => ({
  ...NOTHING_STATED,
  issuer,
  ...(achievementType === undefined ? {} : { achievementType }),
  ...(validFrom === undefined ? {} : { validFrom }),
  ...(validUntil === undefined ? {} : { validUntil }),
  learner: { identifiers: [] },
  elements,
});

const Closed = ({ model, t }: { model: PermanentModel; t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="who">
    <h2 id="who">
      <Say m="permanent.who.heading" t={t} />
    </h2>
    <p>
      <strong>
        <Say m={say('page.value', { value: issuerOf(model.report, model.organisation, t) })} t={t} />
      </strong>
      <br />
      {model.report.credential !== undefined && kind({ content: model.report.credential, t })}
    </p>
    <p class="quiet">
      <Say m="permanent.who.closed" t={t} />
    </p>
  </section>
);

const Compare = ({ model, open, t }: { model: PermanentModel; open: boolean; t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="compare">
    <h2 id="compare">
      <Say m="permanent.compare.heading" t={t} />
    </h2>
    <dl class="facts">
      <div>
        <dt>
          <Say m="facts.labels.number" t={t} />
        </dt>
        <dd class="mono">{model.number}</dd>
      </div>
    </dl>
    <p>
      <Say m={open ? 'permanent.compare.open' : 'permanent.compare.closed'} t={t} />
    </p>
    {model.qrUrl !== undefined && (
      <div class="qr">
        <img src={model.qrUrl} alt={t.template('permanent.qr')} />
      </div>
    )}
    <p class="small quiet">
      {sentences([say('permanent.paper'), say('permanent.address', { host: outside(new URL(model.permanentUrl).host, 'strong') })], t)} <RealLink t={t} />
    </p>
    <div class="btns">
      <a class="btn plain" href={PATHS.verify}>
        <Say m="permanent.full" t={t} />
      </a>
    </div>
  </section>
);
