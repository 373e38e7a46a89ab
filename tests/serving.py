"""The service as a process of its own, as an operator runs it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
from typer.testing import CliRunner, Result

from api.cli import app

AFTERWORD = Path(sys.executable).with_name("afterword")
TOKEN = re.compile(r"aw_[0-9a-f]{32}_[A-Za-z0-9_-]{43}")


class Served(NamedTuple):
    """Where a running service answers, and where all that it prints goes."""

    url: str
    log: Path

    def tokens(self) -> list[str]:
        """Every token that it has printed."""
        return TOKEN.findall(self.log.read_text())


def afterword(database_url: str, *arguments: str) -> Result:
    """Run a command to its end, in this process: starting another takes longer than most commands."""
    return CliRunner(env={"AFTERWORD_DATABASE_URL": database_url, "COLUMNS": "200"}).invoke(app, arguments)


@contextmanager
def served(database_url: str, log: Path, *options: str) -> Iterator[Served]:
    """Serve on a free port until the block ends, and see to it that the service stops as it should."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [AFTERWORD, "serve", "--port", str(port), *options],
            env={**os.environ, "AFTERWORD_DATABASE_URL": database_url, "PYTHONUNBUFFERED": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        await_ready(f"http://127.0.0.1:{port}", process)
        yield Served(f"http://127.0.0.1:{port}", log)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def await_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    """Return once the service says that it is ready."""
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up and process.poll() is None:
        try:
            if httpx.get(f"{url}/health/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise TimeoutError
