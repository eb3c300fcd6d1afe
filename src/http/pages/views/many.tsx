import type { VNode } from 'preact';
import type { Report } from '../../../verify/report.js';
import type { Texts } from '../texts.js';
import { issuerWords } from './issuer-words.js';
import { confirmation, presentable } from './known.js';
import { page, RealLink, titleOf } from './layout.js';
import { countWords, rowFaultWords, rowState, SPOKEN_ORDER, sumWords } from './many-words.js';
import { outside, plain, say, type Message } from './message.js';
import type { ManyModel, ManyRow, RowFault } from './models.js';
import { ORDER_PARAMETER, PATHS } from './paths.js';
import { registerName } from './register-words.js';
import { Fact, KeepLonger, Limits } from './report.js';
import { At, Ext, Say } from './say.js';
import { sentences, StateMark } from './verdict.js';
import { verdictWords } from './verdict-words.js';

/** What many checks came to: how many of each in a sentence, then each in a row that leads to its own report. */
export function manyPage(model: ManyModel, t: Texts): string {
  const sum = sumWords(model.rows);
  const title = plain(sum, t);
  return page(
    { title: titleOf(say('many.title', { sum: title }), t), description: title, query: model.order === 'given' ? '' : `${ORDER_PARAMETER}=${model.order}` },
    t,
    <div class="wrap after stack">
      <div class="intro">
        <h1>
          <Say m={sum} t={t} />
        </h1>
        {countWords(model.rows).length > 0 && <p class="lead">{sentences(countWords(model.rows), t)}</p>}
      </div>
      <RowsSheet model={model} t={t} />
      <div class="pairs">
        <Together model={model} t={t} />
        <Limits t={t} />
      </div>
    </div>,
  );
}

const COLUMNS = ['file', 'result', 'what', 'issuer', 'learner'] as const;

function RowsSheet({ model, t }: { model: ManyModel; t: Texts }): VNode {
  const { rows, order, path, tableUrl } = model;
  const shown = order === 'given' ? rows : [...rows].sort((a, b) => rank(a) - rank(b));
  return (
    <section class="sheet" aria-labelledby="each">
      <h2 id="each">
        <Say m="many.each" t={t} />
      </h2>
      <div class="btns row">
        <a class="btn plain" href={tableUrl}>
          <Say m="many.table" t={t} />
        </a>
        <a class="btn plain" href={order === 'given' ? `${path}?${ORDER_PARAMETER}=worst` : path}>
          <Say m={order === 'given' ? 'many.worstFirst' : 'many.asGiven'} t={t} />
        </a>
      </div>
      <table class="many">
        <caption>
          <Say m="many.caption" t={t} />
        </caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th scope="col">
                <Say m={`many.columns.${column}`} t={t} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row row={row} t={t} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const rank = (row: ManyRow): number => SPOKEN_ORDER.indexOf(rowState(row));

/** The file's own name; of a file with several credentials, also which one. */
function nameWords({ fileName, part }: ManyRow): Message {
  if (fileName === undefined) return say('many.unnamed', { n: part ?? 1 });
  return part === undefined ? say('page.value', { value: outside(fileName) }) : say('many.part', { file: outside(fileName), n: part });
}

function Row({ row, t }: { row: ManyRow; t: Texts }): VNode {
  const { fault } = row;
  const report = row.report && presentable(row.report);
  return (
    <tr>
      <th scope="row">
        <NameOf row={row} t={t} />
      </th>
      <td>{report === undefined ? <Fault fault={fault ?? 'ours'} t={t} /> : <Verdict report={report} t={t} />}</td>
      <Stated column="what" text={report?.credential?.title} t={t} />
      <Cell column="issuer" t={t}>
        {report !== undefined && issuerWords(report) !== undefined && <Issuer report={report} t={t} />}
      </Cell>
      <Stated column="learner" text={report?.credential?.learner.name} t={t} />
    </tr>
  );
}

function NameOf({ row, t }: { row: ManyRow; t: Texts }): VNode {
  const name = <Say m={nameWords(row)} t={t} />;
  return row.reportUrl === undefined ? name : <a href={row.reportUrl}>{name}</a>;
}

type Column = (typeof COLUMNS)[number];
const Stated = ({ column, text, t }: { column: Column; text: string | undefined; t: Texts }): VNode => (
  <Cell column={column} t={t}>
    {text !== undefined && <Ext text={text} />}
  </Cell>
);

/** In a card its label stands before it; of what is not known nothing stands there. */
const Cell = ({ column, t, children }: { column: Column; t: Texts; children: VNode | false }): VNode => (children === false ? <td class="none" /> : <td data-l={`${t.template(`many.columns.${column}`)}:`}>{children}</td>);

function Verdict({ report, t }: { report: Report; t: Texts }): VNode {
  const { tone, shape, word, heading } = verdictWords(report);
  return (
    <>
      <StateMark tone={tone} shape={shape}>
        <Say m={word} t={t} />
      </StateMark>
      {report.state !== 'valid' && (
        <span class="small quiet">
          <Say m={heading} t={t} />
        </span>
      )}
    </>
  );
}

const Fault = ({ fault, t }: { fault: RowFault; t: Texts }): VNode => (
  <>
    <StateMark tone="open" shape="dash">
      <Say m={`verdict.words.${rowState({ fault })}`} t={t} />
    </StateMark>
    <span class="small quiet">
      <Say m={rowFaultWords(fault)} t={t} />
    </span>
  </>
);

function Issuer({ report, t }: { report: Report; t: Texts }): VNode | null {
  const words = issuerWords(report);
  if (words === undefined) return null;
  const row = confirmation(report);
  return (
    <>
      <Say m={words} t={t} />
      <span class="small quiet">
        <Say m={row === undefined ? 'many.nobody' : say('many.accordingTo', { list: registerName(row.list) })} t={t} />
      </span>
    </>
  );
}

const Together = ({ model, t }: { model: ManyModel; t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="rep">
    <h2 id="rep">
      <Say m="many.heading" t={t} />
    </h2>
    <dl class="facts">
      <Fact label="number" t={t}>
        <span class="mono">{model.number}</span>
      </Fact>
      <Fact label="made" t={t}>
        <At value={model.checkedAt} t={t} />
      </Fact>
      <Fact label="keptUntil" t={t}>
        <At value={model.keptUntil} t={t} />
      </Fact>
    </dl>
    <div class="btns row">
      <a class="btn" href={PATHS.verify}>
        <Say m="many.again" t={t} />
      </a>
    </div>
    {model.keep !== undefined && <KeepLonger action={model.keep} t={t} />}
    <p class="small quiet">
      {sentences([say('report.this.paper'), say('report.this.address', { host: outside(model.host, 'strong') })], t)} <RealLink t={t} />
    </p>
  </section>
);
