/** The languages that types are described in, in the order of {@link Words}. */
export const LOCALES = ['en', 'de', 'es', 'fr', 'hr', 'it'] as const;
/** One text in each of them. */
export type Words = readonly [en: string, de: string, es: string, fr: string, hr: string, it: string];

export const TYPE_NAME: Words = ['Micro-credential', 'Microcredential', 'Microcredencial', 'Microcertification', 'Mikrokvalifikacija', 'Microcredenziale'];
export const TYPE_DESCRIPTION: Words = [
  'A micro-credential with the elements of the European standard, awarded through Testamur.',
  'Ein Microcredential mit den Angaben des europäischen Standards, verliehen über Testamur.',
  'Una microcredencial con los elementos de la norma europea, concedida a través de Testamur.',
  'Une microcertification comportant les éléments de la norme européenne, délivrée au moyen de Testamur.',
  'Mikrokvalifikacija s elementima europskog standarda, dodijeljena putem Testamura.',
  'Una microcredenziale con gli elementi della norma europea, rilasciata tramite Testamur.',
];

/** What a wallet calls each claim. */
export const LABELS: Readonly<Record<string, Words>> = {
  issuing_authority: ['Awarding body', 'Verleihende Stelle', 'Entidad que la otorga', 'Organisme de délivrance', 'Tijelo koje dodjeljuje', 'Ente che rilascia'],
  issuing_country: ['Country', 'Land', 'País', 'Pays', 'Država', 'Paese'],
  date_of_issuance: ['Awarded on', 'Verliehen am', 'Otorgada el', 'Délivrée le', 'Dodijeljeno', 'Rilasciata il'],
  date_of_expiry: ['Valid until', 'Gültig bis', 'Válida hasta', 'Valable jusqu’au', 'Vrijedi do', 'Valida fino al'],
  family_name: ['Family name', 'Familienname', 'Apellidos', 'Nom de famille', 'Prezime', 'Cognome'],
  given_name: ['Given name', 'Vorname', 'Nombre', 'Prénom', 'Ime', 'Nome'],
  achievement_title: ['Title', 'Titel', 'Título', 'Intitulé', 'Naziv', 'Titolo'],
  achievement_description: ['Description', 'Beschreibung', 'Descripción', 'Description', 'Opis', 'Descrizione'],
  learning_outcomes: ['Learning outcomes', 'Lernergebnisse', 'Resultados de aprendizaje', 'Acquis d’apprentissage', 'Ishodi učenja', 'Risultati di apprendimento'],
  assessment_grade: ['Grade', 'Note', 'Calificación', 'Note', 'Ocjena', 'Voto'],
  language_of_classes: ['Language of classes', 'Unterrichtssprache', 'Lengua de enseñanza', 'Langue d’enseignement', 'Jezik nastave', 'Lingua di insegnamento'],
  learner_identification: ['Learner’s number', 'Nummer der lernenden Person', 'Número del estudiante', 'Numéro de l’apprenant', 'Broj polaznika', 'Numero dello studente'],
  expected_study_time: ['Workload', 'Arbeitsaufwand', 'Carga de trabajo', 'Charge de travail', 'Radno opterećenje', 'Carico di lavoro'],
  level_of_learning_experience: ['EQF level', 'EQR-Niveau', 'Nivel del EQF', 'Niveau du CEC', 'Razina EQF-a', 'Livello EQF'],
  types_of_quality_assurance: ['Quality assurance', 'Qualitätssicherung', 'Garantía de calidad', 'Assurance de la qualité', 'Osiguravanje kvalitete', 'Garanzia della qualità'],
  prerequisites_to_enroll: ['Prerequisites', 'Voraussetzungen', 'Requisitos previos', 'Prérequis', 'Preduvjeti', 'Prerequisiti'],
  integration_stackability_options: ['Counts towards another qualification', 'Anrechenbar auf einen anderen Abschluss', 'Cuenta para otra titulación', 'Compte pour une autre certification', 'Vrijedi za drugu kvalifikaciju', 'Vale per un altro titolo'],
  name: ['Name', 'Name', 'Nombre completo', 'Nom complet', 'Ime i prezime', 'Nome e cognome'],
  ld: ['Open Badge', 'Open Badge', 'Open Badge', 'Open Badge', 'Open Badge', 'Open Badge'],
};
