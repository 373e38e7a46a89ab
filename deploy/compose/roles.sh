#!/bin/sh
# Run once by PostgreSQL's image, as its superuser, on an empty database: the role that owns the tables, and the one that
# the service works as, which may read and write rows and nothing else.
set -eu
psql --set=ON_ERROR_STOP=1 --no-psqlrc --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-postgres}" \
    --set=owner="$AFTERWORD_OWNER_PASSWORD" --set=service="$AFTERWORD_DATABASE_PASSWORD" <<'SQL'
CREATE ROLE afterword_owner LOGIN PASSWORD :'owner';
CREATE ROLE afterword LOGIN PASSWORD :'service';
CREATE DATABASE afterword OWNER afterword_owner;
REVOKE ALL ON DATABASE afterword FROM PUBLIC;
GRANT CONNECT ON DATABASE afterword TO afterword;
SQL
