"""Two workers against one, over one SQLite file: what is asked for is decided anew each time."""

from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from urllib.parse import urlencode

from benchmarks.accounts import filled
from benchmarks.contenders import Contender, service, speeds
from benchmarks.dossier import AT
from benchmarks.figure import Figure
from benchmarks.load import again_and_again, ask
from benchmarks.part import Bench

_CONNECTIONS = 16


def run(bench: Bench) -> Sequence[Figure]:
    """Ask for `/next-actions` at an instant of the client's own, which is decided, with the answer cache off."""
    site = bench.sites["sqlite"]
    asked = f"/next-actions?{urlencode({'at': AT.isoformat()})}"
    script = partial(again_and_again, ask("GET", asked, filled(site).token))
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
