"""Whether the database is away: its own errors, told apart from those of a question that was wrong."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class DatabaseUnavailableError(Exception):
    """The database does not answer, or cannot take what it is given: worth trying again later.

    Its message is what the database or the system said, in one line, for the operator alone.
    """


# Classes of PostgreSQL's error codes: connection lost, no leave to connect, no such database, lost to another
# transaction, out of resources, broken off by a shutdown or a timeout, and disk trouble; and the codes of a transaction
# that may only read, as on a standby, and of a table that is not there, as before the first migration.
_AWAY = ("08", "28", "3D", "40", "53", "57", "58", "25006", "42P01")
_NO_DATABASE_FILE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@contextmanager
def availability(*bare: type[Exception]) -> Iterator[None]:
    """Tell a database that is away from one that was asked something wrong; raise `DatabaseUnavailableError`.

    `bare` is what the driver raises, which SQLAlchemy wraps in an error of its own once a transaction has begun.
    """
    unwrapped: tuple[type[Exception], ...] = (PoolTimeoutError, OSError, *bare)
    try:
        yield
    except unwrapped as error:
        raise DatabaseUnavailableError(error) from error
    except DBAPIError as error:
        if isinstance(error, (OperationalError, InterfaceError)) or _is_away(error):
            said, *_ = str(error.orig).splitlines() or [type(error.orig).__name__]
            raise DatabaseUnavailableError(said) from error
        raise


def _is_away(error: DBAPIError) -> bool:
    return (
        error.connection_invalidated
        or str(getattr(error.orig, "sqlstate", "")).startswith(_AWAY)
        or getattr(error.orig, "sqlite_errorcode", None) in _NO_DATABASE_FILE
    )
