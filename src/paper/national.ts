import { CREDIT_SYSTEMS, findTerm } from '../core/vocabulary.js';
import type { Line, Lines, Tongue } from './lines.js';
import type { NationalFacts, PaperWords } from './ports.js';

/** A paragraph on the country's system: what our file on it says, and nothing else. The files are English, and so is it. */
export function nationalLines(facts: NationalFacts, { language, words }: Tongue): Lines {
  if (words === undefined || !language.toLowerCase().startsWith('en')) return [];
  const { name, localName, credit, levels, whoMayAward, source } = facts;
  const line = (text: string): Line => ({ text, lang: 'en' });
  return [
    line(localName === undefined ? name : words.text('paper.system.named', { name, localName })),
    ...(credit === undefined ? [] : [line(words.text('paper.system.credit', { system: systemName(credit.system), hours: range(credit.hoursPerCredit) }))]),
    ...sizeLine(facts, words).map(line),
    ...(levels === undefined ? [] : [line(words.text('paper.system.levels', { levels: levels.join(', ') }))]),
    ...(whoMayAward === undefined ? [] : [line(words.text('paper.system.whoMayAward', { who: whoMayAward }))]),
    { ...line(words.text('paper.system.source', { title: source.title })), quiet: true },
    ...(source.url === undefined ? [] : [{ ...line(source.url), quiet: true as const }]),
  ];
}

function sizeLine({ usualRange }: NationalFacts, words: PaperWords): readonly string[] {
  const { least, most, unit } = usualRange ?? {};
  return least === undefined || most === undefined || unit === undefined ? [] : [words.text('paper.system.size', { size: range({ least, most }), unit: systemName(unit) })];
}

const range = ({ least, most }: { readonly least: number; readonly most: number }): string => (least === most ? `${least}` : `${least}–${most}`);
/** A unit that is no credit system is a plain word: hours, days. */
const systemName = (code: string): string => findTerm(CREDIT_SYSTEMS, code)?.label ?? code;
