import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { pick } from '../../../core/language.js';
import type { Organisation } from '../../../core/model.js';
import type { Texts } from '../texts.js';
import { FAVICON, Mark } from './icons.js';
import { flat, outside, plain, say, type Message } from './message.js';
import { PATHS } from './paths.js';
import { Ext, Say } from './say.js';

export interface Shell {
  /** Without the site's name. */
  readonly title: string;
  readonly description?: string;
  /** Its pages carry its head; Testamur's own pages carry Testamur's. */
  readonly organisation?: Organisation;
  /** Pages about one person, and errors, are for nobody's index. */
  readonly index?: boolean;
}

/** Text of the `<title>`; values are flattened, so nothing in it can turn its direction. */
export const titleOf = (m: Message | string, t: Texts): string => plain(typeof m === 'string' ? { key: m } : m, t);

export const nameOf = (organisation: Organisation, t: Texts): string => pick(organisation.legalName, t.language);

/** A whole page. */
export function page(shell: Shell, t: Texts, children: ComponentChildren): string {
  const html = (
    <html lang={t.language} dir={t.direction}>
      <Head shell={shell} t={t} />
      <body>
        <a class="skip" href="#main">
          <Say m="page.skip" t={t} />
        </a>
        {shell.organisation === undefined ? <SiteHeader t={t} /> : <TenantHeader organisation={shell.organisation} t={t} />}
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <Footer organisation={shell.organisation} t={t} />
      </body>
    </html>
  );
  return `<!doctype html>\n${renderToString(html)}\n`;
}

function Head({ shell, t }: { shell: Shell; t: Texts }): VNode {
  const site = shell.organisation === undefined ? t.template('page.brand') : flat(nameOf(shell.organisation, t));
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      {shell.index !== true && <meta name="robots" content="noindex" />}
      <meta name="referrer" content="no-referrer" />
      {shell.description !== undefined && <meta name="description" content={shell.description} />}
      <title>{plain(say('page.title', { title: shell.title, site }), t)}</title>
      <link rel="icon" href={FAVICON} />
      <link rel="stylesheet" href={PATHS.styleSheet} />
    </head>
  );
}

const SiteHeader = ({ t }: { t: Texts }): VNode => (
  <header class="top">
    <div class="wrap">
      <a class="mark" href={PATHS.home}>
        <Mark />
        <Say m="page.brand" t={t} />
      </a>
      <nav aria-label={t.template('page.siteNav')}>
        <a href={PATHS.verify}>
          <Say m="page.check" t={t} />
        </a>
      </nav>
    </div>
  </header>
);

const TenantHeader = ({ organisation, t }: { organisation: Organisation; t: Texts }): VNode => (
  <header class="top tenant">
    <div class="wrap">
      <p class="mark">
        <Logo organisation={organisation} />
        <Ext text={nameOf(organisation, t)} />
      </p>
    </div>
  </header>
);

/** On a white plate, so that it survives dark mode. Its name stands beside it, so it says nothing to a screen reader. */
export const Logo = ({ organisation }: { organisation: Organisation }): VNode | null =>
  organisation.logo === undefined ? null : (
    <span class="plate">
      <img src={`data:${organisation.logo.mediaType};base64,${organisation.logo.base64}`} alt="" />
    </span>
  );

const Footer = ({ organisation, t }: { organisation: Organisation | undefined; t: Texts }): VNode => (
  <footer>
    <div class="wrap">
      <p>{organisation === undefined ? <Say m="page.footer" t={t} /> : <Say m={say('page.footerTenant', { issuer: outside(nameOf(organisation, t)) })} t={t} />}</p>
      <nav aria-label={t.template('page.footerNav')}>
        {(['howWeCheck', 'privacy', 'accessibility'] as const).map((name) => (
          <a href={PATHS[name]}>
            <Say m={`page.${name}`} t={t} />
          </a>
        ))}
      </nav>
    </div>
  </footer>
);
