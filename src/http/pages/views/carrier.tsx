import type { VNode } from 'preact';
import type { Report } from '../../../verify/report.js';
import type { Texts } from '../texts.js';
import { showsContent } from './known.js';
import { outside, say, type Message } from './message.js';
import { Say } from './say.js';

/** What to say of the file that carried the credential: only what it carries was signed, and the eye sees the rest. */
export const carrierText = ({ carrier, ...report }: Report): string | undefined => (carrier !== undefined && carrier !== 'presentation' && showsContent(report) ? `report.carrier.${carrier}` : undefined);

/** Said before the content: a doctored document around a genuine credential is caught by whoever compares, and a link that looks like ours by whoever reads. */
export function CarrierNotice({ report, t }: { report: Report; t: Texts }): VNode {
  const text = carrierText(report);
  const { fetchedFrom } = report;
  return (
    <>
      {fetchedFrom !== undefined && <Notice heading="report.carrier.fromHeading" text={say('report.carrier.from', { host: outside(fetchedFrom, 'code') })} t={t} />}
      {text !== undefined && <Notice heading="report.carrier.heading" text={say(text)} t={t} />}
    </>
  );
}

const Notice = ({ heading, text, t }: { heading: string; text: Message; t: Texts }): VNode => (
  <p class="notice warn">
    <strong>
      <Say m={heading} t={t} />
    </strong>
    <br />
    <Say m={text} t={t} />
  </p>
);
