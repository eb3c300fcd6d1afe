import { text } from '../core/bytes.js';
import { isObject, parseJson, type JsonObject } from '../core/json.js';
import type { FetchResult } from './guarded-fetch.js';

/** The JSON object that was fetched, or why there is none. `otherwise`: what is said of JSON of another kind. */
export function documentIn(answer: FetchResult, otherwise = 'not a JSON object'): JsonObject | string {
  if (!answer.ok) return answer.why;
  try {
    const document = parseJson(text(answer.bytes));
    return isObject(document) ? document : otherwise;
  } catch {
    return 'not JSON';
  }
}
