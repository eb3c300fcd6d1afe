#!/bin/sh
# Backs up the PostgreSQL of DATABASE_URL into the folder given: the register (kept as long as wanted) and, apart, the learners' keys (kept 30
# days: docs/adr/0003-personal-data.md). Both are of one moment. The master key is in neither: keep a copy of it somewhere else.
set -eu
folder=${1:?say where to: backup.sh FOLDER}
: "${DATABASE_URL:?set DATABASE_URL}"
umask 077
moment=$(date -u +%Y%m%dT%H%M%SZ)
REGISTER=$folder/register-$moment.dump KEYS=$folder/learner-keys-$moment.dump
export REGISTER KEYS
psql "$DATABASE_URL" --no-psqlrc --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 <<'SQL'
begin isolation level repeatable read read only;
select pg_export_snapshot() as snapshot \gset
\setenv SNAPSHOT :snapshot
\! pg_dump "$DATABASE_URL" --snapshot="$SNAPSHOT" --format=custom --exclude-table-data=learner_key --exclude-table-data=watch_key --file="$REGISTER.part" && mv "$REGISTER.part" "$REGISTER"
\! pg_dump "$DATABASE_URL" --snapshot="$SNAPSHOT" --format=custom --data-only --table=learner_key --table=watch_key --file="$KEYS.part" && mv "$KEYS.part" "$KEYS"
commit;
SQL
for file in "$REGISTER" "$KEYS"; do
  [ -s "$file" ] || { echo "backup failed: $file was not written" >&2; exit 1; }
  pg_restore --list "$file" >/dev/null
  echo "$file"
done
