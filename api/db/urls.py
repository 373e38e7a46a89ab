"""Which database the settings name."""

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from api.settings import Settings


class DatabaseUrlError(ValueError):
    """The settings name no database that we could use. Its message is a sentence, without the URL's secrets."""


def database_url(settings: Settings) -> URL:
    """Return the URL that the service uses, with our driver: `postgresql://` means asyncpg here.

    Raises:
        DatabaseUrlError: It is no URL, or names neither a PostgreSQL database nor an SQLite file.
    """
    return _url(settings.database_url)


def migration_database_url(settings: Settings) -> URL:
    """Return the URL that migrations use: the service's own, unless the settings name another role for them.

    Raises:
        DatabaseUrlError: As for the service's, or it is of another database, or whom to grant it to is not said.
    """
    service = database_url(settings)
    if settings.migration_database_url is None:
        return service
    url = _url(settings.migration_database_url)
    if (url.get_backend_name(), url.database) != (service.get_backend_name(), service.database):
        raise DatabaseUrlError("AFTERWORD_MIGRATION_DATABASE_URL and AFTERWORD_DATABASE_URL name different databases")
    if url.get_backend_name() == "postgresql" and not service.username:
        raise DatabaseUrlError("AFTERWORD_DATABASE_URL must say which user the tables are to be granted to")
    return url


def _url(value: str) -> URL:
    try:
        url = make_url(value)
    except (ArgumentError, ValueError):  # whose own words may quote a password
        raise DatabaseUrlError(
            "The database's URL cannot be read: it looks like sqlite:///file.db or postgresql://user:password@host/name"
        ) from None
    match url.get_backend_name():
        case "sqlite" if not url.database or url.database == ":memory:":
            raise DatabaseUrlError("An SQLite database must be a file: its readers and its writer share nothing else")
        case "sqlite":
            return url.set(drivername="sqlite+pysqlite")
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+asyncpg")
        case other:
            raise DatabaseUrlError(f"The database must be SQLite or PostgreSQL, not {other}")
