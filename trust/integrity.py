"""Whether a database is whole, as it says itself."""

import asyncio
import sqlite3
from contextlib import closing

import asyncpg
from sqlalchemy import ForeignKeyConstraint

from api.models import Base
from trust.site import Site


def faults(site: Site) -> int:
    """Return what is wrong with a database that may have been cut off: pages and indexes on SQLite, orphans on both.

    PostgreSQL keeps checksums of its pages, and fails to read one that is damaged.
    """
    if site.backend == "sqlite":
        with closing(sqlite3.connect(site.sqlite_file)) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchall()
            return len(said) - (said == [("ok",)]) + len(connection.execute("PRAGMA foreign_key_check").fetchall())
    return asyncio.run(_orphans(site.superuser_url))


async def _orphans(url: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        return sum([await connection.fetchval(_orphans_of(key)) for key in _foreign_keys()])
    finally:
        await connection.close()


def _foreign_keys() -> list[ForeignKeyConstraint]:
    return [key for table in Base.metadata.sorted_tables for key in table.foreign_key_constraints]


def _orphans_of(key: ForeignKeyConstraint) -> str:
    pairs = [(element.parent.name, element.column.name) for element in key.elements]
    same = " AND ".join(f"parent.{theirs} = child.{ours}" for ours, theirs in pairs)
    given = " AND ".join(f"child.{ours} IS NOT NULL" for ours, _ in pairs)
    return (
        f"SELECT count(*) FROM {key.parent.name} child WHERE {given} "  # noqa: S608 - names of our own tables
        f"AND NOT EXISTS (SELECT FROM {key.referred_table.name} parent WHERE {same})"
    )
