import type { ComponentChildren, VNode } from 'preact';
import type { Organisation } from '../../../core/model.js';
import type { Texts } from '../texts.js';
import { isWebAddress } from './facts.js';
import { Ext, Say } from './say.js';

/** How to reach an organisation, as it wrote it here itself. */
export function Contact({ organisation: { contact, homepage }, t }: { organisation: Pick<Organisation, 'contact' | 'homepage'>; t: Texts }): VNode | null {
  const ways: readonly (readonly [string, ComponentChildren])[] = [
    ...(contact?.email === undefined ? [] : [['email', <Link href={`mailto:${encodeURI(contact.email)}`} text={contact.email} />] as const]),
    ...(contact?.phone === undefined ? [] : [['phone', <Ext text={contact.phone} />] as const]),
    ...webWay(contact?.url ?? homepage),
  ];
  return ways.length === 0 ? null : (
    <ul class="plainlist">
      {ways.map(([way, value]) => (
        <li>
          <Say m={`contact.${way}`} t={t} /> {value}
        </li>
      ))}
    </ul>
  );
}

const webWay = (url: string | undefined): readonly (readonly [string, VNode])[] => (url !== undefined && isWebAddress(url) ? [['web', <Link href={url} text={url} />]] : []);

/** A link whose text is the address itself. */
export const Link = ({ href, text }: { href: string; text: string }): VNode => (
  <a href={href} rel="nofollow noreferrer">
    <Ext text={text} />
  </a>
);
