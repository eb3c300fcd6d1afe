import { AppError } from '../../../core/errors.js';
import { text } from '../../../core/bytes.js';
import type { Replayed } from '../../../verify/replay.js';
import type { Texts } from '../texts.js';
import { page, titleOf } from './layout.js';
import { presentable } from './known.js';
import { outside, say, type Message } from './message.js';
import type { FileKind, UnreadableModel } from './models.js';
import { PATHS } from './paths.js';
import { Say } from './say.js';
import { fileFact, VerdictPanel } from './verdict.js';
import { verdictWords, type VerdictWords } from './verdict-words.js';

/** For a file in which nothing was found: no report exists, so the page is all there is. */
export function unreadablePage({ kind, triedAt, fileName, replayed }: UnreadableModel, t: Texts): string {
  const words: VerdictWords = {
    tone: 'open',
    shape: 'dash',
    word: say('verdict.words.unreadable'),
    heading: say('verdict.headings.unreadable'),
    reasons: [say(`unreadable.kinds.${kind}`), ...(replayed === undefined ? [say('unreadable.nothing')] : replayWords(replayed))],
    next: say('verdict.next.unreadable'),
    also: [],
  };
  const basis = [{ label: 'verdict.basis.tried', value: { moment: triedAt } }, fileFact(fileName), { label: 'verdict.basis.canRead', value: say('verdict.basis.readable') }];
  return page(
    { title: titleOf(words.word, t) },
    t,
    <div class="wrap after stack">
      <VerdictPanel words={words} basis={basis} t={t} />
      <div class="btns row">
        <a class="btn" href={PATHS.verify}>
          <Say m="report.this.again" t={t} />
        </a>
      </div>
    </div>,
  );
}

/** What became of a report that was given instead of the credential. */
function replayWords(replayed: Replayed): readonly Message[] {
  const today = say('unreadable.report.today');
  if (!('record' in replayed)) return [say(`unreadable.report.${replayed.outcome}`), today];
  const { outcome, record, report, own, madeBy } = replayed;
  const told = say(`unreadable.report.${outcome}`, { moment: { moment: record.checkedAt }, word: verdictWords(presentable(report)).word });
  return [told, ...(own ? [] : [say('unreadable.report.theirs', { maker: outside(madeBy, 'code') })]), today];
}

/** First bytes of files that are no text, as each format's specification has them. */
const SIGNATURES: readonly (readonly [FileKind, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['image', [0x89, 0x50, 0x4e, 0x47]], // PNG
  ['image', [0xff, 0xd8, 0xff]], // JPEG
  ['image', [0x47, 0x49, 0x46, 0x38]], // GIF
];
/** How files that are text begin. */
const BEGINNINGS: readonly (readonly [FileKind, RegExp])[] = [
  ['empty', /^$/],
  ['svg', /^(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)*<svg/i],
  ['html', /^<(!doctype html|html|head|body)/i],
  ['json', /^[{[]/],
];

/** What a file without a credential is instead, for a person to recognise it; its name says nothing. */
export function fileKind(bytes: Uint8Array): FileKind {
  const binary = SIGNATURES.find(([, start]) => start.every((byte, i) => bytes[i] === byte));
  if (binary) return binary[0];
  const start = beginning(bytes);
  return start === undefined ? 'other' : (BEGINNINGS.find(([, pattern]) => pattern.test(start))?.[0] ?? 'text');
}

/** The first of its text; undefined when it is none. */
function beginning(bytes: Uint8Array): string | undefined {
  try {
    return text(bytes).trimStart().slice(0, 2000);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
