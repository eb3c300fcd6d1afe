import { describe, expect, it } from '@jest/globals';
import { textsFor } from '../../../src/http/pages/texts.js';
import { everyPage } from '../../support/pages.js';

const pages = Object.entries(everyPage(textsFor()));

/** Faults of all pages together: the name of the page, and what was found. */
const faults = (look: (html: string) => readonly string[]): readonly string[] => pages.flatMap(([name, html]) => look(html).map((fault) => `${name}: ${fault}`));
const all = (html: string, pattern: RegExp): readonly string[] => [...html.matchAll(pattern)].map((match) => match[1] ?? match[0]);
const count = (html: string, pattern: RegExp): number => html.match(pattern)?.length ?? 0;

describe('every page', () => {
  it('is a whole document in a language and a direction', () => {
    expect(faults((html) => (/^<!doctype html>\n<html lang="en" dir="ltr"><head>.*<title>[^<]+<\/title>.*<\/html>\n$/s.test(html) ? [] : [html.slice(0, 80)]))).toEqual([]);
  });

  it('has one first heading, one main part, one head and one foot, and a way to skip to the main part', () => {
    const once = [/<h1[ >]/g, /<main id="main" tabindex="-1"/gi, /<header[ >]/g, /<footer[ >]/g, /<a class="skip" href="#main"/g];
    expect(faults((html) => once.filter((pattern) => count(html, pattern) !== 1).map(String))).toEqual([]);
  });

  it('has no heading without words and skips no level', () => {
    expect(faults((html) => all(html, /(<h\d[^>]*>(?:\s|<[^>]+>)*<\/h\d>)/g))).toEqual([]);
    const levels = (html: string): number[] => all(html.replace(/<div class="errors".*?<\/div>/s, ''), /<h(\d)/g).map(Number);
    expect(faults((html) => levels(html).flatMap((level, i, list) => (level > (list[i - 1] ?? 0) + 1 ? [`h${level}`] : [])))).toEqual([]);
  });

  it('gives every id once, and refers to none that does not exist', () => {
    const ids = (html: string): readonly string[] => all(html, / id="([^"]+)"/g);
    expect(faults((html) => ids(html).filter((id, i, list) => list.indexOf(id) !== i))).toEqual([]);
    const referred = (html: string): readonly string[] => [...all(html, / (?:aria-labelledby|aria-describedby|for)="([^"]+)"/g).flatMap((value) => value.split(' ')), ...all(html, / href="#([^"]+)"/g)];
    expect(faults((html) => referred(html).filter((id) => !ids(html).includes(id)))).toEqual([]);
  });

  it('labels every field, and says of what each picture is', () => {
    expect(faults((html) => all(html, /<(?:input|textarea|select)(?![^>]*type="hidden")([^>]*)>/g).filter((field) => !html.includes(`<label for="${/ id="([^"]+)"/.exec(field)?.[1]}"`)))).toEqual([]);
    expect(faults((html) => all(html, /(<img(?![^>]* alt(?:="[^"]*")?)[^>]*>)/g))).toEqual([]);
    expect(faults((html) => all(html, /(<svg(?![^>]*aria-hidden="true")[^>]*>)/g))).toEqual([]);
  });

  it('needs no script, no inline style and nothing from elsewhere (the content security policy allows none of them)', () => {
    expect(faults((html) => all(html, /(<script(?! type="module" src="\/static\/verify\.js"><\/script>)|<style|<iframe|<object|<base| style="| on[a-z]+="|javascript:)/gi))).toEqual([]);
    expect(faults((html) => all(html, /<(?:link|img)[^>]* (?:src|href)="([^"]+)"/g).filter((url) => !/^(\/(?!\/)|data:image\/)/.test(url)))).toEqual([]);
    expect(faults((html) => all(html, /<form[^>]*action="([^"]+)"/g).filter((url) => !url.startsWith('/') || url.startsWith('//')))).toEqual([]);
  });

  it('changes nothing by a link: what changes something is a form that posts; the one that asks is the catalogue’s', () => {
    const asks = (form: string): boolean => form.includes('method="get" action="/catalogue"');
    expect(faults((html) => all(html, /<form([^>]*)>/g).filter((form) => !form.includes('method="post"') && !asks(form)))).toEqual([]);
  });

  it('tells nobody where its reader came from, and keeps pages about a person out of every index', () => {
    expect(faults((html) => (html.includes('<meta name="referrer" content="no-referrer">') || html.includes('<meta name="referrer" content="no-referrer"/>') ? [] : ['referrer']))).toEqual([]);
    const open = pages.filter(([, html]) => !html.includes('content="noindex"')).map(([name]) => name.split('-')[0]);
    expect([...new Set(open)].sort()).toEqual(['achievement', 'catalogue', 'docs', 'home', 'organisation', 'text', 'verify', 'vocabulary']);
  });

  it('writes every date for programs too', () => {
    expect(faults((html) => all(html, /<time([^>]*)>/g).filter((time) => !/ datetime="\d{4}-\d\d-\d\d/.test(time)))).toEqual([]);
  });
});

describe('the check form', () => {
  const page = (name: string): string => pages.find(([n]) => n === name)?.[1] ?? '';

  it('takes a link or code, a file, or a text, in one form', () => {
    const html = page('verify');
    expect(html).toContain('<form class="stack" method="post" action="/verify" enctype="multipart/form-data"');
    expect(all(html, /<(?:input|textarea)[^>]* name="([^"]+)"/g)).toEqual(['link', 'file', 'text']);
  });

  it('puts what is wrong first, in focus, in the same words as beside the field, and in the title', () => {
    const html = page('verify-more-than-one');
    const words = 'Give one kind of thing at a time: a link or code, files, or pasted text';
    expect(html).toContain('<title>Error: Check a credential – Testamur</title>');
    expect(/<main[^>]*><div class="narrow"><div class="errors" role="alert"[^>]* autofocus/.test(html)).toBe(true);
    expect(html.match(new RegExp(words, 'g'))).toHaveLength(2);
    expect(html).toContain(`<a href="#link">${words}</a>`);
    expect(html).toContain('aria-invalid="true"');
  });

  it('keeps what was typed', () => {
    const html = page('verify-more-than-one');
    expect(html).toContain('value="NH7K"');
    expect(html).toContain('{&quot;a&quot;:1}</textarea>');
  });
});

describe('the learner’s pages', () => {
  const page = (name: string): string => pages.find(([n]) => n === name)?.[1] ?? '';

  it('ask for the name to be confirmed, and keep the date of birth until then', () => {
    expect(page('claim')).toContain('Your credential is ready, <bdi>Ingrid Marie</bdi>');
    expect(page('claim')).toContain('in a form that only somebody who knows it can compare');
    expect(page('claim')).not.toContain('1994');
    expect(page('claim-plain')).not.toContain('date of birth');
    expect(page('keep')).toContain('<time datetime="1994-04-09">9 April 1994</time>');
  });

  it('never show the e-mail address or the student number', () => {
    expect(['claim', 'keep'].filter((name) => /ingrid@example\.net|s123/.test(page(name)))).toEqual([]);
  });

  it('claim by a button alone', () => {
    expect(page('claim')).toContain('<form method="post" action="/claim/abc"><button class="btn wide" type="submit">Yes, claim my credential</button></form>');
  });

  it('say what the permanent link shows, and offer the other', () => {
    expect(page('keep')).toContain('<input type="hidden" name="shown" value="yes"');
    expect(page('keep-public')).toContain('<input type="hidden" name="shown" value="no"');
  });

  it('carry the head of the organisation, and say when the credential is no longer in force', () => {
    expect(page('keep')).toContain('<header class="top tenant">');
    expect(page('claim-1')).toContain('This credential has been revoked.');
    expect(page('claim')).not.toContain('class="notice');
  });
});

describe('the achievement’s and the vocabulary’s anchors', () => {
  const page = (name: string): string => pages.find(([n]) => n === name)?.[1] ?? '';

  it('are those that credentials link to', () => {
    expect(['LO1', 'LO2', 'stackability', 'registrations', 'certifications'].filter((id) => !page('achievement').includes(` id="${id}"`))).toEqual([]);
    const codes = ['written-examination', 'recognition-of-prior-learning', 'eqavet', 'iso-21001', 'csvet', 'short', 'course', 'hours', 'level-not-applicable', 'nqf', 'standalone', 'stackable', 'credential-language', 'instruction-language'];
    expect(codes.filter((id) => !page('vocabulary').includes(` id="${id}"`))).toEqual([]);
  });
});
