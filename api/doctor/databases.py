"""The database: whether it answers, is ours and up to date, and keeps to itself what is confidential."""

import os
import shutil
import sqlite3
import stat
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg
from sqlalchemy.engine import URL

from api.db import (
    DatabaseUnavailableError,
    DatabaseUrlError,
    SchemaError,
    database_url,
    migration_database_url,
    open_database,
)
from api.db.postgresql import GLANCES
from api.doctor.finding import Finding, error, ok, warning
from api.models import Base
from api.settings import Settings

_PATIENCE = 5
"""Seconds that a database may take to answer."""

_OLDEST = 15
"""The first version of PostgreSQL that will do."""

_SKEW = timedelta(seconds=5)
"""How far our clock and the database's may be apart before somebody should look."""

_LATE = timedelta(minutes=5)
"""How long an account waits for a worker before somebody should look."""

_COUNTED = 100
"""How many of those are counted at most."""

_LITTLE = 200_000_000
"""Bytes that a disk should have free at least; beside that as many as the database has, for a backup or a restore."""


async def check_database(settings: Settings, now: datetime) -> AsyncIterator[Finding]:
    """Whether it answers and its schema is ours; and then what there is to say of its kind."""
    try:
        url = database_url(settings)
    except DatabaseUrlError as failure:
        yield error("database", str(failure), "Set AFTERWORD_DATABASE_URL as the README says, under “Settings”")
        return
    file = Path(url.database or "")
    if url.get_backend_name() == "sqlite" and not file.exists():  # noqa: ASYNC240 - nobody else waits
        yield error("database", f"There is no file {file}", "Run `afterword migrate`, which makes it")
        return
    database = open_database(settings)
    try:
        await database.ping()
    except SchemaError as failure:
        yield ok("database", "The database answers")
        yield error(
            "schema", str(failure), "Run `afterword migrate` of this version, or serve the version that it is of"
        )
    except DatabaseUnavailableError as failure:
        yield error(
            "database",
            f"The database is away, is empty or does not let us in: {failure}",
            "See that AFTERWORD_DATABASE_URL names it and that it runs, and run `afterword migrate`, which makes the "
            "tables and lets the service use them",
        )
        return
    else:
        yield ok("database", "The database answers")
        yield ok("schema", "Its schema is this version's")
        yield await check_worker(settings, now)
    finally:
        await database.close()
    if url.get_backend_name() == "sqlite":
        for finding in check_file(File.of(file)):
            yield finding
    else:
        for finding in check_server(await Server.of(url), settings, now):
            yield finding
        async for finding in check_owner(settings):
            yield finding


async def check_worker(settings: Settings, now: datetime) -> Finding:
    """Whether somebody sends webhooks: an account that has something to tell waits for a second, not for minutes."""
    database = open_database(settings, lambda: now - _LATE)
    try:
        waiting = await database.awake(most=_COUNTED)
    finally:
        await database.close()
    if not waiting:
        return ok("worker", "Nobody waits for a worker")
    many = f"{_COUNTED} or more" if len(waiting) == _COUNTED else len(waiting)
    return warning(
        "worker",
        f"{many} accounts with webhooks have waited for a worker for more than {_LATE.seconds // 60} minutes",
        "Run `afterword worker`, or more of them, and read in their log what keeps them",
    )


class File(NamedTuple):
    """What there is to know of an SQLite database."""

    path: Path
    mode: int
    writable: bool
    """To us, as well as its folder, where SQLite keeps a log beside it."""
    journal: str
    size: int
    """In bytes."""
    free: int
    """On its disk, in bytes."""

    @classmethod
    def of(cls, path: Path) -> "File":
        """Look at the file."""
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
            (journal,) = connection.execute("PRAGMA journal_mode").fetchone()
        found, writable = path.stat(), all(os.access(place, os.W_OK) for place in (path, path.parent))
        free = shutil.disk_usage(path.parent).free
        return cls(path, stat.S_IMODE(found.st_mode), writable, journal, found.st_size, free)


def check_file(file: File) -> Iterator[Finding]:
    """Whether others may read it, whether we may write, beside those who read, and whether there is room."""
    if file.mode & 0o077:
        yield error(
            "permissions",
            f"{file.path} has the mode {file.mode:o}: others on this machine may open it",
            f"chmod 600 {file.path}",
        )
    else:
        yield ok("permissions", f"{file.path} is its owner's alone")
    if file.writable:
        yield ok("writing", f"{file.path} can be written to")
    else:
        yield error(
            "writing",
            f"{file.path} cannot be written to by the user who asks, or its folder cannot",
            "Ask as the user who serves; let that user own both, on a disk that is not mounted to be read only",
        )
    if file.journal != "wal":
        yield error(
            "journal",
            f"{file.path} is in the mode {file.journal!r}, in which readers and a writer keep each other waiting",
            "Stop whatever else has it open; the service sets WAL when it starts. Network file systems cannot do it",
        )
    else:
        yield ok("journal", "Readers and a writer work side by side (WAL)")
    needed = _LITTLE + file.size
    if file.free < needed:
        yield warning(
            "disk",
            f"Its disk has {file.free:,} bytes free, and should have {needed:,}",
            "Make room: a full disk is 503 to whoever writes, and a restore takes as much again",
        )
    else:
        yield ok("disk", f"Its disk has {file.free:,} bytes free")


