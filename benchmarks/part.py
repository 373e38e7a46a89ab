"""What a part of the benchmark is: a question, and a function that measures the answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.effort import Effort
from benchmarks.figure import Figure
from trust.site import Backend, Site


@dataclass(frozen=True, slots=True)
class Bench:
    """What a part is given: a migrated database of either kind, for its own accounts, and how much to measure."""

    sites: Mapping[Backend, Site]
    effort: Effort


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the benchmark. `run` may be called once for a bench."""

    name: str
    title: str
    run: Callable[[Bench], Sequence[Figure]]


NAMES: Mapping[Backend, str] = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
"""How figures call the databases."""
