import { accentsOf } from '../../core/accent.js';
import { fit, LEADING, type Fitted } from './fit.js';
import { rounded, type Face, type Matrix } from './outlines.js';

/** What stands on a badge. Every text has been found to be one the faces have letters for. */
export interface BadgeContent {
  /** For those who do not see the picture: whole, in any script. */
  readonly name: string;
  readonly about: string;
  readonly title: string;
  readonly organisation: string;
  readonly kind: string;
  /** `5 ECTS`, `EQF 7`. */
  readonly facts: readonly string[];
  /** `#rrggbb`. */
  readonly accent: string;
  /** Language that the texts are in: capitals are not the same in all. */
  readonly language: string;
  /** A badge of attendance is drawn open: it must not be taken for a micro-credential. */
  readonly solid: boolean;
  /** What its engraving is drawn from: of each achievement its own. */
  readonly seed: Uint8Array;
}
export interface Faces {
  readonly serif: Face;
  readonly sans: Face;
}

const SIZE = 640;
const MID = SIZE / 2;
const INK = '#1b222b';
const PAPER = '#ffffff';
/** Radii, from the edge inwards. */
const R = { edge: 316, rim: 305, text: 256, bottom: 279, inner: 232, line: 224 } as const;
const RING = { size: 30, least: 17, tracking: 0.09 } as const;

/** The badge as an SVG document, the same for the same content: no fonts, no style, nothing loaded. */
export function drawBadge(content: BadgeContent, faces: Faces): string {
  const accent = accentsOf(content.accent).light.accent;
  const { band, onBand } = content.solid ? { band: accent, onBand: PAPER } : { band: PAPER, onBand: accent };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}" role="img">`,
    `<title>${escaped(content.name)}</title><desc>${escaped(content.about)}</desc>`,
    circle(R.edge, `fill="${band}"${content.solid ? '' : ` stroke="${accent}" stroke-width="3"`}`),
    circle(R.rim, `fill="none" stroke="${onBand}" stroke-width="1.5"`),
    circle(R.inner, `fill="${PAPER}"`),
    circle(R.line, `fill="none" stroke="${accent}" stroke-width="1.5"`),
    `<path d="${engraving(content.seed)}" fill="none" stroke="${accent}" stroke-opacity=".22" stroke-width="1"/>`,
    `<path d="${ring(content, faces.sans)}" fill="${onBand}"/>`,
    ...middle(content, faces, accent),
    '</svg>',
  ].join('\n');
}

const circle = (radius: number, paint: string): string => `<circle cx="${MID}" cy="${MID}" r="${radius}" ${paint}/>`;

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');

/** The organisation above, the kind below, and a lozenge at either side between them. */
function ring({ organisation, kind, language }: BadgeContent, sans: Face): string {
  const below = bent(kind.toLocaleUpperCase(language), sans, { arc: 0.5, below: true });
  const above = bent(organisation.toLocaleUpperCase(language), sans, { arc: 1.28, below: false });
  const lozenges = [-1, 1].map((side) => {
    const angle = (side * (above.end + (Math.PI - below.end))) / 2;
    return lozenge(MID + 267 * Math.sin(angle), MID - 267 * Math.cos(angle), 6);
  });
  return [above.path, below.path, ...lozenges].join('');
}

interface Bent {
  readonly path: string;
  /** Angle from the middle of the text to its end. */
  readonly end: number;
}
/** Letters along a circle, as large as an arc of `arc` half turns holds, down to the smallest size; then the text is cut. */
function bent(text: string, face: Face, { arc, below }: { readonly arc: number; readonly below: boolean }): Bent {
  const radius = below ? R.bottom : R.text;
  const longest = arc * Math.PI * radius;
  const whole = face.width(text, RING.tracking);
  if (whole * RING.least > longest && [...text].length > 1) return bent(`${[...text.replace(/…$/, '')].slice(0, -1).join('').trimEnd()}…`, face, { arc, below });
  const size = Math.min(RING.size, longest / whole);
  const width = (whole - RING.tracking) * size;
  const turn = below ? -1 : 1;
  const path = face.draw(text, { size, tracking: RING.tracking }, (x, advance) => {
    const angle = (turn * (x + advance / 2 - width / 2)) / radius;
    return onCircle(angle + (below ? Math.PI : 0), { radius, turn, back: advance / 2 });
  });
  return { path, end: width / 2 / radius };
}

/** Turns a letter so that its foot stands on the circle; `turn` −1 lets it hang from the lower half, its head to the middle. */
function onCircle(angle: number, { radius, turn, back }: { readonly radius: number; readonly turn: number; readonly back: number }): Matrix {
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const [a, b] = [turn * cos, turn * sin];
  return [a, b, -b, a, MID + radius * sin - a * back, MID - radius * cos - b * back];
}

const lozenge = (x: number, y: number, half: number): string => `M${rounded(x)} ${rounded(y - half)}L${rounded(x + half)} ${rounded(y)}L${rounded(x)} ${rounded(y + half)}L${rounded(x - half)} ${rounded(y)}Z`;

/** The title, a rule, the facts. */
function middle({ title, facts }: BadgeContent, { serif, sans }: Faces, accent: string): readonly string[] {
  const fitted = fit(title, serif, { radius: 176, height: facts.length === 0 ? 260 : 216 });
  const centre = facts.length === 0 ? MID : MID - 26;
  const titlePath = `<path d="${lines(fitted, serif, centre)}" fill="${INK}"/>`;
  if (facts.length === 0) return [titlePath];
  const text = facts.join('   ·   ');
  const size = Math.min(27, 236 / sans.width(text));
  const factsPath = `<path d="${straight(text, sans, { size, y: MID + 140 })}" fill="${accent}"/>`;
  return [titlePath, `<path d="M${MID - 46} ${MID + 103}h92" stroke="${accent}" stroke-width="2" fill="none"/>`, factsPath];
}

function lines({ lines: set, size }: Fitted, face: Face, centre: number): string {
  const leading = size * LEADING;
  // Half of an x-height below the middle of the line lies the foot of its letters.
  return set.map((line, i) => straight(line, face, { size, y: centre + (i - (set.length - 1) / 2) * leading + size * 0.34 })).join('');
}

function straight(text: string, face: Face, { size, y }: { readonly size: number; readonly y: number }): string {
  const left = MID - (face.width(text) * size) / 2;
  return face.draw(text, { size }, (x) => [1, 0, 0, 1, left + x, y]);
}

/** Two waves around the disc, crossing each other, as on banknotes: how many and how deep, the seed says. */
function engraving(seed: Uint8Array): string {
  const lobes = 24 + ((seed[0] ?? 0) % 13) * 2;
  const depth = 7 + ((seed[1] ?? 0) % 5);
  return [0, 1, 2, 3].map((wave) => closed(lobes, depth, (wave * Math.PI) / 2)).join('');
}

function closed(lobes: number, depth: number, phase: number): string {
  const steps = lobes * 12;
  const points = Array.from({ length: steps }, (_, step) => {
    const angle = (step / steps) * 2 * Math.PI;
    const radius = R.line - 5 - depth + depth * Math.sin(lobes * angle + phase);
    return `${rounded(MID + radius * Math.sin(angle))} ${rounded(MID - radius * Math.cos(angle))}`;
  });
  return `M${points.join('L')}Z`;
}
