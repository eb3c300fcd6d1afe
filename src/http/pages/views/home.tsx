import type { Texts } from '../texts.js';
import { page, titleOf } from './layout.js';
import { outside, say } from './message.js';
import type { HomeModel } from './models.js';
import { PATHS } from './paths.js';
import { Say } from './say.js';

/** What this is, in a few lines, and the one thing most visitors came for. */
export function homePage({ registers }: HomeModel, t: Texts): string {
  return page(
    { title: titleOf('home.title', t), index: true },
    t,
    <div class="narrow">
      <h1>
        <Say m="home.heading" t={t} />
      </h1>
      <p class="lead">
        <Say m="home.lead" t={t} />
      </p>
      <div class="btns row">
        <a class="btn" href={PATHS.verify}>
          <Say m="page.check" t={t} />
        </a>
      </div>
      {(['employers', 'learners', 'issuers'] as const).map((who) => (
        <section class="sheet" aria-labelledby={who}>
          <h2 id={who}>
            <Say m={`home.${who}.heading`} t={t} />
          </h2>
          <p>
            <Say m={`home.${who}.text`} t={t} />
          </p>
        </section>
      ))}
      {registers.length > 0 && (
        <p class="small quiet">
          <Say m={say('verify.registers', { registers: outside(registers.join(', ')) })} t={t} />
        </p>
      )}
    </div>,
  );
}
