"""Migrations keep what is stored: every revision is taken back and applied again over rows in every table."""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import ceil
from typing import Any, TypeVar
from uuid import NAMESPACE_OID, uuid5

import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Table, inspect
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import migrations
from api.db import Database, Unit, WriteUnit, migration_database_url
from api.db.sqlite import sqlite_engine
from api.models import UNSETTLED, Account, Base
from api.models.base import InstantColumn
from api.settings import Settings
from trust.site import Site
from trust.trial import Outcome, Trial

T = TypeVar("T")

EMPTY = "empty"
"""In place of a column's checksum: it tells nothing."""

_NOTHING = (None, UNSETTLED, UNSETTLED.isoformat(timespec="microseconds"))
"""What a column holds where nothing is known; an instant is a text on SQLite."""

_ACCOUNTS = 3
_OWNED = [table for table in Base.metadata.sorted_tables if table is not Account.__table__]
_NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

# What a schema is made of. Alembic's own table stays, whatever is taken back.
_SQLITE = (
    "SELECT type, name, sql FROM sqlite_master WHERE tbl_name <> 'alembic_version' AND sql IS NOT NULL ORDER BY name",
)
_POSTGRESQL = (
    """
    SELECT relname, relkind, relrowsecurity, relforcerowsecurity, relacl::text FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'alembic_version%' ORDER BY relname
    """,
    """
    SELECT attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull, attcollation
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid AND relkind = 'r' AND relname <> 'alembic_version'
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped ORDER BY 1, 2
    """,
    """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid <> 'alembic_version'::regclass ORDER BY 1, 2
    """,
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version' ORDER BY 1",
    "SELECT tablename, policyname, permissive, roles, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated(Outcome):
    """What a schema and its rows went through."""

    rows: int
    """In all tables together, each of which had some."""
    steps: int
    """Revisions taken back or applied, one at a time, to the first tables and back again."""
    changed: int
    """Columns whose values were other ones after a step than before it."""
    emptied: int
    """Columns that a downgrade takes away with what they hold, as its docstring says, and that come back empty."""
    astray: int
    """Revisions that were another schema the second time than the first."""

    @property
    def held(self) -> bool:
        """Whether every value stayed that a revision has room for, and every revision is one schema."""
        return bool(self.rows and self.steps) and not self.changed and not self.astray


def run(site: Site, *, rows: int) -> Migrated:
    """Take each revision back and apply it again: over so many rows down to the first tables, and then to nothing."""
    config = migrations.configuration(site.settings)
    newest, *older = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    accounts = site.over(lambda database: _populate(database, rows))
    way = [(command.downgrade, revision) for revision in older]
    way += [(command.upgrade, revision) for revision in (*reversed(older[:-1]), newest)]
    schemas = {newest: over(site.settings, _schema)}
    stored = first = site.over(lambda database: _sums(database, accounts))
    changed = astray = 0
    for step, revision in way:
        step(config, revision)
        found = site.over(lambda database: _sums(database, accounts))
        changed += sum(stored[name] != found[name] for name in stored.keys() & found.keys())
        schema = over(site.settings, _schema)
        astray += schemas.setdefault(revision, schema) != schema
        stored = found
    changed += sum(stored[name] not in {first[name], EMPTY} for name in first)
    command.downgrade(config, "base")
    astray += any(over(site.settings, _schema))
    command.upgrade(config, newest)
    astray += over(site.settings, _schema) != schemas[newest]
    return Migrated(
        rows=_ACCOUNTS * (1 + sum(_each(table, rows) for table in _OWNED)),
        steps=len(way),
        changed=changed,
        emptied=sum(stored[name] != first[name] for name in first),
        astray=astray,
    )


def over(settings: Settings, work: Callable[[Connection], T]) -> T:
    """Return what `work` does over a connection of the role that migrates. Not to be called in an event loop."""
    url = migration_database_url(settings)
    if url.get_backend_name() == "postgresql":

        async def on_postgresql() -> T:
            engine = create_async_engine(url, poolclass=NullPool)
            async with engine.begin() as connection:
                return await connection.run_sync(work)

        return asyncio.run(on_postgresql())
    engine = sqlite_engine(url, "BEGIN")
    try:
        with engine.begin() as connection:
            return work(connection)
    finally:
        engine.dispose()


def _schema(connection: Connection) -> list[list[tuple[Any, ...]]]:
    """Return all that the schema is made of."""
    queries = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL
    return [[tuple(row) for row in connection.exec_driver_sql(query)] for query in queries]


def _each(table: Table, rows: int) -> int:
    """Return how many rows of a table an account is given, so that there are at least so many in all."""
    several = [one for one in _OWNED if len(one.primary_key) > 1]
    return ceil(rows / (_ACCOUNTS * len(several))) if table in several else 1


async def _populate(database: Database, rows: int) -> list[str]:
    """Fill every table, and return the accounts."""

    def fill(unit: WriteUnit) -> str:
        account = Account.__table__
        unit.connection.execute(
            account.update()
            .where(account.c.account_id == unit.account_id)
            .values(issuer="https://login.example", subject="sam", settled_by="1.0.0")
        )
        for table in _OWNED:
            own = {"account_id": unit.account_id}
            made = [{column.name: _value(column, row) for column in table.c} | own for row in range(_each(table, rows))]
            unit.connection.execute(table.insert(), made)
        return unit.account_id

    return [await database.found(f"Candidate {number}", fill) for number in range(_ACCOUNTS)]


def _value(column: Column[Any], row: int) -> Any:
    """Return something for a column of one row that is easily lost: odd texts, microseconds, some missing."""
    if column.nullable and not (row + 1) % 3:
        return None
    for key in column.foreign_keys:
        if key.column.name == "id":
            return _id(key.column.table.name, row)
    if column.name == "id":
        return _id(column.table.name, row)
    if isinstance(column.type, sa.Enum):
        return column.type.enums[row % len(column.type.enums)]
    made = (
        (sa.Boolean, row % 2 == 0),
        (sa.LargeBinary, bytes([0, 255]) + row.to_bytes(4, "big")),
        (sa.Date, date(2026, 3, 2) + timedelta(days=row % 365)),
        (InstantColumn, _NOON + timedelta(seconds=row, microseconds=row + 1)),
        (sa.JSON, {"topics": [f"Zoë {row}", None, 1.5]}),
        (sa.Integer, row),
    )
    text = f'{column.name} {row}: Zoë\'s\n\U0001f600 \\ "quoted" %'
    return next((value for kind, value in made if isinstance(column.type, kind)), text)


def _id(table: str, row: int) -> str:
    return str(uuid5(NAMESPACE_OID, f"{table} {row}"))


async def _sums(database: Database, accounts: Iterable[str]) -> dict[str, str]:
    """Return a checksum of each column that there is, over all rows in the order of their keys, or `EMPTY`."""
    found: dict[str, list[object]] = defaultdict(list)
    for account_id in accounts:
        for name, values in (await database.read(account_id, _columns)).items():
            found[name] += values
    return {
        name: EMPTY if all(value in _NOTHING for value in values) else hashlib.sha256(repr(values).encode()).hexdigest()
        for name, values in found.items()
    }


def _columns(unit: Unit) -> dict[str, list[object]]:
    """Return what an account's columns hold, as the driver gives it: the models may know more of them, or fewer."""
    found = {}
    there = inspect(unit.connection).get_table_names()
    for table in Base.metadata.sorted_tables:
        if table.name not in there:
            continue
        query = f"SELECT * FROM {table} WHERE CAST(account_id AS VARCHAR) = :account"  # noqa: S608 - our own tables
        rows = unit.connection.execute(sa.text(query), {"account": unit.account_id}).mappings().all()
        keys = [column.name for column in table.primary_key]
        ordered = [row for _, row in sorted(([str(row[key]) for key in keys], row) for row in rows)]
        for name in rows[0] if rows else table.c.keys():
            found[f"{table}.{name}"] = [row[name] for row in ordered]
    return found


TRIAL = Trial(
    name="migrations",
    claim="Migrations keep every row: up, each one down and up again, and a revision is one schema either way",
    run=run,
    middle={"rows": 1_000},
    long={"rows": 10_000},
)
