import type { VNode } from 'preact';
import type { Contained, Report } from '../../../verify/report.js';
import type { Texts } from '../texts.js';
import { outside, say } from './message.js';
import { Say } from './say.js';

/** What a record of several credentials holds, each with what became of it: the verdict above is of the record alone. */
export function InsideSheet({ report, t }: { report: Report; t: Texts }): VNode | null {
  const { contained = [] } = report;
  if (contained.length === 0) return null;
  const verified = contained.filter(({ verdict }) => verdict === 'valid').length;
  return (
    <section class="sheet" aria-labelledby="inside">
      <h2 id="inside">
        <Say m="report.inside.heading" t={t} />
      </h2>
      <p>
        <Say m={say('report.inside.lead', { n: contained.length, verified })} t={t} />
      </p>
      <ul class="plainlist">
        {contained.map((one) => (
          <li>
            <Inside one={one} t={t} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Title and issuer are what it says of itself. */
function Inside({ one: { title, issuer, verdict }, t }: { one: Contained; t: Texts }): VNode {
  const name = title === undefined ? say('report.inside.untitled') : outside(title, 'strong');
  const by = issuer.name ?? issuer.id;
  return (
    <>
      <Say m={by === '' ? say('report.inside.oneOfNobody', { name }) : say('report.inside.one', { name, issuer: outside(by) })} t={t} />
      <br />
      <Say m={`report.inside.${verdict}`} t={t} />
    </>
  );
}
