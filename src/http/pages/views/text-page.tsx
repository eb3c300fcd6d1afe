import type { VNode } from 'preact';
import type { Texts } from '../texts.js';
import { page, titleOf } from './layout.js';
import { outside, say } from './message.js';
import type { TextPageModel, TextPageName } from './models.js';
import { registerName } from './register-words.js';
import { Say, Shown } from './say.js';

/** The parts of each page, in order; each has a heading and a text. */
const PARTS: Readonly<Record<TextPageName, readonly string[]>> = {
  'how-we-check': ['questions', 'registers', 'words', 'limits'],
  real: ['address', 'code', 'never', 'doubt'],
  privacy: ['checking', 'learners', 'shares', 'technical', 'rights'],
  accessibility: ['aim', 'tested', 'notTested', 'problem'],
};

/** A page of words. */
export function textPage({ page: name, registers, host }: TextPageModel, t: Texts): string {
  return page(
    { title: titleOf(`pages.${name}.heading`, t), index: true },
    t,
    <div class="narrow">
      <h1>
        <Say m={`pages.${name}.heading`} t={t} />
      </h1>
      <p class="lead">
        <Say m={`pages.${name}.lead`} t={t} />
      </p>
      {PARTS[name].map((part) => (
        <section class="sheet" aria-labelledby={part}>
          <h2 id={part}>
            <Say m={`pages.${name}.${part}.heading`} t={t} />
          </h2>
          <p>
            <Say m={say(`pages.${name}.${part}.text`, { host: outside(host, 'strong') })} t={t} />
          </p>
          {part === 'registers' && <Registers names={registers} t={t} />}
        </section>
      ))}
    </div>,
  );
}

const Registers = ({ names, t }: { names: readonly string[]; t: Texts }): VNode =>
  names.length === 0 ? (
    <p>
      <Say m="pages.noRegisters" t={t} />
    </p>
  ) : (
    <ul class="plainlist">
      {names.map((name) => (
        <li>
          <Shown value={registerName(name)} t={t} />
        </li>
      ))}
    </ul>
  );
