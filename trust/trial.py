"""What a trial is, and what it gives back."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from trust.site import BACKENDS, Backend


class Size(StrEnum):
    """How much of a trial is run: some minutes of them all for a gate, or all that is promised."""

    MIDDLE = "middle"
    LONG = "long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(ABC):
    """What a trial counted. Each kind has its own fields: counts, and times whose names end in `_seconds`."""

    @property
    @abstractmethod
    def held(self) -> bool:
        """Whether the trial bore out its claim. Counts decide it, and no time that is this machine's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One claim, and how it is tried.

    `run` is given a `Site` of its own and the sizes as keywords. It is no coroutine: it starts processes, and loops
    of its own. Tests call the same function with smaller sizes.
    """

    name: str
    claim: str
    run: Callable[..., Outcome]
    middle: Mapping[str, int]
    long: Mapping[str, int]
    databases: tuple[Backend, ...] = BACKENDS
    missing: Callable[[], str | None] = lambda: None
    """Says what it needs that this machine lacks, and nothing where it can be run."""

    def sizes(self, size: Size) -> Mapping[str, int]:
        """Return the keywords for a run of this size."""
        return self.long if size is Size.LONG else self.middle
