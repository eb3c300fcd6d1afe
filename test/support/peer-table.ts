import { PEERS, type Word } from './peers.js';

/** What we say of one credential, and what each of its peers does, in the order of `PEERS`. */
export interface PeerRow {
  readonly what: string;
  readonly ours: string;
  readonly words: readonly Word[];
  /** Where somebody says otherwise than we: why, with the clause. */
  readonly why?: string;
}
const row = (what: string, ours: string, words: string, why?: string): PeerRow => ({ what, ours, words: words.split(' ') as Word[], ...(why === undefined ? {} : { why }) });
const DI = 'yes yes – –';
const NO = 'no no – –';
const TOKEN = '– – yes –';

/** An *indeterminate* of ours is a yes as far as a peer is asked: whether the content is intact. */
export const SAMPLE_ROWS: readonly PeerRow[] = [
  row('ob3/samples/simple.json', 'indeterminate', DI),
  row('ob3/samples/simple-json.png', 'indeterminate', DI),
  row('ob3/samples/simple-json.svg', 'indeterminate', DI),
  row('ob3/samples/ecdsa-sd-derived.json', 'indeterminate', 'yes no – –', 'verifier-core knows `eddsa-rdfc-2022` and `Ed25519Signature2020` alone (ECDSA Cryptosuites 1.0, 3.4; Open Badges certification 1.2 asks for it)'),
  row('ob3/samples/endorsement-valid.json', 'indeterminate', DI),
  row('ob3/samples/complete.json', 'indeterminate', DI),
  row('ob3/samples/simple-jwt.png', 'indeterminate', TOKEN),
  row('ob3/samples/simple-jwt.svg', 'indeterminate', TOKEN),
  row('ob3/samples/simple.jwt', 'invalid', '– – no –'),
  row('ob3/samples/simple-did-key-method.json', 'indeterminate', NO, 'its key is nobody’s but its own: they refuse a method that its issuer’s document does not list (VC Data Integrity 1.0, 4.5); we say that the content is intact, and that nothing joins the issuer to it'),
  row('ob3/samples/simple-multiple-proofs.json', 'invalid', DI, 'they pick the proofs that they know; of a set every one must hold (VC Data Integrity 1.0, 4.6), and this one’s type is a term without meaning (openbadges-specification#611)'),
  row('ob3/samples/simple-err-proof-value.json', 'invalid', NO),
  row('ob3/samples/simple-err-proof-method.json', 'invalid', NO),
  row('ob3/samples/simple-err-context.json', 'invalid', NO),
  row('ob3/samples/simple-err-type.json', 'invalid', NO),
  row('ob3/samples/simple-err-credential-subject-type.json', 'invalid', NO),
  row('ob3/samples/simple-err-expired.json', 'invalid', NO),
  row('ob3/samples/simple-noproof.json', 'invalid', NO),
  row('ob3/samples/bit-string-list/testlist', 'unreadable', DI, 'a status list is a credential, but of nobody’s learning: we read it where one names it, and refuse it as an upload'),
  row('ob3/samples/bit-string-list/credential-status-revoked.json', 'invalid', NO),
  row('ob3/samples/bit-string-list/credential-status-revoked-blank-nodes.json', 'invalid', NO),
  row('elm/samples/AA-Annex1-MC-signed.jsonld', 'indeterminate', TOKEN),
  row('elm/samples/Sample-CertOfPart-signed.jsonld', 'indeterminate', TOKEN),
  row('elm/samples/AA-Annex1-MC-unsigned.json', 'invalid', NO),
  row('elm/samples/Sample-CertOfPart-unsigned.json', 'invalid', NO),
  row('elm/samples/minimal-mc.valid.jsonld', 'invalid', NO),
];

export const OWN_ROWS: readonly PeerRow[] = [
  row('Open Badge', 'valid', DI),
  row('Open Badge, all of it disclosed', 'valid', 'yes no – –', 'as above: a suite that it does not know'),
  row('VC-JWT', 'valid', TOKEN),
  row('European Digital Credential', 'valid', TOKEN),
  row('SD-JWT VC', 'valid', '– – – yes'),
  row('Open Badge, a better grade', 'invalid', NO),
  row('Open Badge, revoked in its list', 'invalid', NO),
  row('Open Badge, text smuggled under the signature', 'invalid', DI, 'case 24 below'),
];

