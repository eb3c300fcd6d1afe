import type { Award, LanguageMap, QualityAssurance } from '../../core/model.js';
import { languageOf } from '../../core/language.js';
import type { BadgeWords } from '../badge/content.js';
import type { Face } from '../badge/outlines.js';
import { drawableLogo, type DrawableLogo } from '../logo.js';
import type { PaperWords } from '../ports.js';

/** Our words, in one language. */
export interface PageWords {
  readonly paper: PaperWords;
  readonly badge: BadgeWords;
}
/** Those of a language, or of the nearest that we have. */
export type PageWordsIn = (language: string) => PageWords;

/** What stands on the page: of the achievement alone, so that it is the same for every learner. Every text has been found to be one the faces have letters for. */
export interface PageContent {
  readonly language: string;
  /** `#rrggbb`. */
  readonly accent: string;
  readonly logo: DrawableLogo | undefined;
  readonly organisations: string;
  readonly kind: string;
  readonly title: string;
  readonly facts: readonly string[];
  readonly lead: string;
  readonly outcomes: readonly string[];
  readonly columns: readonly { readonly heading: string; readonly lines: readonly string[] }[];
  readonly foot: string;
}
/** Of an award what its page shows. */
export type Paged = Pick<Award, 'achievement' | 'organisation' | 'awardingBodies' | 'language'>;

/** Ours, for organisations that named no colour. */
const ACCENT = '#1d4d4f';

/** `face`: which has every letter that is drawn. */
export function contentOf(paged: Paged, { paper, badge }: PageWords, face: Face): PageContent {
  const { achievement, organisation, awardingBodies, language } = paged;
  const inLanguage = (texts: LanguageMap): string | undefined => drawn(texts, language, face);
  return {
    language,
    accent: organisation.branding?.accent ?? ACCENT,
    logo: organisation.logo && drawableLogo(organisation.logo),
    organisations: awardingBodies.map(({ legalName, slug }) => inLanguage(legalName) ?? slug).join(' · '),
    kind: paper.text(achievement.kind === 'attendance' ? 'page.attendance' : 'page.credential'),
    title: inLanguage(achievement.title) ?? achievement.code,
    facts: factsOf(paged, { paper, badge }),
    lead: paper.text('paper.canDo'),
    outcomes: (achievement.learningOutcomes ?? []).flatMap(({ statement }) => inLanguage(statement) ?? []),
    columns: columnsOf(paged, paper).map(({ heading, lines }) => ({ heading, lines: lines.filter((line) => face.covers(line)) })).filter(({ lines }) => lines.length > 0),
    foot: paper.text('paper.same'),
  };
}

/** The text in this language, else in the first whose letters the face has. */
const drawn = (texts: LanguageMap, language: string, face: Face): string | undefined => [texts[languageOf(texts, language)], ...Object.values(texts)].find((text) => text !== undefined && text !== '' && face.covers(text));

function factsOf({ achievement: { workload, level } }: Paged, { paper, badge }: PageWords): readonly string[] {
  const eqf = level?.applicable === true ? level.eqf : undefined;
  return [...paper.workload(workload ?? {}).slice(0, 1), ...(eqf === undefined ? [] : [badge.eqf(eqf)])];
}

function columnsOf({ achievement }: Paged, paper: PaperWords): PageContent['columns'] {
  const { assessments = [], participation = [], languages = [], qualityAssurance = [] } = achievement;
  const column = (label: string, lines: readonly string[]) => ({ heading: paper.text(`facts.labels.${label}`), lines });
  return [
    column('assessments', assessments.map(({ type }) => paper.term('assessment', type))),
    column('participation', [...participation.map((code) => paper.term('participation', code)), languages.map((tag) => paper.languageName(tag)).join(', ')].filter((line) => line !== '')),
    column('qualityAssurance', qualityAssurance.map((one) => assurance(one, paper))),
  ];
}

const assurance = ({ type, agency }: QualityAssurance, paper: PaperWords): string => [agency, paper.term('quality', type)].filter((part) => part !== undefined).join(': ');
