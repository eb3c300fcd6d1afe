import { hmacSha256, toBase64url } from '../../../core/bytes.js';
import { reject } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import type { JsonLd } from '../json-ld.js';
import { select } from './select.js';
import { deskolemized, relabelled, SKOLEM, sorted } from './statements.js';

/** A document's statements, its blank nodes under names that only the holder of a key can tell from others'. */
export interface Grouped {
  /** All, in canonical order. */
  readonly statements: readonly string[];
  /** The label of each blank node, by the name it has in {@link Group.plain}. */
  readonly labels: ReadonlyMap<string, string>;
  /** What these JSON Pointers lead to. Throws `input-invalid` for one that leads nowhere. */
  group(pointers: readonly string[]): Promise<Group>;
}
export interface Group {
  /** Places in {@link Grouped.statements}. */
  readonly indexes: ReadonlySet<number>;
  /** The same statements, before their blank nodes were renamed. */
  readonly plain: readonly string[];
}

/** Canonicalises a document, renames its blank nodes by HMAC, and groups its statements by JSON Pointers (ECDSA 1.0, 3.4.4 and 3.4.16). */
export async function grouped(ld: JsonLd, document: JsonObject, hmacKey: Uint8Array): Promise<Grouped> {
  if (JSON.stringify(document).includes(SKOLEM)) reject('input-invalid', `The document has names that start with ${SKOLEM}, which stand for something else here.`);
  const skolemized = { nodes: skolemize((await ld.expand(document)).nodes, { next: 0 }) as unknown[] };
  const compact = await ld.compact(skolemized, document['@context'] ?? []);
  const canonical = await ld.labelled(deskolemized(await ld.statements(skolemized)));
  const secret = new Map([...canonical.labels.values()].map((label) => [label, `u${toBase64url(hmacSha256(hmacKey, label))}`]));
  const labels = new Map([...canonical.labels].map(([name, label]) => [name, secret.get(label) ?? label]));
  const statements = sorted(relabelled(canonical.statements, secret));
  return {
    statements,
    labels,
    group: async (pointers) => {
      select(document, pointers, { compacted: false });
      const part = select(compact, pointers, { compacted: true });
      const plain = part === undefined ? [] : deskolemized(await ld.statements(await ld.expand(part)));
      const chosen = new Set(relabelled(plain, labels));
      return { plain, indexes: new Set(statements.flatMap((statement, at) => (chosen.has(statement) ? [at] : []))) };
    },
  };
}

/** Every node gets a name (ECDSA 1.0, 3.4.8): else a part of the document could not be found again in the whole. */
function skolemize(value: unknown, count: { next: number }): unknown {
  if (Array.isArray(value)) return value.map((item) => skolemize(item, count));
  if (typeof value !== 'object' || value === null || '@value' in value) return value;
  const node = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, skolemize(member, count)]));
  if ('@list' in node || '@set' in node) return node;
  const id = node['@id'];
  if (id === undefined) return { ...node, '@id': `${SKOLEM}_${count.next++}` };
  return typeof id === 'string' && id.startsWith('_:') ? { ...node, '@id': SKOLEM + id.slice(2) } : node;
}

