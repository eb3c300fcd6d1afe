import { MANDATORY } from '../../core/elements.js';
import { canonicalJson, isObject, type JsonObject } from '../../core/json.js';
import { parseTimestamp } from '../../core/time.js';
import type { LintProblem, Unsigned } from '../format.js';
import type { JsonLd } from '../securing/json-ld.js';
import { checkContext } from './context-check.js';
import { node, nodes, text, texts } from './nodes.js';
import { readCredential } from './read.js';
import type { Ob3Schema } from './schema-check.js';
import { statusEntries } from './status-entries.js';
import { CONTEXTS, IDENTITY } from './terms.js';

/** A rule that the schema cannot say: gives the paths at which it is broken. */
interface Rule {
  readonly id: string;
  readonly message: string;
  readonly broken: (document: JsonObject, unsigned: Unsigned) => readonly string[];
}

const root = (document: JsonObject) => ({ value: document, path: '' });
const subjectOf = (document: JsonObject) => node(root(document), 'credentialSubject');
const unless = (holds: boolean, path: string): string[] => (holds ? [] : [path]);

/** What may be said in clear about a learner; everything else is hashed (elements, M1). */
const CLEAR: readonly string[] = [IDENTITY.name, IDENTITY.europeanStudentIdentifier];

const RULES: readonly Rule[] = [
  {
    id: 'contexts', // elements, settled points; the third is needed by `credentialSchema` in safe mode
    message: 'the contexts are not the three that we sign under, in their order',
    broken: (document) => unless(canonicalJson(document['@context'] ?? null) === canonicalJson(CONTEXTS), '/@context'),
  },
  {
    id: 'element-missing', // Council Recommendation of 16 June 2022, Annex I
    message: 'a mandatory element cannot be read back out of the credential',
    broken: (document) => {
      const { elements } = readCredential(document);
      return MANDATORY.filter((element) => !elements[element].present).map((element) => `/${element}`);
    },
  },
  {
    id: 'validity-order', // VCDM 2.0, 4.9; the schema lets it through
    message: 'validUntil is not after validFrom',
    broken: ({ validFrom, validUntil }) => unless(validUntil === undefined || time(validFrom) < time(validUntil), '/validUntil'),
  },
  {
    id: 'learner-in-clear', // Open Badges 3.0, B.3.7
    message: 'an identifier of the learner is neither hashed nor one that may be shown',
    broken: (document) =>
      nodes(subjectOf(document), 'identifier')
        .filter((entry) => !CLEAR.includes(text(entry, 'identityType') ?? '') && !(entry.value.hashed === true && text(entry, 'salt')))
        .map(({ path }) => path),
  },
  {
    id: 'status-entry', // Bitstring Status List v1.0, 2.1; one entry, as an object, because both schemas of Open Badges refuse more
    message: 'there is not exactly one revocation entry with an index',
    broken: (document) => {
      const [entry, ...more] = statusEntries(document);
      const sound = entry?.type === 'BitstringStatusListEntry' && entry.purpose === 'revocation' && entry.index !== undefined;
      return unless(sound && more.length === 0 && isObject(document.credentialStatus), '/credentialStatus');
    },
  },
  {
    id: 'result-described', // Open Badges 3.0, B.2.10
    message: 'a result refers to no description of its achievement',
    broken: (document) => {
      const subject = subjectOf(document);
      const known = nodes(node(subject, 'achievement'), 'resultDescription').map((description) => text(description, 'id'));
      return nodes(subject, 'result').filter((result) => !known.includes(text(result, 'resultDescription'))).map(({ path }) => path);
    },
  },
  {
    id: 'key-of-issuer', // Open Badges 3.0, 8.5: the key's controller is the issuer
    message: "the verification method is not the issuer's",
    broken: (document, { key }) => unless(key.verificationMethod.startsWith(`${readCredential(document).issuer.id}#`), '/issuer/id'),
  },
  {
    id: 'one-credential-type',
    message: 'the type is not that of an Open Badge',
    broken: (document) => unless(texts(root(document), 'type').includes('OpenBadgeCredential'), '/type'),
  },
];

const time = (value: unknown): number => (typeof value === 'string' ? (parseTimestamp(value)?.getTime() ?? NaN) : NaN);

/** Everything that must hold before an Open Badge of ours is signed: the strict schema, JSON-LD safe mode, and the rules above. */
export async function lintOpenBadge(unsigned: Unsigned, { ld, schema }: { readonly ld: JsonLd; readonly schema: Ob3Schema }): Promise<LintProblem[]> {
  const { document } = unsigned;
  const { finding } = await checkContext(ld, document);
  const meaning = finding.outcome === 'pass' ? [] : [{ rule: finding.reason, path: '/@context', message: finding.detail ?? 'the contexts do not carry the document' }];
  const shape = schema.strict(document).map(({ path, message }) => ({ rule: 'schema', path, message }));
  const broken = RULES.flatMap(({ id, message, broken: find }) => find(document, unsigned).map((path) => ({ rule: id, path, message })));
  return [...shape, ...meaning, ...broken];
}
