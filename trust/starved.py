"""The database can be written to no more, its disk being full or it being read-only; later it can again.

Meanwhile whoever writes is told 503, and nothing breaks. How each is brought about, the context managers below say.
"""

import asyncio
import os
import resource
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from sqlalchemy.engine import make_url

from trust import disk, integrity
from trust.disk import SmallDisk, small_disk
from trust.service import Service
from trust.site import Site
from trust.trial import Outcome, Trial
from trust.writers import Writers

_WELL_WITHIN_SECONDS = 10

# So that a file's mode binds the service even where root runs the trial.
_WITHOUT_PRIVILEGES = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--")

Want = Callable[[Service], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Starved(Outcome):
    """What the writers were told through all times of want together, and what was stored."""

    acknowledged: int
    unavailable: int
    """Answers of 503."""
    without_retry_after: int
    """Such of them as do not say when to try again."""
    other_answers: int
    """Answers that were neither success nor 503."""
    dropped: int
    """Requests that were not answered at all."""
    lost: int
    invented: int
    wrong_revisions: int
    faults: int
    """What the database's own check found."""
    unwell_seconds: float
    """The longest time from the end of want until the service said that it was ready."""

    @property
    def held(self) -> bool:
        """Whether clients were told what is so, the database is whole, and the service was well again soon."""
        return (
            self.acknowledged > 0
            and self.unavailable > 0
            and not (self.without_retry_after or self.other_answers or self.dropped)
            and not (self.lost or self.invented or self.wrong_revisions or self.faults)
            and self.unwell_seconds <= _WELL_WITHIN_SECONDS
        )


def disk_full(site: Site, *, rounds: int, writers: int, writes: int, megabytes: int) -> Starved:
    """Fill the disk after so many writes: a real one of this size, or where none can be made, as if it were full."""
    starving = Starving(site, writers)
    if not disk.can_be_made():
        with _service(site) as service:
            starving.run(service, as_if_full(site), rounds, writes)
    elif site.backend == "sqlite":
        with small_disk(site.sqlite_file.parent, megabytes) as small, _service(site, small.through) as service:
            starving.run(service, _full(small), rounds, writes)
    else:
        with _small_tablespace(site, megabytes) as small, _service(site) as service:
            starving.run(service, _full(small), rounds, writes)
    return starving.outcome()


def read_only(site: Site, *, rounds: int, writers: int, writes: int) -> Starved:
    """Take the right to write away after so many writes, and give it back."""
    starving = Starving(site, writers)
    with _service(site, unprivileged(site)) as service:
        starving.run(service, no_leave_to_write(site), rounds, writes)
    return starving.outcome()


def unprivileged(site: Site) -> tuple[str, ...]:
    """Return what a service is to be run through, for a file's mode to bind it even where root runs the trial."""
    return _WITHOUT_PRIVILEGES if site.backend == "sqlite" and os.geteuid() == 0 else ()


def _service(site: Site, through: tuple[str, ...] = ()) -> Service:
    return Service(site.environment, site.folder / "service.log", "--no-set-up", through=through)


class Starving:
    """Writers on a service whose database is in want at times."""

    def __init__(self, site: Site, writers: int) -> None:
        self._site = site
        self._writers = Writers(site, writers)
        self._unwell = 0.0

    def run(self, service: Service, want: Want, rounds: int, writes: int) -> None:
        """Have so many writes acknowledged and then as many refused, in each round, and some more acknowledged."""
        for _ in range(rounds):
            asyncio.run(self._writers.write_until(service.url, acknowledged=writes))
            with want(service):
                asyncio.run(self._writers.write_until(service.url, refused=writes))
            over = time.monotonic()
            service.await_answer(6 * _WELL_WITHIN_SECONDS)
            self._unwell = max(self._unwell, time.monotonic() - over)
        asyncio.run(self._writers.write_until(service.url, acknowledged=writes))

    def outcome(self) -> Starved:
        """Compare what the writers were told with what is stored."""
        stored = self._writers.compare()
        return Starved(
            acknowledged=self._writers.acknowledged,
            unavailable=self._writers.statuses[503],
            without_retry_after=self._writers.impatient,
            other_answers=self._writers.unexpected(),
            dropped=self._writers.unanswered,
            **stored._asdict(),
            faults=integrity.faults(self._site),
            unwell_seconds=self._unwell,
        )


def _full(small: SmallDisk) -> Want:
    @contextmanager
    def want(_: Service) -> Iterator[None]:
        small.fill()
        yield
        small.free()

    return want


def as_if_full(site: Site) -> Want:
    """Bring about the errors of a full disk where there is no small one.

    On SQLite the service may let no file grow, by a limit of its process; on PostgreSQL a trigger raises the error.
    """

    @contextmanager
    def no_growth(service: Service) -> Iterator[None]:
        log = Path(f"{site.sqlite_file}-wal")
        _, most = resource.prlimit(service.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(service.pid, resource.RLIMIT_FSIZE, (log.stat().st_size, most))
        yield
        resource.prlimit(service.pid, resource.RLIMIT_FSIZE, (most, most))

    @contextmanager
    def no_space(_: Service) -> Iterator[None]:
        _execute(
            site.superuser_url,
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'no space' USING ERRCODE = 'disk_full'; END $$",
            "CREATE TRIGGER full_disk BEFORE UPDATE ON accounts EXECUTE FUNCTION full_disk()",
        )
        yield
        _execute(site.superuser_url, "DROP FUNCTION full_disk CASCADE")

    return no_growth if site.backend == "sqlite" else no_space


@contextmanager
def _small_tablespace(site: Site, megabytes: int) -> Iterator[SmallDisk]:
    """Move a PostgreSQL database to a small disk, and in the end back. Its log stays where it is."""
    assert site.server is not None  # noqa: S101 - in full it is tried on a server of the trial's own
    url = make_url(site.superuser_url)
    move = f'ALTER DATABASE "{url.database}" SET TABLESPACE'
    outside = url.set(database="template1").render_as_string(hide_password=False)
    folder = site.folder / "small" / "disk"
    folder.mkdir(parents=True)
    if site.server.system_user is not None:
        shutil.chown(folder.parent, site.server.system_user)
        shutil.chown(folder, site.server.system_user)
    with small_disk(folder, megabytes, site.server.system_user) as small:
        small.run(f"mkdir '{folder}/tables'")
        _execute(outside, f"CREATE TABLESPACE small LOCATION '{small.path}/tables'", f"{move} small")
        yield small
        _execute(outside, f"{move} pg_default")


def no_leave_to_write(site: Site) -> Want:
    """Make the database read-only."""
    return _read_only_file(site.sqlite_file) if site.backend == "sqlite" else _read_only_by_default(site)


def _read_only_by_default(site: Site) -> Want:
    """Refuse writes as a standby does: with the same code, though not for the same reason."""
    database = f'ALTER DATABASE "{make_url(site.settings.database_url).database}"'
    anew = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    others = f"{anew} AND pid <> pg_backend_pid()"

    @contextmanager
    def want(_: Service) -> Iterator[None]:
        _execute(site.superuser_url, f"{database} SET default_transaction_read_only = on", others)
        yield
        writable = "SET default_transaction_read_only = off"
        _execute(site.superuser_url, writable, f"{database} RESET default_transaction_read_only", others)

    return want


def _read_only_file(file: Path) -> Want:
    """Start the service anew over a file that it may not write, and let it write that again while it runs."""

    @contextmanager
    def want(service: Service) -> Iterator[None]:
        service.stop()
        file.chmod(0o444)
        service.start("/health/live")
        yield
        for one in file.parent.glob(f"{file.name}*"):  # what SQLite keeps beside it has the same mode
            one.chmod(0o644)

    return want


def _execute(url: str, *statements: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(url)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(run())


DISK_FULL = Trial(
    name="disk-full",
    claim="A full disk breaks nothing: who writes is told 503 until there is room again",
    run=disk_full,
    middle={"rounds": 1, "writers": 8, "writes": 100, "megabytes": 24},
    long={"rounds": 5, "writers": 8, "writes": 1_000, "megabytes": 24},
)
READ_ONLY = Trial(
    name="read-only",
    claim="A read-only database breaks nothing: who writes is told 503 until it takes writes again",
    run=read_only,
    middle={"rounds": 1, "writers": 8, "writes": 100},
    long={"rounds": 5, "writers": 8, "writes": 200},
)
