"""What only a real connection shows, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.settings import Settings
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


def test_a_real_write_survives_the_process(settings: Settings, tmp_path: Path, wire: httpx.Client) -> None:
    """What one process acknowledged, another serves."""
    made = wire.post("/organizations", json={"name": "Initech"})
    with served(settings.database_url, tmp_path / "log", "--no-set-up") as another:
        there = httpx.get(f"{another.url}{made.headers['Location']}", headers=wire.headers)
    assert there.json() == made.json()
