import jsonld from 'jsonld';
import { Parser, Store } from 'n3';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Validator from 'rdf-validate-shacl';
import type { JsonObject } from '../../src/core/json.js';
import { peerLoader } from './documents.js';

const FOLDER = join(process.env.TESTAMUR_DATA ?? '../shared/data', 'elm');
export const EDITIONS = ['shacl-3.1', 'shacl-3.2'] as const;
export type Edition = (typeof EDITIONS)[number];
export const shapesAreHere = existsSync(join(FOLDER, 'shacl-3.1'));

/** What the official shapes of one edition (generic-full, with generic-no-cv that it imports) say against a document; empty: it conforms. */
export function shaclOf(edition: Edition): (document: JsonObject) => Promise<string[]> {
  const shapes = ['EDC-generic-no-cv.ttl', 'EDC-generic-full.ttl'].flatMap((name) => new Parser().parse(readFileSync(join(FOLDER, edition, name), 'utf8')));
  const validator = new Validator(new Store(shapes.filter(({ predicate }) => predicate.value !== 'http://www.w3.org/2002/07/owl#imports')));
  return async (document) => {
    const nquads = await jsonld.canonize(document, { algorithm: 'RDFC-1.0', format: 'application/n-quads', documentLoader: peerLoader(), safe: false });
    const { results } = await validator.validate(new Store(new Parser({ format: 'N-Quads' }).parse(nquads)));
    return results.map(({ focusNode, path, message }) => `${focusNode?.value ?? ''} ${path?.value ?? ''} ${message.map(({ value }) => value).join('; ')}`);
  };
}
