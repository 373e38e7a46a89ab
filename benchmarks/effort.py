"""How much to measure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """The sizes of all parts."""

    seconds: float
    """How long a contender is asked in one round."""
    rounds: int
    """How many rounds: in each, every contender has its turn, so that a slow minute of the machine strikes them all."""
    runs: int
    """How often what runs in this process is timed."""
    starts: int
    """How often the service is started."""
    requests: tuple[int, int]
    """After how many requests its resident size is read."""
    in_all: tuple[int, ...]
    """How many interviews the database holds in all."""
    an_account: tuple[int, ...]
    """How many interviews the account that asks has."""


QUICK = Effort(
    seconds=0.2,
    rounds=1,
    runs=10,
    starts=1,
    requests=(100, 1_000),
    in_all=(500, 1_000),
    an_account=(1, 25, 250),
)
USUAL = Effort(
    seconds=0.3,
    rounds=9,
    runs=40,
    starts=3,
    requests=(4_000, 40_000),
    in_all=(10_000, 100_000),
    an_account=(1, 25, 250, 2_500),
)
LONG = Effort(
    seconds=1,
    rounds=15,
    runs=100,
    starts=9,
    requests=(100_000, 1_000_000),
    in_all=(10_000, 100_000, 1_000_000),
    an_account=(1, 25, 250, 2_500),
)
