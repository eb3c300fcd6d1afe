import type { VNode } from 'preact';
import { LIVE_SHARES } from '../../../claim/ports.js';
import type { ShareFields } from '../../../claim/share-choice.js';
import type { Texts } from '../texts.js';
import { describing, ErrorSummary, isWrong, Wrong } from './error-summary.js';
import { page, titleOf } from './layout.js';
import { day, outside, say, type Message } from './message.js';
import { SHARE_FIELDS } from './paths.js';
import { Say } from './say.js';
import type { PreviewModel } from './share-models.js';
import { SharedView, shareTitle } from './share.js';
import { faultsOf } from './share-words.js';

type Creation = Extract<PreviewModel, { create: unknown }>;

/** The very page that others will see, its buttons at rest, with a line above it, and below it what is the learner's alone. */
export function sharePreviewPage(model: PreviewModel, t: Texts): string {
  const creating = 'create' in model;
  const faults = creating ? faultsOf(model.create.faults, LIVE_SHARES) : [];
  const title = say('shares.preview.title', { title: shareTitle(model) });
  return page(
    { title: titleOf(faults.length === 0 ? title : say('page.titleWithError', { title }), t) },
    t,
    <>
      <div class="wrap stack after">
        <ErrorSummary faults={faults} t={t} />
        <p class="notice open">
          <strong>
            <Say m="shares.preview.label" t={t} />
          </strong>{' '}
          <Say m={creating ? 'shares.preview.new' : 'shares.preview.existing'} t={t} />
          {model.share.passphrase && [' ', <Say m="shares.preview.gate" t={t} />]}
        </p>
        {!creating && (
          <p>
            <a href={model.backUrl}>
              <Say m="shares.preview.back" t={t} />
            </a>
          </p>
        )}
      </div>
      <fieldset disabled class="seen" aria-label={t.template('shares.preview.label')}>
        <SharedView model={model} t={t} />
      </fieldset>
      {creating && <Create model={model} t={t} />}
    </>,
  );
}

const Create = ({ model, t }: { model: Creation; t: Texts }): VNode => {
  const { create, label, share } = model;
  const faults = faultsOf(create.faults, LIVE_SHARES);
  return (
    <div class="wrap after">
      <form class="sheet" method="post" action={create.action} noValidate>
        <h2 id="make" tabIndex={-1}>
          <Say m="shares.preview.create" t={t} />
        </h2>
        <p>
          <Say m={forWhom(label, share.expiresAt)} t={t} />
        </p>
        <Wrong field="make" faults={faults} t={t} />
        <Hidden fields={create.fields} />
        <div class={isWrong('passphrase', faults) ? 'group wrong' : 'group'}>
          <label for="passphrase">
            <Say m="shares.preview.passphrase.label" t={t} />
          </label>
          <p class="quiet small" id="passphrase-hint">
            <Say m="shares.preview.passphrase.hint" t={t} />
          </p>
          <Wrong field="passphrase" faults={faults} t={t} />
          <input id="passphrase" class="field" type="text" name={SHARE_FIELDS.passphrase} autocomplete="off" autocapitalize="off" spellcheck={false} {...describing('passphrase', faults)} />
        </div>
        <div class="btns row">
          <button class="btn" type="submit">
            <Say m="shares.preview.submit" t={t} />
          </button>
          <button class="btn plain" type="submit" formAction={create.change} name={SHARE_FIELDS.change} value="yes">
            <Say m="shares.preview.change" t={t} />
          </button>
        </div>
      </form>
    </div>
  );
};

const forWhom = (label: string, expiresAt: string | undefined): Message =>
  expiresAt === undefined ? say('shares.preview.forOpen', { label: outside(label, 'strong') }) : say('shares.preview.for', { label: outside(label, 'strong'), date: day(expiresAt) });

/** The choice as it was made, so that the next step needs nothing kept here. Never the passphrase. */
const Hidden = ({ fields }: { fields: ShareFields }): VNode => (
  <>
    {(['label', 'view', 'until', 'date'] as const).map((name) => (
      <input type="hidden" name={SHARE_FIELDS[name]} value={fields[name]} />
    ))}
    {(['name', 'grade', 'counting'] as const).map((name) => fields[name] && <input type="hidden" name={SHARE_FIELDS[name]} value="yes" />)}
  </>
);
