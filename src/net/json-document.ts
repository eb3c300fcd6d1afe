import { text } from '../core/bytes.js';
import type { Fact } from '../core/evidence.js';
import type { Reason } from '../core/finding.js';
import { isObject, parseJson, type JsonObject } from '../core/json.js';
import type { Fetched, FetchResult, Unfetched } from './guarded-fetch.js';

/** What a document is for, and how it is spoken of. */
export interface Sought {
  readonly url: string;
  /** When it cannot be had. */
  readonly reason: Reason;
  /** Said of JSON of another kind. */
  readonly otherwise?: string;
}
type Without = Extract<Fact<never>, { readonly ok: false }>;
/** A document, and the answer that it was in. */
export interface Had extends Pick<Fetched, 'ok' | 'bytes' | 'obtainedAt'> {
  readonly value: JsonObject;
}

/** Why there is no answer. That we stopped, or may not ask, is no fault of the source. */
export function reasonOf({ code, why }: Unfetched, otherwise: Reason): Reason {
  if (code === 'fetch-cut') return 'budget-spent';
  return why === 'outside-allow-list' ? 'outside-allow-list' : otherwise;
}

/** The JSON object that was fetched, or why there is none. */
export function documentIn(answer: FetchResult, { url, reason, otherwise = 'not a JSON object' }: Sought): Had | Without {
  const without = (detail: string, why = reason): Without => ({ ok: false, reason: why, detail: `${url}: ${detail}` });
  if (!answer.ok) return without(answer.why, reasonOf(answer, reason));
  try {
    const document = parseJson(text(answer.bytes));
    return isObject(document) ? { ok: true, value: document, bytes: answer.bytes, obtainedAt: answer.obtainedAt } : without(otherwise);
  } catch {
    return without('not JSON');
  }
}
