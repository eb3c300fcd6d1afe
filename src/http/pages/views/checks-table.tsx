import type { VNode } from 'preact';
import type { Report } from '../../../verify/report.js';
import type { Texts } from '../texts.js';
import { checkRows, type CheckRow } from './check-rows.js';
import { At, Say } from './say.js';
import { StateMark } from './verdict.js';

/** Five questions, each with its answer, whose answer it is and of when. */
export const ChecksSheet = ({ report, t }: { report: Report; t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="checks">
    <h2 id="checks">
      <Say m="checks.heading" t={t} />
    </h2>
    <table>
      <caption>
        <Say m="checks.caption" t={t} />
      </caption>
      <thead>
        <tr>
          {['question', 'answer', 'source'].map((column) => (
            <th scope="col">
              <Say m={`checks.columns.${column}`} t={t} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {checkRows(report).map((row) => (
          <CheckRowView row={row} t={t} />
        ))}
      </tbody>
    </table>
  </section>
);

const CheckRowView = ({ row, t }: { row: CheckRow; t: Texts }): VNode => (
  <tr>
    <th scope="row">
      <Say m={row.question} t={t} />
    </th>
    <td>
      <StateMark tone={row.tone} shape={row.shape}>
        <Say m={row.answer} t={t} />
      </StateMark>
      {row.note !== undefined && (
        <span class="small quiet">
          <Say m={row.note} t={t} />
        </span>
      )}
    </td>
    <td data-l={t.template('checks.accordingTo')}>
      <Say m={row.source} t={t} />{' '}
      {row.asOf !== undefined && (
        <span class="small quiet">
          <At value={row.asOf} t={t} />
        </span>
      )}
    </td>
  </tr>
);
