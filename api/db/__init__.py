"""The database, behind two doors: `Database.read` and `Database.write`.

Both open a transaction, run a plain synchronous function over it, and have committed when they return. Nothing else
opens a transaction, and nothing at all holds one while it waits for a client.
"""

from api.clock import Clock, now
from api.db.availability import DatabaseUnavailableError
from api.db.database import (
    ACCOUNTS,
    SIGNED_IN,
    AccountEntry,
    Database,
    SchemaError,
    State,
    Unit,
    UnknownAccountError,
    WriteUnit,
)
from api.db.urls import DatabaseUrlError, database_url, migration_database_url
from api.settings import Settings

__all__ = [
    "ACCOUNTS",
    "SIGNED_IN",
    "AccountEntry",
    "Database",
    "DatabaseUnavailableError",
    "DatabaseUrlError",
    "SchemaError",
    "State",
    "Unit",
    "UnknownAccountError",
    "WriteUnit",
    "database_url",
    "migration_database_url",
    "open_database",
]


def open_database(settings: Settings, clock: Clock = now) -> Database:
    """Return the database that the settings name. Connections are made when first needed."""
    url = database_url(settings)
    if url.get_backend_name() == "sqlite":
        from api.db.sqlite import SqliteDatabase

        return SqliteDatabase(url, clock)
    from api.db.postgresql import PostgresDatabase

    return PostgresDatabase(
        url, clock, pool_size=settings.database_pool_size, statement_timeout=settings.database_statement_timeout
    )
