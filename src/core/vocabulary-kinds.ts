import type { VocabularyTerm } from './vocabulary.js';

/**
 * What kind of thing others say they award, for readers: the types of learning opportunity of the European Learning Model (ELM 3.2,
 * xsd/loq/cv/europass-learning-opportunity-types.xsd), then the achievement types of Open Badges 3.0 (B.8.1) that are not among them.
 * Micro-credentials and badges of attendance have sentences of their own on the pages.
 */
const OPPORTUNITIES = `
course|Course|05053c1cbe
programme-module|Programme module|0f7dac46ca
mentoring|Mentoring|11252a5207
mooc|MOOC|17744a2647
apprenticeship|Apprenticeship|63f9f6180c
study-visit|Study visit|65a4cf5de2
short-learning-programme|Short learning programme|74a4a268e8
internship|Internship|77b99de990
educational-programme|Educational programme|79343569f3
class|Class|7e1ac538db
service-learning|Service learning|8b965da2d4
thesis|Thesis|b2434ca358
`;
const ACHIEVEMENTS = `
achievement|Achievement
apprenticeship-certificate|Apprenticeship certificate
assessment|Assessment
assignment|Assignment
associate-degree|Associate degree
award|Award
badge|Badge
bachelor-degree|Bachelor degree
certificate|Certificate
certificate-of-completion|Certificate of completion
certification|Certification
community-service|Community service
competency|Competency
co-curricular|Co-curricular activity
degree|Degree
diploma|Diploma
doctoral-degree|Doctoral degree
fieldwork|Fieldwork
general-education-development|General education development
journeyman-certificate|Journeyman certificate
learning-program|Learning program
license|License
membership|Membership
professional-doctorate|Professional doctorate
quality-assurance-credential|Quality assurance credential
master-certificate|Master certificate
master-degree|Master degree
research-doctorate|Research doctorate
secondary-school-diploma|Secondary school diploma
`;

const rows = (table: string): string[][] => table.trim().split('\n').map((line) => line.split('|'));

export const CREDENTIAL_KINDS: readonly VocabularyTerm[] = [
  ...rows(OPPORTUNITIES).map(([code = '', label = '', concept = '']) => ({ code, label, iri: `http://data.europa.eu/snb/learning-opportunity/${concept}` })),
  ...rows(ACHIEVEMENTS).map(([code = '', label = '']) => ({ code, label })),
];

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/** The code of a kind as a credential states it: `CertificateOfCompletion`, `Certificate of completion`, `ext:Course`; undefined for any other. */
export const kindCode = (stated: string): string | undefined => {
  const name = plain(stated.replace(/^ext:/, ''));
  return CREDENTIAL_KINDS.find(({ code, label }) => plain(code) === name || plain(label) === name)?.code;
};
