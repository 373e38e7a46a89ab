"""The process itself: how long it takes to start, and how large it is, idle and after many requests."""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import count, cycle
from math import ceil
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

import httpx

from benchmarks.accounts import bearer, filled
from benchmarks.contenders import cpu_seconds, length, service
from benchmarks.figure import Figure
from benchmarks.growth import beside, multiply, today
from benchmarks.load import Script, ask, requests
from benchmarks.part import NAMES, Bench
from trust.service import Service

_CONNECTIONS = 16
_LISTS = ("/testimonials", "/interviews", "/contacts?limit=20", "/interactions?sort=-occurred_at")
_CROWDED = 1.25
"""How much all accounts have to be answered together, of what a worker keeps of answers."""


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
    """Let a worker fill its memory for answers, answer what clients of many accounts ask, and see how it grows."""
    figures = []
    for backend, site in bench.sites.items():
        place = beside(site, "memory")
        one = filled(place, at=today())
        few, many = bench.effort.requests
        with ExitStack() as stack:
            server = service(stack, place)
            sizes = [_megabytes(server)]
            bytes_each = length(server, "/next-actions", one.token)
            sizes.append(_megabytes(server))
            bytes_each += sum(length(server, path, one.token) for path in _LISTS)
            accounts = ceil(_CROWDED * place.settings.answer_cache_size / bytes_each)
            tokens = [one.token, *(other.token for other in multiply(place, one, accounts - 1))]
            random, turns = Random(1), cycle(tokens)  # noqa: S311 - no secret
            requests(server.port, partial(_look, turns), connections=_CONNECTIONS, most=(1 + len(_LISTS)) * accounts)
            for more in (few, many - few):
                requests(server.port, partial(_days, tokens, random), connections=_CONNECTIONS, most=more)
                sizes.append(_megabytes(server))
        idle, first, after_few, after_many = sizes
        values = {
            "many_of_few": after_many / after_few,
            "idle_mb": idle,
            "after_one_mb": first,
            "after_few_mb": after_few,
            "after_many_mb": after_many,
        }
        labels: dict[str, str | int] = {"database": NAMES[backend], "accounts": accounts, "few": few, "many": many}
        figures.append(Figure(labels, values))
    return figures


def _look(turns: Iterator[str]) -> Script:
    """Look at all that one account after the other has, so that the memory for kept answers is full."""
    for token in turns:
        for path in ("/next-actions", *_LISTS):
            yield ask("GET", path, token)


def _days(tokens: Sequence[str], random: Random) -> Script:
    """Open one account or another, look through its lists, and poll it; every fourth time, write to it before."""
    for number in count():
        token = random.choice(tokens)
        first = yield ask("GET", _LISTS[0], token)
        for path in _LISTS[1:]:
            yield ask("GET", path, token)
        if number % 4 == 0:
            path = f"{_LISTS[0]}/{json.loads(first.body)['items'][0]['id']}"
            yield ask("PATCH", path, token, body=b'{"quote": "She finishes what she starts."}')
        for _ in range(20):
            yield ask("GET", "/next-actions", token)


def _megabytes(server: Service) -> float:
    """Return the resident size of a server of one process."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
