-- The tables of Testamur. Plain SQL for PostgreSQL 15 and later and for PGlite: forward only.
-- Keys are UUIDv7, made by the application. `json`, not `jsonb`, where the order of names matters: the first language of a title is its default.
-- Personal data stands only in bytea columns, sealed under the learner's own key (learner_key), and in keyed hashes made for look-up.

create table setting (
  key text primary key,
  value bytea not null
);

-- Catalogue

create table organisation (
  id uuid primary key,
  slug text not null constraint organisation_slug unique,
  did text not null constraint organisation_did unique,
  domain text constraint organisation_domain unique,
  status text not null check (status in ('active', 'suspended', 'closed')),
  profile json not null
);

-- An organisation as awards name it, kept once for each thing it ever said; id: SHA-256 of the document, in hexadecimal.
create table organisation_edition (
  id text primary key,
  organisation_id uuid not null references organisation (id),
  document json not null
);

create table achievement (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  code text not null,
  current_version integer not null,
  constraint achievement_code unique (organisation_id, code)
);

create table achievement_version (
  achievement_id uuid not null references achievement (id),
  version integer not null check (version > 0),
  content json not null,
  -- Set by the first award; from then on the content never changes.
  awarded boolean not null default false,
  primary key (achievement_id, version)
);

create table signing_key (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  algorithm text not null check (algorithm in ('Ed25519', 'ES256')),
  verification_method text not null constraint signing_key_verification_method unique,
  public_jwk jsonb not null,
  sealed bytea not null,
  state text not null check (state in ('active', 'retired', 'compromised')),
  activated_at timestamptz not null,
  retired_at timestamptz,
  compromised_from timestamptz
);
create unique index signing_key_active on signing_key (organisation_id, algorithm) where state = 'active';

create table api_key (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  name text not null,
  hash bytea not null constraint api_key_hash unique,
  scopes text[] not null,
  created_at timestamptz not null
);

-- Learners

create table learner (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  -- Blind index of what tells this learner from others; null once erased.
  identity bytea,
  created_at timestamptz not null,
  erased_at timestamptz,
  constraint learner_identity unique (organisation_id, identity)
);

-- Apart from all else, so that it can be backed up apart and for a short time: without its row nothing of the learner can be read.
create table learner_key (
  learner_id uuid primary key references learner (id),
  wrapped bytea not null
);

-- Results

create table batch (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  actor text not null,
  started_at timestamptz not null
);

-- Never personal data: messages name places and codes.
create table batch_rejection (
  position bigint generated always as identity primary key,
  batch_id uuid not null references batch (id),
  line integer not null,
  code text not null,
  path text not null,
  message text not null
);
create index batch_rejection_batch on batch_rejection (batch_id, line);

create table result (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  -- The caller's own id.
  result_id text not null,
  batch_id uuid not null references batch (id),
  learner_id uuid not null references learner (id),
  achievement_id uuid not null,
  achievement_version integer not null,
  language text not null,
  supersedes uuid,
  -- Keyed hashes: of the whole result, and of learner, achievement and date. Null once erased.
  content bytea,
  similarity bytea,
  -- Sealed under the learner's key; null once erased.
  payload bytea,
  state text not null default 'accepted' check (state in ('accepted', 'issued', 'failed')),
  failure_code text,
  failure_message text,
  lease_by text,
  lease_until timestamptz,
  finished_at timestamptz,
  constraint result_id_once unique (organisation_id, result_id),
  foreign key (achievement_id, achievement_version) references achievement_version (achievement_id, version)
);
-- An award has one successor at most; a correction that could not be issued makes room for another.
create unique index result_correction on result (supersedes) where supersedes is not null and state <> 'failed';
create index result_waiting on result (id) where state = 'accepted';
create index result_similarity on result (organisation_id, similarity);
create index result_learner on result (learner_id);

create table batch_result (
  batch_id uuid not null references batch (id),
  line integer not null,
  result_id uuid not null references result (id),
  primary key (batch_id, line)
);

-- Status lists

