import type { Texts } from '../texts.js';
import { page, titleOf } from './layout.js';
import { outside, say, type Message } from './message.js';
import type { ErrorModel } from './models.js';
import { LARGEST_UPLOAD_MB, PATHS } from './paths.js';
import { Say } from './say.js';

/** Which words an HTTP status has; what we did not foresee is a problem of ours. */
const KINDS: Readonly<Record<number, string>> = {
  400: 'input',
  403: 'form',
  404: 'notFound',
  405: 'notFound',
  410: 'gone',
  413: 'tooLarge',
  415: 'unsupported',
  422: 'input',
  429: 'tooMany',
  503: 'unavailable',
};

/** What happened, what it does not mean, and a way on. No number in the heading; the reference stands below. */
export function errorPage(model: ErrorModel, t: Texts): string {
  const kind = kindOf(model);
  return page(
    { title: titleOf(`errors.${kind}.heading`, t) },
    t,
    <div class="narrow">
      <h1>
        <Say m={`errors.${kind}.heading`} t={t} />
      </h1>
      <section class="sheet" aria-label={t.template('errors.label')}>
        <p>
          <Say m={textOf(kind, model)} t={t} />
        </p>
        <div class="btns row">
          <a class="btn" href={PATHS.verify}>
            <Say m="page.check" t={t} />
          </a>
        </div>
        {model.reference !== undefined && (
          <p class="small quiet">
            <Say m={say('errors.reference', { reference: outside(model.reference, 'code') })} t={t} />
          </p>
        )}
      </section>
    </div>,
  );
}

function kindOf({ status, about }: ErrorModel): string {
  if (about === 'form') return 'form';
  if (about === 'credential-link' && status === 404) return 'link';
  // The same words for a share that ended and one that never was.
  if (about === 'share-link' && (status === 404 || status === 410)) return 'link';
  return KINDS[status] ?? (status >= 500 ? 'problem' : 'input');
}

function textOf(kind: string, { retryAt }: ErrorModel): Message {
  if (kind === 'tooLarge') return say('errors.tooLarge.text', { mb: LARGEST_UPLOAD_MB });
  if (kind === 'tooMany' && retryAt !== undefined) return say('errors.tooMany.textAt', { at: { moment: retryAt } });
  return say(`errors.${kind}.text`);
}
