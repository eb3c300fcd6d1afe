import { reject } from '../../../core/errors.js';

/** The terms of a canonical N-Quad (RDF 1.1 N-Quads, 2): subject, predicate, object and perhaps graph. Nothing inside a text is a term. */
const QUAD = /^(<[^>]*>|_:\S+) (<[^>]*>) (<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:\^\^<[^>]*>|@\S+)?)(?: (<[^>]*>|_:\S+))? \.\n$/;

/** The statement with its terms renamed; a text starts with its quotation mark, whatever stands in it. */
function renamed(statement: string, rename: (term: string) => string): string {
  const [, ...terms] = QUAD.exec(statement) ?? reject('bug', 'a statement is not an N-Quad');
  return `${terms.filter((term) => term !== undefined).map(rename).join(' ')} .\n`;
}

/** Blank nodes under other names. Throws `input-invalid` for one that has none. */
export function relabelled(statements: readonly string[], labels: ReadonlyMap<string, string>): string[] {
  const rename = (term: string): string => (term.startsWith('_:') ? `_:${labels.get(term.slice(2)) ?? reject('input-invalid', 'a blank node has no label')}` : term);
  return statements.map((statement) => renamed(statement, rename));
}

/** Stands for a blank node in the meantime, so that a part of a document keeps the names of the whole (ECDSA 1.0, 3.4.5). */
export const SKOLEM = 'urn:bnid:';
/** Statements with blank nodes again where {@link SKOLEM} names stood (3.4.7). */
export const deskolemized = (statements: readonly string[]): string[] =>
  statements.map((statement) => renamed(statement, (term) => (term.startsWith(`<${SKOLEM}`) ? `_:${term.slice(SKOLEM.length + 1, -1)}` : term)));

/** In the order of canonical N-Quads: by code point (RDFC-1.0, 4.4), which is that of their UTF-8. */
export const sorted = (statements: readonly string[]): string[] => [...statements].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
