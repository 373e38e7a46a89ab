"""The service is asked to stop while several write, until it says that it is not ready: no request goes unanswered."""

import asyncio
import signal
from dataclasses import dataclass
from http import HTTPStatus

from trust.service import Service
from trust.site import Site
from trust.trial import Outcome, Trial
from trust.wire import Client, UnansweredError
from trust.writers import Writers

_GLANCE_SECONDS = 0.05
_DELAY_SECONDS = 2
"""More than a worker takes to say that it is not ready once it was told, and the parent half a second to tell it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped(Outcome):
    """What the writers were told through all stops together, and what was stored."""

    acknowledged: int
    other_answers: int
    """Answers other than success."""
    dropped: int
    """Requests that were not answered at all."""
    failures: int
    """Stops that ended with a status other than 0."""
    lost: int
    invented: int
    wrong_revisions: int

    @property
    def held(self) -> bool:
        """Whether every request was served, and each process ended as it should."""
        return self.acknowledged > 0 and not (
            self.other_answers or self.dropped or self.failures or self.lost or self.invented or self.wrong_revisions
        )


def run(site: Site, *, rounds: int, writers: int, writes: int, workers: int = 2) -> Stopped:
    """In each round, stop the service after so many writes were acknowledged."""
    writing = Writers(site, writers)
    environment = {**site.environment, "AFTERWORD_SHUTDOWN_DELAY": str(_DELAY_SECONDS)}
    service = Service(environment, site.folder / "service.log", "--workers", str(workers))
    failures = 0
    for _ in range(rounds):
        service.start()
        asyncio.run(_round(service, writing, writing.acknowledged + writes))
        failures += service.ended() != 0
    return Stopped(
        acknowledged=writing.acknowledged,
        other_answers=writing.unexpected() + writing.statuses[503],
        dropped=writing.unanswered,
        failures=failures,
        **writing.compare()._asdict(),
    )


async def _round(service: Service, writers: Writers, enough: int) -> None:
    until = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(writers.write(service.url, until))
        await writers.reach(lambda: writers.acknowledged >= enough)
        service.send_signal(signal.SIGTERM)
        while await _is_ready(service.url):  # noqa: ASYNC110 - asked over and over, as a load balancer asks
            await asyncio.sleep(_GLANCE_SECONDS)
        until.set()


async def _is_ready(url: str) -> bool:
    async with Client(url, token="") as load_balancer:
        try:
            return (await load_balancer.ask("GET", "/health/ready")).status == HTTPStatus.OK
        except UnansweredError:
            return False


TRIAL = Trial(
    name="stop",
    claim="A stop loses no request: 8 write until the service says that it is not ready",
    run=run,
    middle={"rounds": 1, "writers": 8, "writes": 100},
    long={"rounds": 10, "writers": 8, "writes": 100},
)
