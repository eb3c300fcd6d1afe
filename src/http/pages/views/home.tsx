import type { VNode } from 'preact';
import type { Texts } from '../texts.js';
import { page, titleOf } from './layout.js';
import { say } from './message.js';
import type { HomeModel } from './models.js';
import { PATHS, VERIFY_FIELDS } from './paths.js';
import { registerNames } from './register-words.js';
import { Say } from './say.js';

const LINKS = [
  { path: PATHS.catalogue, text: 'home.links.catalogue' },
  { path: PATHS.howWeCheck, text: 'home.links.howWeCheck' },
  { path: PATHS.docs, text: 'docs.heading' },
];

/** What this is, for each who comes here; and, first, the one thing that most of them came for. */
export function homePage({ registers }: HomeModel, t: Texts): string {
  return page(
    { title: titleOf('home.title', t), index: true },
    t,
    <div class="wrap after stack">
      <div class="intro">
        <h1>
          <Say m="home.heading" t={t} />
        </h1>
        <p class="lead">
          <Say m="home.lead" t={t} />
        </p>
      </div>
      <Check registers={registers} t={t} />
      <Visitors t={t} />
      <ul class="line">
        {LINKS.map(({ path, text }) => (
          <li>
            <a href={path}>
              <Say m={text} t={t} />
            </a>
          </li>
        ))}
      </ul>
    </div>,
  );
}

const Visitors = ({ t }: { t: Texts }): VNode => (
  <>
    <h2 class="vh">
      <Say m="home.who" t={t} />
    </h2>
    <div class="pairs">
      {(['employers', 'learners', 'issuers', 'agencies'] as const).map((who) => (
        <section class="sheet" aria-labelledby={who}>
          <h3 id={who} class="title">
            <Say m={`home.${who}.heading`} t={t} />
          </h3>
          <p>
            <Say m={`home.${who}.text`} t={t} />
          </p>
        </section>
      ))}
    </div>
  </>
);

/** The first field of the check page, here already. */
const Check = ({ registers, t }: { registers: readonly string[]; t: Texts }): VNode => (
  <section class="sheet asking" aria-labelledby="check">
    <h2 id="check">
      <Say m="home.check.heading" t={t} />
    </h2>
    <form class="stack" method="post" action={PATHS.verify} encType="multipart/form-data">
      <div class="group">
        <label for="link">
          <Say m="verify.link.label" t={t} />
        </label>
        <p class="quiet small" id="link-hint">
          <Say m="verify.link.hint" t={t} />
        </p>
        <input id="link" class="field" type="text" name={VERIFY_FIELDS.link} aria-describedby="link-hint" autocomplete="off" autocapitalize="off" spellcheck={false} />
      </div>
      <div class="btns row">
        <button class="btn" type="submit">
          <Say m="verify.submit" t={t} />
        </button>
        <a class="btn plain" href={PATHS.verify}>
          <Say m="home.check.more" t={t} />
        </a>
      </div>
    </form>
    {registers.length > 0 && (
      <p class="small quiet">
        <Say m={say('verify.registers', { registers: registerNames(registers) })} t={t} />
      </p>
    )}
  </section>
);
