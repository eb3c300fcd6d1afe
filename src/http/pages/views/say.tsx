import type { VNode } from 'preact';
import type { Texts } from '../texts.js';
import { parts, shorten, visible, type Message, type Value } from './message.js';

/** Somebody else's text, whole: escaped by preact, and isolated so that its direction cannot turn the page. */
export const Ext = ({ text, lang }: { text: string; lang?: string | undefined }): VNode => <bdi lang={lang}>{visible(text)}</bdi>;

/** A day, for people and for programs; what is no date is shown as it stands. */
export function On({ value, t }: { value: string; t: Texts }): VNode {
  const shown = t.date(value);
  return shown === undefined ? <Ext text={value} /> : <time datetime={value}>{shown}</time>;
}

/** A moment to the minute, with its zone. */
export function At({ value, t }: { value: string; t: Texts }): VNode {
  const shown = t.moment(value);
  return shown === undefined ? <Ext text={value} /> : <time datetime={value}>{shown}</time>;
}

export function Shown({ value, t }: { value: Value; t: Texts }): VNode {
  if (typeof value === 'string') return <>{value}</>;
  if (typeof value === 'number') return <>{t.number(value)}</>;
  if ('outside' in value) return <OutsideText text={value.whole === true ? value.outside : shorten(value.outside)} as={value.as} lang={value.lang} />;
  if ('day' in value) return value.as === 'strong' ? <strong><On value={value.day} t={t} /></strong> : <On value={value.day} t={t} />;
  if ('moment' in value) return <At value={value.moment} t={t} />;
  return <Say m={value} t={t} />;
}

function OutsideText({ text, as, lang }: { text: string; as: 'strong' | 'code' | undefined; lang: string | undefined }): VNode {
  const isolated = <Ext text={text} lang={lang} />;
  if (as === 'strong') return <strong>{isolated}</strong>;
  return as === 'code' ? <span class="mono">{isolated}</span> : isolated;
}

/** A sentence, its placeholders filled with elements. */
export const Say = ({ m, t }: { m: Message | string; t: Texts }): VNode => (
  <>{parts(typeof m === 'string' ? { key: m } : m, t).map((part) => (typeof part === 'string' ? part : <Shown value={part.value} t={t} />))}</>
);
