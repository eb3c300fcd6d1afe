import { didWeb } from '../core/did.js';
import { reject } from '../core/errors.js';
import { uuidv7 } from '../core/ids.js';
import { parseInput } from '../core/input.js';
import type { Id, Organisation, OrganisationIdentifier } from '../core/model.js';
import type { SchemaCheck } from '../core/schema.js';
import { COUNTRIES } from '../core/vocabulary.js';
import { identifiersOf } from './identifiers.js';
import { checkLogo } from './logo.js';
import type { CataloguePorts } from './ports.js';

export interface OrganisationDeps {
  readonly ports: CataloguePorts;
  readonly schemas: { readonly organisation: SchemaCheck };
}
/** `schemas/api/organisation.json`. */
type OrganisationInput = Omit<Organisation, 'id' | 'did' | 'identifiers' | 'status'> & {
  readonly identifiers?: readonly OrganisationIdentifier[];
  readonly status?: Organisation['status'];
};

function parse(input: unknown, check: SchemaCheck): Omit<Organisation, 'id' | 'did'> {
  const given = parseInput<OrganisationInput>(input, check);
  if (COUNTRIES[given.country] === undefined) reject('input-invalid', 'The country is not an ISO 3166-1 alpha-2 code.', '/country');
  if (given.logo !== undefined) checkLogo(given.logo);
  return { ...given, identifiers: identifiersOf(given.identifiers ?? []), status: given.status ?? 'active' };
}

/** did:web of its own domain when it points one here, else of its address here. */
const didOf = (baseUrl: string, { slug, domain }: Pick<Organisation, 'slug' | 'domain'>): string =>
  domain === undefined ? didWeb(baseUrl, ['o', slug]) : didWeb(`https://${domain}`, []);

/**
 * A new organisation.
 * @throws AppError `input-invalid` with a JSON Pointer; `code-in-use` when slug or domain is taken.
 */
export async function createOrganisation({ ports, schemas }: OrganisationDeps, input: unknown, actor: string): Promise<Organisation> {
  const given = parse(input, schemas.organisation);
  if (given.domain === new URL(ports.baseUrl).hostname) reject('input-invalid', 'This is the host of the installation, whose own DID it is. Leave the domain out, or give one of the organisation’s own.', '/domain');
  const organisation = { ...given, id: uuidv7(ports.now(), ports.random(10)), did: didOf(ports.baseUrl, given) };
  await ports.insertOrganisation(organisation, actor);
  return organisation;
}

/**
 * Replaces what is stated of an organisation. Slug and domain stay: its DID is made of them, and its credentials carry the DID.
 * @throws AppError `not-found`; `input-invalid` with a JSON Pointer.
 */
export async function updateOrganisation({ ports, schemas }: OrganisationDeps, { id, input }: { readonly id: Id; readonly input: unknown }, actor: string): Promise<Organisation> {
  const before = (await ports.organisation(id)) ?? reject('not-found', 'There is no such organisation.');
  const given = parse(input, schemas.organisation);
  for (const member of ['slug', 'domain'] as const) {
    if (given[member] !== before[member]) reject('input-invalid', `The ${member} is part of the organisation's DID, which its credentials carry. It cannot change.`, `/${member}`);
  }
  const organisation = { ...given, id, did: before.did };
  await ports.updateOrganisation(organisation, actor);
  return organisation;
}
