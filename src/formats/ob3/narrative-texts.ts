/** The words that `criteria.narrative` adds to what the university wrote. English stands in for a language that is not here. */
export interface NarrativeTexts {
  readonly microCredential: string;
  readonly attendance: string;
  readonly outcomes: string;
  readonly assessment: string;
  readonly prerequisites: string;
}

const EN: NarrativeTexts = {
  microCredential: 'This is a micro-credential, not a degree.',
  attendance: 'This is a badge of attendance: neither a micro-credential nor a degree.',
  outcomes: 'Learning outcomes',
  assessment: 'Assessment',
  prerequisites: 'Prerequisites',
};

/** By BCP 47 base language. */
export const NARRATIVE_TEXTS: Readonly<Record<string, NarrativeTexts>> = {
  en: EN,
  hr: {
    microCredential: 'Ovo je mikrokvalifikacija, a ne diploma.',
    attendance: 'Ovo je potvrda o pohađanju: nije ni mikrokvalifikacija ni diploma.',
    outcomes: 'Ishodi učenja',
    assessment: 'Vrednovanje',
    prerequisites: 'Preduvjeti',
  },
  de: {
    microCredential: 'Dies ist ein Microcredential, kein akademischer Grad.',
    attendance: 'Dies ist ein Teilnahmenachweis: weder ein Microcredential noch ein akademischer Grad.',
    outcomes: 'Lernergebnisse',
    assessment: 'Prüfung',
    prerequisites: 'Voraussetzungen',
  },
  et: {
    microCredential: 'See on mikrokvalifikatsioon, mitte akadeemiline kraad.',
    attendance: 'See on osalemistõend: mitte mikrokvalifikatsioon ega akadeemiline kraad.',
    outcomes: 'Õpiväljundid',
    assessment: 'Hindamine',
    prerequisites: 'Eeltingimused',
  },
  fr: {
    microCredential: 'Ceci est une microcertification, et non un diplôme.',
    attendance: "Ceci est une attestation de présence : ni une microcertification, ni un diplôme.",
    outcomes: "Acquis d'apprentissage",
    assessment: 'Évaluation',
    prerequisites: 'Prérequis',
  },
};

export const narrativeTexts = (language: string): NarrativeTexts => NARRATIVE_TEXTS[language.toLowerCase().split('-', 1)[0] ?? ''] ?? EN;
