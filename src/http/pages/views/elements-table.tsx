import type { VNode } from 'preact';
import { MANDATORY, OPTIONAL, type Element, type ElementFound } from '../../../core/elements.js';
import type { Report } from '../../../verify/report.js';
import type { Texts } from '../texts.js';
import { say } from './message.js';
import { Ext, Say } from './say.js';
import { StateMark } from './verdict.js';

type Found = NonNullable<Report['elements']>;

/** Which of the standard elements of the European approach the credential states; a fact about it, not a fault. */
export const ElementsSheet = ({ elements, t }: { elements: Found; t: Texts }): VNode => (
  <section class="sheet" aria-labelledby="elements">
    <h2 id="elements">
      <Say m="elements.heading" t={t} />
    </h2>
    <p>
      <Say m={say('elements.count', { mandatory: stated(Object.values(elements.mandatory)), optional: stated(Object.values(elements.optional)) })} t={t} />
    </p>
    <Missing found={elements.mandatory} t={t} />
    <div class="tight">
      <details>
        <summary>
          <Say m="elements.each" t={t} />
        </summary>
        <ElementsTable elements={elements} t={t} />
      </details>
    </div>
  </section>
);

/** Named in the open: which are missing is what a reader wants to know, before what each of the others says. */
function Missing({ found, t }: { found: Found['mandatory']; t: Texts }): VNode | null {
  const names = MANDATORY.filter((element) => !found[element].present).map((element) => t.template(`elements.names.${element}`));
  return names.length === 0 ? null : (
    <p>
      <Say m={say('elements.missing', { names: names.join(', ') })} t={t} />
    </p>
  );
}

const stated = (found: readonly ElementFound[]): number => found.filter((element) => element.present).length;

const ElementsTable = ({ elements, t }: { elements: Found; t: Texts }): VNode => (
  <table>
    <caption>
      <Say m="elements.caption" t={t} />
    </caption>
    <thead>
      <tr>
        {['element', 'stated', 'value'].map((column) => (
          <th scope="col">
            <Say m={`elements.columns.${column}`} t={t} />
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {MANDATORY.map((element) => (
        <ElementRow element={element} found={elements.mandatory[element]} t={t} />
      ))}
      {OPTIONAL.map((element) => (
        <ElementRow element={element} found={elements.optional[element]} t={t} />
      ))}
    </tbody>
  </table>
);

const ElementRow = ({ element, found, t }: { element: Element; found: ElementFound; t: Texts }): VNode => (
  <tr>
    <th scope="row">
      <Say m={`elements.names.${element}`} t={t} />
    </th>
    <td>
      <StateMark tone={found.present ? 'ok' : 'open'} shape={found.present ? 'tick' : 'dash'}>
        <Say m={found.present ? 'elements.stated' : element.startsWith('O') ? 'elements.notStatedOptional' : 'elements.notStated'} t={t} />
      </StateMark>
    </td>
    <td>{found.present && found.value !== undefined && <Ext text={found.value} />}</td>
  </tr>
);
