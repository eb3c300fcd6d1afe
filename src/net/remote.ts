import { text } from '../core/bytes.js';
import type { Fact } from '../core/evidence.js';
import type { Timestamp } from '../core/model.js';
import type { GuardedFetch } from './guarded-fetch.js';
import { reasonOf } from './json-document.js';

/** However long a list's host lets it be kept: a credential withdrawn in the meantime is told so within this. */
const FRESH_MS = 5 * 60 * 1000;

/** A Status List Token in CBOR (draft-ietf-oauth-status-list-20, 5.2), which we do not read, and do not ask for. */
const CWT = 'application/statuslist+cwt';

/** Somebody else's status list, as text still to be verified. */
export const createRemoteStatusList =
  (fetch: GuardedFetch) =>
  async (url: string): Promise<Fact<{ readonly fetched: string; readonly from: string; readonly obtainedAt: Timestamp }>> => {
    const answer = await fetch(url, { accept: 'application/statuslist+jwt, application/vc+jwt, application/vc, application/ld+json;q=0.9, application/json;q=0.8', freshMs: FRESH_MS });
    if (!answer.ok) return { ok: false, reason: reasonOf(answer, 'list-unreachable'), detail: answer.why };
    if (answer.mediaType === CWT) return { ok: false, reason: 'status-unsupported', detail: CWT };
    const fetched = textOf(answer.bytes);
    return fetched === undefined ? { ok: false, reason: 'list-invalid', detail: 'not text' } : { ok: true, value: { fetched, from: answer.url, obtainedAt: answer.obtainedAt } };
  };

/** The credential behind somebody else's link: bytes still to be detected, and kept nowhere; and the host that gave them. */
export const createRemoteCredential =
  (fetch: GuardedFetch) =>
  async (url: string): Promise<Fact<{ readonly bytes: Uint8Array; readonly host: string }>> => {
    const answer = await fetch(url, { accept: 'application/vc+jwt, application/dc+sd-jwt, application/vc, application/ld+json;q=0.9, application/json;q=0.8, */*;q=0.1' });
    return answer.ok ? { ok: true, value: { bytes: answer.bytes, host: new URL(answer.url).host } } : { ok: false, reason: reasonOf(answer, 'source-unavailable'), detail: answer.why };
  };

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return text(bytes);
  } catch {
    return undefined;
  }
}
