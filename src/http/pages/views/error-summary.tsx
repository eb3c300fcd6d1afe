import type { VNode } from 'preact';
import type { Texts } from '../texts.js';
import type { Message } from './message.js';
import { Say } from './say.js';

/** One fault of a form: the id of its field, and the words that stand beside it too. */
export interface Fault {
  readonly field: string;
  readonly words: Message;
}

/** After GOV.UK's pattern: first in the page, in focus, each line a link to its field, its words the same as beside it. */
export const ErrorSummary = ({ faults, t }: { faults: readonly Fault[]; t: Texts }): VNode | null =>
  faults.length === 0 ? null : (
    <div class="errors" role="alert" aria-labelledby="errors" tabIndex={-1} autofocus>
      <h2 id="errors">
        <Say m="page.problem" t={t} />
      </h2>
      <ul class="plainlist">
        {faults.map(({ field, words }) => (
          <li>
            <a href={`#${field}`}>
              <Say m={words} t={t} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );

/** The words of a field's fault, beside it. */
export const Wrong = ({ field, faults, t }: { field: string; faults: readonly Fault[]; t: Texts }): VNode | null => {
  const fault = faults.find((one) => one.field === field);
  return fault === undefined ? null : (
    <p class="wrong-words" id={`${field}-error`}>
      <Say m={fault.words} t={t} />
    </p>
  );
};

export const isWrong = (field: string, faults: readonly Fault[]): boolean => faults.some((one) => one.field === field);

/** What a field is described by: its fault, if there is one, and its hint. */
export const describing = (field: string, faults: readonly Fault[]) => ({
  'aria-describedby': isWrong(field, faults) ? `${field}-error ${field}-hint` : `${field}-hint`,
  'aria-invalid': isWrong(field, faults) ? (true as const) : undefined,
});