create table status_list (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  -- From 1 in each organisation.
  ordinal integer not null,
  -- Entries taken so far. The index given out is a keyed permutation of it, so that neighbours in the list have nothing in common.
  next integer not null default 0,
  permutation_key bytea not null,
  version integer not null default 1,
  constraint status_list_ordinal unique (organisation_id, ordinal)
);

create table status_list_document (
  list_id uuid not null references status_list (id),
  purpose text not null check (purpose in ('revocation', 'suspension')),
  media_type text not null,
  version integer not null,
  body text not null,
  valid_until timestamptz not null,
  primary key (list_id, purpose, media_type)
);

-- Awards

create table award (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  result_id uuid not null constraint award_result unique references result (id),
  learner_id uuid not null references learner (id),
  number text not null constraint award_number unique,
  credential_id text not null constraint award_credential_id unique,
  organisation_edition text not null references organisation_edition (id),
  body_editions text[] not null,
  achievement_id uuid not null,
  achievement_version integer not null,
  route text not null,
  language text not null,
  awarded_on date not null,
  issued_at timestamptz not null,
  valid_until timestamptz,
  -- Learner, salts, subject id, grade, supervision: sealed under the learner's key.
  personal bytea not null,
  list_id uuid not null references status_list (id),
  list_index integer not null,
  -- Its credentials are kept.
  issued boolean not null default false,
  status text not null default 'active' check (status in ('active', 'suspended', 'revoked', 'superseded')),
  status_since timestamptz,
  status_code text,
  supersedes uuid references award (id),
  superseded_by uuid references award (id),
  permanent_hash bytea constraint award_permanent_hash unique,
  -- The learner's own choice.
  details_public boolean not null default false,
  constraint award_list_index unique (list_id, list_index),
  foreign key (achievement_id, achievement_version) references achievement_version (achievement_id, version)
);
alter table result add foreign key (supersedes) references award (id);
create index award_organisation on award (organisation_id, id);
create index award_learner on award (learner_id);
create index award_not_active on award (list_id) where status <> 'active';

-- The exact bytes as signed, sealed under the learner's key.
create table credential (
  award_id uuid not null references award (id),
  format text not null,
  media_type text not null,
  document bytea not null,
  primary key (award_id, format)
);

create table status_event (
  id uuid primary key,
  award_id uuid not null references award (id),
  at timestamptz not null,
  actor text not null,
  action text not null,
  from_status text not null,
  to_status text not null,
  code text,
  -- Sealed under the learner's key.
  note bytea
);
create index status_event_award on status_event (award_id, id);

create table offer (
  id uuid primary key,
  award_id uuid not null references award (id),
  token_hash bytea not null constraint offer_token_hash unique,
  expires_at timestamptz not null,
  claimed_at timestamptz
);
create index offer_award on offer (award_id, id);

-- Trust, reports, audit

create table trust_statement (
  id uuid primary key,
  source text not null,
  authority text not null,
  entity_name text not null,
  did text,
  key_thumbprints text[] not null,
  scope jsonb not null,
  valid_from timestamptz not null,
  valid_until timestamptz,
  recorded_at timestamptz not null,
  entered_by text not null,
  withdrawn_at timestamptz,
  withdrawn_by text
);
create index trust_statement_did on trust_statement (did);
create index trust_statement_keys on trust_statement using gin (key_thumbprints);

-- A report is found by the hash of its name and sealed under a key made from the name: the row alone is unreadable.
create table report (
  name_hash bytea primary key,
  body bytea not null,
  expires_at timestamptz not null
);
create index report_expires_at on report (expires_at);

create table audit (
  id uuid primary key,
  at timestamptz not null,
  organisation_id uuid,
  actor text not null,
  action text not null,
  subject text not null,
  -- Never personal data: these rows outlive the learner's key.
  details jsonb not null
);
create index audit_organisation on audit (organisation_id, id);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only';
end
$$;
create trigger audit_rows before update or delete on audit for each row execute function audit_is_append_only();
create trigger audit_table before truncate on audit for each statement execute function audit_is_append_only();
