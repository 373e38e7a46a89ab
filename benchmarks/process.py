"""The process itself: how long it takes to start, and how large it is, idle and after many requests."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

import httpx

from benchmarks.accounts import bearer, filled
from benchmarks.contenders import cpu_seconds, service
from benchmarks.dossier import AT
from benchmarks.figure import Figure
from benchmarks.load import Script, ask, requests
from benchmarks.part import NAMES, Bench
from trust.service import Service

_CONNECTIONS = 16


def start_up(bench: Bench) -> Sequence[Figure]:
    """Start the service over and over, until its first `/next-actions`."""
    figures = []
    for backend, site in bench.sites.items():
        headers = bearer(filled(site).token)
        times, spent = [], []
        for _ in range(bench.effort.starts):
            with ExitStack() as stack:
                began = perf_counter()
                server = service(stack, site)
                httpx.get(f"{server.url}/next-actions", headers=headers).raise_for_status()
                times.append(perf_counter() - began)
                spent.append(cpu_seconds(server.pid))
        values = {"first_answer_s": median(times), "cpu_s": median(spent)}
        figures.append(Figure({"database": NAMES[backend]}, values))
    return figures


def memory(bench: Bench) -> Sequence[Figure]:
    """Let a worker answer what clients ask, polls above all, and see how it grows."""
    figures = []
    for backend, site in bench.sites.items():
        token = filled(site).token
        few, many = bench.effort.requests
        with ExitStack() as stack:
            server = service(stack, site)
            sizes = [_megabytes(server)]
            httpx.get(f"{server.url}/next-actions", headers=bearer(token)).raise_for_status()
            sizes.append(_megabytes(server))
            for more in (few, many - few):
                requests(server.port, partial(_day, token), connections=_CONNECTIONS, most=more)
                sizes.append(_megabytes(server))
        idle, first, after_few, after_many = sizes
        values = {
            "many_of_few": after_many / after_few,
            "idle_mb": idle,
            "after_one_mb": first,
            "after_few_mb": after_few,
            "after_many_mb": after_many,
        }
        figures.append(Figure({"database": NAMES[backend], "few": few, "many": many}, values))
    return figures


def _day(token: str) -> Script:
    """Poll, look through the lists, and ask about other days than today, so that all that is kept is full sometime."""
    for number in count():
        for _ in range(20):
            yield ask("GET", "/next-actions", token)
        for path in ("/interviews", "/contacts?limit=20", "/interactions?sort=-occurred_at"):
            yield ask("GET", path, token)
        day = (AT + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
        yield ask("GET", f"/next-actions?at={day}", token)


def _megabytes(server: Service) -> float:
    """Return the resident size of a server of one process."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
