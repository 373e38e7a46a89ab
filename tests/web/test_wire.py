"""What only a real connection shows, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from api.settings import Settings
from tests.calendar_feed.reading import by_summary, instant, stated
from tests.serving import Served, afterword, served


@pytest.fixture(scope="module")
def service(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(settings.database_url, tmp_path_factory.mktemp("wire") / "log", "--no-set-up") as service:
        yield service


@pytest.fixture
def wire(service: Served, settings: Settings) -> Iterator[httpx.Client]:
    token = afterword(settings.database_url, "accounts", "create", "Sam", "--quiet").stdout.strip()
    with httpx.Client(base_url=service.url, headers={"Authorization": f"Bearer {token}"}) as client:
        yield client


def test_an_upload_too_large_is_told_so(wire: httpx.Client) -> None:
    """Announced or in chunks, the client gets to read the answer, and the service goes on."""
    headers = {"Content-Type": "application/json"}

    def chunks() -> Iterator[bytes]:
        for _ in range(200):
            yield b" " * 65_536

    for content in (b" " * 12_000_000, chunks()):
        answer = wire.post("/organizations", content=content, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (413, "urn:afterword:problem:content-too-large")
    assert wire.get("/account").status_code == 200


def test_head_leaves_the_connection_usable(wire: httpx.Client) -> None:
    """No body goes out, though the length of GET's is said."""
    for _ in range(2):
        answer = wire.head("/policy")
        assert (answer.status_code, answer.content) == (200, b"")
        assert int(answer.headers["Content-Length"]) > 1_000


def test_it_does_not_say_what_it_runs_on(wire: httpx.Client) -> None:
    assert "server" not in wire.get("/health/live").headers


def test_a_calendar_program_reads_the_calendar_and_then_nothing_new(wire: httpx.Client) -> None:
    """With nothing but the address, by a parser that shares no code with what wrote it."""
    url = wire.post("/calendar-feed").json()["url"]
    organization = wire.post("/organizations", json={"name": "Zoë; & Söhne, \\ Co", "timezone": "Europe/Berlin"}).json()
    ends = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    interview = {
        "organization_id": organization["id"],
        "position": "Analyst " * 20,
        "starts_at": (ends - timedelta(hours=1)).isoformat(),
        "ends_at": ends.isoformat(),
    }
    assert wire.post("/interviews", json=interview).is_success
    with httpx.Client() as program:
        first = program.get(url)
        again = program.get(url, headers={"If-None-Match": first.headers["ETag"]})
        assert program.get(url[:-1]).status_code == 401
    assert (first.headers["Content-Type"], again.status_code) == ("text/calendar; charset=utf-8", 304)
    found = by_summary(first.content)
    round_ = found[f"Interview: {' '.join(['Analyst'] * 20)} (Zoë; & Söhne, \\ Co)"]
    assert (instant(round_.dtstart), len(found) > 2) == (ends - timedelta(hours=1), True)
    assert ends - timedelta(hours=1) in {time.instant for time in stated(first.content)}


def test_a_real_write_survives_the_process(settings: Settings, tmp_path: Path, wire: httpx.Client) -> None:
    """What one process acknowledged, another serves."""
    made = wire.post("/organizations", json={"name": "Initech"})
    with served(settings.database_url, tmp_path / "log", "--no-set-up") as another:
        there = httpx.get(f"{another.url}{made.headers['Location']}", headers=wire.headers)
    assert there.json() == made.json()
