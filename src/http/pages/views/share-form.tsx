import type { ComponentChildren, VNode } from 'preact';
import { LIVE_SHARES } from '../../../claim/ports.js';
import { UNTIL, VIEWS } from '../../../claim/share-choice.js';
import type { Texts } from '../texts.js';
import { describing, ErrorSummary, isWrong, Wrong, type Fault } from './error-summary.js';
import { page, titleOf } from './layout.js';
import { say } from './message.js';
import { SHARE_FIELDS } from './paths.js';
import { Say } from './say.js';
import type { ShareFormModel } from './share-models.js';
import { faultsOf } from './share-words.js';

interface Filled {
  readonly model: ShareFormModel;
  readonly faults: readonly Fault[];
  readonly t: Texts;
}

/** Who it is for, what is shown, until when, whether openings are counted; the passphrase comes with the preview, so that it is never sent back. */
export function shareFormPage(model: ShareFormModel, t: Texts): string {
  const filled = { model, faults: faultsOf(model.faults, LIVE_SHARES), t };
  const title = say('shares.form.title');
  return page(
    { title: titleOf(model.faults.length === 0 ? title : say('page.titleWithError', { title }), t), organisation: model.organisation },
    t,
    <div class="narrow">
      <ErrorSummary faults={filled.faults} t={t} />
      <h1>
        <Say m={title} t={t} />
      </h1>
      <form class="sheet" method="post" action={model.action} noValidate>
        <Label {...filled} />
        <View {...filled} />
        <Until {...filled} />
        <Counting {...filled} />
        <div class="btns row">
          <button class="btn" type="submit">
            <Say m="shares.form.submit" t={t} />
          </button>
          <a class="btn plain" href={model.sharesUrl}>
            <Say m="shares.form.cancel" t={t} />
          </a>
        </div>
      </form>
    </div>,
  );
}

const Label = ({ model, faults, t }: Filled): VNode => (
  <div class={isWrong('label', faults) ? 'group wrong' : 'group'}>
    <label for="label">
      <Say m="shares.form.label.label" t={t} />
    </label>
    <p class="quiet small" id="label-hint">
      <Say m="shares.form.label.hint" t={t} />
    </p>
    <Wrong field="label" faults={faults} t={t} />
    <input id="label" class="field" type="text" name={SHARE_FIELDS.label} value={model.fields.label} autocomplete="off" {...describing('label', faults)} />
  </div>
);

const View = ({ model: { fields, graded }, faults, t }: Filled): VNode => (
  <Question field="view" faults={faults} t={t}>
    <p class="quiet small">
      <Say m="shares.form.view.hint" t={t} />
    </p>
    <Wrong field="view" faults={faults} t={t} />
    {VIEWS.map((view, i) => (
      <>
        <Pick id={i === 0 ? 'view' : `view-${view}`} type="radio" name="view" value={view} checked={fields.view === view}>
          <Say m={`shares.form.views.${view}`} t={t} />
          {view === 'all' && (
            <span class="small quiet under">
              <Say m="shares.form.views.allHint" t={t} />
            </span>
          )}
        </Pick>
        {view === 'summary' && <With fields={fields} graded={graded} t={t} />}
      </>
    ))}
  </Question>
);

const With = ({ fields, graded, t }: { fields: ShareFormModel['fields']; graded: boolean; t: Texts }): VNode => (
  <fieldset class="inset">
    <legend class="small quiet">
      <Say m="shares.form.with.legend" t={t} />
    </legend>
    <Pick id="name" type="checkbox" name="name" value="yes" checked={fields.name}>
      <Say m="shares.form.with.name" t={t} />
    </Pick>
    {graded && (
      <Pick id="grade" type="checkbox" name="grade" value="yes" checked={fields.grade}>
        <Say m="shares.form.with.grade" t={t} />
      </Pick>
    )}
  </fieldset>
);

const Until = ({ model: { fields }, faults, t }: Filled): VNode => (
  <Question field="until" faults={faults} t={t}>
    <Wrong field="until" faults={faults} t={t} />
    {UNTIL.map((until, i) => (
      <Pick id={i === 0 ? 'until' : `until-${until}`} type="radio" name="until" value={until} checked={fields.until === until}>
        <Say m={`shares.form.untils.${until}`} t={t} />
      </Pick>
    ))}
    <div class={isWrong('date', faults) ? 'group inset wrong' : 'group inset'}>
      <label for="date">
        <Say m="shares.form.date.label" t={t} />
      </label>
      <p class="quiet small" id="date-hint">
        <Say m="shares.form.date.hint" t={t} />
      </p>
      <Wrong field="date" faults={faults} t={t} />
      <input id="date" class="field" type="date" name={SHARE_FIELDS.date} value={fields.date} autocomplete="off" {...describing('date', faults)} />
    </div>
  </Question>
);

const Counting = ({ model: { fields }, faults, t }: Filled): VNode => (
  <Question field="counting" faults={faults} t={t}>
    <Pick id="counting" type="checkbox" name="counting" value="yes" checked={fields.counting}>
      <Say m="shares.form.counting.label" t={t} />
      <span class="small quiet under">
        <Say m="shares.form.counting.hint" t={t} />
      </span>
    </Pick>
  </Question>
);

const Question = ({ field, faults, t, children }: { field: 'view' | 'until' | 'counting'; faults: readonly Fault[]; t: Texts; children: ComponentChildren }): VNode => (
  <fieldset class={isWrong(field, faults) ? 'wrong' : undefined}>
    <legend>
      <Say m={`shares.form.${field}.legend`} t={t} />
    </legend>
    {children}
  </fieldset>
);

interface PickProps {
  readonly id: string;
  readonly type: 'radio' | 'checkbox';
  readonly name: keyof typeof SHARE_FIELDS;
  readonly value: string;
  readonly checked: boolean;
  readonly children: ComponentChildren;
}
const Pick = ({ id, type, name, value, checked, children }: PickProps): VNode => (
  <div class="pick">
    <input id={id} type={type} name={SHARE_FIELDS[name]} value={value} checked={checked} />
    <label for={id}>{children}</label>
  </div>
);
