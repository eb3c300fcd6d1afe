import type { ComponentChildren, VNode } from 'preact';
import type { Report } from '../../../verify/report.js';
import type { Texts } from '../texts.js';
import { StatusIcon } from './icons.js';
import { confirmation, finding, spokenState, trustNotAsked } from './known.js';
import { outside, say, type Message, type Value } from './message.js';
import { registerName, registerNames } from './register-words.js';
import { Say } from './say.js';
import { failing, silentSource, unanswered } from './verdict-unknown.js';
import type { Shape, Tone, VerdictWords } from './verdict-words.js';

/** A label and what stands under it, three to a verdict. */
export interface BasisFact {
  readonly label: string;
  readonly value: Value;
}

/** Word, sentence, reason, facts, and what the reader does now, in this order. */
export const VerdictPanel = ({ words, basis, t }: { words: VerdictWords; basis: readonly BasisFact[]; t: Texts }): VNode => (
  <section class={`verdict ${words.tone}`} aria-labelledby="verdict">
    <p class="word">
      <StatusIcon shape={words.shape} size={28} />
      <Say m={words.word} t={t} />
    </p>
    <h1 id="verdict">
      <Say m={words.heading} t={t} />
    </h1>
    <p class="lead">{sentences(words.reasons, t)}</p>
    {words.also.length > 0 && <p>{sentences(words.also, t)}</p>}
    <Basis facts={basis} t={t} />
    <p class="next">
      <strong>
        <Say m="verdict.next.label" t={t} />
      </strong>{' '}
      <Say m={words.next} t={t} />
    </p>
  </section>
);

export const sentences = (messages: readonly Message[], t: Texts): ComponentChildren => messages.map((m, i) => [i > 0 && ' ', <Say m={m} t={t} />]);

const Basis = ({ facts, t }: { facts: readonly BasisFact[]; t: Texts }): VNode => (
  <dl class="basis">
    {facts.map((fact) => (
      <div>
        <dt>
          <Say m={fact.label} t={t} />
        </dt>
        <dd>
          <Say m={say('page.value', { value: fact.value })} t={t} />
        </dd>
      </div>
    ))}
  </dl>
);

/** Word and shape again, small: at the head of content that no longer holds, so that a cropped picture still tells. */
export const StateMark = ({ tone, shape, children }: { tone: Tone; shape: Shape; children: ComponentChildren }): VNode => (
  <span class={`res ${tone}`}>
    <StatusIcon shape={shape} size={20} />
    <span>{children}</span>
  </span>
);

/** What the page knows and the report does not. */
interface Around {
  readonly fileName?: string | undefined;
  readonly registers?: readonly string[] | undefined;
}

/** When it was checked, who confirms the issuer, and what the state rests on. */
export function basisOf(report: Report, { fileName, registers = [] }: Around = {}): readonly BasisFact[] {
  const tried = ['not-checked', 'unreadable'].includes(spokenState(report));
  return [
    { label: tried ? 'verdict.basis.tried' : 'verdict.basis.checked', value: { moment: report.checkedAt } },
    { label: 'verdict.basis.confirmedBy', value: confirmedBy(report) },
    third(report, fileName, registers),
  ];
}

function confirmedBy(report: Report): Value {
  const row = confirmation(report);
  if (row !== undefined && report.state !== 'unreadable') return registerName(row.list);
  return say(trustNotAsked(report) ? 'verdict.basis.notAsked' : 'verdict.basis.nobody');
}

function third(report: Report, fileName: string | undefined, registers: readonly string[]): BasisFact {
  const state = spokenState(report);
  const open = unanswered(report);
  if (state === 'altered' || state === 'unreadable') return fileFact(fileName);
  if (state === 'not-checked' && ['noAnswer', 'cutShort'].includes(failing(open))) return { label: 'verdict.basis.noAnswer', value: silentSource(open) };
  if (state === 'issuer-not-confirmed' && registers.length > 0) return { label: 'verdict.basis.consulted', value: say('verdict.basis.lists', { n: registers.length, lists: registerNames(registers) }) };
  return listFact(report);
}

export const fileFact = (fileName: string | undefined): BasisFact => ({
  label: 'verdict.basis.file',
  value: fileName === undefined ? say('verdict.basis.noFileName') : outside(fileName),
});

function listFact(report: Report): BasisFact {
  const status = finding(report, 'status');
  if (status === undefined || status.outcome === 'skip') return { label: 'verdict.basis.list', value: say('verdict.basis.noList') };
  return { label: 'verdict.basis.listDated', value: status.at === undefined ? say('verdict.basis.notKnown') : { moment: status.at } };
}
