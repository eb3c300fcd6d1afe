import { NOTHING_STATED, type CredentialView } from '../../core/credential-view.js';
import { MANDATORY, OPTIONAL, type ElementFound, type ElementsFound } from '../../core/elements.js';
import type { JsonObject } from '../../core/json.js';
import { knownOf, together } from '../ob3/competing.js';
import { known } from '../ob3/known.js';
import { idOf, node, text, texts, type Node } from '../ob3/nodes.js';
import { endOf } from '../ob3/read.js';

/** Types that say nothing of what a credential is for. */
const GENERAL: readonly string[] = ['VerifiableCredential', 'VerifiableAttestation'];

/** What any verifiable credential says under the names that the data model gives a meaning; whatever its own type adds is not read. */
export function readAny(document: JsonObject): CredentialView {
  const root = { value: document, path: '' };
  const [issuer, subject] = [node(root, 'issuer'), node(root, 'credentialSubject')];
  const title = text(root, 'name');
  const view = {
    ...known({ id: text(root, 'id'), title, achievementType: together(texts(root, 'type').filter((type) => !GENERAL.includes(type))), description: text(root, 'description') }),
    issuer: { id: idOf(document.issuer) ?? '', ...known({ name: text(issuer, 'name') ?? text(issuer, 'legalName') }), identifiers: [] },
    learner: { ...known({ id: text(subject, 'id'), name: nameOf(subject) }), identifiers: [] },
    ...known({ validFrom: text(root, 'validFrom') ?? text(root, 'issuanceDate'), validUntil: endOf(root) }),
  };
  return { ...NOTHING_STATED, ...view, elements: elementsOf(root, view) };
}

const nameOf = (subject: Node | undefined): string | undefined =>
  text(subject, 'name') ?? (knownOf([text(subject, 'givenName'), text(subject, 'familyName')]).join(' ') || undefined);

type Heading = Pick<CredentialView, 'title' | 'issuer' | 'learner' | 'validFrom' | 'validUntil'>;

/** The elements that stand under those names; the others it has not, as far as anybody can tell. */
export function elementsOf(root: Node, { title, issuer, learner, validFrom, validUntil }: Heading): ElementsFound {
  const at = (path: string, value: string | undefined): ElementFound => (value === undefined || value === '' ? { present: false } : { present: true, path, value });
  const found: Readonly<Record<string, ElementFound>> = {
    M1: at('/credentialSubject', learner.name ?? learner.id),
    M2: at('/name', title),
    M4: at('/issuer/name', issuer.name),
    M5: at(root.value.validFrom === undefined ? '/issuanceDate' : '/validFrom', validFrom),
    O5: at(root.value.validUntil === undefined ? '/expirationDate' : '/validUntil', validUntil),
  };
  return Object.fromEntries([...MANDATORY, ...OPTIONAL].map((element) => [element, found[element] ?? { present: false }])) as unknown as ElementsFound;
}
