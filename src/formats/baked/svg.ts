import { DOMParser, ParseError, XMLSerializer, type Document, type Element, type Node } from '@xmldom/xmldom';
import { text, utf8 } from '../../core/bytes.js';
import { AppError, reject } from '../../core/errors.js';
import type { Carried } from './carried.js';

const OPEN_BADGES = 'https://purl.imsglobal.org/ob/v3p0';
const OLDER_BADGES = 'http://openbadges.org';
const XMLNS = 'http://www.w3.org/2000/xmlns/';
export const SVG = 'http://www.w3.org/2000/svg';

/** Elements that carry a credential, by namespace and name, whatever the prefix (Open Badges 3.0, 5.3.2; CLR 2.0; Open Badges 2.0). */
const ELEMENTS: readonly (readonly [namespace: string, name: string])[] = [
  [OPEN_BADGES, 'credential'],
  ['https://purl.imsglobal.org/clr/v2p0', 'credential'],
  [OLDER_BADGES, 'assertion'],
];

/** Content of an SVG document, past an XML declaration, comments and a document type: by its first element. */
export const looksLikeSvg = (content: string): boolean =>
  /^\uFEFF?\s*</.test(content) && /<(?:[A-Za-z_][\w.-]*:)?svg[\s>/]/.test(content.slice(0, 4096)) && !/^\uFEFF?\s*<(?:!doctype html|html)/i.test(content);

/**
 * Bounds that no badge comes near. The parser copies the names in scope at each element that declares one, so thousands inside each other
 * would hold it up for minutes; and it takes seconds for hundreds of thousands of elements.
 */
const MAX_NAMESPACES = 200;
const MAX_ELEMENTS = 50_000;

const occurrences = (content: string, word: RegExp): number => content.match(word)?.length ?? 0;
const isBounded = (content: string): boolean => occurrences(content, /xmlns/g) <= MAX_NAMESPACES && occurrences(content, /</g) <= 2 * MAX_ELEMENTS;

/**
 * The document, or undefined when it is no well-formed SVG of a bounded size, or declares entities of its own: what they stand for, each
 * program would read differently. A document type that only points elsewhere is common, and nothing is ever loaded for it.
 */
export function parseSvg(content: string): Document | undefined {
  const document = isBounded(content) ? parseXml(content) : undefined;
  const root = document?.documentElement;
  const declares = (document?.doctype?.internalSubset ?? '').trim() !== '';
  return root?.namespaceURI === SVG && root.localName === 'svg' && !declares ? document : undefined;
}

function parseXml(content: string): Document | undefined {
  try {
    return new DOMParser({ onError: stop, normalizeLineEndings: lineEnds }).parseFromString(content.replace(/^\uFEFF/, ''), 'text/xml');
  } catch (error) {
    if (error instanceof ParseError || error instanceof AppError) return undefined;
    throw error;
  }
}

/** Those of XML 1.0 (2.11); left to itself the parser takes those of XML 1.1, and changes U+0085 and U+2028 in a signed text. */
const lineEnds = (source: string): string => source.replace(/\r\n?/g, '\n');

/** Whatever the parser would mend, another would read differently. It also warns of U+FFFD, which any text may hold and which it leaves as it is. */
function stop(level: string, message: string): void {
  if (message.startsWith('Unicode replacement character')) return;
  throw new AppError('input-invalid', `${level}: ${message}`);
}

/** Every element, in the order of the document, by a loop: a file decides how deep it nests. */
export function* elementsOf(document: Document): Generator<Element> {
  let node: Node | null = document.documentElement;
  while (node) {
    if (node.nodeType === node.ELEMENT_NODE) yield node as Element;
    let next: Node | null = node.firstChild ?? node.nextSibling;
    while (!next && (node = node.parentNode)) next = node.nextSibling;
    node = next;
  }
}

/** What the image carries; empty for an ordinary image. Undefined when it cannot be read. */
export function carriedInSvg(content: string): readonly Carried[] | undefined {
  const document = parseSvg(content);
  const carriers = document && [...elementsOf(document)].filter(carries);
  const [only, ...others] = carriers ?? [];
  // Of several none is read: inside each other, each would be read as often as it is deep.
  if (others.length > 0) return carriers?.map(() => ({ content: () => undefined }));
  return carriers && (only === undefined ? [] : carriedBy(only));
}

const carries = ({ namespaceURI, localName }: Element): boolean => ELEMENTS.some(([namespace, name]) => namespaceURI === namespace && localName === name);

function carriedBy(element: Element): readonly Carried[] {
  // A signed token in the attribute, or the JSON inside; both would be two credentials.
  const [token = '', body = ''] = [element.getAttribute('verify') ?? '', element.textContent ?? ''].map((one) => one.trim());
  // An older badge has its address beside it (Open Badges 2.0, "Badge Baking"): it is the one that the badge names itself.
  const said = [element.namespaceURI === OLDER_BADGES && body !== '' && /^https?:/.test(token) ? '' : token, body].filter((one) => one !== '');
  return said.length === 0 ? [{ content: () => undefined }] : said.map((one) => ({ content: () => utf8(one) }));
}

/** Characters that no XML document may hold (XML 1.0, 2.2), and the one that parsers change (2.11). JSON texts may have two of them as they are. */
const NOT_XML = /[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const inXml = (json: string): string => json.replace(/[\uFFFE\uFFFF]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`);

/**
 * The image with the credential, JSON, in it (Open Badges 3.0, 5.3.2): the first child of the root, as character data, byte for byte
 * but for U+FFFE and U+FFFF, which become JSON's escapes of them. Throws `input-invalid` when this is no SVG image, carries something already, or the credential has a character that XML cannot hold.
 */
export function bakeSvg(svg: Uint8Array, credential: Uint8Array): Uint8Array {
  const [image, json] = [text(svg), inXml(text(credential))];
  if (NOT_XML.test(json)) reject('input-invalid', 'The credential has a character in it that XML cannot hold.');
  if (carriedInSvg(image)?.length !== 0) reject('input-invalid', 'This is no SVG image, or carries a credential already.');
  const document = parseSvg(image);
  const root = document?.documentElement ?? reject('bug', 'An SVG image without a root.');
  const element = root.ownerDocument?.createElementNS(OPEN_BADGES, 'openbadges:credential') ?? reject('bug', 'A root without a document.');
  // The end of a section, inside one, is divided between two.
  for (const part of json.split(/(?<=\]\])(?=>)/)) element.appendChild(element.ownerDocument?.createCDATASection(part) as Node);
  root.setAttributeNS(XMLNS, 'xmlns:openbadges', OPEN_BADGES);
  root.insertBefore(element, root.firstChild);
  return utf8(new XMLSerializer().serializeToString(root.ownerDocument as Node));
}
