import type { NationalSystem } from '../catalogue/national-systems.js';
import type { Renderer } from '../claim/ports.js';
import type { Config } from '../config.js';
import { reject } from '../core/errors.js';
import type { JsonObject } from '../core/json.js';
import { compileForeignSchema, compileSchema, type SchemaCheck } from '../core/schema.js';
import type { Sealing } from '../formats/format.js';
import type { DownloadKind } from '../http/deps.js';
import { createBadges, type Badges } from '../paper/badge/index.js';
import type { Pages } from '../paper/page/index.js';
import type { GuardedFetch } from '../net/guarded-fetch.js';
import { createTimeStamp } from '../net/time-stamp.js';
import { createFileCustodian } from '../signers/file.js';
import { createSigners, type Signers } from '../signers/index.js';
import type { StoreDeps } from '../store/context.js';
import { jsonFiles, softwareVersion } from '../store/data-files.js';
import { createStore, type Store } from '../store/index.js';
import type { Software } from '../verify/record.js';
import { badgeWordsIn } from './badge-words.js';
import { custodians } from './custody.js';
import { createAwardPages } from './pages.js';
import { createReading } from './reading.js';
import { softwareOf } from './records.js';
import { createRenderers } from './renditions.js';

type Reading = ReturnType<typeof createReading>;

/** What every group of use cases is made from. */
export interface Kit {
  readonly deps: StoreDeps;
  readonly store: Store;
  readonly formats: Reading['formats'];
  /** Every format that is read. */
  readonly readers: Reading['readers'];
  readonly securing: Reading['securing'];
  readonly badges: Badges;
  readonly pages: Pages;
  readonly renderers: readonly Renderer[];
  /** Formats and renditions. */
  readonly downloads: readonly DownloadKind[];
  readonly schemas: ReturnType<typeof compiled> & { readonly statusList: SchemaCheck };
  /** What judges here, as records say it. */
  readonly software: Software;
  /** `schemas/api`, by name. */
  readonly apiSchemas: ReadonlyMap<string, JsonObject>;
  readonly nationalSystems: ReadonlyMap<string, NationalSystem>;
  /** Absent where no time-stamp authority is configured. */
  readonly timeStamp: Sealing['timeStamp'];
  readonly signer: Signers;
  /** The guarded one: how anything out in the world is asked. */
  readonly fetch: GuardedFetch;
}

export function createKit(deps: StoreDeps, { tsaUrl, custody }: Pick<Config, 'tsaUrl' | 'custody'>, fetch: GuardedFetch): Kit {
  const store = createStore(deps);
  const { documents, formats, readers, securing } = createReading();
  const nationalSystems = jsonFiles('vocab/national-systems') as unknown as ReadonlyMap<string, NationalSystem>;
  const badges = createBadges(badgeWordsIn);
  const renderers = createRenderers(nationalSystems, badges);
  const apiSchemas = jsonFiles('api');
  return {
    deps,
    fetch,
    store,
    formats,
    readers,
    badges,
    pages: createAwardPages(),
    renderers,
    downloads: [
      ...renderers.map(({ id, mediaType, extension }) => ({ id, mediaType, extension })),
      ...formats.map(({ id, mediaType, extension, statesIdentifier }) => ({ id, mediaType, extension, ...(statesIdentifier && { statesIdentifier }) })),
    ],
    securing,
    apiSchemas,
    schemas: { ...compiled(apiSchemas), statusList: compileForeignSchema(documents.schemas.get('vc2/bitstring-status-list-credential') ?? {}) },
    software: softwareOf(softwareVersion(), documents),
    nationalSystems,
    timeStamp: tsaUrl === undefined ? undefined : createTimeStamp({ url: tsaUrl, random: deps.random }),
    signer: createSigners({ file: createFileCustodian(deps.vault), ...custodians(custody) }, store.signingKeys),
  };
}

function compiled(files: ReadonlyMap<string, JsonObject>) {
  const file = (name: string) => files.get(name) ?? reject('bug', `schemas/api/${name}.json is missing`);
  const schema = (name: string, ...others: readonly string[]) => compileSchema(file(name), others.map(file));
  return {
    organisation: schema('organisation'),
    achievement: schema('achievement'),
    result: schema('result'),
    apiKey: schema('api-key'),
    keyRequest: schema('key-request'),
    keyCertificates: schema('key-certificates'),
    keyRevocation: schema('key-revocation'),
    erasure: schema('erasure'),
    holderKey: schema('holder-key'),
    statusChange: schema('status-change'),
    trustStatement: schema('trust-statement'),
    anchor: schema('anchor'),
    verificationRecord: schema('verification-record', 'report', 'credential-view'),
    watch: schema('watch'),
  };
}
