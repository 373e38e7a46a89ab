"""Writes: how many a second, against a commit for each on SQLite, and how long each kind takes at 16 clients."""

import json
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial

from benchmarks.accounts import filled
from benchmarks.contenders import Contender, service, speeds, under_uvicorn
from benchmarks.figure import Figure
from benchmarks.load import Script, again_and_again, ask, load
from benchmarks.part import NAMES, Bench

_CONNECTIONS = 16
_NEW = json.dumps({"name": "Employer", "timezone": "Europe/London", "country": "GB"}).encode()
_CHANGE = json.dumps({"name": "Employer & Daughters"}).encode()


def run(bench: Bench) -> Sequence[Figure]:
    """Create, over and over, with and without group commit. The file waits for the disk, as always."""
    site = bench.sites["sqlite"]
    script = partial(again_and_again, ask("POST", "/organizations", filled(site).token, body=_NEW))
    with ExitStack() as stack:
        contenders = {
            "a commit for each": Contender(under_uvicorn(stack, "benchmarks.ungrouped:app", site), script),
            "service": Contender(service(stack, site), script),
        }
        found = speeds(contenders, bench.effort, connections=_CONNECTIONS)
    alone = found["a commit for each"].rate
    return [
        Figure({"contender": name}, {"of_a_commit_for_each": speed.rate / alone, **speed.values()})
        for name, speed in found.items()
    ]


def crud(bench: Bench) -> Sequence[Figure]:
    """Let each client create an organization, read, change and delete it, over and over, on both databases."""
    figures = []
    for backend, site in bench.sites.items():
        token = filled(site).token
        with ExitStack() as stack:
            port = service(stack, site).port
            seconds = bench.effort.seconds * bench.effort.rounds
            found = load(port, partial(_lives, token), connections=_CONNECTIONS, seconds=seconds)
        figures += [
            Figure(
                {"database": NAMES[backend], "operation": name},
                {"requests_per_second": sample.rate, "p50_ms": sample.p50, "p99_ms": sample.p99},
            )
            for name, sample in found.items()
        ]
    return figures


def _lives(token: str) -> Script:
    """Let one organization after another come and go."""
    while True:
        created = yield ask("POST", "/organizations", token, body=_NEW)
        path = f"/organizations/{json.loads(created.body)['id']}"
        yield ask("GET", path, token)
        yield ask("PATCH", path, token, body=_CHANGE)
        yield ask("DELETE", path, token)
