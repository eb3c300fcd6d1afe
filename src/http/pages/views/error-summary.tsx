import type { VNode } from 'preact';
import type { Texts } from '../texts.js';
import type { Message } from './message.js';
import { Say } from './say.js';

/** After GOV.UK's pattern: first in the page, in focus, its words the same as beside the field it leads to. */
export const ErrorSummary = ({ field, message, t }: { field: string; message: Message; t: Texts }): VNode => (
  <div class="errors" role="alert" aria-labelledby="errors" tabIndex={-1} autofocus>
    <h2 id="errors">
      <Say m="page.problem" t={t} />
    </h2>
    <ul class="plainlist">
      <li>
        <a href={`#${field}`}>
          <Say m={message} t={t} />
        </a>
      </li>
    </ul>
  </div>
);
