import type { ComponentChildren, VNode } from 'preact';
import type { CredentialView, Term } from '../../../core/credential-view.js';
import { isLanguageTag } from '../../../core/language.js';
import { codeOf, labelOf, type Scheme } from '../terms.js';
import type { Texts } from '../texts.js';
import { say } from './message.js';
import { Ext, Say } from './say.js';

/** A word of a closed list, and what the issuer says of it in words of its own. */
export interface Noted extends Term {
  readonly note?: string;
}
/** What is said of a credential or an achievement, without where it was found. */
export type Content = Omit<CredentialView, 'elements' | 'assessments' | 'qualityAssurance'> & { readonly assessments: readonly Noted[]; readonly qualityAssurance: readonly Noted[] };

/** One fact: its label's key, and the lines under it, the first the fact, the others what it means. */
export interface Row {
  readonly key: string;
  readonly lines: readonly ComponentChildren[];
  /** Anchor, where the page is something that links lead to. */
  readonly id?: string;
}

/** Where a row is made from: the content, and how it is to be told. */
export interface Telling {
  readonly content: Content;
  readonly t: Texts;
  /** Nobody vouches for the issuer. */
  readonly unconfirmed?: boolean;
  /** Addresses become links: only for what an organisation here wrote of itself, never for what a file claims. */
  readonly linked?: boolean;
}

export const Facts = ({ rows, t }: { rows: readonly Row[]; t: Texts }): VNode => (
  <dl class="facts">
    {rows.map((row) => (
      <div id={row.id}>
        <dt>
          <Say m={`facts.labels.${row.key}`} t={t} />
        </dt>
        {row.lines.map((line) => (
          <dd>{line}</dd>
        ))}
      </div>
    ))}
  </dl>
);

/** A row, unless there is nothing to say. */
export const row = (key: string, ...lines: readonly (ComponentChildren | undefined)[]): readonly Row[] => {
  const said = lines.filter((line) => line !== undefined && line !== null);
  return said.length === 0 ? [] : [{ key, lines: said }];
};

/** The language the credential is written in, for those who read aloud. */
export const langOf = ({ language }: Content): string | undefined => (language !== undefined && isLanguageTag(language) ? language : undefined);

/** The issuer's own text. */
export const stated = (content: Content, text: string | undefined): VNode | undefined =>
  text === undefined || text === '' ? undefined : <Ext text={text} lang={langOf(content)} />;

/** One: as it is. Several: a list. */
export function listed(items: readonly ComponentChildren[]): ComponentChildren | undefined {
  if (items.length < 2) return items[0];
  return (
    <ul>
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  );
}

/** What the issuer names, each as stated. */
export const terms = (telling: Telling, list: readonly Term[]): ComponentChildren | undefined => listed(list.map((term) => termOf(telling, term)));

/**
 * Words of a closed list in the reader's language, and what the issuer wrote beside them where it is something else. They are written small
 * in the lists and start a line here; a name with a capital of its own inside stays as it is.
 */
export const vocabulary = (telling: Telling, scheme: Scheme, list: readonly (Noted | undefined)[]): ComponentChildren | undefined =>
  listed(list.filter((term) => term !== undefined).map((term) => <Concept telling={telling} scheme={scheme} term={term} />));

const SMALL_WORD = /^\p{Ll}+(?=[\s,-]|$)/u;

function Concept({ telling, scheme, term }: { telling: Telling; scheme: Scheme; term: Noted }): VNode {
  const code = codeOf(scheme, term);
  const words = code === undefined ? term.label : telling.t.term(scheme, code);
  return (
    <span class={SMALL_WORD.test(words) ? 'cap' : undefined}>
      <Linked to={term.iri} telling={telling}>
        {code === undefined ? stated(telling.content, term.label) : <Translated telling={telling} scheme={scheme} code={code} label={term.label} />}
        {term.note !== undefined && [': ', stated(telling.content, term.note)]}
      </Linked>
    </span>
  );
}

function Translated({ telling, scheme, code, label }: { telling: Telling; scheme: Scheme; code: string; label: string }): VNode {
  const { t, content } = telling;
  const same = [t.term(scheme, code), labelOf(scheme, code), ''].some((words) => words.toLowerCase() === label.toLowerCase());
  return same ? <>{t.term(scheme, code)}</> : <Say m={say('facts.asStated', { words: t.term(scheme, code), stated: { outside: label, lang: langOf(content) } })} t={t} />;
}

function termOf(telling: Telling, { label, iri }: Term): VNode {
  return (
    <Linked to={iri} telling={telling}>
      {stated(telling.content, label)}
    </Linked>
  );
}

const Linked = ({ to, telling: { linked }, children }: { to: string | undefined; telling: Telling; children: ComponentChildren }): VNode =>
  linked !== true || to === undefined || !isWebAddress(to) ? (
    <>{children}</>
  ) : (
    <a href={to} rel="nofollow noreferrer">
      {children}
    </a>
  );

/** A link leads to the web and nowhere else: no script, no file. */
export const isWebAddress = (value: string): boolean => URL.canParse(value) && ['https:', 'http:'].includes(new URL(value).protocol);
