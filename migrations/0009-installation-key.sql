-- The key by which the installation itself says something: records of verifications and badges, never a credential.
create table installation_key (
  id uuid primary key,
  verification_method text not null constraint installation_key_method unique,
  public_jwk jsonb not null,
  -- PKCS#8 DER under the master key. A key that is retired signs nothing more, so its private half is not kept; its public half stays published.
  sealed bytea,
  made_at timestamptz not null,
  retired_at timestamptz,
  compromised_from timestamptz,
  constraint installation_key_sealed check ((sealed is null) = (retired_at is not null)),
  constraint installation_key_compromised check (compromised_from is null or retired_at is not null)
);
create unique index installation_key_active on installation_key ((true)) where retired_at is null;
