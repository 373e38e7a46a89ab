"""The log: each event one line, whoever says it, to be read or for machines."""

import asyncio
import json
import logging
import logging.config
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import httpx
import pytest

from api.clock import now
from api.logs import Format, Level, configuration, take_warnings
from api.main import create_app
from api.settings import Settings
from tests import making
from tests.conftest import Connect
from tests.serving import logging_as_it_was

MARKER = "zyzzyva"


@contextmanager
def written(as_: Format, level: Level = "info") -> Iterator[None]:
    """Logging as a service has it, until the block ends."""
    with logging_as_it_was():
        logging.config.dictConfig(configuration(as_, level))
        yield


def say_something() -> None:
    """Say it by a logger of ours, one of uvicorn's and one of a library's."""
    logging.getLogger("afterword").error("request failed", extra={"request_id": "r1", "traceback": "  File"})
    logging.getLogger("uvicorn.error").info("Started with %d", 2, extra={"color_message": "Started"})
    logging.getLogger("library").info("of no interest")
    try:
        int(MARKER)
    except ValueError:
        logging.getLogger("library").exception("gave up")


def test_as_json(capfd: pytest.CaptureFixture[str]) -> None:
    """One object a line, with the same names for everybody, and no exception's message."""
    with written("json"):
        say_something()
    said = capfd.readouterr().err
    ours, uvicorns, library = map(json.loads, said.splitlines())
    assert all(abs(now().timestamp() - instant(event)) < 60 for event in (ours, uvicorns, library))
    assert ours == {
        "level": "error",
        "logger": "afterword",
        "event": "request failed",
        "request_id": "r1",
        "traceback": "  File",
    }
    assert uvicorns == {"level": "info", "logger": "uvicorn.error", "event": "Started with 2"}
    assert (library["event"], library["logger"]) == ("gave up", "library")
    assert library["traceback"].endswith("ValueError")
    assert MARKER not in said


def instant(event: dict[str, str]) -> float:
    """Take the instant out of an event."""
    return datetime.fromisoformat(event.pop("timestamp")).timestamp()


def test_to_be_read(capfd: pytest.CaptureFixture[str]) -> None:
    with written("text"):
        say_something()
    first, file, uvicorns, library, *rest = capfd.readouterr().err.splitlines()
    assert first[24:] == " ERROR   request failed request_id=r1"
    assert file == "  File"
    assert uvicorns[24:] == " INFO    Started with 2"
    assert library[24:] == " ERROR   gave up"
    assert rest[-1] == "ValueError"


@pytest.mark.parametrize(
    ("form", "kind"), [("json", '"traceback": "ValueError"'), ("text", "was never retrieved\nValueError\n")]
)
def test_what_asyncio_says_of_a_lost_exception(form: Format, kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    """That there was one, of what kind and where, and not what it said."""

    async def lose() -> None:
        asyncio.get_running_loop().call_exception_handler(
            {"message": "Task exception was never retrieved", "future": MARKER, "exception": ValueError(MARKER)}
        )

    with written(form):
        asyncio.run(lose())
    said = capfd.readouterr().err
    assert kind in said
    assert MARKER not in said


def test_the_time_is_utc_wherever_the_process_is(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        with written("text"):
            logging.getLogger("afterword").error("over")
    finally:
        monkeypatch.undo()
        time.tzset()
    said, *_ = capfd.readouterr().err.split()
    assert abs(datetime.fromisoformat(said) - now()) < timedelta(minutes=1)


def test_a_warning_of_pythons_is_an_event(capfd: pytest.CaptureFixture[str]) -> None:
    """By its kind and its place, and without its text."""
    with written("json"), warnings.catch_warnings():
        warnings.simplefilter("always")
        take_warnings()
        warnings.warn(MARKER, RuntimeWarning, stacklevel=1)
    said = capfd.readouterr().err
    assert json.loads(said)["event"].startswith(f"RuntimeWarning at {__file__}:")
    assert MARKER not in said


def test_from_what_level_on(capfd: pytest.CaptureFixture[str]) -> None:
    with written("text", "error"):
        logging.getLogger("afterword").warning("careful")
        logging.getLogger("library").warning("careful")
        logging.getLogger("uvicorn.error").error("over")
    (only,) = capfd.readouterr().err.splitlines()
    assert only.endswith("over")


async def lines_of(settings: Settings, token: str, caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    """What the access log has of a few requests to a service of its own."""
    app = create_app(settings)
    caplog.set_level(logging.INFO, "afterword.access")
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://afterword.test") as client,
    ):
        client.headers["Authorization"] = token
        made = await making.organization(client, name=MARKER)
        await client.head(f"/organizations/{made['id']}", params={"q": MARKER}, headers={"X-Request-Id": "r1"})
        await client.get(f"/{MARKER}")
        for _ in range(2):  # the second time from memory
            await client.get("/next-actions", params={"at": "2026-03-02T12:00:00Z"})
    names = ("method", "route", "status", "request_id", "duration_ms", "account_id")
    found = [record for record in caplog.records if record.name == "afterword.access"]
    assert MARKER not in str([vars(record) for record in found])
    return [{name: vars(record)[name] for name in names if name in vars(record)} for record in found]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_a_line_for_each_request(settings: Settings, connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    """By its route and never by its address; and for whom, where the operator says that it may be told."""
    client = await connect()
    token, account = client.headers["Authorization"], (await client.get("/account")).json()["id"]
    assert await lines_of(settings, token, caplog) == []
    lines = await lines_of(settings.model_copy(update={"access_log": "on"}), token, caplog)
    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("POST", "/organizations", 201),
        ("HEAD", "/organizations/{id}", 422),
        ("GET", "none", 404),
        *[("GET", "/next-actions", 200)] * 2,
    ]
    assert lines[1]["request_id"] == "r1"
    assert all(0 < float(str(line["duration_ms"])) < 60_000 for line in lines)
    assert not [line for line in lines if "account_id" in line]
    caplog.clear()
    lines = await lines_of(settings.model_copy(update={"access_log": "accounts"}), token, caplog)
    assert [line.get("account_id") for line in lines] == [account] * 5
