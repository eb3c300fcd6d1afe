import { readFileSync } from 'node:fs';
import type { NationalSystem } from '../../src/catalogue/national-systems.js';
import type { Renderer, RenditionSource } from '../../src/claim/ports.js';
import type { Award } from '../../src/core/model.js';
import { textsFor, type Texts } from '../../src/http/pages/texts.js';
import { createPaper } from '../../src/paper/index.js';
import type { PaperWords } from '../../src/paper/ports.js';
import { paperWordsOf } from '../../src/wire/paper-words.js';
import { sampleAchievement, sampleAward, sampleOrganisation } from './award.js';

const json = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
export const nationalSystem = (key: string): NationalSystem => json(`schemas/vocab/national-systems/${key}.json`) as NationalSystem;
const example = json('examples/organisation.json') as Pick<Award['organisation'], 'logo' | 'branding' | 'certificate'>;

/** With a real logo, a colour, two signatories and a closing text. */
export const paperOrganisation = sampleOrganisation({ logo: example.logo!, branding: example.branding!, certificate: example.certificate! });
export const paperAward = (overrides: Partial<Award> = {}): Award => sampleAward({ organisation: paperOrganisation, language: 'hr', ...overrides });
export const PERMANENT_URL = 'https://testamur.example/v/abcdefghijklmnopqrstuv';
export const DOCUMENT = new Uint8Array(Buffer.from('{"signed":"Kovačević, exactly"}\n'));
export const sourceOf = (award: Award): RenditionSource => ({ award, document: DOCUMENT, permanentUrl: PERMANENT_URL });

/** English words; and, to see both columns filled before there is a translation, the same in capitals as Croatian. */
const shouted = (words: PaperWords): PaperWords => ({ ...words, language: 'hr', text: (...asked) => words.text(...asked).toUpperCase(), term: (...asked) => words.term(...asked).toUpperCase() });
export function paperWith(t: Texts, { bilingual = false, systems = nationalSystem } = {}): Renderer {
  const english = paperWordsOf(t);
  const words = (language: string) => (language.startsWith('en') ? english : bilingual && language.startsWith('hr') ? shouted(english) : undefined);
  return createPaper({ words, nationalSystem: (key) => (key === '' ? undefined : systems(key)) });
}
export const paper = (): Renderer => paperWith(textsFor());

const outcome = (n: number) => ({ statement: { en: `Explain part ${n} of payment systems, and who settles what with whom.`, hr: `Objasniti ${n}. dio platnih sustava.` }, kind: 'skill' as const });
const partner = sampleOrganisation({ id: '019a9f00-0000-7000-8000-0000000000aa', legalName: { en: 'Second University' } });

/** Awards that between them need every text of the paper. */
export function paperAwards(): readonly Award[] {
  const { birthDate: _birthDate, ...learner } = sampleAward().learner;
  const { validUntil: _validUntil, ...endless } = paperAward();
  const achievement = (overrides: Partial<Award['achievement']>) => ({ achievement: sampleAchievement(overrides) });
  return [
    paperAward(),
    paperAward({ language: 'en', awardingBodies: [paperOrganisation, partner], ...achievement({ kind: 'attendance', learningOutcomes: [1, 2, 3, 4, 5, 6, 7].map(outcome), description: { de: 'Nur auf Deutsch.' } }) }),
    paperAward({ route: 'recognition-of-prior-learning', ...achievement({ learningOutcomes: [1, 2, 3, 4, 5, 6, 7, 8].map(outcome), workload: { credits: { system: 'csvet', value: 4 } }, level: { applicable: false } }) }),
    { ...endless, learner, ...achievement({ workload: { credits: { system: 'ects', value: 1 } }, level: { applicable: true, eqf: 4 }, coCertifications: [{ name: 'CFA', body: 'CFA Institute' }], stackability: { standalone: false } }) },
  ];
}
