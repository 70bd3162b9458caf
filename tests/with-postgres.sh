#!/bin/sh
# Run a command with a throw-away PostgreSQL, where one is installed; else run it without and say so.
# PROVENANCE_TEST_POSTGRES, when set already, is used as it is.
set -u
if [ -n "${PROVENANCE_TEST_POSTGRES:-}" ]; then
    exec "$@"
elif command -v pg_virtualenv >/dev/null 2>&1 && ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then
    version=$(ls /usr/lib/postgresql | sort -n | tail -n 1)
    # shellcheck disable=SC2016
    exec pg_virtualenv -v "$version" sh -c \
        'PROVENANCE_TEST_POSTGRES="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres" exec "$@"' sh "$@"
else
    echo "PostgreSQL is not installed here (Debian: postgresql, postgresql-common): its tests will be skipped." >&2
    exec "$@"
fi
