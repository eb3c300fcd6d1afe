import type { VNode } from 'preact';
import { CATALOGUE_PARAMETERS } from '../../../catalogue/search.js';
import { languageOf, pick } from '../../../core/language.js';
import type { Texts } from '../texts.js';
import { otherThan, page, titleOf } from './layout.js';
import { counted, outside, say, type Message } from './message.js';
import type { CatalogueModel } from './models.js';
import { OfferedList } from './offered.js';
import { PATHS } from './paths.js';
import { Ext, Say } from './say.js';

const FILTERS = ['fields', 'levels', 'languages', 'organisations'] as const;
type Filter = (typeof FILTERS)[number];

/** What can be earned here: searched by words, narrowed by filters, all by a form that only asks. */
export function cataloguePage(model: CatalogueModel, t: Texts): string {
  return page(
    { title: titleOf('catalogue.title', t), index: model.query === '', query: model.query },
    t,
    <div class="wrap after stack">
      <div class="intro">
        <h1>
          <Say m="catalogue.title" t={t} />
        </h1>
        <p class="lead">
          <Say m="catalogue.lead" t={t} />
        </p>
      </div>
      <Search model={model} t={t} />
      <Results model={model} t={t} />
    </div>,
  );
}

const Search = ({ model, t }: { model: CatalogueModel; t: Texts }): VNode => (
  <form class="sheet asking" method="get" action={PATHS.catalogue} role="search" aria-label={t.template('catalogue.search.form')}>
    <div class="group">
      <label for="words">
        <Say m="catalogue.search.label" t={t} />
      </label>
      <p class="quiet small" id="words-hint">
        <Say m="catalogue.search.hint" t={t} />
      </p>
      <input id="words" class="field" type="search" name={CATALOGUE_PARAMETERS.text} value={model.input.text} maxLength={200} aria-describedby="words-hint" />
    </div>
    <div class="tight">
      <details open={FILTERS.some((filter) => model.input[filter].length > 0)}>
        <summary>
          <Say m="catalogue.filters.summary" t={t} />
        </summary>
        <div class="filters">
          {FILTERS.map((filter) => (
            <Choices filter={filter} model={model} t={t} />
          ))}
        </div>
      </details>
    </div>
    <div class="btns row">
      <button class="btn" type="submit">
        <Say m="catalogue.search.submit" t={t} />
      </button>
      {isLimited(model) && (
        <a class="btn plain" href={PATHS.catalogue}>
          <Say m="catalogue.clear" t={t} />
        </a>
      )}
    </div>
  </form>
);

const isLimited = ({ input }: CatalogueModel): boolean => input.text !== '' || hasFilters(input);
const hasFilters = (input: CatalogueModel['input']): boolean => FILTERS.some((filter) => input[filter].length > 0);

interface Choice {
  readonly value: string;
  readonly label: VNode;
}

/** What can be chosen: everything on offer, and whatever was chosen, so that it can be taken back. */
function Choices({ filter, model, t }: { filter: Filter; model: CatalogueModel; t: Texts }): VNode | null {
  const chosen = model.input[filter];
  const choices = choicesOf(model, t)[filter];
  const others = chosen.filter((value) => !choices.some((choice) => choice.value === value)).map((value) => ({ value, label: <Ext text={value} /> }));
  return choices.length + others.length === 0 ? null : (
    <fieldset>
      <legend>
        <Say m={`catalogue.filters.${filter}`} t={t} />
      </legend>
      {[...choices, ...others].map(({ value, label }) => (
        <p class="choice">
          <input type="checkbox" id={`${filter}-${value}`} name={CATALOGUE_PARAMETERS[filter]} value={value} checked={chosen.includes(value)} />
          <label for={`${filter}-${value}`}>{label}</label>
        </p>
      ))}
    </fieldset>
  );
}

const choicesOf = ({ facets }: CatalogueModel, t: Texts): Readonly<Record<Filter, readonly Choice[]>> => ({
  fields: facets.fields.map((code) => ({ value: code, label: <>{t.term('field', code)}</> })),
  levels: facets.levels.map((level) => ({ value: String(level), label: <Say m={say('level.eqf', { n: level })} t={t} /> })),
  languages: facets.languages.map((tag) => ({ value: tag, label: <>{t.languageName(tag)}</> })),
  organisations: facets.organisations.map(({ slug, legalName }) => ({ value: slug, label: <Ext text={pick(legalName, t.language)} lang={otherThan(t, languageOf(legalName, t.language))} /> })),
});

function Results({ model, t }: { model: CatalogueModel; t: Texts }): VNode {
  const { items, total } = model;
  return (
    <section class="sheet" aria-labelledby="results">
      <h2 id="results">
        <Say m={total === 0 ? 'catalogue.empty.heading' : counted('catalogue.found', total, { n: total })} t={t} />
      </h2>
      {total === 0 && (
        <p>
          <Say m={emptyWords(model)} t={t} />
        </p>
      )}
      {total === 0 && model.all > 0 && (
        <p>
          <a href={PATHS.catalogue}>
            <Say m={counted('catalogue.seeAll', model.all, { n: model.all })} t={t} />
          </a>
        </p>
      )}
      {items.length > 0 && <OfferedList items={items} issuer t={t} />}
      <Pages model={model} t={t} />
    </section>
  );
}

/** What to do when nothing was found depends on what was asked. */
function emptyWords(model: CatalogueModel): Message {
  const { input, all } = model;
  if (all === 0) return say('catalogue.empty.nothing');
  if (input.text === '') return say('catalogue.empty.filters');
  return say(hasFilters(input) ? 'catalogue.empty.wordsAndFilters' : 'catalogue.empty.words', { words: outside(input.text) });
}

const Pages = ({ model: { firstUrl, nextUrl }, t }: { model: CatalogueModel; t: Texts }): VNode | null =>
  firstUrl === undefined && nextUrl === undefined ? null : (
    <nav class="btns row" aria-label={t.template('catalogue.pages')}>
      {firstUrl !== undefined && (
        <a class="btn plain" href={firstUrl}>
          <Say m="catalogue.first" t={t} />
        </a>
      )}
      {nextUrl !== undefined && (
        <a class="btn plain" href={nextUrl} rel="next">
          <Say m="catalogue.next" t={t} />
        </a>
      )}
    </nav>
  );
