/**
 * Names of European Digital Credentials (European Learning Model 3.1 and 3.2, EDC application profile) that encoding and reading share.
 */
export const CONTEXTS = ['https://www.w3.org/2018/credentials/v1', 'http://data.europa.eu/snb/model/context/edc-ap'] as const;
export const CREDENTIAL_TYPE = 'EuropeanDigitalCredential';
export const PROFILE = 'http://data.europa.eu/snb/model/ap/edc-generic-full';

export const SNB = 'http://data.europa.eu/snb';
export const AUTHORITY = 'http://publications.europa.eu/resource/authority';
export const ESCO = 'http://data.europa.eu/esco';
const COLLECTION = '25831c2';

/** The scheme that a concept of a European list is in: the Publications Office's lists are the folder of their concepts, those of snb stand in it under one name. */
export function schemeOf(iri: string): string {
  if (iri.startsWith(`${ESCO}/`)) return `${ESCO}/concept-scheme/${iri.startsWith(`${ESCO}/occupation/`) ? 'occupations' : 'skills'}`;
  return iri.replace(/\/[^/]+$/, iri.startsWith(`${SNB}/`) ? `/${COLLECTION}` : '');
}

/** Concepts that a credential of ours always or sometimes names (European Learning Model, xsd/loq/cv; evidence types of its EDC profile). */
export const CONCEPT = {
  generic: { iri: `${SNB}/credential/e34929035b`, label: 'Generic' },
  base64: { iri: `${SNB}/encoding/6146cde7dd`, label: 'base64' },
  png: { iri: `${AUTHORITY}/file-type/PNG`, label: 'PNG' },
  shortProgramme: { iri: `${SNB}/learning-opportunity/74a4a268e8`, label: 'Short learning programme' },
  mandate: { iri: `${SNB}/evidence-type/c_18016257`, label: 'Mandate' },
  institutional: { iri: `${SNB}/accreditation/bb4618238e`, label: 'institutional quality assurance (ESG)' },
  programme: { iri: `${SNB}/accreditation/820101cba6`, label: 'programme quality assurance (ESG)' },
  positive: { iri: `${SNB}/accreditation-decision/c_0ab66479`, label: 'positive' },
  transversal: { iri: `${SNB}/skill-reuse-level/transversal`, label: 'transversal skills and competences' },
  /** Where a country must stand and none is known. */
  provisional: { iri: `${AUTHORITY}/country/OP_DATPRO`, label: 'Provisional data' },
} as const;

/** `dcType` of a learning outcome: the European list has two of the three kinds. */
export const SKILL_TYPES = { knowledge: `${SNB}/skill-type/knowledge`, skill: `${SNB}/skill-type/skill` } as const;

/** Names of identifiers, `schemeName`, which the profile leaves to issuers. */
export const SCHEME_NAMES = {
  did: 'DID',
  number: 'Certificate number',
  ror: 'ROR',
  eter: 'ETER',
  schac: 'SCHAC',
  deqar: 'DEQAR',
  vat: 'VAT',
  legal: 'Legal identifier',
  europeanStudentIdentifier: 'European Student Identifier',
  studentNumber: 'Student number',
} as const;

/** Our concepts that say what a note is (`OTHER_CONCEPTS`). */
export const NOTE = {
  furtherInformation: 'further-information',
  certification: 'certification',
  qualityPolicy: 'quality-policy',
  ungraded: 'ungraded',
  responsibility: 'responsibility',
  notApplicable: 'level-not-applicable',
  standalone: 'standalone',
  stackable: 'stackable',
} as const;
/** `achievementType` of Open Badges 3.0, by the concept that says the kind. */
export const KINDS = { 'micro-credential': 'MicroCredential', attendance: 'Badge' } as const;
