/**
 * The one error class. `code` is for programs and is stable; `message` is for people and may name what was wrong,
 * where and what to do, but never holds personal data or a secret; `cause` is kept for the log.
 */
export class AppError extends Error {
  readonly path: string | undefined;
  /** Which of the cases of its code, where people are told each in words of its own. */
  readonly reason: string | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: { cause?: unknown; path?: string; reason?: string } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.name = 'AppError';
    this.path = options.path;
    this.reason = options.reason;
  }
}

/** Every code a program may meet; `http/status-codes.ts` gives each its HTTP status. */
export type ErrorCode =
  | 'input-invalid' // a value has the wrong form
  | 'json-invalid' // not JSON, or JSON we refuse (duplicate names, too deep)
  | 'csv-invalid' // a table without the columns it needs
  | 'body-too-large'
  | 'media-type-unsupported'
  | 'unreadable' // no credential in what was given
  | 'not-found'
  | 'method-not-allowed'
  | 'request-malformed' // not HTTP
  | 'headers-too-large'
  | 'request-timeout'
  | 'link-gone' // a claim link that has run out, a share that has ended
  | 'passphrase-needed' // a share that its learner protected
  | 'passphrase-wrong'
  | 'share-limit' // the award has as many live shares as it may have
  | 'watch-limit' // the organisation has as many watches as it may have
  | 'learner-erased' // the learner's data were erased, and what was written with them
  | 'rate-limited' // too many guesses, or too much work, from one address
  | 'unauthorised' // no key, or a key we do not know
  | 'forbidden' // a known key without the scope
  | 'result-conflict' // resultId used before with other content
  | 'result-not-passed' // a result that was not passed earns no award
  | 'element-missing' // a mandatory EU standard element is missing
  | 'organisation-inactive'
  | 'code-in-use' // slug, code or domain of something else
  | 'status-final' // revocation is final
  | 'status-unchanged' // reinstating what is not suspended
  | 'key-missing' // the organisation has no active key for this format
  | 'key-state' // the key is not in a state in which this can be done with it
  | 'certificate-refused' // certificates that are not this key's, or in which nobody could trust
  | 'custody-failed' // whoever keeps the key (a token, a trust service provider) did not do what was asked
  | 'lint-failed' // what we were about to sign breaks a rule
  | 'recheck-failed' // what we signed does not verify
  | 'issuing-pending' // the award is accepted but not issued yet
  | 'credential-withheld' // the award does not say what this kind of credential asks for; `reason` says what
  | 'script-unsupported' // a text that must be printed is in a script we have no letters for
  | 'busy' // more callers than the database has connections, or the verifier threads, for
  | 'database-in-use' // another process holds the embedded database
  | 'config-invalid'
  | 'fetch-refused' // the guard would not go there
  | 'fetch-failed'
  | 'bug';

/** Throws an {@link AppError}; for use in expressions. */
export function reject(code: ErrorCode, message: string, path?: string): never {
  throw new AppError(code, message, path === undefined ? {} : { path });
}
