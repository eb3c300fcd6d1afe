export { issued, jwkOf, nameOf, readCertificate, readCertificates, readPem, toPem, type Certificate, type Subject } from './certificate.js';
export { findPath, timeFault, type Anchor, type Path, type PathFault } from './path.js';
export { revocationWords, standing, type RevocationSources, type RevocationWord } from './revocation.js';
export { isStampOf, judgeTimeStamp, readTimeStamp, type StampJudgement, type StampStanding, type TimeStamp } from './time-stamp.js';
