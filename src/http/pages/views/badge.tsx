import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Organisation } from '../../../core/model.js';
import type { Report } from '../../../verify/report.js';
import type { Texts } from '../texts.js';
import { SHAPES } from './icons.js';
import { presentable } from './known.js';
import { plain, say, shorten } from './message.js';
import { issuerOf, withoutContent } from './permanent.js';
import { verdictWords, type Shape, type Tone } from './verdict-words.js';

export const BADGE_SIZE = { width: 380, height: 84 } as const;
/** Letters of these sizes are about so wide, for one of the fonts that a reader may have. */
const LETTER = 0.56;
const ROOM = BADGE_SIZE.width - 74 - 14;

/** Paper, edge, ink, quiet ink, and the colour of each verdict (`testamur.css`), by day and by night. */
const STYLE = `.p{fill:#fff;stroke:#7d8897}.i{fill:#18202c}.q{fill:#4b5666}.ok{fill:#0b5f38;color:#0b5f38}.warn{fill:#714700;color:#714700}.stop{fill:#981623;color:#981623}.open{fill:#3c4a5d;color:#3c4a5d}
@media (prefers-color-scheme:dark){.p{fill:#1a2028;stroke:#8592a3}.i{fill:#e9edf2}.q{fill:#b4bfcc}.ok{fill:#8fdcb0;color:#8fdcb0}.warn{fill:#f3c871;color:#f3c871}.stop{fill:#ffadab;color:#ffadab}.open{fill:#c5d0dd;color:#c5d0dd}}`;
const FONT = "'Noto Sans','Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

interface Drawn {
  readonly tone: Tone;
  readonly shape: Shape;
  readonly word: string;
  readonly lines: readonly string[];
}

/** The picture that a learner puts on a page of their own: what holds at this moment, in words, and no more than the page behind it says. */
export function badgePicture({ report, organisation }: { readonly report: Report; readonly organisation: Organisation }, t: Texts): string {
  const shown = presentable(withoutContent(report));
  const { tone, shape, word } = verdictWords(shown);
  const issuer = plain(say('badge.issued', { issuer: issuerOf(shown, organisation, t) }), t);
  return drawn({ tone, shape, word: plain(word, t), lines: [plain(say('badge.checked', { moment: { moment: report.checkedAt } }), t), issuer] }, t);
}

/** For a link that leads nowhere, or not any more: it must not look like an answer. */
export const noBadge = (t: Texts): string => drawn({ tone: 'open', shape: 'dash', word: t.template('badge.none'), lines: [t.template('badge.noneText')] }, t);

const drawn = (picture: Drawn, t: Texts): string => renderToString(<Picture picture={picture} t={t} />);

const Picture = ({ picture: { tone, shape, word, lines }, t }: { picture: Drawn; t: Texts }): VNode => (
  <svg xmlns="http://www.w3.org/2000/svg" viewBox={`0 0 ${BADGE_SIZE.width} ${BADGE_SIZE.height}`} width={BADGE_SIZE.width} height={BADGE_SIZE.height} role="img" lang={t.language} aria-labelledby="t d">
    <title id="t">{[word, ...lines].join('. ')}</title>
    <desc id="d">{t.template('badge.about')}</desc>
    <style>{STYLE}</style>
    <rect class="p" x="0.75" y="0.75" width={BADGE_SIZE.width - 1.5} height={BADGE_SIZE.height - 1.5} stroke-width="1.5" />
    <rect class={tone} x="0" y="0" width={BADGE_SIZE.width} height="5" />
    <svg class={tone} x="16" y="23" width="42" height="42" viewBox="0 0 28 28">
      {SHAPES[shape]}
    </svg>
    <g font-family={FONT}>
      <Line text={word} tone={tone} y={33} size={19} />
      {lines.map((text, at) => (
        <Line text={text} tone={at === 0 ? 'i' : 'q'} y={52 + 18 * at} size={12.5} />
      ))}
    </g>
  </svg>
);

/** A line that might not fit is set narrower, and cut only when it is longer than anybody reads; it stands whole in the title. */
function Line({ text, tone, y, size }: { readonly text: string; readonly tone: string; readonly y: number; readonly size: number }): VNode {
  const cut = shorten(text, Math.floor((1.35 * ROOM) / (size * LETTER)));
  const wide = cut.length * size * LETTER > ROOM ? { textLength: ROOM, lengthAdjust: 'spacingAndGlyphs' as const } : {};
  return (
    <text class={tone} x="74" y={y} font-size={size} font-weight={size > 15 ? 700 : 400} {...wide}>
      {cut}
    </text>
  );
}

/** What a page of the learner's own is given: a link around the picture. */
export const badgeSnippet = (link: string, t: Texts): string =>
  `<a href="${link}"><img src="${link}/badge.svg" width="${BADGE_SIZE.width}" height="${BADGE_SIZE.height}" alt="${t.template('badge.alt')}"></a>`;