class Server(NamedTuple):
    """What there is to know of a PostgreSQL server, and of the role that we serve as."""

    role: str
    version: int
    """As 150004 for 15.4."""
    passes_fences: bool
    owned: int
    """How many of our tables are the role's own."""
    unfenced: list[str]
    """Those of our tables without row-level security that binds their owner too."""
    connections: int
    """How many the server takes from everybody."""
    now: datetime

    @classmethod
    async def of(cls, url: URL) -> "Server":
        """Ask it."""
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        connection: Any = await asyncpg.connect(plain, timeout=_PATIENCE)
        try:
            return cls(**await connection.fetchrow(_SERVER, list(Base.metadata.tables), timeout=_PATIENCE))
        finally:
            await connection.close()


_SERVER = """
SELECT current_user::text AS role, current_setting('server_version_num')::int AS version,
    (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS passes_fences,
    (SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND relname = ANY($1)
        AND relowner = current_user::regrole) AS owned,
    (SELECT coalesce(array_agg(relname::text ORDER BY relname), '{}') FROM pg_class
        WHERE oid IN (SELECT to_regclass(quote_ident(ours)) FROM unnest($1::text[]) AS ours)
        AND NOT (relrowsecurity AND relforcerowsecurity)) AS unfenced,
    current_setting('max_connections')::int AS connections, clock_timestamp() AS now
"""


def check_server(server: Server, settings: Settings, now: datetime) -> Iterator[Finding]:
    """Whether it is recent enough, binds our role to its rows, has connections enough, and knows the time."""
    if server.version // 10_000 < _OLDEST:
        yield error("version", f"PostgreSQL is at {server.version // 10_000}", f"Use {_OLDEST} or later")
    else:
        yield ok("version", f"PostgreSQL is at {server.version // 10_000}")
    yield _role(server)
    if server.unfenced:
        yield error(
            "fences",
            f"Row-level security does not hold for {', '.join(server.unfenced)}",
            "Run `afterword migrate`; where that changes nothing, somebody has switched it off: ALTER TABLE … ENABLE "
            "ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        )
    else:
        yield ok("fences", "Row-level security holds for every table")
    ours = settings.database_pool_size + GLANCES
    if ours > server.connections:
        yield error(
            "connections",
            f"A process may open {ours} connections, and the server takes {server.connections} from all of them",
            "Lower AFTERWORD_DATABASE_POOL_SIZE, or raise max_connections",
        )
    else:
        yield ok(
            "connections", f"The server takes {server.connections}: enough for {server.connections // ours} processes"
        )
    apart = abs(now - server.now)
    if apart > _SKEW:
        yield error(
            "clock",
            f"Our clock and the database's are {apart.total_seconds():.0f} s apart",
            "Set both by NTP: what is due, and whose token has expired, goes by ours",
        )
    else:
        yield ok("clock", "Our clock and the database's agree")


async def check_owner(settings: Settings) -> AsyncIterator[Finding]:
    """Whether who is named to migrate can: nobody else needs the role before the next version is there."""
    if settings.migration_database_url is None:
        return
    try:
        server = await Server.of(migration_database_url(settings))
    except (DatabaseUrlError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as failure:
        yield error(
            "owner",
            f"Nobody can migrate the database: {failure}",
            "See that AFTERWORD_MIGRATION_DATABASE_URL names the same database, as the role that owns its tables",
        )
        return
    if server.owned:
        yield ok("owner", f"The role {server.role} owns the tables")
    else:
        yield error(
            "owner",
            f"The role {server.role} owns none of the tables, and cannot migrate them",
            "Name their owner in AFTERWORD_MIGRATION_DATABASE_URL",
        )


def _role(server: Server) -> Finding:
    if server.passes_fences:
        return error(
            "role",
            f"The role {server.role} passes row-level security, as superusers do",
            "Serve as a plain role, and migrate as another one that owns the tables: see “On PostgreSQL” in the README",
        )
    if server.owned:
        return warning(
            "role",
            f"The role {server.role} owns the tables that it serves, and could change them",
            "Serve as a plain role, and name the owner for `afterword migrate` alone: AFTERWORD_MIGRATION_DATABASE_URL",
        )
    return ok("role", f"The role {server.role} may read and write rows, and nothing else")
