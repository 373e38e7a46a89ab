"""How Alembic reaches the database: through the settings, in one transaction, on SQLite and PostgreSQL alike."""

import asyncio

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from api.db import database_url, sqlite_engine
from api.models import Base
from api.settings import Settings


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


async def migrate_postgres(url: URL) -> None:
    """Run the migrations through asyncpg, the only PostgreSQL driver that we have."""
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(migrate)
    await engine.dispose()


def migrate_sqlite(url: URL) -> None:
    """Run the migrations without foreign keys: making a table anew would otherwise take the rows that refer to it."""
    engine = sqlite_engine(url, begin="BEGIN IMMEDIATE", foreign_keys=False)
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()


url = database_url(context.config.attributes.get("settings") or Settings())
if url.get_backend_name() == "sqlite":
    migrate_sqlite(url)
else:
    asyncio.run(migrate_postgres(url))
