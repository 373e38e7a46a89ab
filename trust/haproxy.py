"""A real HAProxy in front of replicas, with the configuration that `docs/scaling.md` gives operators."""

import csv
import os
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from trust.service import Service, free_port

CONFIGURATION = Path(__file__).parent.parent / "docs" / "scaling" / "haproxy.cfg"

_NAMES = ("one", "two")
_PATIENCE_SECONDS = 30
_GLANCE_SECONDS = 0.05

# Where Debian keeps it, whether or not that is on the path of whoever runs a trial.
_HAPROXY = shutil.which("haproxy", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def missing() -> str | None:
    """Say why nothing can be tried with HAProxy here; None where it can."""
    return None if _HAPROXY else "there is no haproxy on this machine (Debian's package has it)"


class BalancerError(Exception):
    """HAProxy is not there, did not start, or did not get to know of a replica. Its message says why."""


class Balancer:
    """HAProxy over two replicas, until its context ends. What is sent to `url` goes to either."""

    def __init__(self, replicas: Sequence[Service], folder: Path) -> None:
        fronts = free_port(), free_port()
        self.port = fronts[0]
        self.url, figures = (f"http://127.0.0.1:{port}" for port in fronts)
        self._client = httpx.Client(base_url=figures)
        self._log = folder / "haproxy.log"
        self._more = folder / "haproxy-figures.cfg"
        self._more.write_text(_FIGURES.format(port=fronts[1]))
        addresses = [replica.url.removeprefix("http://") for replica in replicas]
        self._environment = {
            "AFTERWORD_FRONT": f"127.0.0.1:{fronts[0]}",
            **{f"AFTERWORD_REPLICA_{number}": address for number, address in enumerate(addresses, start=1)},
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """HAProxy's only process."""
        assert self._process is not None  # noqa: S101 - it is asked for while it runs
        return self._process.pid

    def await_replica(self, number: int) -> None:
        """Return once it sends requests to this one; raise `BalancerError` if that takes too long."""
        give_up = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < give_up:
            try:
                if self.figures(number)["status"] == "UP":
                    return
            except httpx.TransportError:
                pass
            time.sleep(_GLANCE_SECONDS)
        raise BalancerError(self._log.read_text())

    def figures(self, number: int) -> Mapping[str, str]:
        """Return what it counted of one replica, by the names that HAProxy's documentation has for them."""
        answer = self._client.get("/;csv")
        rows = csv.DictReader(answer.text.removeprefix("# ").splitlines())
        (found,) = (row for row in rows if (row["pxname"], row["svname"]) == ("replicas", _NAMES[number]))
        return found

    def __enter__(self) -> Self:
        if (reason := missing()) is not None:
            raise BalancerError(reason)
        with self._log.open("w") as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [str(_HAPROXY), "-db", "-f", str(CONFIGURATION), "-f", str(self._more)],
                env={**os.environ, **self._environment},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        for number in range(len(_NAMES)):
            self.await_replica(number)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
        self._client.close()


_FIGURES = """
listen figures
    bind 127.0.0.1:{port}
    stats enable
    stats uri /
"""
