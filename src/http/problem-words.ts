import { type ErrorCode } from '../core/errors.js';

/** What a problem code means, why it comes, and what to do: the text of `/docs/problems`, in English as all of the API. */
export interface ProblemWords {
  /** The same every time (RFC 9457, 3.1.3). */
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
}

/** Words of every code: a new code does not compile without them. */
export const PROBLEM_WORDS: Readonly<Record<ErrorCode, ProblemWords>> = {
  'input-invalid': {
    title: 'A value has the wrong form',
    cause: 'A member of the body, or a parameter of the query, is missing, unknown, or not in the form that its schema asks for.',
    remedy: 'Read path and detail: they name the place and what is allowed there. Change it and send the request again.',
  },
  'json-invalid': {
    title: 'The body is not JSON that can be read safely',
    cause: 'The body is not JSON, names a member twice, nests deeper than 64 levels, or has half of a surrogate pair in it.',
    remedy: 'Detail names line and column. Write the body with a JSON library.',
  },
  'csv-invalid': {
    title: 'The table cannot be read',
    cause: 'The first row does not name the columns that a table of results needs, names one twice, or names one that is not known.',
    remedy: 'Name the columns as the members of a result, in any order; the file must be UTF-8.',
  },
  'body-too-large': {
    title: 'The body is too large',
    cause: 'The body is larger than this address takes: 1 MiB of JSON, 2 MiB to be verified (20 MiB of many in one call), 16 MB of results as one JSON array.',
    remedy: 'Send less at a time. Results as NDJSON or CSV may be of any size.',
  },
  'media-type-unsupported': {
    title: 'The body is of a kind that is not taken here',
    cause: 'Content-Type names another media type than the operation takes, or Content-Encoding says that the body is compressed.',
    remedy: 'Name one of the media types that the operation lists, and send the body as it is.',
  },
  unreadable: {
    title: 'No credential could be found in what was given',
    cause: 'What was sent, or what the link leads to, is no credential in a format that is known, or can be read as two.',
    remedy: 'Send the credential’s own file, exactly as it was received: a copy out of a page or a picture of it cannot be checked.',
  },
  'not-found': {
    title: 'There is nothing at this address',
    cause: 'The address does not exist, or what it names does not exist for this key: another organisation’s things are not shown.',
    remedy: 'Check the path and the id. Ids are lower case.',
  },
  'method-not-allowed': {
    title: 'This address does not take this method',
    cause: 'The address exists, and answers other methods.',
    remedy: 'Use one of the methods that the header Allow names.',
  },
  'request-malformed': {
    title: 'The request is not HTTP that can be read',
    cause: 'The request line, a header or the framing of the body breaks RFC 9112.',
    remedy: 'Send the request with an HTTP library.',
  },
  'headers-too-large': {
    title: 'The headers are too large',
    cause: 'The request line and the headers together are larger than 16 KiB.',
    remedy: 'Send fewer or shorter headers; what is long belongs into the body.',
  },
  'request-timeout': {
    title: 'The request took too long to arrive',
    cause: 'Headers or body did not arrive in time.',
    remedy: 'Send it again, over a better connection or in smaller parts.',
  },
  'link-gone': {
    title: 'The link has run out',
    cause: 'It was a link until a date, and that has passed, or it was withdrawn.',
    remedy: 'Ask whoever gave the link for a new one.',
  },
  'passphrase-needed': {
    title: 'The share asks for a passphrase',
    cause: 'Its learner protected it.',
    remedy: 'Ask the learner for the passphrase.',
  },
  'passphrase-wrong': {
    title: 'The passphrase is not the right one',
    cause: 'The share asks for another passphrase than was given.',
    remedy: 'Ask the learner for the passphrase. Tries are limited.',
  },
  'share-limit': {
    title: 'The award has as many live shares as it may have',
    cause: 'An award has a limited number of shares that have not ended.',
    remedy: 'Withdraw one that is not needed any more.',
  },
  'watch-limit': {
    title: 'The organisation has as many watches as it may have',
    cause: 'Each watch asks other people’s servers several times a day, so there is a number that an organisation may have at a time.',
    remedy: 'Delete watches that are not needed any more; they end by themselves after twelve months.',
  },
  'learner-erased': {
    title: 'The learner’s data were erased',
    cause: 'At the learner’s request the key was destroyed under which the award’s personal data were kept.',
    remedy: 'Nothing brings them back. Status lists still tell whether the credential is valid.',
  },
  unauthorised: {
    title: 'A valid key is needed',
    cause: 'The request has no key, or one that is not known.',
    remedy: 'Send Authorization: Bearer and the key, as it was shown when it was made.',
  },
  forbidden: {
    title: 'This key may not do this',
    cause: 'The key is known and does not carry the scope that the operation needs; or the operation is for the administrator, or for an organisation’s own key.',
    remedy: 'Use a key with the scope that the operation names, or ask the administrator for one.',
  },
  'result-conflict': {
    title: 'The resultId was used before with other content',
    cause: 'A result with this resultId is kept already, and it says something else.',
    remedy: 'To correct an award, post a correction to it. For another result, use another resultId.',
  },
  'result-not-passed': {
    title: 'A result that was not passed earns no award',
    cause: 'The outcome of the result is failed.',
    remedy: 'Post only results that were passed.',
  },
  'element-missing': {
    title: 'A mandatory element of the EU standard is missing',
    cause: 'The result, its achievement or its organisation does not state one of the eleven mandatory elements.',
    remedy: 'Detail names the elements and path the first of them. State it where it belongs and post the result again.',
  },
  'organisation-inactive': {
    title: 'The organisation cannot award',
    cause: 'The organisation, or one that awards jointly with it, is suspended or closed.',
    remedy: 'Ask the administrator of this installation.',
  },
  'code-in-use': {
    title: 'The name is taken',
    cause: 'Another organisation has this slug or domain, or another achievement this code.',
    remedy: 'Choose another, or change the one that has it.',
  },
  'status-final': {
    title: 'The award’s status is final',
    cause: 'The award is revoked or superseded, or another result corrected it before.',
    remedy: 'A revoked award stays so: post a new result. Of a corrected award, correct its successor.',
  },
  'status-unchanged': {
    title: 'There is nothing to change',
    cause: 'The award has this status already, there is nothing to lift, or somebody else changed it at the same moment.',
    remedy: 'Look at the award’s status and decide again.',
  },
  'issuing-pending': {
    title: 'The award is not issued yet',
    cause: 'The result is accepted and its credentials are being made.',
    remedy: 'Wait until the batch is done, and try again.',
  },
  'key-missing': {
    title: 'The organisation has no active signing key',
    cause: 'No active key of the algorithm that the format needs.',
    remedy: 'The administrator makes new keys: POST /api/v1/organisations/{id}/keys.',
  },
  'key-state': {
    title: 'The key is not in a state for this',
    cause: 'A key is made, certified, active, retired or compromised, in this order; what was asked is for another of these.',
    remedy: 'Look at the organisation’s keys. Detail says what the key is and what is needed.',
  },
  'certificate-refused': {
    title: 'The certificates cannot be used with this key',
    cause: 'The first certificate is not of this key, one is not certified by the next, one has run out, or one is not made for this.',
    remedy: 'Detail says which certificate and what is wrong. Send the chain as the authority gave it: PEM, the key’s own certificate first, without the root or with it.',
  },
  'custody-failed': {
    title: 'Whoever keeps the key did not do what was asked',
    cause: 'The token (PKCS#11) or the trust service provider (CSC) could not be reached, refused, or is not configured here.',
    remedy: 'Try again later. When it stays so, give the reference to the operator.',
  },
  'rate-limited': {
    title: 'Too many requests',
    cause: 'Your address has guessed, tried or asked for work more often than one address may in some minutes.',
    remedy: 'Wait as many seconds as the header Retry-After says. A key of the issuer API is not limited in what it has verified.',
  },
  'credential-withheld': {
    title: 'This credential is not made of this award',
    cause: 'The kind of credential asks for something that the award does not say, such as a level; nothing is invented to fill it. Or the award is no longer in force.',
    remedy: 'Reason names what is missing. A later version of the achievement can state it; this award is given in its other formats.',
  },
  'script-unsupported': {
    title: 'The document cannot be drawn in this script',
    cause: 'A text has characters that no embedded font has: Latin, Greek and Cyrillic are drawn.',
    remedy: 'Take another format: the signed documents keep every character.',
  },
  'lint-failed': {
    title: 'What was about to be signed breaks a rule',
    cause: 'A credential or list that we made does not pass its own format’s rules; it was not signed. The fault is ours.',
    remedy: 'Give the reference to the operator.',
  },
  'recheck-failed': {
    title: 'What was signed does not verify',
    cause: 'Our own verifier refused a credential that we had just signed; it was not kept. The fault is ours.',
    remedy: 'Give the reference to the operator.',
  },
  'config-invalid': {
    title: 'The installation is misconfigured',
    cause: 'A setting, the master key or the database does not fit. The fault is the operator’s.',
    remedy: 'Give the reference to the operator.',
  },
  busy: {
    title: 'Too busy at this moment',
    cause: 'More is asked at once than there are connections to the database, or than there is room for: many credentials in one call stand in memory until they are answered. Nothing was done.',
    remedy: 'Wait as many seconds as the header Retry-After says, and send the same again.',
  },
  'database-in-use': {
    title: 'The database is held by another process',
    cause: 'The embedded database has one process at a time.',
    remedy: 'Try again in a minute.',
  },
  'fetch-refused': {
    title: 'The link may not be followed',
    cause: 'The link is not https, or leads to a private address.',
    remedy: 'Give a public https address, or send the credential itself.',
  },
  'fetch-failed': {
    title: 'The link could not be followed',
    cause: 'The other server did not answer, answered with an error, or sent too much.',
    remedy: 'Try again later, or send the credential itself.',
  },
  bug: {
    title: 'Something went wrong here',
    cause: 'An error that nobody foresaw. The fault is ours.',
    remedy: 'Give the reference to the operator; it names the entry in the log.',
  },
};
