"""What a proxy says about the client behind it: believed where the operator trusts the proxy, and nowhere else."""

import asyncio
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from uvicorn import Config

from api.cli.serve import proxies
from api.settings import Settings
from tests.serving import afterword

PROXY, OUTER, STRANGER, CLIENT = "10.0.0.7", "192.0.2.9", "198.51.100.4", "203.0.113.5"


def seen(trusted: str, peer: str, *said: tuple[str, str]) -> tuple[str, str]:
    """Who asks, and by which scheme, as the service sees it when this peer says so of its client."""
    scopes: list[Any] = []

    async def served(scope: Any, receive: Any, send: Any) -> None:
        scopes.append(scope)

    config = Config(served, **proxies(Settings(trusted_proxies=trusted)), log_config=None, interface="asgi3")
    config.load()
    headers = [(name.lower().encode(), value.encode()) for name, value in said]
    scope: Any = {"type": "http", "scheme": "http", "client": (peer, 1234), "headers": headers}
    asyncio.run(config.loaded_app(scope, None, None))
    return scopes[0]["client"][0], scopes[0]["scheme"]


def test_uvicorn_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By the command as well, of those that the settings name."""
    run = Mock()
    monkeypatch.setattr("uvicorn.run", run)
    for trusted in ("", PROXY):
        monkeypatch.setenv("AFTERWORD_TRUSTED_PROXIES", trusted)
        assert afterword(f"sqlite:///{tmp_path}/afterword.db", "serve").exit_code == 0
        told = proxies(Settings(trusted_proxies=trusted))
        assert {name: run.call_args.kwargs[name] for name in told} == told


SPOOFED = (("X-Forwarded-For", CLIENT), ("X-Forwarded-Proto", "https"))


@pytest.mark.parametrize("peer", ["127.0.0.1", STRANGER])
@pytest.mark.parametrize("trusted", ["", PROXY, "10.0.0.0/8"])
def test_a_peer_that_is_not_trusted_is_not_believed(trusted: str, peer: str) -> None:
    """Nor is this machine by default, which uvicorn itself would believe."""
    assert seen(trusted, peer, *SPOOFED) == (peer, "http")


@pytest.mark.parametrize("trusted", [PROXY, "10.0.0.0/8", f"{OUTER}, {PROXY}"])
def test_a_trusted_one_is_believed(trusted: str) -> None:
    assert seen(trusted, PROXY, *SPOOFED) == (CLIENT, "https")


def test_of_a_chain_the_last_one_that_is_not_trusted_is_the_client() -> None:
    """What stands before it is hearsay, and may be anybody's invention."""
    chain = ("X-Forwarded-For", f"{CLIENT}, {STRANGER}, {OUTER}")
    assert seen(f"{PROXY},{OUTER}", PROXY, chain) == (STRANGER, "http")
    assert seen(PROXY, PROXY, chain) == (OUTER, "http")
    assert seen(f"{PROXY},{OUTER}", PROXY, ("X-Forwarded-For", CLIENT), ("X-Forwarded-For", OUTER)) == (CLIENT, "http")
