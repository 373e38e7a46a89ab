"""The service as a process of its own, as an operator runs it: started, killed and stopped at will."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

AFTERWORD = str(Path(sys.executable).with_name("afterword"))

_START_SECONDS = 60
_STOP_SECONDS = 30


def free_port() -> int:
    """Return the number of a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
    return number


class ServiceError(Exception):
    """The service did not start, or did not stop. Its message is what it printed."""


class Service:
    """`afterword serve` on one free port, which it keeps through every restart. A context ends it.

    All it prints is added to `log`. It has a process group of its own, so that `kill` strikes its workers too.
    `through` is a command that runs it, and `command` another server to run in its place.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        log: Path,
        *options: str,
        through: Sequence[str] = (),
        command: Sequence[str] = (AFTERWORD, "serve"),
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        self._command = [*through, *command, "--port", str(self.port), *options]
        self._environment = {**os.environ, "PYTHONUNBUFFERED": "1", "AFTERWORD_SHUTDOWN_DELAY": "0", **environment}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process that was started: the only worker, or the parent of several."""
        assert self._process is not None  # noqa: S101 - a trial asks for it while it runs
        return self._process.pid

    def start(self, path: str = "/health/ready") -> None:
        """Start it, and return once it answers 200 on this path."""
        with self.log.open("a") as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                self._command, env=self._environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )
        self.await_answer(_START_SECONDS, path)

    def await_answer(self, seconds: float, path: str = "/health/ready") -> None:
        """Return once it answers 200; raise `ServiceError` if it ends, or takes longer than this."""
        give_up = time.monotonic() + seconds
        with httpx.Client() as client:  # one for all tries: making it reads all certificates there are
            while time.monotonic() < give_up and self._process is not None and self._process.poll() is None:
                try:
                    if client.get(f"{self.url}{path}").status_code == httpx.codes.OK:
                        return
                except httpx.TransportError:
                    pass
                time.sleep(0.02)
        raise ServiceError(self.log.read_text())

    def kill(self) -> None:
        """End it and its workers as a power cut would, and return when they are gone."""
        os.killpg(self.pid, signal.SIGKILL)
        self.ended()

    def send_signal(self, number: signal.Signals) -> None:
        """Send the process that was started a signal."""
        os.kill(self.pid, number)

    def stop(self) -> int:
        """Ask it to stop, and return its exit status."""
        self.send_signal(signal.SIGTERM)
        return self.ended()

    def ended(self) -> int:
        """Return its exit status once it has ended; raise `ServiceError` if that takes too long."""
        assert self._process is not None  # noqa: S101 - as above
        try:
            return self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.pid, signal.SIGKILL)
            self._process.wait()
            raise ServiceError(self.log.read_text()) from None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process is not None and self._process.poll() is None:
            self.stop()
