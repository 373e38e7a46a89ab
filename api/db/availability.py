"""Whether the database is away: its own errors, told apart from those of a question that was wrong."""

import sqlite3
from types import TracebackType

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


class Availability:
    """A context that tells a database that is away from one that was asked something wrong.

    Raises `DatabaseUnavailableError`. `bare` is what the driver raises, which SQLAlchemy wraps in an error of its own
    once a transaction has begun. It has no state: one serves any number of transactions at once.
    """

    def __init__(self, *bare: type[Exception]) -> None:
        self._unwrapped: tuple[type[Exception], ...] = (PoolTimeoutError, OSError, *bare)

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let anything else pass."""
        if error is None:
            return
        if isinstance(error, self._unwrapped):
            raise DatabaseUnavailableError(error) from error
        if isinstance(error, DBAPIError) and (isinstance(error, (OperationalError, InterfaceError)) or _is_away(error)):
            said, *_ = str(error.orig).splitlines() or [type(error.orig).__name__]
            raise DatabaseUnavailableError(said) from error


def _is_away(error: DBAPIError) -> bool:
    return (
        error.connection_invalidated
        or str(getattr(error.orig, "sqlstate", "")).startswith(_AWAY)
        or getattr(error.orig, "sqlite_errorcode", None) in _NO_DATABASE_FILE
    )
