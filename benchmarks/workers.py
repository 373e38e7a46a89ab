"""Two workers against one, over one SQLite file: what is asked for is worked out anew each time."""

from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial

from benchmarks.accounts import filled
from benchmarks.contenders import Contender, service, speeds
from benchmarks.figure import Figure
from benchmarks.load import again_and_again, ask
from benchmarks.part import Bench

_CONNECTIONS = 16


def run(bench: Bench) -> Sequence[Figure]:
    """Read `/next-actions` with the answer cache off."""
    site = bench.sites["sqlite"]
    script = partial(again_and_again, ask("GET", "/next-actions", filled(site).token))
    with ExitStack() as stack:
        contenders = {
            workers: Contender(service(stack, site, "--workers", str(workers), AFTERWORD_ANSWER_CACHE_SIZE="0"), script)
            for workers in (1, 2)
        }
        found = speeds(contenders, bench.effort, connections=_CONNECTIONS)
    return [
        Figure({"workers": workers}, {"of_one": speed.rate / found[1].rate, **speed.values()})
        for workers, speed in found.items()
    ]
