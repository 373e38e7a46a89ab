"""Two workers against one, over one SQLite file: what is asked for is decided anew each time.

What the machine has to give is told beside: how much more two processes do that only count.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import count
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

from benchmarks.accounts import filled
from benchmarks.contenders import Contender, in_turn, service, speeds
from benchmarks.dossier import AT
from benchmarks.effort import Effort
from benchmarks.figure import Figure
from benchmarks.load import again_and_again, ask
from benchmarks.part import Bench

_CONNECTIONS = 16
_WORKERS = (1, 2)


def run(bench: Bench) -> Sequence[Figure]:
    """Ask for `/next-actions` at an instant of the client's own, which is decided, with the answer cache off."""
    site = bench.sites["sqlite"]
    asked = f"/next-actions?{urlencode({'at': AT.isoformat()})}"
    script = partial(again_and_again, ask("GET", asked, filled(site).token))
    with ExitStack() as stack:
        contenders = {
            workers: Contender(service(stack, site, "--workers", str(workers), AFTERWORD_ANSWER_CACHE_SIZE="0"), script)
            for workers in _WORKERS
        }
        found = speeds(contenders, bench.effort, connections=_CONNECTIONS)
    counted = _counted(bench.effort)
    return [
        Figure(
            {"workers": workers},
            {"of_one": speed.rate / found[1].rate, "counting_of_one": counted[workers] / counted[1], **speed.values()},
        )
        for workers, speed in found.items()
    ]


def _counted(effort: Effort) -> dict[int, float]:
    """How far so many processes count together in one round."""
    rounds: dict[int, list[int]] = {processes: [] for processes in _WORKERS}
    with ProcessPoolExecutor(max(_WORKERS)) as pool:
        sum(pool.map(_count, [0.1] * max(_WORKERS)))  # until the processes are there
        for processes in in_turn(_WORKERS, effort.rounds):
            rounds[processes].append(sum(pool.map(_count, [effort.seconds] * processes)))
    return {processes: median(counts) for processes, counts in rounds.items()}


def _count(seconds: float) -> int:
    until = perf_counter() + seconds
    return next(number for number in count() if perf_counter() >= until)
