/** The checks of a report, in the order they are shown. */
export const CHECKS = [
  'format',
  'context',
  'schema',
  'signature',
  'issuer-key',
  'unsigned-content',
  'validity',
  'status',
  'seal',
  'trust',
  'elements',
  'endorsements',
  'holder',
] as const;
export type CheckId = (typeof CHECKS)[number];

/** *fail* (it is wrong) and *unknown* (we could not find out) are different values, and neither is an exception. */
export type Outcome = 'pass' | 'fail' | 'unknown' | 'warn' | 'skip';

export type Reason =
  // pass
  | 'ok'
  // skip
  | 'not-declared' // the credential has none
  | 'not-applicable' // this format has none
  | 'not-asked' // the asker's policy says off
  | 'signature-unproven' // no sense in judging further
  | 'held-back' // not shown, perhaps because whoever shows it kept it; of a status or an end *unknown*
  // format, context, schema
  | 'malformed'
  | 'unknown-context'
  | 'undefined-term' // JSON-LD safe mode: a term that means nothing
  | 'context-order'
  | 'schema-mismatch'
  | 'schema-relaxed' // valid, but single values where the specification has arrays
  | 'schema-unavailable' // valid, but it also names a schema that we do not hold
  | 'type-missing'
  // signature
  | 'no-proof'
  | 'proof-unsupported'
  | 'proof-malformed'
  | 'proof-purpose'
  | 'signature-mismatch'
  | 'algorithm-unsupported'
  | 'header-unsupported'
  | 'claims-disagree' // JWT claims and credential say different things
  | 'key-missing' // no key named
  | 'key-unavailable' // the key's document could not be had
  | 'too-complex' // it would have taken more time or memory than one credential is given
  | 'hosted-only' // nobody signed it: the website that publishes it says so, and only now
  | 'host-disagrees' // the website that should publish it says something else
  | 'document-gone' // its website says that it is no more (HTTP 410)
  // issuer-key
  | 'key-not-of-issuer'
  | 'key-not-for-assertion'
  | 'key-compromised'
  | 'key-unbound' // a bare key: nothing joins it to the named issuer
  | 'key-not-known-then' // not published by the issuer at that time
  | 'host-not-of-issuer' // the issuer's own profile does not name the website that publishes it
  // unsigned-content
  | 'unsigned-content'
  // validity
  | 'expired'
  | 'not-yet-valid'
  | 'dates-invalid'
  // status
  | 'revoked'
  | 'suspended'
  | 'superseded'
  | 'list-unreachable'
  | 'list-invalid'
  | 'list-stale'
  | 'list-wrong-issuer'
  | 'list-wrong-purpose'
  | 'list-too-short'
  | 'list-unsigned' // that it does not name the credential proves nothing
  | 'list-replayed' // an older edition than one that we have seen
  | 'index-out-of-range'
  | 'status-unsupported'
  | 'status-message' // in force; its issuer says something of it
  | 'refresh-advised' // in force; its issuer has a newer one
  // seal
  | 'seal-untrusted' // its certificate leads to nobody whom this installation accepts
  | 'seal-unfit' // its certificates may not be used so
  | 'seal-time-unproven' // its certificate has run out, and nothing proves that it was made before
  | 'seal-outside-validity' // made before its certificate began, or after it ended
  | 'seal-certificate-revoked'
  | 'seal-revocation-unchecked' // good as far as known; nobody was asked about a revocation
  | 'issuer-id-unvouched' // good; but the credential calls its issuer by what the certificate does not vouch for
  | 'seal-not-baseline'
  | 'seal-times-disagree'
  | 'time-stamp-broken'
  // trust
  | 'granted'
  | 'not-listed'
  | 'name-of-another' // a register lists somebody else under the issuer's name, or one that looks like it
  | 'not-yet-listed'
  | 'listing-ended'
  | 'listing-withdrawn'
  | 'out-of-scope'
  | 'source-unavailable'
  // any source
  | 'outside-allow-list' // this installation asks only whom its operator lets be asked
  | 'budget-spent' // one verification asks so much, and waits so long, and no more
  // elements
  | 'elements-missing'
  // holder
  | 'presentation-unasked' // shown to somebody with the holder's key, but not to us: it may be a copy
  | 'presentation-unsigned' // shown by nobody in particular
  | 'holder-unnamed' // the credential names nobody who could show it
  | 'holder-not-subject' // shown by somebody else than whom it is about
  | 'key-not-of-holder' // the presentation is signed by somebody else than its holder
  // endorsements
  | 'not-verified';

/** What one check found. `detail` names the thing (a URL, a term, an element), never the learner. `at` is the time the answer is of. */
export interface Finding {
  readonly check: CheckId;
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly detail?: string;
  readonly at?: string;
  /** Facts the page needs to explain the finding: dates, public codes, names of sources. */
  readonly facts?: Readonly<Record<string, string>>;
}

type More = Omit<Finding, 'check' | 'outcome' | 'reason'>;
export const pass = (check: CheckId, more: More = {}): Finding => ({ check, outcome: 'pass', reason: 'ok', ...more });
export const skip = (check: CheckId, reason: Reason, more: More = {}): Finding => ({ check, outcome: 'skip', reason, ...more });
export const warn = (check: CheckId, reason: Reason, more: More = {}): Finding => ({ check, outcome: 'warn', reason, ...more });
export const fail = (check: CheckId, reason: Reason, more: More = {}): Finding => ({ check, outcome: 'fail', reason, ...more });
export const unknown = (check: CheckId, reason: Reason, more: More = {}): Finding => ({ check, outcome: 'unknown', reason, ...more });
