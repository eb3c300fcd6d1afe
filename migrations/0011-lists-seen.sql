-- The newest edition of each status list of others that was seen: an older one that comes after it was replayed. `list` is a blind index of its address and
-- issuer, so that nobody learns here whose credentials were checked.
create table status_list_seen (
  list bytea primary key,
  made_at timestamptz not null,
  seen_at timestamptz not null
);
create index status_list_seen_seen_at on status_list_seen (seen_at);
