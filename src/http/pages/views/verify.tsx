import type { ComponentChildren, VNode } from 'preact';
import type { Texts } from '../texts.js';
import { ErrorSummary } from './error-summary.js';
import { page, RealLink, titleOf } from './layout.js';
import { outside, say, type Message } from './message.js';
import type { VerifyError, VerifyModel } from './models.js';
import { LARGEST_TOGETHER_MB, LARGEST_UPLOAD_MB, MOST_FILES, PATHS, VERIFY_FIELDS } from './paths.js';
import { registerNames } from './register-words.js';
import { Say } from './say.js';

type Field = keyof typeof VERIFY_FIELDS;

/** The field an error is of: where the summary leads, and where its words stand again. */
const FIELD_OF: Readonly<Record<VerifyError, Field>> = {
  'nothing-given': 'link',
  'more-than-one': 'link',
  'link-not-found': 'link',
  'link-no-answer': 'link',
  'link-is-request': 'link',
  'link-is-offer': 'link',
  'link-is-did': 'link',
  'code-elsewhere': 'file',
  'number-unknown': 'link',
  'number-mistyped': 'link',
  'file-too-large': 'file',
  'too-many-files': 'file',
  'file-empty': 'file',
};

/** The start of every check: a link or code, a file, or pasted text, in one form that works without a script. */
export function verifyPage(model: VerifyModel, t: Texts): string {
  const { error } = model;
  const title = titleOf(error === undefined ? 'verify.title' : say('page.titleWithError', { title: say('verify.title') }), t);
  return page(
    { title, index: true, script: PATHS.verifyScript },
    t,
    <div class="narrow">
      <ErrorSummary faults={error === undefined ? [] : [{ field: FIELD_OF[error], words: errorText(error, model) }]} t={t} />
      <h1>
        <Say m="verify.title" t={t} />
      </h1>
      <p class="lead">
        <Say m="verify.lead" t={t} />
      </p>
      <section class="sheet" aria-label={t.template('verify.formLabel')}>
        <VerifyForm model={model} t={t} />
      </section>
      <Paper t={t} />
      <Promises model={model} t={t} />
    </div>,
  );
}

const errorText = (error: VerifyError, { leadsTo }: VerifyModel): Message => say(`verify.errors.${error}`, { ...BOUNDS, ...(leadsTo !== undefined && { host: outside(leadsTo, 'code') }) });
const BOUNDS = { mb: LARGEST_UPLOAD_MB, all: LARGEST_TOGETHER_MB, files: MOST_FILES };

const VerifyForm = ({ model, t }: { model: VerifyModel; t: Texts }): VNode => {
  const { error, values } = model;
  const field = (name: Field) => ({ id: name, name: VERIFY_FIELDS[name], 'aria-describedby': describedBy(name, error), 'aria-invalid': error !== undefined && FIELD_OF[error] === name ? true : undefined });
  return (
    <form class="stack" method="post" action={PATHS.verify} encType="multipart/form-data" noValidate>
      <Labelled name="link" model={model} t={t}>
        <input {...field('link')} type="text" class="field" value={values?.link} autocomplete="off" autocapitalize="off" spellcheck={false} />
      </Labelled>
      <Quicker t={t} />
      <Labelled name="file" model={model} t={t}>
        <input {...field('file')} type="file" class="field" multiple />
      </Labelled>
      <details open={values?.text !== undefined}>
        <summary>
          <Say m="verify.text.summary" t={t} />
        </summary>
        <Labelled name="text" model={model} t={t}>
          <textarea {...field('text')} class="field mono" rows={6} spellcheck={false}>
            {values?.text}
          </textarea>
        </Labelled>
      </details>
      <div class="btns row">
        <button class="btn" type="submit">
          <Say m="verify.submit" t={t} />
        </button>
      </div>
    </form>
  );
};

const describedBy = (name: Field, error: VerifyError | undefined): string => (error !== undefined && FIELD_OF[error] === name ? `${name}-error ${name}-hint` : `${name}-hint`);

const Labelled = ({ name, model, t, children }: { name: Field; model: VerifyModel; t: Texts; children: ComponentChildren }): VNode => {
  const wrong = model.error !== undefined && FIELD_OF[model.error] === name ? model.error : undefined;
  return (
    <div class={wrong === undefined ? 'group' : 'group wrong'}>
      <label for={name}>
        <Say m={`verify.${name}.label`} t={t} />
      </label>
      <p class="quiet small" id={`${name}-hint`}>
        <Say m={say(`verify.${name}.hint`, BOUNDS)} t={t} />
      </p>
      {wrong !== undefined && (
        <p class="wrong-words" id={`${name}-error`}>
          <Say m={errorText(wrong, model)} t={t} />
        </p>
      )}
      {children}
    </div>
  );
};

const SENTENCES = ['opening', 'looking', 'slow', 'found', 'refused', 'absent', 'busy'] as const;

/** What the script adds to the form, in the page's words. Without the script it is never shown, so nothing on the page is dead. */
const Quicker = ({ t }: { t: Texts }): VNode => (
  <template data-quicker>
    <div class="group scan">
      <div class="btns row">
        <button class="btn plain" type="button" data-part="start">
          <Say m="scan.start" t={t} />
        </button>
      </div>
      <div class="stack" data-part="view" hidden>
        <video data-part="picture" aria-label={t.template('scan.picture')} muted playsinline />
        <p class="small quiet">
          <Say m="scan.stays" t={t} />
        </p>
        <div class="btns row">
          <button class="btn plain" type="button" data-part="stop">
            <Say m="scan.stop" t={t} />
          </button>
        </div>
      </div>
      <p role="status" data-part="said" {...Object.fromEntries(SENTENCES.map((sentence) => [`data-${sentence}`, t.template(`scan.${sentence}`)]))} />
      <p class="small quiet">
        <Say m="scan.drop" t={t} />
      </p>
    </div>
  </template>
);

const Paper = ({ t }: { t: Texts }): VNode => (
  <div class="tight">
    <details>
      <summary>
        <Say m="verify.paper.summary" t={t} />
      </summary>
      <p>
        <Say m="verify.paper.code" t={t} />
      </p>
      <p>
        <Say m="verify.paper.noCode" t={t} />
      </p>
    </details>
  </div>
);

const Promises = ({ model: { registers, host }, t }: { model: VerifyModel; t: Texts }): VNode => (
  <div class="stack small quiet">
    <p>
      <Say m="verify.retention" t={t} />
    </p>
    <p>
      <Say m={say('verify.address', { host: outside(host, 'strong') })} t={t} />{' '}
      <RealLink t={t} />
    </p>
    {registers.length > 0 && (
      <p>
        <Say m={say('verify.registers', { registers: registerNames(registers) })} t={t} />
      </p>
    )}
  </div>
);
