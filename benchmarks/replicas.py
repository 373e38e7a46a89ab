"""Replicas behind HAProxy over one PostgreSQL: what passing a request on costs, and what a second replica is worth."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from itertools import cycle

from benchmarks.accounts import analyze, filled
from benchmarks.contenders import Contender, decided, service, speeds
from benchmarks.figure import Figure
from benchmarks.load import Script, again_and_again, ask
from benchmarks.part import Bench
from trust.haproxy import Balancer
from trust.service import Service
from trust.site import Site

_PATH = "/next-actions"
_CONNECTIONS = 16
_ONE, _TWO = "one, through HAProxy", "two, through HAProxy"
_CACHES: Mapping[str, Mapping[str, str]] = {"warm": {}, "cold": {"AFTERWORD_ANSWER_CACHE_SIZE": "0"}}


def run(bench: Bench) -> Sequence[Figure]:
    """Read `/next-actions` of an account for each connection, with the answers in memory and without."""
    site = bench.sites["postgresql"]
    tokens = [filled(site, at=datetime.now(UTC)).token for _ in range(_CONNECTIONS)]
    analyze(site)
    decided(site, _PATH, *tokens)
    return [figure for asked in _CACHES for figure in _figures(site, asked, tokens, bench)]


def _figures(site: Site, asked: str, tokens: Sequence[str], bench: Bench) -> list[Figure]:
    each = cycle(tokens)

    def script() -> Script:
        return again_and_again(ask("GET", _PATH, next(each)))

    with ExitStack() as stack:
        one, other = (service(stack, site, **_CACHES[asked]) for _ in range(2))
        behind = partial(_behind, stack, site)
        contenders = {
            "one, directly": Contender(one, script),
            _ONE: Contender(behind("one", one, one), script, [one]),
            _TWO: Contender(behind("two", one, other), script, [one, other]),
        }
        found = speeds(contenders, bench.effort, connections=_CONNECTIONS)
    return [
        Figure(
            {"asked": asked, "replicas": replicas},
            {"of_one_through_haproxy": speed.rate / found[_ONE].rate, **speed.values()},
        )
        for replicas, speed in found.items()
    ]


def _behind(stack: ExitStack, site: Site, name: str, *replicas: Service) -> Balancer:
    """Put HAProxy before two replicas, or twice the same one, until the stack is unwound."""
    folder = site.folder / f"haproxy-{name}"
    folder.mkdir(exist_ok=True)
    return stack.enter_context(Balancer(replicas, folder))
