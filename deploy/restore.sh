#!/bin/sh
# Puts a backup back into the empty PostgreSQL of DATABASE_URL: restore.sh REGISTER.dump LEARNER-KEYS.dump. The keys may be younger than the
# register: of learners that the register does not know they are dropped; learners whose key is missing stay unreadable.
# Afterwards, before any server is started: npx testamur restored
set -eu
register=${1:?say which: restore.sh REGISTER.dump LEARNER-KEYS.dump}
keys=${2:?say which: restore.sh REGISTER.dump LEARNER-KEYS.dump}
: "${DATABASE_URL:?set DATABASE_URL}"
tables=$(psql "$DATABASE_URL" --no-psqlrc --no-align --tuples-only --command "select count(*) from information_schema.tables where table_schema = 'public'")
[ "$tables" = 0 ] || { echo "the database is not empty: restore into a new one" >&2; exit 1; }
restore() { pg_restore --dbname="$DATABASE_URL" --exit-on-error --no-owner --no-privileges "$@"; }
restore --section=pre-data --section=data "$register"
restore --data-only "$keys"
psql "$DATABASE_URL" --no-psqlrc --quiet --set ON_ERROR_STOP=1 --command 'delete from public.learner_key k where not exists (select from public.learner l where l.id = k.learner_id); delete from public.watch_key k where not exists (select from public.watch w where w.id = k.watch_id); delete from public.watch w where not exists (select from public.watch_key k where k.watch_id = w.id); delete from public.watch_delivery d where not exists (select from public.watch w where w.id = d.watch_id)'
restore --section=post-data "$register"
echo "restored; now run: npx testamur restored"
