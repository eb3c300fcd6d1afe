import { pick } from '../core/language.js';
import type { Award } from '../core/model.js';
import type { Front } from './front.js';
import type { PaperWords } from './ports.js';
import { PAGE } from './sheet.js';
import { printed } from './scripts.js';

/** What the document says of itself. Nothing of it is of the moment: the same award gives the same bytes. */
export function describe({ number, issuedAt, organisation, language, awardingBodies }: Award, { title }: Front, words: PaperWords): PDFKit.PDFDocumentOptions {
  const issuers = awardingBodies.map(({ legalName }) => pick(legalName, language)).join(', ');
  const info = {
    Title: words.text('paper.documentTitle', { number, title: printed(title.text) }),
    Author: printed(issuers),
    Subject: words.text('paper.subject', { issuer: printed(pick(organisation.legalName, language)) }),
  };
  return {
    pdfVersion: '1.7',
    subset: 'PDF/A-3a',
    tagged: true,
    lang: title.lang,
    displayTitle: true,
    autoFirstPage: false,
    bufferPages: true,
    size: [PAGE.width, PAGE.height],
    margin: 0,
    info: { ...Object.fromEntries(Object.entries(info).map(([name, text]) => [name, escapedInXml(text)])), Creator: 'Testamur', Producer: 'PDFKit', CreationDate: new Date(issuedAt) },
  };
}

/** pdfkit writes these texts twice: as they are, and, as strings of a template, into XML without escaping them. */
export function escapedInXml(text: string): string {
  const xml = text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  return Object.assign(new String(text), { toString: () => xml }) as unknown as string;
}
