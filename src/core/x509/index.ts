export { issued, jwkOf, nameOf, readCertificate, readCertificates, readPem, toPem, type Certificate, type Subject } from './certificate.js';
export { isForDocuments, isForSealing } from './extensions.js';
export { findPath, type Anchor, type Path, type PathFault } from './path.js';
export { readSources, revocationWords, standing, type RevocationSources } from './revocation.js';
export { isStampOf, judgeTimeStamp, readTimeStamp, type StampJudgement, type StampStanding, type TimeStamp } from './time-stamp.js';
