import { reject } from '../core/errors.js';
import type { Id, Organisation } from '../core/model.js';
import { writeAudit } from './audit.js';
import { foldedNames } from './catalogue-index.js';
import type { StoreDeps } from './context.js';
import { present, unlessTaken } from './rows.js';

type Profile = Omit<Organisation, 'id' | 'slug' | 'did' | 'domain' | 'status'>;
interface OrganisationRow {
  readonly id: Id;
  readonly slug: string;
  readonly did: string;
  readonly domain: string | null;
  readonly status: Organisation['status'];
  readonly profile: Profile;
  /** For the catalogue alone. */
  readonly search: string | null;
}

const toOrganisation = ({ profile, domain, search: _search, ...row }: OrganisationRow): Organisation => ({ ...profile, ...row, ...present('domain', domain) });
const toRow = ({ id, slug, did, domain, status, ...profile }: Organisation) => ({ id, slug, did, domain: domain ?? null, status, profile: JSON.stringify(profile), search: foldedNames(profile.legalName) });

const TAKEN = {
  organisation_slug: 'another organisation has this slug',
  organisation_did: 'another organisation has this DID',
  organisation_domain: 'another organisation has this domain',
};

/** Organisations: `CataloguePorts`, and the look-ups of `IssuePorts` and `HttpDeps`. */
export function organisationStore(deps: StoreDeps) {
  const { db } = deps;
  const one = async (where: Partial<Record<'id' | 'slug' | 'did' | 'domain', string>>): Promise<Organisation | undefined> => {
    const row = (await db.knex('organisation').where(where).first()) as OrganisationRow | undefined;
    return row && toOrganisation(row);
  };
  return {
    organisation: (id: Id) => one({ id }),
    organisationBySlug: (slug: string) => one({ slug }),
    organisationByDid: (did: string) => one({ did }),
    organisationByDomain: (domain: string) => one({ domain }),
    allOrganisations: async (): Promise<readonly Organisation[]> => ((await db.knex('organisation').orderBy('slug')) as OrganisationRow[]).map(toOrganisation),

    /** Throws `code-in-use`. */
    insertOrganisation: (organisation: Organisation, actor: string): Promise<void> =>
      unlessTaken(TAKEN, () =>
        db.transaction(async (trx) => {
          await trx('organisation').insert(toRow(organisation));
          await writeAudit(trx, deps, { organisationId: organisation.id, actor, action: 'organisation.created', subject: organisation.id });
        }),
      ),

    /** Throws `not-found`, `code-in-use`. */
    updateOrganisation: (organisation: Organisation, actor: string): Promise<void> =>
      unlessTaken(TAKEN, () =>
        db.transaction(async (trx) => {
          const { id, ...columns } = toRow(organisation);
          if ((await trx('organisation').where({ id }).update(columns)) === 0) reject('not-found', 'there is no such organisation');
          await writeAudit(trx, deps, { organisationId: id, actor, action: 'organisation.updated', subject: id, details: { status: organisation.status } });
        }),
      ),
  };
}
