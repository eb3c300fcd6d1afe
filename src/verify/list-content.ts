import type { StatusListFact } from '../core/evidence.js';
import { isObject, type Json, type JsonObject } from '../core/json.js';
import { BIT_LISTS, type BitListKind } from '../core/status-kinds.js';
import { parseTimestamp, timestamp } from '../core/time.js';

/** Times that stand beside the document, in what secures it. */
export interface SecuredTimes {
  readonly made: readonly string[];
  readonly ends: readonly string[];
}

/**
 * In JSON-LD the same statement may be written under another name, a keyword, as an array of one, or in another thing of the same id, and the
 * signature still holds: an old list whose end is hidden so would never run out. So nothing stands in a list but what a reader looks for by these names.
 */
const OF_LIST: readonly string[] = [
  ...['@context', 'id', 'type', 'name', 'description', 'issuer', 'validFrom', 'validUntil', 'issuanceDate', 'expirationDate', 'issued', 'credentialSubject', 'proof'],
  ...['credentialSchema', 'credentialStatus', 'evidence', 'refreshService', 'relatedResource', 'renderMethod', 'termsOfUse'],
];
const OF_SUBJECT: readonly string[] = ['id', 'type', 'name', 'description', 'statusPurpose', 'encodedList', 'ttl', 'statusReference', 'statusSize', 'statusMessage'];

/** What the list says; or why it is none that can be read (Bitstring Status List v1.0, 2.2; VC Status List 2021, 2.2; Revocation List 2020, 2.2). */
export function listIn(document: JsonObject, times: SecuredTimes, url: string): StatusListFact | string {
  const kind = BIT_LISTS.find(({ credential }) => textsIn(document.type).includes(credential));
  const { credentialSubject: subject } = document;
  if (kind === undefined || !isObject(subject) || !textsIn(subject.type).includes(kind.subject)) return 'not a status list';
  const fault = faultIn(document, subject);
  if (fault !== undefined) return fault;
  const dates = datesIn(document, times);
  const issuer = isObject(document.issuer) ? document.issuer.id : document.issuer;
  if (typeof subject.encodedList !== 'string' || typeof issuer !== 'string' || dates === undefined) return 'not a status list';
  return { url, ...(kind === BIT_LISTS[0] ? {} : { kind: kind.entry }), issuer, purposes: purposesOf(kind, subject), encodedList: subject.encodedList, ...dates, ...elsewhere(document, url), source: 'fetched' };
}

function faultIn(document: JsonObject, subject: JsonObject): string | undefined {
  const odd = oddIn(document, OF_LIST) ?? oddIn(subject, OF_SUBJECT);
  return odd === undefined ? undefined : `it has a member ${odd}`;
}

const oddIn = (part: JsonObject, known: readonly string[]): string | undefined => Object.keys(part).find((name) => !known.includes(name));

/** A list of one issuer at the address of another of his is genuine, and may answer for other credentials. */
const isSame = (id: Json, url: string): boolean => typeof id === 'string' && URL.canParse(id) && URL.canParse(url) && new URL(id).href === new URL(url).href;

const elsewhere = ({ id }: JsonObject, url: string): Pick<StatusListFact, 'elsewhere'> => (id === undefined || isSame(id, url) ? {} : { elsewhere: true });

const purposesOf = ({ purpose }: BitListKind, { statusPurpose }: JsonObject): readonly string[] => (purpose === undefined ? textsIn(statusPurpose) : [purpose]);

/** Undefined when one of them is no text. Of several ends the first counts; what says when it was made are all times but its end. */
function datesIn(document: JsonObject, { made, ends }: SecuredTimes): Pick<StatusListFact, 'validFrom' | 'validUntil' | 'madeAt'> | undefined {
  const { validFrom, issuanceDate, issued, validUntil, expirationDate } = document;
  const stated = [validFrom, issuanceDate, issued, validUntil, expirationDate].filter((value) => value !== undefined);
  if (!stated.every((value) => typeof value === 'string')) return undefined;
  const begin = [validFrom ?? issuanceDate].filter((value) => typeof value === 'string');
  const end = earliest([validUntil, expirationDate, ...ends].filter((value) => typeof value === 'string'));
  const latest = Math.max(...[...begin, ...made].map(millisOf).filter((time) => !Number.isNaN(time)));
  return { ...(begin[0] !== undefined && { validFrom: begin[0] }), ...(end !== undefined && { validUntil: end }), ...(Number.isFinite(latest) && { madeAt: timestamp(new Date(latest)) }) };
}

const millisOf = (time: string): number => parseTimestamp(time)?.getTime() ?? Number.NaN;
/** One that is no time is before all: nothing says that it has not passed. */
const earliest = (times: readonly string[]): string | undefined => [...times].sort((a, b) => (millisOf(a) || 0) - (millisOf(b) || 0))[0];

const textsIn = (value: Json | undefined): string[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]).filter((item) => typeof item === 'string');
