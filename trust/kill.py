"""Nothing acknowledged is lost: the service is killed (`kill -9`) while several write, over and over."""

import asyncio
import random
import time
from dataclasses import dataclass
from statistics import median

from trust import integrity
from trust.service import Service
from trust.site import Site
from trust.trial import Outcome, Trial
from trust.writers import Writers

_LONGEST_DELAY_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed(Outcome):
    """What was left after every kill together."""

    acknowledged: int
    """Writes that were answered with success."""
    in_doubt: int
    """Writes that were under way when the service was killed."""
    lost: int
    """Acknowledged, and not stored as acknowledged."""
    invented: int
    """Stored, and never asked for, or by halves."""
    wrong_revisions: int
    faults: int
    """What the database's own check found."""
    other_answers: int
    """Answers other than success."""
    restart_seconds: float
    """The median, from the start of the process until it is ready."""

    @property
    def held(self) -> bool:
        """Whether nothing was lost, nothing came from nowhere, and the database is whole."""
        return self.acknowledged > 0 and not (
            self.lost or self.invented or self.wrong_revisions or self.faults or self.other_answers
        )


def run(site: Site, *, rounds: int, writers: int, writes: int, workers: int = 2) -> Killed:
    """In each round, kill the service some moments after so many writes were acknowledged, and look at what is stored.

    Its workers are killed with it.
    """
    writing = Writers(site, writers)
    service = Service(site.environment, site.folder / "service.log", "--workers", str(workers))
    differences, starts, faults = [], [], 0
    for _ in range(rounds):
        began = time.monotonic()
        service.start()
        starts.append(time.monotonic() - began)
        asyncio.run(_round(service, writing, writing.acknowledged + writes))
        differences.append(writing.compare())
        faults += integrity.faults(site)
    return Killed(
        acknowledged=writing.acknowledged,
        in_doubt=writing.unanswered,
        lost=sum(found.lost for found in differences),
        invented=sum(found.invented for found in differences),
        wrong_revisions=sum(found.wrong_revisions for found in differences),
        faults=faults,
        other_answers=writing.unexpected() + writing.statuses[503],
        restart_seconds=median(starts),
    )


async def _round(service: Service, writers: Writers, enough: int) -> None:
    until = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(writers.write(service.url, until))
        await writers.reach(lambda: writers.acknowledged >= enough)
        await asyncio.sleep(random.uniform(0, _LONGEST_DELAY_SECONDS))  # noqa: S311 - at any moment of a write
        service.kill()
        until.set()


TRIAL = Trial(
    name="kill",
    claim="Nothing acknowledged is lost: 8 write while the service is killed with `kill -9`",
    run=run,
    middle={"rounds": 5, "writers": 8, "writes": 200},
    long={"rounds": 50, "writers": 8, "writes": 200},
)
