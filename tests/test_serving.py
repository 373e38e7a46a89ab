"""A process takes its leave: not ready first, then no new connections, and nothing under way is cut off."""

import gc
import signal
import socket
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import Mock

import httpx
import pytest
from sqlalchemy.engine import make_url

from api.serving import application
from api.settings import Settings
from tests.serving import TOKEN, afterword
from trust.service import Service

BODY = b'{"name": "Initech"}'


@contextmanager
def service(folder: Path, *, delay: float = 0, timeout: int = 20) -> Iterator[Service]:
    """A service over a file of its own, told how long to take over its leave (in seconds)."""
    environment = {
        "AFTERWORD_DATABASE_URL": f"sqlite:///{folder}/afterword.db",
        "AFTERWORD_SHUTDOWN_DELAY": str(delay),
        "AFTERWORD_SHUTDOWN_TIMEOUT": str(timeout),
    }
    with Service(environment, folder / "log") as running:
        yield running


@contextmanager
def under_way(service: Service) -> Iterator[socket.socket]:
    """A POST of which all is there but the last byte of its body."""
    (token,) = TOKEN.findall(service.log.read_text())
    url = httpx.URL(service.url)
    with socket.create_connection((url.host, url.port or 0), timeout=30) as connection:
        head = f"POST /organizations HTTP/1.1\r\nHost: {url.host}\r\nAuthorization: Bearer {token}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n"
        connection.sendall(head.encode() + BODY[:-1])
        time.sleep(0.2)  # until it is read: one that waits to be accepted is not under way
        yield connection


def answered(connection: socket.socket) -> str:
    """What comes until the service closes the connection."""
    return b"".join(iter(lambda: connection.recv(65_536), b"")).decode()


def await_refusal(service: Service, *, of: str) -> httpx.Response | None:
    """Ask until the answer is no longer 200: it is returned, or None where connections are refused by now."""
    give_up = time.monotonic() + 30
    with httpx.Client(limits=httpx.Limits(max_keepalive_connections=0)) as client:  # a new connection each time
        while time.monotonic() < give_up:
            try:
                answer = client.get(f"{service.url}{of}")
            except httpx.TransportError:
                return None
            if answer.status_code != 200:
                return answer
            time.sleep(0.02)
    raise TimeoutError


def test_it_takes_its_leave(tmp_path: Path) -> None:
    """Not ready, though still serving; then closed to newcomers; then done, with all that could be finished in time."""
    with service(tmp_path, delay=2, timeout=3) as leaving, under_way(leaving) as slow, under_way(leaving) as stuck:
        leaving.send_signal(signal.SIGTERM)
        not_ready = await_refusal(leaving, of="/health/ready")
        assert not_ready is not None
        assert not_ready.status_code == 503
        assert not_ready.json()["type"] == "urn:afterword:problem:unavailable"
        still = httpx.get(f"{leaving.url}/policy")
        assert (still.status_code, still.headers["Connection"]) == (200, "close")
        assert await_refusal(leaving, of="/health/live") is None
        slow.sendall(BODY[-1:])
        assert answered(slow).startswith("HTTP/1.1 201 ")
        told = answered(stuck)
        assert told.startswith("HTTP/1.1 503 ")
        for part in ("retry-after: 1", "x-request-id: ", "urn:afterword:problem:unavailable"):
            assert part in told
        assert leaving.ended() == 0


def test_a_second_signal_ends_it_at_once(tmp_path: Path) -> None:
    """Though there would be time left, and something is under way."""
    with service(tmp_path, delay=500, timeout=500) as leaving, under_way(leaving):
        leaving.send_signal(signal.SIGTERM)
        assert await_refusal(leaving, of="/health/ready") is not None
        leaving.send_signal(signal.SIGTERM)
        assert leaving.ended() == 0


def test_an_interrupt_takes_no_leave(tmp_path: Path) -> None:
    """Whoever presses Ctrl-C has seen enough."""
    with service(tmp_path, delay=500) as leaving:
        leaving.send_signal(signal.SIGINT)
        assert leaving.ended() == 0


def test_a_worker_may_take_its_time_to_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A parent that replaced it after uvicorn's five seconds would never get one on a busy machine."""
    run = Mock()
    monkeypatch.setattr("uvicorn.run", run)
    assert afterword(f"sqlite:///{tmp_path}/afterword.db", "serve", "--workers", "2").exit_code == 0
    assert run.call_args.kwargs["timeout_worker_healthcheck"] >= 30


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_a_role_that_passes_row_level_security(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Is an event of the log, in the form of all others."""
    configured = Mock()
    monkeypatch.setattr("uvicorn.run", Mock())
    monkeypatch.setattr("logging.config.dictConfig", configured)
    assert afterword(settings.database_url, "serve").exit_code == 0
    assert not caplog.records
    superuser = make_url(settings.database_url).set(username="postgres").render_as_string(hide_password=False)
    assert afterword(superuser, "serve").exit_code == 0
    (event,) = caplog.messages
    assert "passes PostgreSQL's row-level security" in event
    configured.assert_called_once()


@pytest.fixture
def collector() -> Iterator[None]:
    """Leave the collector of garbage as it was, whatever an application makes of it."""
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)
    gc.enable()


@pytest.mark.usefixtures("collector")
def test_pythons_warnings_are_events(caplog: pytest.LogCaptureFixture) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        application()
        warnings.warn("over", RuntimeWarning, stacklevel=1)
    assert [event.partition(" at ")[0] for event in caplog.messages] == ["RuntimeWarning"]


@pytest.mark.usefixtures("collector")
def test_what_is_there_from_the_start_is_not_looked_through_for_garbage() -> None:
    """It is a hundred thousand objects, which would stop every request for a tenth of a second."""
    gc.disable()  # as `afterword serve` does
    application()
    assert gc.get_freeze_count() > 50_000
    assert gc.isenabled()


@pytest.mark.usefixtures("collector")
def test_garbage_is_not_looked_for_every_few_requests() -> None:
    usual, _, _ = gc.get_threshold()
    application()
    often, _, _ = gc.get_threshold()
    assert often > 10 * usual


def test_a_start_looks_for_no_garbage(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """And whatever comes of it, that is over afterwards."""
    looked: list[bool] = []
    monkeypatch.setattr("uvicorn.run", lambda *_, **__: looked.append(gc.isenabled()))
    assert afterword(settings.database_url, "serve").exit_code == 0
    assert looked == [False]
    assert gc.isenabled()
