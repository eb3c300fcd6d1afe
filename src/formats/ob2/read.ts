import { NOTHING_STATED, type CredentialView } from '../../core/credential-view.js';
import { MANDATORY, OPTIONAL, type Element, type ElementFound, type ElementsFound } from '../../core/elements.js';
import { pointer, type JsonObject } from '../../core/json.js';
import { isIsoDate } from '../../core/time.js';
import { known } from '../ob3/known.js';
import { node, text, texts, type Node } from '../ob3/nodes.js';
import type { Chain } from './chain.js';

/** What the badge says, as it stands: markup, pictures, evidence and extensions are left out. */
export function readBadge({ read, badge, issuer, issuerId }: Chain): CredentialView {
  const [assertion, achievement, profile] = [at(read, ''), at(badge.ok ? badge.value : {}, '/badge'), at(issuer.ok ? issuer.value : {}, '/badge/issuer')];
  const issued = text(assertion, 'issuedOn');
  const name = text(profile, 'name');
  return {
    ...NOTHING_STATED,
    ...known({ id: text(assertion, 'id'), title: text(achievement, 'name'), description: text(achievement, 'description'), language: text(assertion, '@language') ?? text(achievement, '@language') }),
    achievementType: 'Badge',
    issuer: { id: issuerId ?? '', ...known({ name }), identifiers: [] },
    awardingBodies: name === undefined ? [] : [{ label: name }],
    learner: { identifiers: recipient(node(assertion, 'recipient')) },
    ...known({ awardedOn: issued, validFrom: issued !== undefined && isIsoDate(issued) ? undefined : issued, validUntil: text(assertion, 'expires'), furtherInformation: text(assertion, 'narrative') }),
    elements: elements({ assertion, achievement, profile }),
  };
}

const at = (value: JsonObject, path: string): Node => ({ value, path });

/** How OB2 calls a mailbox; the others have their own names. */
const KINDS: Readonly<Record<string, string>> = { email: 'emailAddress' };

/** The recipient's identity, hashed or in clear (IdentityObject). One that does not say whether it is hashed is what it looks like. */
function recipient(entry: Node | undefined): CredentialView['learner']['identifiers'] {
  const value = text(entry, 'identity');
  if (entry === undefined || value === undefined) return [];
  const [type = ''] = texts(entry, 'type');
  const hashed = typeof entry.value.hashed === 'boolean' ? entry.value.hashed : /^(sha256|md5)\$/.test(value);
  return [{ type: KINDS[type] ?? type, hashed, value, ...known({ salt: text(entry, 'salt') }) }];
}

interface Nodes {
  readonly assertion: Node;
  readonly achievement: Node;
  readonly profile: Node;
}

/** Of the standard elements Open Badges 2.0 has places for these; the others could only be in prose. */
function elements({ assertion, achievement, profile }: Nodes): ElementsFound {
  const stated: Partial<Record<Element, ElementFound>> = {
    M1: found(node(assertion, 'recipient'), 'type'),
    M2: found(achievement, 'name'),
    M4: found(profile, 'name'),
    M5: found(assertion, 'issuedOn'),
    O5: found(assertion, 'expires'),
  };
  return Object.fromEntries([...MANDATORY, ...OPTIONAL].map((element) => [element, stated[element] ?? { present: false }])) as ElementsFound;
}

function found(parent: Node | undefined, name: string): ElementFound {
  const value = text(parent, name);
  return parent === undefined || value === undefined ? { present: false } : { present: true, path: parent.path + pointer(name), value };
}

