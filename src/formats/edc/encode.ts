import type { JsonObject } from '../../core/json.js';
import type { Award } from '../../core/model.js';
import { readCertificate } from '../../core/x509/index.js';
import { statusListUrl } from '../ob3/addresses.js';
import { stated } from '../ob3/stated.js';
import type { EncodeContext } from '../format.js';
import { assessments } from './assessment.js';
import { issuer, mandate } from './issuer.js';
import { learner } from './learner.js';
import { routeNote } from './notes.js';
import { awardingBody, identifier, named } from './organisation.js';
import { credits, qualification } from './qualification.js';
import { accreditations } from './quality.js';
import { CONCEPT, CONTEXTS, CREDENTIAL_TYPE, PROFILE } from './terms.js';
import { createWriter, european, languageConcept, languageConcepts, type Writer } from './writer.js';

/**
 * Award → EuropeanDigitalCredential, unsealed, in all languages that the achievement is written in. Every text stands in it exactly as it was
 * given; the same award and key give the same document.
 */
export function encodeEdc(award: Award, { baseUrl, key, page }: Pick<EncodeContext, 'baseUrl' | 'key' | 'page'>): JsonObject {
  const w = createWriter(award, baseUrl);
  const [leaf] = key.chain;
  const sealer = leaf === undefined ? {} : readCertificate(leaf).subject;
  return stated({
    '@context': CONTEXTS,
    id: award.credentialId,
    type: ['VerifiableCredential', CREDENTIAL_TYPE],
    credentialSchema: { id: PROFILE, type: 'ShaclValidator2017' },
    credentialProfiles: european(CONCEPT.generic),
    identifier: identifier(w, 'number', award.number),
    displayParameter: display(w, page),
    issuer: issuer(w, sealer),
    issuanceDate: award.issuedAt,
    issued: award.issuedAt,
    validFrom: award.issuedAt,
    validUntil: award.validUntil,
    expirationDate: award.validUntil,
    evidence: mandate(w, sealer),
    credentialSubject: learner(w, claim(w)),
    status: status(w),
  });
}

/** What the learner achieved. */
function claim(w: Writer): JsonObject {
  const { achievement, awardingBodies, awardedOn } = w.award;
  const { institutional, programme } = accreditations(w);
  const bodies = awardingBodies.map((body, index) => awardingBody(w, body, index === 0 ? institutional : []));
  const process = { id: w.id('awardingProcess'), type: 'AwardingProcess', awardingDate: `${awardedOn}T00:00:00Z` };
  return stated({
    id: w.id('learningAchievement'),
    type: 'LearningAchievement',
    title: achievement.title,
    awardedBy: { ...process, awardingBody: bodies },
    provenBy: assessments(w, { ...process, awardingBody: bodies.map(named) }),
    creditReceived: credits(w, achievement.workload),
    additionalNote: routeNote(w),
    specifiedBy: qualification(w, programme),
  });
}

/** The page that viewers show: of the achievement, without a name, so that it is drawn once for all learners. */
function display(w: Writer, page: Uint8Array | undefined): JsonObject {
  const { achievement, language } = w.award;
  const image = {
    id: w.id('mediaObject'),
    type: 'MediaObject',
    content: Buffer.from(page ?? []).toString('base64'),
    contentEncoding: european(CONCEPT.base64),
    contentType: european(CONCEPT.png),
  };
  return {
    id: w.id('displayParameter'),
    type: 'DisplayParameter',
    title: achievement.title,
    primaryLanguage: languageConcept(language),
    language: languageConcepts([language, ...Object.keys(achievement.title)]),
    individualDisplay: { id: w.id('individualDisplay'), type: 'IndividualDisplay', language: languageConcept(language), displayDetail: { id: w.id('displayDetail'), type: 'DisplayDetail', page: 1, image } },
  };
}

/**
 * Where the field has it: no form of `credentialStatus` conforms to both editions of the profile, 3.1 and 3.2. One entry for each purpose, in
 * lists that the Open Badge of the award shares; the revocation bit is also set while it is suspended.
 */
function status({ award, baseUrl }: Writer): JsonObject[] {
  const list = statusListUrl(baseUrl, award.statusEntry);
  const index = String(award.statusEntry.index);
  return [
    ['revocation', list],
    ['suspension', `${list}/suspension`],
  ].map(([statusPurpose = '', url = '']) => ({ id: `${url}#${index}`, type: 'BitstringStatusListEntry', statusPurpose, statusListIndex: index, statusListCredential: url }));
}
