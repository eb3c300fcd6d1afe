import type { VNode } from 'preact';
import { termIri, type VocabularyTerm } from '../../../core/vocabulary.js';
import { type Scheme, SCHEMES } from '../terms.js';
import type { Texts } from '../texts.js';
import { page, titleOf } from './layout.js';
import type { VocabularyModel } from './models.js';
import { Say } from './say.js';

const LISTS = ['assessment', 'participation', 'supervision', 'quality', 'credit', 'cycle', 'route', 'other'] as const;

/** Our concept scheme: what the addresses in our credentials lead to. A code that stands in two lists is anchored once. */
export function vocabularyPage({ baseUrl }: VocabularyModel, t: Texts): string {
  const anchored = new Set<string>();
  const anchor = (code: string): string | undefined => (anchored.has(code) ? undefined : (anchored.add(code), code));
  return page(
    { title: titleOf('vocabulary.heading', t), index: true },
    t,
    <div class="wrap after stack">
      <div class="intro">
        <h1>
          <Say m="vocabulary.heading" t={t} />
        </h1>
        <p class="lead">
          <Say m="vocabulary.lead" t={t} />
        </p>
      </div>
      {LISTS.map((scheme) => (
        <List scheme={scheme} anchor={anchor} baseUrl={baseUrl} t={t} />
      ))}
    </div>,
  );
}

interface ListProps {
  readonly scheme: Scheme;
  readonly anchor: (code: string) => string | undefined;
  readonly baseUrl: string;
  readonly t: Texts;
}

const List = ({ scheme, anchor, baseUrl, t }: ListProps): VNode => (
  <section class="sheet" aria-labelledby={`list-${scheme}`}>
    <h2 id={`list-${scheme}`}>
      <Say m={`vocabulary.lists.${scheme}`} t={t} />
    </h2>
    <dl class="facts">
      {SCHEMES[scheme].map((term: VocabularyTerm) => (
        <div id={anchor(term.code)}>
          <dt class="mono">{term.code}</dt>
          <dd>{t.term(scheme, term.code)}</dd>
          <dd class="wraps">
            <Say m={term.iri === undefined ? 'vocabulary.ours' : 'vocabulary.european'} t={t} /> <span class="mono">{termIri(term, baseUrl)}</span>
          </dd>
        </div>
      ))}
    </dl>
  </section>
);
