import type { Attr, Element } from '@xmldom/xmldom';
import { elementsOf, parseSvg, SVG } from '../formats/baked/svg.js';

/**
 * Shapes, paint and words for those who do not see them (SVG 2). Not here: what runs (script), loads (image, a), needs a font (text), holds
 * other languages (foreignObject, style), or repeats itself so that a small file takes hours to draw (use, pattern, filter, mask).
 */
const ELEMENTS = new Set(
  'svg g path rect circle ellipse line polyline polygon defs linearGradient radialGradient stop clipPath title desc metadata'.split(' '),
);
/** Clip paths that clip clip paths multiply as masks do. */
const MAX_ELEMENTS = 5000;
/** Drawn again and again, dot by dot, or at every scale: one of them can take seconds. */
const SLOW = new Set(['filter', 'mask', 'stroke-dasharray']);
/** Takes a canvas of its own, or a gradient: each takes some milliseconds. */
const COSTLY = new Set(['opacity', 'clip-path', 'mix-blend-mode', 'isolation']);
const MAX_COSTLY = 200;
/** What drawing programs write when they mean nothing. */
const NOTHING = new Set(['', 'none', 'normal', 'auto', 'inherit', '1']);
/** Each level may hold a canvas, all of them at once. */
const MAX_DEPTH = 40;
/** The picture is square, give or take what rounding does. */
const SQUARE = 0.02;

/** What is wrong with the image; undefined when it is an SVG of plain shapes, square, that carries nothing. */
export function checkSvg(content: string): string | undefined {
  const document = parseSvg(content);
  const root = document?.documentElement;
  if (!document || !root) return 'is no well-formed SVG image';
  if (document.doctype) return 'has a document type (DOCTYPE): remove it';
  if (/<\?(?!xml\s)/.test(content)) return 'has a processing instruction: remove it';
  const elements = [...elementsOf(document)];
  if (elements.length > MAX_ELEMENTS) return `has more than ${MAX_ELEMENTS} elements`;
  return elements.map(faultOf).find((fault) => fault !== undefined) ?? burdenOf(elements) ?? shapeOf(root);
}

/** What is too much of it to be drawn in a second or two. */
function burdenOf(elements: readonly Element[]): string | undefined {
  if (elements.some((element) => depthOf(element) > MAX_DEPTH)) return `has elements more than ${MAX_DEPTH} deep inside each other`;
  const paints = elements.flatMap((element) => Array.from(element.attributes).flatMap(paintsOf));
  const slow = paints.find(([property]) => SLOW.has(property))?.[0];
  if (slow !== undefined) return `has ${slow}, which can take hours to draw: draw it as shapes`;
  const costly = paints.filter(([property, value]) => COSTLY.has(property) || /url\(/i.test(value)).length;
  return costly > MAX_COSTLY ? `has more than ${MAX_COSTLY} uses of gradients, clip paths and transparency` : undefined;
}

function depthOf(element: Element): number {
  let depth = 0;
  for (let node = element.parentNode; node; node = node.parentNode) depth += 1;
  return depth;
}

/** An attribute as the properties that it sets, but for those that change nothing. */
function paintsOf({ name, localName, value }: Attr): readonly (readonly [property: string, value: string])[] {
  const plain = (localName ?? name).toLowerCase();
  const set = plain === 'style' ? value.split(';').map((one) => [one.slice(0, Math.max(one.indexOf(':'), 0)), one.slice(one.indexOf(':') + 1)] as const) : [[plain, value] as const];
  return set.map(([property, to]) => [property.trim().toLowerCase(), to.trim().toLowerCase()] as const).filter(([, to]) => !NOTHING.has(to));
}

function faultOf(element: Element): string | undefined {
  const name = element.localName ?? '';
  if (element.namespaceURI !== SVG) return `has an element ${named(element.tagName)} that is not SVG: save it as plain SVG`;
  if (!ELEMENTS.has(name)) return `has an element ${named(name)}, which a badge image may not have: only shapes, gradients and clip paths (text as outlines)`;
  return Array.from(element.attributes).map((attribute) => attributeFault(attribute, element)).find((fault) => fault !== undefined);
}

function attributeFault({ name, localName, value }: Attr, element: Element): string | undefined {
  const plain = (localName ?? name).toLowerCase();
  if (plain.startsWith('on')) return `has an attribute ${named(name)}, which runs a script`;
  if (name === 'xml:base' || (plain === 'href' && !value.startsWith('#')) || outside(value)) return `has a reference to something outside it (${named(name)})`;
  // In CSS, which attributes of paint are too, a word can be hidden behind a backslash or a comment.
  if (/\\|\/\*/.test(value)) return `has an attribute ${named(name)} that cannot be read for certain`;
  return /url\(/i.test(value) && insideClip(element) ? 'has a reference inside a clip path' : undefined;
}

/** `url(…)` of anything but a part of the same file, and the other functions of CSS that load. */
const outside = (value: string): boolean => value.replace(/url\(\s*(['"]?)#[\w.:-]+\1\s*\)/gi, '').match(/url\s*\(|\b(?:image|image-set|cross-fade|src)\s*\(|javascript:|data:/i) !== null;

function insideClip(element: Element): boolean {
  for (let node = element as Element | null; node; node = node.parentNode as Element | null) if (node.localName === 'clipPath') return true;
  return false;
}

/** Names come from the file: only what is a name is repeated, and no more than a word of it. */
const named = (name: string): string => name.replace(/[^\w:.-]/g, '').slice(0, 40);

/** `viewBox`, else `width` and `height`, in whatever unit both are. */
function shapeOf(root: Element): string | undefined {
  const box = (root.getAttribute('viewBox') ?? '').trim().split(/[\s,]+/).map(Number);
  const size = box.length === 4 ? box.slice(2) : ['width', 'height'].map((side) => parseFloat(root.getAttribute(side) ?? ''));
  const [width = NaN, height = NaN] = size;
  if (!(width > 0 && height > 0 && width <= 100_000)) return 'does not say how large it is: give it a viewBox';
  return Math.abs(width / height - 1) > SQUARE ? 'is not square' : undefined;
}
