import type { JsonObject } from '../../core/json.js';
import { node, nodes, text, type Node } from './nodes.js';

/** Alignments of an achievement, of any of these `targetType`s, in document order. */
export type Alignments = (...types: readonly string[]) => readonly Node[];

/** The parts of a credential that everything is read from. */
export interface Parts {
  readonly root: Node;
  readonly issuer: Node | undefined;
  readonly subject: Node | undefined;
  readonly achievement: Node | undefined;
  readonly alignments: Alignments;
}

export function partsOf(document: JsonObject): Parts {
  const root = { value: document, path: '' };
  const subject = node(root, 'credentialSubject');
  const achievement = node(subject, 'achievement');
  const all = nodes(achievement, 'alignment');
  const alignments: Alignments = (...types) => all.filter((alignment) => types.includes(text(alignment, 'targetType') ?? ''));
  return { root, issuer: node(root, 'issuer'), subject, achievement, alignments };
}
