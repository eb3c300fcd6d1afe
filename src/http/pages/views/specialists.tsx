import type { ComponentChildren, VNode } from 'preact';
import type { Finding } from '../../../core/finding.js';
import type { Report, TrustRow } from '../../../verify/report.js';
import type { Texts } from '../texts.js';
import { finding, signingKey } from './known.js';
import { say } from './message.js';
import { authorityName, registerName } from './register-words.js';
import { At, Ext, On, Say, Shown } from './say.js';

/** Everything a person needs who wants to repeat the check; words of the trade are allowed here and nowhere above. */
export const SpecialistsSheet = ({ report, dataUrl, t }: { report: Report; dataUrl: string | undefined; t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="tech">
    <h2 id="tech">
      <Say m="specialists.heading" t={t} />
    </h2>
    <div class="tight">
      <Fold title="specialists.identifiers" t={t}>
        <Identifiers report={report} t={t} />
      </Fold>
      <Fold title="specialists.findings" t={t}>
        <FindingsTable findings={report.checks} t={t} />
      </Fold>
      {report.trust.length > 0 && (
        <Fold title="specialists.trust" t={t}>
          <TrustTable rows={report.trust} t={t} />
        </Fold>
      )}
      {dataUrl !== undefined && (
        <Fold title="specialists.repeat" t={t}>
          <p>
            <Say m="specialists.repeatHow" t={t} />
          </p>
        </Fold>
      )}
    </div>
  </section>
);

const Fold = ({ title, t, children }: { title: string; t: Texts; children: ComponentChildren }): VNode => (
  <details>
    <summary>
      <Say m={title} t={t} />
    </summary>
    {children}
  </details>
);

/** Labels and what stands under them; absent ones are left out. */
function identifiersOf(report: Report): readonly (readonly [string, string | undefined])[] {
  const { credential } = report;
  return [
    ['credential', credential?.id],
    ['issuer', credential?.issuer.id],
    ['key', signingKey(report)],
    ['statusList', finding(report, 'status')?.detail],
    ['sha256', report.sha256.replace(/(.{4})(?=.)/g, '$1 ')],
    ['policy', report.policy],
  ];
}

const Identifiers = ({ report, t }: { report: Report; t: Texts }): VNode => (
  <dl class="facts">
    <Labelled label="format" t={t}>
      <Say m={`formats.${report.format}`} t={t} />
    </Labelled>
    {identifiersOf(report)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([label, value]) => (
        <Labelled label={label} t={t}>
          <span class="mono">
            <Ext text={value ?? ''} />
          </span>
        </Labelled>
      ))}
  </dl>
);

const Labelled = ({ label, t, children }: { label: string; t: Texts; children: ComponentChildren }): VNode => (
  <div>
    <dt>
      <Say m={`specialists.labels.${label}`} t={t} />
    </dt>
    <dd>{children}</dd>
  </div>
);

const Columns = ({ of, t }: { of: readonly string[]; t: Texts }): VNode => (
  <thead>
    <tr>
      {of.map((column) => (
        <th scope="col">
          <Say m={`specialists.columns.${column}`} t={t} />
        </th>
      ))}
    </tr>
  </thead>
);

const FindingsTable = ({ findings, t }: { findings: readonly Finding[]; t: Texts }): VNode => (
  <table class="codes">
    <caption>
      <Say m="specialists.findingsCaption" t={t} />
    </caption>
    <Columns of={['check', 'outcome', 'detail']} t={t} />
    <tbody>
      {findings.map((f) => (
        <tr>
          <th scope="row">{f.check}</th>
          <td>
            {f.outcome}
            <span class="small quiet">{f.reason}</span>
          </td>
          <td>
            {f.detail !== undefined && <Ext text={f.detail} />}
            {f.at !== undefined && (
              <span class="small quiet">
                <At value={f.at} t={t} />
              </span>
            )}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

const TrustTable = ({ rows, t }: { rows: readonly TrustRow[]; t: Texts }): VNode => (
  <table class="codes">
    <caption>
      <Say m="specialists.trustCaption" t={t} />
    </caption>
    <Columns of={['register', 'decisions', 'listing']} t={t} />
    <tbody>
      {rows.map((row) => (
        <tr>
          <th scope="row">
            <Shown value={registerName(row.list)} t={t} />
            <span class="small quiet under">
              <Shown value={authorityName(row.authority)} t={t} />
            </span>
          </th>
          <td>
            <Say m={say('specialists.clocks', { atAward: row.atAward, atSeal: row.atSeal, now: row.now })} t={t} />
          </td>
          <td>
            {row.entityName !== undefined && <Ext text={row.entityName} />} {row.since !== undefined && <On value={row.since} t={t} />}
            {row.snapshot !== undefined && (
              <span class="small quiet">
                <Ext text={row.snapshot} />
              </span>
            )}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
