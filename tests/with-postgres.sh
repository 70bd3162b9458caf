#!/bin/sh
# Run a command with a throw-away PostgreSQL, where one is installed; else run it without and say so.
# PROVENANCE_TEST_POSTGRES, when set already, is used as it is. What the server has to say is shown
# only where the command could not be started at all, so that the command's last line stays the last.
set -u
if [ -n "${PROVENANCE_TEST_POSTGRES:-}" ]; then
    exec "$@"
fi
if ! command -v pg_virtualenv >/dev/null 2>&1 || ! ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then
    echo "PostgreSQL is not installed here (Debian: postgresql, postgresql-common): its tests will be skipped." >&2
    exec "$@"
fi
version=$(ls /usr/lib/postgresql | sort -n | tail -n 1)
log=$(mktemp)
trap 'rm -f "$log" "$log.begun"' EXIT
# shellcheck disable=SC2016
pg_virtualenv -t -o fsync=off -o full_page_writes=off -o synchronous_commit=off -v "$version" sh -c '
    PROVENANCE_TEST_POSTGRES="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres"
    export PROVENANCE_TEST_POSTGRES
    : >"$1"
    shift
    exec "$@" >&3 2>&4
' sh "$log.begun" "$@" 3>&1 4>&2 >"$log" 2>&1
code=$?
[ -e "$log.begun" ] || cat "$log" >&2
exit $code
