import type { JsonObject } from '../../core/json.js';
import type { Expanded, JsonLd } from './json-ld.js';

/** Documents remembered at a time: those of a few credentials and their proofs. */
const SIZE = 16;

/**
 * The same answers, worked out once for each of the last few documents. Issuing looks at one document again and again (trial signature, seal and
 * recheck, in two formats that share it), and expanding it is nearly all the cost. The key is the whole text: no two documents share an answer.
 */
export function remembering(ld: JsonLd): JsonLd {
  const expanded = recent<Promise<Expanded>>(SIZE);
  const canonical = new WeakMap<Expanded, Promise<string>>();
  const compacted = new WeakMap<Expanded, Map<string, Promise<JsonObject>>>();
  return {
    ...ld,
    expand: (document) => expanded(JSON.stringify(document), () => ld.expand(document)),
    // What we issue is hashed by the first.
    canonical: (nodes, digest = 'sha256') => (digest === 'sha256' ? once(canonical, nodes, () => ld.canonical(nodes)) : ld.canonical(nodes, digest)),
    compact: (nodes, context) => once(once(compacted, nodes, () => new Map<string, Promise<JsonObject>>()), JSON.stringify(context), () => ld.compact(nodes, context)),
  };
}

interface Memory<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}
function once<K, V>(memory: Memory<K, V>, key: K, make: () => V): V {
  const value = memory.get(key) ?? make();
  memory.set(key, value);
  return value;
}

/** Forgets what was asked for longest ago. */
function recent<V>(size: number): (key: string, make: () => V) => V {
  const entries = new Map<string, V>();
  return (key, make) => {
    const value = entries.get(key) ?? make();
    entries.delete(key);
    entries.set(key, value);
    for (const oldest of entries.keys()) {
      if (entries.size <= size) break;
      entries.delete(oldest);
    }
    return value;
  };
}
