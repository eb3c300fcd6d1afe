import { NOTHING_STATED, type CredentialView } from '../../core/credential-view.js';
import { isObject, type JsonObject } from '../../core/json.js';
import { known } from '../ob3/known.js';
import { node, nodes, text } from '../ob3/nodes.js';
import { partsOf } from '../ob3/parts.js';
import { datesOf, issuerOf, learnerOf } from '../ob3/read.js';
import { elementsOf } from '../reading/read.js';

const rootOf = (document: JsonObject) => ({ value: document, path: '' });

/** What the record says of itself: whose it is, who made it, and which achievements it tells of beside the credentials in it. What those say stays theirs. */
export function readRecord(document: JsonObject): CredentialView {
  const parts = partsOf(document);
  const { root } = parts;
  const subject = node(root, 'credentialSubject');
  const view = {
    ...known({ id: text(root, 'id'), title: text(root, 'name'), description: text(root, 'description') }),
    achievementType: 'ClrCredential',
    issuer: issuerOf(parts),
    learner: learnerOf(parts),
    ...datesOf(parts),
    achievements: nodes(subject, 'achievement').map((achievement) => ({ label: text(achievement, 'name') ?? '', ...known({ iri: text(achievement, 'id') }) })),
  };
  return { ...NOTHING_STATED, ...view, elements: elementsOf(root, view) };
}

/** The credentials that stand in it with proofs of their own. */
export const credentialsIn = (document: JsonObject): readonly JsonObject[] => nodes(node(rootOf(document), 'credentialSubject'), 'verifiableCredential').map(({ value }) => value).filter(isObject);
