import { describe, expect, it } from '@jest/globals';
import type { AppError } from '../../../src/core/errors.js';
import { qrSymbol } from '../../../src/paper/qr.js';
import { wrap } from '../../../src/paper/wrap.js';
import { sampleAchievement } from '../../support/award.js';
import { DOCUMENT, paper, paperAward, paperAwards, paperOrganisation, sourceOf } from '../../support/paper.js';

const renderer = paper();
const refusal = (error: unknown) => {
  const { code, path, message } = error as AppError;
  return { code, path, message };
};

describe('the certificate', () => {
  it('is the same, byte for byte, however often and after whatever it is made', async () => {
    const [award, other] = paperAwards();
    const first = await renderer.render(sourceOf(award!));
    await renderer.render(sourceOf(other!));
    expect(Buffer.from(await renderer.render(sourceOf(award!))).equals(Buffer.from(first))).toBe(true);
    const another = await paper().render(sourceOf(award!));
    expect(Buffer.from(another).equals(Buffer.from(first))).toBe(true);
  });

  it('calls itself PDF/A-3a, in XML that a title cannot break', async () => {
    const title = { hr: 'R&D <b>x</b>: plaćanja', en: 'R&D' };
    const bytes = Buffer.from(await renderer.render(sourceOf(paperAward({ achievement: sampleAchievement({ title }) }))));
    const xmp = /<x:xmpmeta[\s\S]*<\/x:xmpmeta>/.exec(bytes.toString('utf8'))?.[0] ?? '';
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(xmp).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(xmp).toContain('R&#38;D &#60;b&#62;x&#60;/b&#62;: plaćanja');
    expect(bytes.toString('latin1')).toMatch(/\/AFRelationship \/Source/);
    expect(bytes.toString('latin1')).toMatch(/\/Subtype \/application#2Fvc\+ld\+json/);
  });

  it.each([
    ['Arabic', { learner: { fullName: 'مريم', studentNumber: '1' } }, '/learner/fullName'],
    ['Han', { learner: { givenName: '明', familyName: 'Li', studentNumber: '1' } }, '/learner/givenName'],
    ['Emoji', { achievement: sampleAchievement({ title: { hr: 'Osnove 🎓' } }) }, '/achievement/title/hr'],
    ['Hebrew', { organisation: { ...paperOrganisation, certificate: { signatories: [{ name: 'Ana', office: { en: 'Rector', hr: 'רקטור' } }] } } }, '/organisation/certificate/signatories/0/office/hr'],
    ['Bidirectional control', { grade: '\u202e5' }, '/grade'],
    ['Thai', { achievement: sampleAchievement({ registrations: [{ register: 'ทะเบียน', code: '1' }] }) }, '/achievement/registrations/0'],
  ] as const)('is refused, and not made with gaps, for %s, by its name and place and never by the text', async (script, change, path) => {
    const award = paperAward(change);
    expect(renderer.withheld(award)).toEqual({ script, path });
    const refused = await Promise.resolve()
      .then(() => renderer.render(sourceOf(award)))
      .catch(refusal);
    expect(refused).toMatchObject({ code: 'script-unsupported', path });
    expect((refused as { message: string }).message).toBe(`The certificate prints Latin, Greek and Cyrillic letters; a text in it needs others (${script}).`);
  });

  it.each(['Ελένη Παπαδοπούλου', 'Петър Желязков', 'Đorđe Čvrsnica-Žabić', 'Ṣẹ́gun', 'José Ñíguez ’t Hooft'])('prints %s', (fullName) => {
    expect(renderer.withheld(paperAward({ learner: { fullName, studentNumber: '1' } }))).toBeUndefined();
  });

  it('does without a logo that is no picture', async () => {
    const organisation = { ...paperOrganisation, logo: { mediaType: 'image/png', base64: 'iVBORw0KGgo=' } as const };
    const bytes = await renderer.render(sourceOf(paperAward({ organisation, awardingBodies: [organisation] })));
    expect(Buffer.from(bytes).includes('/Subtype /Image')).toBe(false);
    expect(Buffer.from(await renderer.render(sourceOf(paperAward()))).includes('/Subtype /Image')).toBe(true);
  });

  it('is small', async () => {
    expect((await renderer.render({ ...sourceOf(paperAward()), document: DOCUMENT })).length).toBeLessThan(150_000);
  });
});

describe('the QR code', () => {
  it.each([20, 49, 60, 120, 200, 300, 600])('has modules of at least 0.4 mm for an address of %i characters, and is printed at 25 mm while that is so', (length) => {
    const { modules, moduleMm } = qrSymbol(`https://${'a'.repeat(length - 8)}`);
    expect(moduleMm).toBeGreaterThanOrEqual(0.4);
    expect(modules * moduleMm).toBeGreaterThanOrEqual(25 - 1e-9);
    if (length <= 200) expect(modules * moduleMm).toBeCloseTo(25, 6);
  });
});

describe('wrap', () => {
  const measure = (piece: string): number => [...piece].length;
  it.each([
    ['one two three', 7, ['one two', 'three']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['https://example.test/a/long', 12, ['https://', 'example.', 'test/a/long']],
    ['two\nlines', 20, ['two', 'lines']],
    ['', 5, ['']],
  ] as const)('%j at %i', (text, width, lines) => expect(wrap(text, width, measure)).toEqual(lines));

  it('loses nothing, and no line is wider than it may be', () => {
    const text = `Ime ${'x'.repeat(50)} i-prezime ${'riječ '.repeat(30)}`.trim();
    const lines = wrap(text, 17, measure);
    expect(lines.join('').replace(/ /g, '')).toBe(text.replace(/ /g, ''));
    expect(Math.max(...lines.map(measure))).toBeLessThanOrEqual(17);
  });
});
