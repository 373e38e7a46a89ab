"""Schema migrations, for SQLite and PostgreSQL alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from api.settings import Settings

LOCK_TIMEOUT = 3
"""How many seconds a migration waits for a table on PostgreSQL. Whoever wants that table next waits behind it."""

_LOCKED = {"55P03", "40P01"}  # PostgreSQL's codes: no lock within that time, and a deadlock that cost us ours


def configuration(settings: Settings) -> Config:
    """Return what Alembic's commands take, for the database of these settings. Needs no file."""
    config = Config(attributes={"settings": settings})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(settings: Settings, revision: str = "head") -> None:
    """Bring the schema up to a revision. Does nothing where it is there already; not to be called in an event loop.

    Raises:
        CommandError: It cannot be done now, and nothing was: there is no such revision, or a table is in use.
    """
    with unlocked():
        command.upgrade(configuration(settings), revision)


@contextmanager
def unlocked() -> Iterator[None]:
    """Raise `CommandError` where a table was not to be had in time."""
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) not in _LOCKED:
            raise
        raise CommandError(
            f"A table was in use for more than {LOCK_TIMEOUT} s, so nothing was changed: try again when fewer write, "
            "or find the transaction that holds it in pg_stat_activity"
        ) from error


def knows(settings: Settings, revision: str) -> bool:
    """Return whether there is such a revision here: a database of a later version may be at one that we lack."""
    scripts = ScriptDirectory.from_config(configuration(settings))
    return any(script.revision == revision for script in scripts.walk_revisions())
