-- Links that a learner makes: what is shown, and until when. The learner's own, so erasing the learner deletes them.
create table share (
  id uuid primary key,
  award_id uuid not null references award (id),
  token_hash bytea not null constraint share_token_hash unique,
  -- Label, what is shown, scrypt hash of the passphrase: sealed under the learner's key.
  settings bytea not null,
  created_at timestamptz not null,
  -- Null: until its learner ends it.
  expires_at timestamptz,
  withdrawn_at timestamptz,
  -- Openings are counted only if the learner asked: how many, and the day of the last.
  counting boolean not null,
  opened integer not null default 0,
  last_opened_on date,
  check (counting or (opened = 0 and last_opened_on is null))
);
create index share_award on share (award_id, id);
