-- What learners say is wrong with an award before they claim it. What they wrote is sealed under their key, and deleted with their data.
create table problem (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  award_id uuid not null references award (id),
  kind text not null check (kind in ('spelling', 'not-me', 'wrong-result')),
  words bytea not null,
  at timestamptz not null,
  handled_at timestamptz
);
create index problem_organisation on problem (organisation_id, id);
create index problem_award on problem (award_id);
