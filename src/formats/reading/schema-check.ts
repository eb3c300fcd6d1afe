import type { Documents } from '../../core/documents.js';
import { reject } from '../../core/errors.js';
import { fail, pass, warn, type Finding } from '../../core/finding.js';
import type { JsonObject } from '../../core/json.js';
import { compileForeignSchema } from '../../core/schema.js';
import { nodes, text } from '../ob3/nodes.js';

/** What the data model itself asks of a credential; a schema that it names beyond that we do not have, and that is said. */
export function createVcSchema({ schemas }: Documents): (document: JsonObject) => Finding {
  const problems = compileForeignSchema(schemas.get('vc/credential') ?? reject('bug', 'the schema of verifiable credentials was not loaded'));
  return (document) => {
    const [problem] = problems(document);
    if (problem !== undefined) return fail('schema', 'schema-mismatch', { detail: `${problem.path} ${problem.message}` });
    const [named] = nodes({ value: document, path: '' }, 'credentialSchema');
    return named === undefined ? pass('schema') : warn('schema', 'schema-unavailable', { detail: `${named.path} ${text(named, 'id') ?? ''}`.trim() });
  };
}
