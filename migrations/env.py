"""How Alembic reaches the database: through the settings, in one transaction, on SQLite and PostgreSQL alike."""

import asyncio
from functools import partial

from alembic import context
from sqlalchemy import Connection, inspect
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from api.db import database_url, migration_database_url, schema
from api.db.sqlite import sqlite_engine
from api.models import Base
from api.settings import Settings
from migrations import LOCK_TIMEOUT


def migrate(connection: Connection) -> None:
    """Run the migrations that were asked for."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,  # SQLite alters a table by making it anew
        transactional_ddl=True,  # on SQLite too: all or nothing, and a second process waits
    )
    with context.begin_transaction():
        context.run_migrations()


def migrate_fenced(connection: Connection, *, role: str | None) -> None:
    """Run them on PostgreSQL, waiting for no table longer than a service can wait for us; then let its role work.

    It may read and write rows of our tables, and read which revision they are in, and nothing else. Nothing is granted
    where it is the role that migrates.
    """
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}s'")
    migrate(connection)
    if role is None:
        return
    quoted = connection.dialect.identifier_preparer.quote_identifier
    found = inspect(connection)
    connection.exec_driver_sql(
        f"GRANT USAGE ON SCHEMA {quoted(found.default_schema_name or 'public')} TO {quoted(role)}"
    )
    for table in set(found.get_table_names()) & set(Base.metadata.tables):
        connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {quoted(table)} TO {quoted(role)}")
    connection.exec_driver_sql(f"GRANT SELECT ON {schema.TABLE} TO {quoted(role)}")


async def migrate_postgres(url: URL, role: str | None) -> None:
    """Run the migrations through asyncpg, the only PostgreSQL driver that we have."""
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(partial(migrate_fenced, role=role))
    await engine.dispose()


def migrate_sqlite(url: URL) -> None:
    """Run the migrations without foreign keys: making a table anew would otherwise take the rows that refer to it."""
    engine = sqlite_engine(url, begin="BEGIN IMMEDIATE", foreign_keys=False)
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()


settings = context.config.attributes.get("settings") or Settings()
service, url = database_url(settings), migration_database_url(settings)
if url.get_backend_name() == "sqlite":
    migrate_sqlite(url)
else:
    asyncio.run(migrate_postgres(url, None if service.username == url.username else service.username))
