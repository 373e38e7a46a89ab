"""A migrated PostgreSQL database spread over the servers of a Citus cluster, by account.

Every table of ours is distributed by the account's id, and all of them alike, so that an account's rows lie together in
one shard, with the keys between them. None is a reference table, copied to every server: a token names its account, so
that looking one up asks one shard as well. Alembic's own table stays where it is:
`/health/ready` does without it on the other servers.
"""

import asyncio
from typing import NamedTuple

from alembic.util import CommandError
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from api.db import migration_database_url
from api.models import Base
from api.settings import Settings
from migrations import LOCK_TIMEOUT, unlocked

COLUMN = "account_id"

FIRST = "accounts"
"""The table that all others refer to, and lie beside."""


class Distribution(NamedTuple):
    """How the tables lie now."""

    added: list[str]
    """Those that were not distributed before."""
    shards: int
    """Into how many each is cut."""
    servers: int
    """Over how many they lie."""


def distribute(settings: Settings, shards: int) -> Distribution:
    """Distribute the tables that are not distributed yet, with their rows, all or none of them.

    `shards` counts where none is: later tables are cut as the first ones were. Whoever uses a table meanwhile waits.
    Not to be called in an event loop.

    Raises:
        CommandError: It cannot be done now, and nothing was.
    """
    url = migration_database_url(settings)
    if url.get_backend_name() != "postgresql":
        raise CommandError("Only a PostgreSQL database can be distributed, and this is an SQLite file")

    async def run() -> Distribution:
        engine = create_async_engine(url, poolclass=NullPool)
        async with engine.begin() as connection:
            found = await connection.run_sync(_distribute, shards)
        await engine.dispose()
        return found

    with unlocked():
        return asyncio.run(run())


def _distribute(connection: Connection, shards: int) -> Distribution:
    if not connection.scalar(text("SELECT 1 FROM pg_extension WHERE extname = 'citus'")):
        raise CommandError("The database lacks the extension citus: docs/scaling.md says how to come by it")
    tables = [table.name for table in Base.metadata.sorted_tables]  # whoever is referred to comes first
    if not set(tables) <= set(inspect(connection).get_table_names()):
        raise CommandError("The database has not all of our tables: run `afterword migrate` first")
    distributed = _distributed(connection)
    added = [table for table in tables if table not in distributed]
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}s'")
    connection.exec_driver_sql("SET LOCAL citus.multi_shard_modify_mode = 'sequential'")  # for keys between the tables
    connection.exec_driver_sql(f"SET LOCAL citus.shard_count = {shards:d}")
    for table in added:
        # The rows are copied to the shards by COPY, which does not go past row-level security.
        connection.exec_driver_sql(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    for table in added:
        beside = "none" if table == FIRST else FIRST
        connection.exec_driver_sql(
            f"SELECT create_distributed_table('{table}', '{COLUMN}', colocate_with => '{beside}')"
        )
    for table in added:
        # The rows that were copied are still on the first server's disk, where nobody sees them and no deletion comes.
        connection.exec_driver_sql(f"SELECT truncate_local_data_after_distributing_table('{table}')")
        connection.exec_driver_sql(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    # What a transaction says it may see has to be said to the shards as well; they would show nothing otherwise.
    database = connection.dialect.identifier_preparer.quote_identifier(str(connection.engine.url.database))
    connection.exec_driver_sql(f"ALTER DATABASE {database} SET citus.propagate_set_commands = 'local'")
    return Distribution(added, *_spread(connection))


def _distributed(connection: Connection) -> set[str]:
    """Return the tables that are distributed already, as ours are to be; raise `CommandError` for any other way."""
    rows = connection.execute(
        text(
            "SELECT relname, column_to_column_name(logicalrelid, partkey), colocationid"
            " FROM pg_dist_partition JOIN pg_class ON pg_class.oid = logicalrelid"
        )
    ).all()
    ours = [row for row in rows if row[0] in Base.metadata.tables]
    if any(column != COLUMN for _, column, _ in ours) or len({colocation for _, _, colocation in ours}) > 1:
        raise CommandError(f"The tables are distributed already, but not all of them alike by {COLUMN}")
    return {table for table, _, _ in ours}


def _spread(connection: Connection) -> tuple[int, int]:
    """Return into how many shards a table is cut, and on how many servers they lie."""
    shards, servers = connection.execute(
        text(
            "SELECT count(*), count(DISTINCT groupid) FROM pg_dist_shard"
            " JOIN pg_dist_placement USING (shardid) WHERE logicalrelid = CAST(:table AS regclass)"
        ),
        {"table": FIRST},
    ).one()
    return shards, servers
