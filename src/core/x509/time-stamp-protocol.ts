import { Integer, OctetString, Sequence, type AsnType } from 'asn1js';
import { AlgorithmIdentifier, MessageImprint, TimeStampReq, TimeStampResp } from 'pkijs';
import { equalBytes, toHex } from '../bytes.js';
import { reject } from '../errors.js';
import { ownBuffer, readDer } from './der.js';
import { readTimeStamp } from './time-stamp.js';

const SHA256 = '2.16.840.1.101.3.4.2.1';

/** What is asked of a time-stamp authority: a stamp of this SHA-256, for us alone. */
export interface StampQuestion {
  readonly imprint: Uint8Array;
  /** Random, so that an old answer is none to this question. */
  readonly nonce: Uint8Array;
}

/** TimeStampReq (RFC 3161, 2.4.1), asking for the authority's certificate too. */
export function encodeStampRequest({ imprint, nonce }: StampQuestion): Uint8Array {
  const messageImprint = new MessageImprint({ hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256 }), hashedMessage: new OctetString({ valueHex: ownBuffer(imprint) }) });
  const request = new TimeStampReq({ version: 1, messageImprint, nonce: new Integer({ valueHex: ownBuffer(positive(nonce)) }), certReq: true });
  return new Uint8Array(request.toSchema().toBER());
}

/** An INTEGER that is not negative, in its shortest form. */
function positive(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  return (digits[0] ?? 0) >= 0x80 ? Uint8Array.of(0, ...digits) : digits;
}

const GRANTED = [0, 1];

/** The token of an answer (RFC 3161, 2.4.2), once it holds and answers the question. Throws `input-invalid`, saying why it does not. */
export function readStampAnswer(answer: Uint8Array, { imprint, nonce }: StampQuestion): Uint8Array {
  const token = readDer(answer, tokenOf, { what: 'time-stamp answer' });
  const stamp = readTimeStamp(token);
  if (stamp.imprint.hash !== 'sha256' || !equalBytes(stamp.imprint.digest, imprint)) reject('input-invalid', 'The time stamp is of something else.');
  if (stamp.nonce !== toHex(positive(nonce))) reject('input-invalid', 'The time stamp answers another question.');
  return token;
}

/** As it stands: written again it might be other bytes than were signed. */
function tokenOf(schema: AsnType): Uint8Array {
  const { status } = new TimeStampResp({ schema }).status;
  if (!GRANTED.includes(Number(status))) reject('input-invalid', `The authority did not stamp it (status ${Number(status)}).`);
  const token = schema instanceof Sequence ? schema.valueBlock.value[1] : undefined;
  return token === undefined ? reject('input-invalid', 'The answer has no time stamp.') : new Uint8Array(token.valueBeforeDecodeView);
}
