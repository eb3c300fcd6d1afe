-- Certificates that this installation accepts as the ends of chains: of whoever certifies seals, or stamps time. Withdrawn, never deleted.
create table anchor (
  id uuid primary key,
  name text not null,
  use text not null check (use in ('seal', 'time-stamp')),
  -- What the seals of its chains are, by the operator's word.
  kind text not null check (kind in ('test', 'advanced', 'advanced-qualified-certificate')),
  -- DER.
  certificate bytea not null,
  recorded_at timestamptz not null,
  entered_by text not null,
  withdrawn_at timestamptz,
  withdrawn_by text
);
create unique index anchor_certificate on anchor (use, sha256(certificate)) where withdrawn_at is null;
