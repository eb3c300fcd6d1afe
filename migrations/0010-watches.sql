-- Credentials that an organisation wants to be told of when what is found of them changes. What is watched, who is told and the last report rest
-- under a key of that watch, which is in watch_key and nowhere else.
create table watch (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  subject bytea not null,
  report bytea,
  -- Verdict, state, reasons and trust of the last check that counts: no word of the credential.
  seen jsonb not null,
  -- Since when a source has not answered, while that is not told of yet.
  doubt_since timestamptz,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  checked_at timestamptz not null,
  next_check_at timestamptz not null,
  lease_by text,
  lease_until timestamptz
);
create index watch_organisation on watch (organisation_id, id);
create index watch_next_check on watch (next_check_at);
create index watch_ends on watch (ends_at);

create table watch_key (
  watch_id uuid primary key references watch (id) on delete cascade,
  wrapped bytea not null
);

-- A change that is to be told. Written with the check that found it, so that neither is there without the other.
create table watch_delivery (
  id uuid primary key,
  watch_id uuid not null references watch (id) on delete cascade,
  change jsonb not null,
  made_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'given-up')),
  -- When, and what came of it.
  attempts jsonb not null default '[]',
  next_at timestamptz not null,
  lease_until timestamptz
);
create index watch_delivery_watch on watch_delivery (watch_id, id);
create index watch_delivery_next on watch_delivery (next_at) where state = 'waiting';
