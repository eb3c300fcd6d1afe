-- How often an address has asked lately, shared by all nodes. The key is a keyed hash of the limit and the address: no address is kept.
-- Unlogged: what is lost in a crash is a few minutes of counting.

create unlogged table rate_limit (
  key bytea primary key,
  taken integer not null,
  expires_at timestamptz not null
);
create index rate_limit_expires_at on rate_limit (expires_at);

-- How often a result was taken up to be issued: after too many times it is put aside.
alter table result add column attempts integer not null default 0;
