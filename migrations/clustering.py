"""The rows of a PostgreSQL database, put side by side by account.

On SQLite most tables are ordered by their primary key, which begins with the account, whatever came when. PostgreSQL
keeps rows in the order in which they came, everybody's among everybody's: where the database is larger than the
memory, an account then costs a page from the disk for nearly every row. It can put them in order once, and does not
keep them so.
"""

import asyncio
from collections.abc import Iterator

from alembic.util import CommandError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from api.db import migration_database_url
from api.models import Base
from api.settings import Settings
from migrations import LOCK_TIMEOUT, unlocked


def cluster(settings: Settings) -> int:
    """Order the rows of every table by its primary key, and return how many tables that are.

    One table after the other is locked while it is rewritten, and needs its own size once more on the disk. Not to be
    called in an event loop.

    Raises:
        CommandError: There is nothing to order, or a table is in use.
    """
    url = migration_database_url(settings)
    if url.get_backend_name() != "postgresql":
        raise CommandError("An SQLite file keeps its rows in order: there is nothing to do")

    async def run() -> int:
        engine = create_async_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}s'"))
            for statement in _statements():
                await connection.execute(text(statement))
        await engine.dispose()
        return len(Base.metadata.tables)

    with unlocked():
        return asyncio.run(run())


def _statements() -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        yield f"CLUSTER {table.name} USING {table.primary_key.name}"
        yield f"ANALYZE {table.name}"  # where its rows lie is part of what the planner goes by
