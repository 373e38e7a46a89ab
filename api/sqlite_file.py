"""An SQLite database as a file: backed up while it is written to, restored while it is served.

All copying goes through SQLite's own backup, which sees one state of the database, its write-ahead log included.
Copying the file by other means loses what is in the log alone, and no check of the copy would tell.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import migrations
from api.clock import now
from api.db import database_url
from api.db.sqlite import BUSY_TIMEOUT
from api.files import FileError, replacing, reserve
from api.settings import Settings


def back_up(database: Path, target: Path) -> None:
    """Write the database as it is at this moment to a file of its own, whatever is written meanwhile.

    Raises:
        FileError: The database cannot be read or is damaged, or the file cannot be written. The target is as it was.
    """
    with (
        _or_else(f"{database} cannot be backed up"),
        replacing(target) as written,
        _opened(database, "rw") as source,
        _opened(written, "rw") as copy,
    ):
        _copy(source, copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # in WAL, the database's own, whoever reads it must write beside it
        _check(copy, database)


def restore(backup: Path, settings: Settings, database: Path) -> None:
    """Replace the content of the database with a backup's, brought up to our schema.

    All of that is done to a copy beside the database. Then one transaction takes it over: whoever is reading sees the
    old state or the new one, and so does who looks after a crash. Every account's revision becomes the present instant
    in microseconds, which no counting of writes has reached yet: no ETag given out since the backup will ever come
    again for something else.

    Raises:
        FileError: The backup is damaged, no database of ours, or of a later version than this; or the database cannot
            be written. The database is as it was.
    """
    try:
        reserve(database)
        with TemporaryDirectory(prefix=f".{database.name}-", dir=database.parent) as folder:
            staged = Path(folder) / "restored.db"
            with _or_else(f"{backup} cannot be restored"):
                _stage(backup, staged, settings)
            with _or_else(f"{database} cannot be replaced"):
                with _opened(staged, "rw") as ready, _opened(database, "rw") as live:
                    _copy(ready, live)  # and ask the database for nothing: a damaged one would not answer
                empty_log(database)
    except OSError as error:
        raise FileError(f"{database} cannot be written: {error.strerror}") from error


def empty_log(database: Path) -> bool:
    """Move what the write-ahead log holds into the database and cut the log to nothing.

    What was deleted is then nowhere in the files any more. Return False where a reader that would not end kept the log.
    """
    with _opened(database, "rw") as connection:
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _stage(backup: Path, staged: Path, settings: Settings) -> None:
    """Make a database of the backup that may take the place of the present one."""
    with _opened(backup, "ro") as source, _opened(staged, "rwc") as copy:
        _copy(source, copy)
        _check(copy, backup)
        _recognize(copy, backup, settings)
    url = database_url(settings).set(database=str(staged)).render_as_string(hide_password=False)
    migrations.upgrade(settings.model_copy(update={"database_url": url, "migration_database_url": None}))
    with _opened(staged, "rw") as ready:
        ready.execute("UPDATE accounts SET revision = max(revision + 1, ?)", [int(now().timestamp() * 1_000_000)])


@contextmanager
def _or_else(failure: str) -> Iterator[None]:
    """Say what failed, with whatever SQLite said of it, as a `FileError`."""
    try:
        yield
    except sqlite3.Error as error:
        raise FileError(f"{failure}: {error}") from error


def _opened(file: Path, mode: Literal["ro", "rw", "rwc"]) -> closing[sqlite3.Connection]:
    """Open a database file to read, to write, or to make and write."""
    uri = f"{file.absolute().as_uri()}?mode={mode}"
    return closing(sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT / 1000, isolation_level=None))


def _copy(source: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    """Copy a whole database in one step: what is written meanwhile is not part of it."""
    source.backup(copy, progress=_not_for_ever)


def _not_for_ever(status: int, _remaining: int, _total: int) -> None:
    """Give up when SQLite's own patience has come to an end: Python would try again and again."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise sqlite3.OperationalError("another process keeps it locked")


def _check(connection: sqlite3.Connection, file: Path) -> None:
    """Raise `FileError` unless every page, every index and every reference is sound."""
    (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise FileError(f"{file} is damaged: {said.splitlines()[-1]}")
    if dangling := connection.execute("PRAGMA foreign_key_check").fetchone():
        raise FileError(f"{file} is damaged: a row of {dangling[0]} refers to one of {dangling[2]} that is not there")


def _recognize(connection: sqlite3.Connection, file: Path, settings: Settings) -> None:
    """Raise `FileError` unless it is a database of ours, of this version or an earlier one."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not {"accounts", "alembic_version"} <= tables:
        raise FileError(f"{file} is no database of Afterword's")
    for (revision,) in connection.execute("SELECT version_num FROM alembic_version"):
        if not migrations.knows(settings, revision):
            raise FileError(f"{file} was written by a later version of Afterword: its schema is {revision}")
