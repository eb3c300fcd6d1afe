import type { JsonObject } from '../../core/json.js';
import { pick } from '../../core/language.js';
import type { Award } from '../../core/model.js';
import { findTerm, ISCED_F } from '../../core/vocabulary.js';
import { achievementImageUrl, achievementUrl, statusListUrl } from './addresses.js';
import { alignments, type Writer } from './alignments.js';
import { identities } from './identity.js';
import { narrative } from './narrative.js';
import { profile } from './profile.js';
import { stated } from './stated.js';
import { CONTEXTS, SCHEMA_URL } from './terms.js';

/** Open Badges 3.0, B.5, LanguageCode. */
const LANGUAGE_CODE = /^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/;

/**
 * Award → OpenBadgeCredential, unsecured, in one language, arrays wherever the specification has them. Every text stands in it exactly as it
 * was given. Throws `bug` when an identifier of the learner lacks its salt.
 */
export function encodeAward(award: Award, baseUrl: string): JsonObject {
  const { organisation, language } = award;
  return stated({
    '@context': CONTEXTS,
    id: award.credentialId,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: pick(award.achievement.title, language),
    issuer: profile(organisation, { baseUrl, language }),
    validFrom: award.issuedAt,
    validUntil: award.validUntil,
    awardedDate: `${award.awardedOn}T00:00:00Z`,
    credentialSubject: subject({ award, baseUrl }),
    credentialStatus: status({ award, baseUrl }),
    credentialSchema: [{ id: SCHEMA_URL, type: '1EdTechJsonSchemaValidator2019' }],
  });
}

function subject(writer: Writer): JsonObject {
  const { award } = writer;
  const { furtherInformation } = award.achievement;
  return stated({
    id: award.subjectId,
    type: ['AchievementSubject'],
    identifier: identities(award),
    achievement: achievement(writer),
    creditsEarned: wholeCredits(award),
    licenseNumber: award.number,
    narrative: furtherInformation && pick(furtherInformation, award.language),
    result: award.grade === undefined ? undefined : [{ type: ['Result'], resultDescription: gradeId(writer), value: award.grade }],
  });
}

function achievement(writer: Writer): JsonObject {
  const { award, baseUrl } = writer;
  const { kind, title, description, code, version, fields, languages, registrations } = award.achievement;
  return stated({
    id: achievementUrl(baseUrl, award.achievement),
    type: ['Achievement'],
    achievementType: kind === 'attendance' ? 'Badge' : 'MicroCredential',
    name: pick(title, award.language),
    description: pick(description, award.language),
    criteria: { narrative: narrative(award) },
    image: { id: achievementImageUrl(baseUrl, award), type: 'Image' },
    humanCode: code,
    version: String(version),
    inLanguage: languages?.find((tag) => LANGUAGE_CODE.test(tag)),
    fieldOfStudy: findTerm(ISCED_F, fields?.[0] ?? '')?.label,
    creditsAvailable: wholeCredits(award),
    alignment: alignments(writer),
    otherIdentifier: registrations?.map((entry) => ({ type: 'IdentifierEntry', identifier: entry.code, identifierType: registerType(entry.register) })),
    resultDescription: award.grade === undefined ? undefined : [gradeDescription(writer)],
  });
}

/** Whole and half credits only: other fractions are written differently by other JSON-LD processors, and their signatures then differ. */
function wholeCredits({ achievement }: Award): number | undefined {
  const value = achievement.workload?.credits?.value;
  return value !== undefined && Number.isInteger(value * 2) ? value : undefined;
}

const gradeId = ({ award, baseUrl }: Writer): string => `${achievementUrl(baseUrl, award.achievement)}#grade`;

function gradeDescription(writer: Writer): JsonObject {
  const scheme = writer.award.achievement.gradingScheme;
  return stated({
    id: gradeId(writer),
    type: ['ResultDescription'],
    name: scheme === undefined ? 'Grade' : pick(scheme.description, writer.award.language),
    resultType: 'Result',
    // Worst first here (B.2.11), best first in the model.
    allowedValue: scheme?.values?.toReversed(),
    requiredValue: scheme?.passMark,
  });
}

/** A register's name as far as an `ext:` type can hold it (B.4, IdentifierTypeEnum); whole it stands in the alignment. */
function registerType(register: string): string {
  const name = register.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^-+|-+$/g, '');
  return `ext:${name === '' ? 'Registration' : name}`;
}

/** One entry, because both circulating schemas refuse an array: its bit is set while the award is revoked or suspended. */
function status({ award, baseUrl }: Writer): JsonObject {
  const list = statusListUrl(baseUrl, award.statusEntry);
  const index = String(award.statusEntry.index);
  return { id: `${list}#${index}`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: index, statusListCredential: list };
}
