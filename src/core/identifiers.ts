/** What an identifier of a learner is, whichever name its format gives to the kind. */
export type IdentifierKind = 'email' | 'studentNumber' | 'esi' | 'birthDate' | 'nationalId';

/** Names in lower case: Open Badges 3.0, B.8 (IdentifierTypeEnum); ours begin with `ext:`, as its extensions do. */
const KINDS: ReadonlyMap<string, IdentifierKind> = new Map([
  ['emailaddress', 'email'],
  ['email', 'email'],
  ['studentnumber', 'studentNumber'],
  ['studentid', 'studentNumber'],
  ['sissourcedid', 'studentNumber'],
  ['esi', 'esi'],
  ['europeanstudentidentifier', 'esi'],
  ['birthdate', 'birthDate'],
  ['dateofbirth', 'birthDate'],
  ['nationalidentitynumber', 'nationalId'],
]);

/** Undefined for a kind we do not know. */
export const identifierKind = (type: string): IdentifierKind | undefined => KINDS.get(type.replace(/^ext:/, '').toLowerCase());
