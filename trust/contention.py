"""Many write to one SQLite file at once, from two workers and from the command line: nobody meets a lock."""

import asyncio
import os
import subprocess
import threading
from dataclasses import dataclass

from trust import integrity
from trust.service import AFTERWORD, Service
from trust.site import Site
from trust.trial import Outcome, Trial
from trust.writers import Writers


@dataclass(frozen=True, slots=True, kw_only=True)
class Contended(Outcome):
    """What the writers were told, and what was stored."""

    acknowledged: int
    commands: int
    """Accounts that were made by the command line meanwhile."""
    failed_commands: int
    other_answers: int
    """Answers other than success: 503 with “database is locked” would be one."""
    dropped: int
    """Requests that were not answered at all."""
    lost: int
    invented: int
    wrong_revisions: int
    faults: int
    """What the database's own check found."""

    @property
    def held(self) -> bool:
        """Whether everybody was served, and nothing was lost."""
        return (
            self.acknowledged > 0
            and self.commands > 0
            and not (self.failed_commands or self.other_answers or self.dropped)
            and not (self.lost or self.invented or self.wrong_revisions or self.faults)
        )


def run(site: Site, *, writers: int, seconds: int) -> Contended:
    """Let so many write for so long, through two worker processes."""
    with Service(site.environment, site.folder / "service.log", "--workers", "2") as service:
        return over(site, service, writers=writers, seconds=seconds)


def over(site: Site, service: Service, *, writers: int, seconds: int) -> Contended:
    """Do the same over a service that runs."""
    writing, statuses, enough = Writers(site, writers), list[int](), threading.Event()
    command = threading.Thread(target=_command_repeatedly, args=(site, enough, statuses))
    command.start()
    asyncio.run(_write(writing, service.url, seconds))
    enough.set()
    command.join()
    stored = writing.compare()
    return Contended(
        acknowledged=writing.acknowledged,
        commands=statuses.count(0),
        failed_commands=len(statuses) - statuses.count(0),
        other_answers=writing.unexpected() + writing.statuses[503],
        dropped=writing.unanswered,
        **stored._asdict(),
        faults=integrity.faults(site),
    )


async def _write(writers: Writers, url: str, seconds: int) -> None:
    until = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(writers.write(url, until))
        await asyncio.sleep(seconds)
        until.set()


def _command_repeatedly(site: Site, enough: threading.Event, statuses: list[int]) -> None:
    """Make one account after another, at least one, as an operator would."""
    command = [AFTERWORD, "accounts", "create", "Somebody", "--quiet"]
    while not enough.is_set() or not statuses:
        done = subprocess.run(command, env={**os.environ, **site.environment}, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 - our own
        statuses.append(done.returncode)


TRIAL = Trial(
    name="contention",
    claim="Nobody meets a lock: 32 write to one SQLite file through two workers, and a command does too",
    run=run,
    middle={"writers": 32, "seconds": 5},
    long={"writers": 32, "seconds": 60},
    databases=("sqlite",),
)
