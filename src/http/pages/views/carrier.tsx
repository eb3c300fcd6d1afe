import type { VNode } from 'preact';
import type { Report } from '../../../verify/report.js';
import type { Texts } from '../texts.js';
import { showsContent } from './known.js';
import { Say } from './say.js';

/** What to say of the file that carried the credential: only what it carries was signed, and the eye sees the rest. */
export const carrierText = ({ carrier, ...report }: Report): string | undefined => (carrier !== undefined && carrier !== 'presentation' && showsContent(report) ? `report.carrier.${carrier}` : undefined);

/** Said before the content: a doctored document around a genuine credential is caught by whoever compares. */
export function CarrierNotice({ report, t }: { report: Report; t: Texts }): VNode | null {
  const text = carrierText(report);
  return text === undefined ? null : (
    <p class="notice warn">
      <strong>
        <Say m="report.carrier.heading" t={t} />
      </strong>
      <br />
      <Say m={text} t={t} />
    </p>
  );
}