const INTACT = 'nobody was asked who signed: it is intact, and no more was said';
/** Of the negative cases: why a peer says yes where we never say *valid*. */
export const CASE_REASONS: Readonly<Record<number, string>> = {
  5: 'jose takes `b64: true` for granted where `crit` does not name it, and looks at no header that is not signed (RFC 7797, 6)',
  6: 'the key came from the header itself: that proves the token intact, and so do we say, with `issuer-key: unknown` (RFC 8725, 3.10)',
  7: 'jose is given the key that `kid` names; whose it is, is ours to ask (Open Badges 3.0, 8.5)',
  8: '`JSON.parse` takes the last of two (RFC 7493, 2.3)',
  9: 'jose decodes padding and unused bits (RFC 7515, 2)',
  10: 'the signature is as good as the first; it is revoked, which no token says',
  11: 'jose compares `typ` only where it is told which (RFC 8725, 3.11)',
  12: 'claims are not compared with the credential (Open Badges 3.0, 8.2.6; SD-JWT VC, draft 18)',
  13: 'jose judges no certificate (TS 119 182-1, 5.1; RFC 5280)',
  14: INTACT,
  15: 'jose knows no JAdES (TS 119 182-1)',
  16: 'the same',
  17: 'the same',
  18: 'the same',
  19: 'verifier-core leaves the purpose of the key unasked (`verifyMatchingIssuers` and the controller’s document are off; VC Data Integrity 1.0, 4.5)',
  20: 'verifier-core takes the key in a fragment of any address (Open Badges 3.0, 8.5)',
  23: 'a context written in the document is taken: an alias leaves every statement as it was (VC Data Integrity 1.0, 2.4.1)',
  24: 'the statements are the same, and the text is not: safe mode does not help (w3c/vc-data-integrity#272)',
  26: 'VC Data Model 2.0 lets a credential have several subjects; Open Badges 3.0, B, has one',
  28: 'no schema is asked (Open Badges 3.0, B)',
  29: 'verifier-core says yes where a list could not be used; `vc-bitstring-status-list` was given the list to read and not to verify. Neither compares its dates with now, nor its issuer (Bitstring Status List 1.0, 3.2)',
  30: '`parseInt` reads `12abc` as 12 and `1e3` as 1; a list of 100,000 is taken; verifier-core as in 29 (Bitstring Status List 1.0, 2.1, 3.3)',
  31: 'zlib and a second member are unpacked by whatever fits; verifier-core as in 29 (RFC 1952, 2.2)',
  32: 'verifier-core says so beside its answer, and does not call it less valid (Bitstring Status List 1.0, 3.2)',
  34: 'verifier-core passes both kinds unread (`credentialStatus.js`: “old spec - ignore”); we gave `@digitalbazaar/vc` no reader of them',
  35: 'no edition is remembered (Bitstring Status List 1.0, 3.2)',
  36: 'verifier-core as in 32: what it could not load it does not hold against the credential. Here its net is made of the vector’s answers; we connect to none of these addresses',
  37: 'verifier-core does not ask whether the document is the issuer’s (did:web, 3.2), and a host in another script answers for itself; we add that the name is another’s',
  40: 'a chain in the header is let pass (Open Badges 3.0, 8.2)',
  44: '`revoked` on a method is not read (Controlled Identifiers 1.0, 2.2)',
  45: 'a presentation is a token like others: for whom it was made, until when, and who it is about, jose is not asked (VC Data Model 2.0, 4.13); the other two do not read one here',
  50: 'a time without a zone is taken for one of the reader’s own, and nobody asks when it was signed; verifier-core lets dates stand beside its answer (VC Data Model 2.0, 4.9)',
};

const HEAD = ['| credential | ours |', ...PEERS.map((peer) => ` \`${peer}\` |`), ' why they differ |'].join('');
const RULE = `|---|---|${PEERS.map(() => '---|').join('')}---|`;
const line = ({ what, ours, words, why = '' }: PeerRow): string => `| ${what} | ${ours} | ${words.join(' | ')} | ${why} |`;

/** As docs/conformance.md has them. */
export const peerTable = (): string =>
  [HEAD, RULE, ...SAMPLE_ROWS.map((one) => line({ ...one, what: `\`${one.what.replace('/samples', '')}\`` })), ...OWN_ROWS.map((one) => line({ ...one, what: `ours: ${one.what}` }))].join('\n');

/** Words of peers on the negative cases, by number. */
export type CaseWords = readonly { readonly case: number; readonly words: readonly Word[] }[];
export function caseTable(all: CaseWords): string {
  const numbers = [...new Set(all.map((one) => one.case))].filter((number) => all.some((one) => one.case === number && one.words.includes('yes')));
  const counted = (number: number) =>
    PEERS.map((_, index) => {
      const judged = all.filter((one) => one.case === number && one.words[index] !== '–');
      return judged.length === 0 ? '–' : `${judged.filter((one) => one.words[index] === 'yes').length} of ${judged.length}`;
    });
  return [`| case |${PEERS.map((peer) => ` \`${peer}\` |`).join('')} why |`, `|---|${PEERS.map(() => '---|').join('')}---|`, ...numbers.map((number) => `| ${number} | ${counted(number).join(' | ')} | ${CASE_REASONS[number] ?? ''} |`)].join('\n');
}
