import type { VNode } from 'preact';
import { ASSESSMENT_TYPES, CREDIT_SYSTEMS, CYCLES, PARTICIPATION_TYPES, QUALITY_TYPES, ROUTES, SUPERVISION_TYPES, termIri, type VocabularyTerm } from '../../../core/vocabulary.js';
import type { Texts } from '../texts.js';
import { page, titleOf } from './layout.js';
import type { VocabularyModel } from './models.js';
import { Say } from './say.js';

/** Concepts that credentials name beside the lists. */
const OWN: readonly VocabularyTerm[] = [
  { code: 'hours', label: 'hours of study, with classes, self-study and assessment' },
  { code: 'level-not-applicable', label: 'no level applies, and the issuer says so' },
  { code: 'nqf', label: 'level of a national qualifications framework, named beside it' },
  { code: 'standalone', label: 'stand-alone, independent' },
  { code: 'stackable', label: 'stackable towards another credential' },
  { code: 'credential-language', label: 'language that the credential is written in' },
  { code: 'instruction-language', label: 'language of classes' },
];

const LISTS: readonly (readonly [string, readonly VocabularyTerm[]])[] = [
  ['assessment', ASSESSMENT_TYPES],
  ['participation', PARTICIPATION_TYPES],
  ['supervision', SUPERVISION_TYPES],
  ['quality', QUALITY_TYPES],
  ['credit', CREDIT_SYSTEMS],
  ['cycle', CYCLES],
  ['route', ROUTES],
  ['other', OWN],
];

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
      {LISTS.map(([name, terms]) => (
        <List name={name} terms={terms} anchor={anchor} baseUrl={baseUrl} t={t} />
      ))}
    </div>,
  );
}

interface ListProps {
  readonly name: string;
  readonly terms: readonly VocabularyTerm[];
  readonly anchor: (code: string) => string | undefined;
  readonly baseUrl: string;
  readonly t: Texts;
}

const List = ({ name, terms, anchor, baseUrl, t }: ListProps): VNode => (
  <section class="sheet" aria-labelledby={`list-${name}`}>
    <h2 id={`list-${name}`}>
      <Say m={`vocabulary.lists.${name}`} t={t} />
    </h2>
    <dl class="facts">
      {terms.map((term) => (
        <div id={anchor(term.code)}>
          <dt class="mono">{term.code}</dt>
          <dd>{term.label}</dd>
          <dd class="wraps">
            <Say m={term.iri === undefined ? 'vocabulary.ours' : 'vocabulary.european'} t={t} /> <span class="mono">{termIri(term, baseUrl)}</span>
          </dd>
        </div>
      ))}
    </dl>
  </section>
);
