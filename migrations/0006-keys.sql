-- Signing keys that are kept elsewhere, that carry certificates, and that wait before they sign; and every key document ever seen.
alter table signing_key
  add column use text not null default 'assertion' check (use in ('assertion', 'seal')),
  -- Where the private half is: sealed in this row, in a PKCS#11 token, or with a trust service provider (CSC).
  add column custody text not null default 'file' check (custody in ('file', 'pkcs11', 'csc')),
  -- What its custodian knows it by; no secret.
  add column reference text,
  -- Certificates in DER, the key's own first.
  add column chain bytea[] not null default '{}',
  add column made_at timestamptz;
update signing_key set made_at = activated_at;
alter table signing_key
  alter column made_at set not null,
  alter column sealed drop not null,
  alter column activated_at drop not null,
  drop constraint signing_key_algorithm_check,
  drop constraint signing_key_state_check,
  add constraint signing_key_algorithm check (algorithm in ('Ed25519', 'ES256', 'RS256')),
  add constraint signing_key_state check (state in ('pending', 'certified', 'active', 'retired', 'compromised')),
  add constraint signing_key_custody check ((custody = 'file') = (sealed is not null) and (custody = 'file') = (reference is null)),
  add constraint signing_key_used check (state not in ('active', 'compromised') or activated_at is not null),
  add constraint signing_key_seal check (use = 'assertion' or (algorithm <> 'Ed25519' and (state in ('pending', 'retired') or chain <> '{}')));
drop index signing_key_active;
-- One of each algorithm; and one seal, because it is one identity.
create unique index signing_key_active on signing_key (organisation_id, algorithm) where state = 'active' and use = 'assertion';
create unique index signing_key_active_seal on signing_key (organisation_id) where state = 'active' and use = 'seal';

create index signing_key_public_jwk on signing_key using gin (public_jwk jsonb_path_ops);

-- DID documents and key sets, others' as they were resolved and ours as they were published. Kept once for each content; id: SHA-256 of the bytes.
create table key_document (
  sha256 bytea primary key,
  body bytea not null
);
-- When each was seen. A row is a time through which nothing else was seen there: A, then B, then A again makes three.
create table key_document_seen (
  position bigint generated always as identity primary key,
  -- DID, or the address of a key set.
  subject text not null,
  sha256 bytea not null references key_document (sha256),
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  check (first_seen <= last_seen)
);
create index key_document_seen_subject on key_document_seen (subject, position);
