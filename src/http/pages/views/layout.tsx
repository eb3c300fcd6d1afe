import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { languageOf, pick } from '../../../core/language.js';
import type { Organisation } from '../../../core/model.js';
import type { Texts } from '../texts.js';
import { brandPath } from './brand.js';
import { FAVICON, Mark } from './icons.js';
import { flat, outside, plain, say, type Message } from './message.js';
import { LANGUAGE_PARAMETER, PATHS } from './paths.js';
import { Ext, Say } from './say.js';

export interface Shell {
  /** Without the site's name. */
  readonly title: string;
  readonly description?: string;
  /** Its pages carry its head and its colours; Testamur's own pages carry Testamur's, and so does every page that judges. */
  readonly organisation?: Organisation;
  /** Whether the page is of a credential it issued to its reader; else it is about the organisation. */
  readonly about?: 'organisation';
  /** What follows the `?` in the page's own address, so that choosing a language leads back to it. */
  readonly query?: string;
  /** Pages about one person, and errors, are for nobody's index. */
  readonly index?: boolean;
  /** Address of a module of ours; its page answers under a policy that allows it (`script.ts`). */
  readonly script?: string;
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
        <Footer shell={shell} t={t} />
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
      {shell.organisation !== undefined && <link rel="stylesheet" href={brandPath(shell.organisation)} />}
      {shell.script !== undefined && <script type="module" src={shell.script} />}
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
        <a href={PATHS.catalogue}>
          <Say m="page.catalogue" t={t} />
        </a>
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
      <a class="mark" href={`/o/${organisation.slug}`}>
        <Logo organisation={organisation} />
        <Name organisation={organisation} t={t} />
      </a>
    </div>
  </header>
);

/** Its name, in the language it is read in. */
export const Name = ({ organisation: { legalName }, t }: { organisation: Organisation; t: Texts }): VNode => <Ext text={pick(legalName, t.language)} lang={otherThan(t, languageOf(legalName, t.language))} />;

/** The language of a text on a page, unless it is the page's own. */
export const otherThan = (t: Texts, language: string): string | undefined => (language === t.language || language === 'und' ? undefined : language);

/** On a white plate, so that it survives dark mode. Its name stands beside it, so it says nothing to a screen reader. */
export const Logo = ({ organisation }: { organisation: Organisation }): VNode | null =>
  organisation.logo === undefined ? null : (
    <span class="plate">
      <img src={`data:${organisation.logo.mediaType};base64,${organisation.logo.base64}`} alt="" />
    </span>
  );

const Footer = ({ shell, t }: { shell: Shell; t: Texts }): VNode => (
  <footer>
    <div class="wrap">
      <p>
        <Say m={footerWords(shell, t)} t={t} />
      </p>
      <nav aria-label={t.template('page.footerNav')}>
        {(['howWeCheck', 'real', 'privacy', 'accessibility'] as const).map((name) => (
          <a href={PATHS[name]}>
            <Say m={`page.${name}`} t={t} />
          </a>
        ))}
      </nav>
      {t.languages.length > 1 && <Languages query={shell.query} t={t} />}
    </div>
  </footer>
);

/** Each by its own name: who cannot read this page finds theirs. A link to the same page, since no script could change it. */
const Languages = ({ query, t }: { query: string | undefined; t: Texts }): VNode => (
  <nav aria-label={t.template('page.languages')}>
    {t.languages.map((language) => (
      <a href={`?${withLanguage(query, language)}`} lang={language} hreflang={language} aria-current={language === t.language ? 'true' : undefined}>
        {ownName(language)}
      </a>
    ))}
  </nav>
);

function withLanguage(query: string | undefined, language: string): string {
  const parameters = new URLSearchParams(query);
  parameters.set(LANGUAGE_PARAMETER, language);
  return parameters.toString();
}

/** `Français`: as it stands alone, with a capital. */
function ownName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

function footerWords({ organisation, about }: Shell, t: Texts): Message {
  if (organisation === undefined) return say('page.footer');
  return say(about === 'organisation' ? 'page.footerOrganisation' : 'page.footerTenant', { issuer: outside(nameOf(organisation, t)) });
}

/** Beside every sentence that says what the address bar must show. */
export const RealLink = ({ t }: { t: Texts }): VNode => (
  <a href={PATHS.real}>
    <Say m="page.howReal" t={t} />
  </a>
);
