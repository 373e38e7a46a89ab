"""A backup made while others write holds what was acknowledged before; a restore is whole, also where it is killed."""

import asyncio
import os
import random
import shutil
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field, fields
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Table, insert

from api import sqlite_file
from api.db import WriteUnit
from api.ids import new_id
from api.models import Testimonial
from trust import integrity
from trust.service import AFTERWORD, Service
from trust.site import Founded, Site
from trust.trial import Outcome, Trial
from trust.wire import Client

_TESTIMONIALS: Table = Testimonial.__table__

# An account begins with this one. After a restore it counts on from the present instant in microseconds.
_FIRST_REVISION = 1
_RESTORED = 10**12

_GLANCE_SECONDS = 0.005
_LONGEST_DELAY_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp(Outcome):
    """What the backups held, and what the restores left."""

    acknowledged: int
    """Writes that were acknowledged before a backup began."""
    meanwhile: int
    """Writes that were acknowledged from then on, while the backup and its restore were made, and after it."""
    lost: int
    """Acknowledged before a backup and not in it, or after a restore and not in the database."""
    returned: int
    """Written after a backup, and not gone with its restore."""
    inconsistent: int
    """Accounts, in a backup or after a restore, whose revisions are not one for each write, one after the other."""
    left_old: int
    """Restores that were killed and left what was there before."""
    left_new: int
    """Restores that were killed and left the backup's content."""
    left_by_halves: int
    """Restores that were killed and left anything else."""
    faults: int
    """What the database's own check found."""
    other_answers: int
    """Answers other than success."""

    @property
    def held(self) -> bool:
        """Whether every backup and every restore was whole, and no client was refused over it."""
        wrong = self.lost + self.returned + self.inconsistent + self.left_by_halves + self.faults + self.other_answers
        return self.acknowledged > 0 and not wrong


class Row(NamedTuple):
    """An employer that a writer made."""

    name: str
    revision: int


class State(NamedTuple):
    """What an account holds. One that is not there is at revision 0, which none ever is at."""

    revision: int
    rows: set[Row]


@dataclass(slots=True)
class Writer:
    """Makes one employer after the other in an account of its own, and remembers which were acknowledged."""

    account: Founded
    acknowledged: set[Row] = field(default_factory=set)
    asked: int = 0

    async def write(self, client: Client) -> None:
        """Make one employer."""
        self.asked += 1
        name = f"Employer {self.asked}"
        answer = await client.ask("POST", "/organizations", {"name": name})
        if answer.status == HTTPStatus.CREATED:
            self.acknowledged.add(Row(name, int(answer.headers["etag"].strip('"'))))

    async def write_until(self, url: str, done: asyncio.Event) -> None:
        """Write as fast as it is answered, until told to stop."""
        async with Client(url, self.account.token) as client:
            while not done.is_set():
                await self.write(client)


def run(site: Site, *, writers: int, writes: int, rounds: int, kills: int, rows: int) -> BackedUp:
    """In each round, back up and restore while so many write, each so often before. Then kill so many restores.

    So many rows lie in the database besides, and make each copy take its time.
    """
    counts = Counter(dict.fromkeys((field.name for field in fields(BackedUp)), 0))
    _fill(site, rows)
    with Service(site.environment, site.folder / "service.log") as service:
        writing: list[Writer] = []
        for _ in range(rounds):
            writing = [Writer(account) for account in site.found(writers)]
            asyncio.run(_round(site, service.url, writing, writes, counts))
        for number in range(kills):
            asyncio.run(_write_once(service.url, writing))
            counts[_killed(site, writing, taking_over=number % 2 == 0)] += 1
    counts["faults"] = integrity.faults(site)
    return BackedUp(**counts)


async def _round(site: Site, url: str, writers: list[Writer], writes: int, counts: Counter[str]) -> None:
    done = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for writer in writers:
            group.create_task(writer.write_until(url, done))
        await _more(writers, writes)
        before = [set(writer.acknowledged) for writer in writers]
        # Not through the command: while that starts, the database's log would be moved into its file.
        await asyncio.to_thread(sqlite_file.back_up, site.sqlite_file, _backup(site))
        await _more(writers, writes)
        await asyncio.to_thread(sqlite_file.restore, _backup(site), site.settings, site.sqlite_file)
        await _more(writers, writes)
        done.set()
    backed_up, stored = _states(_backup(site), writers), _states(site.sqlite_file, writers)
    for writer, earlier, copy, now in zip(writers, before, backed_up, stored, strict=True):
        later = {row for row in writer.acknowledged if row.revision > _RESTORED}
        counts["acknowledged"] += len(earlier)
        counts["meanwhile"] += len(writer.acknowledged - earlier)
        counts["lost"] += len(earlier - copy.rows) + len((copy.rows | later) - now.rows)
        counts["returned"] += len(now.rows - copy.rows - later)
        counts["inconsistent"] += not _counts_up(copy.rows, _FIRST_REVISION, copy.revision)
        counts["inconsistent"] += not _counts_up(later, now.revision - len(later), now.revision)
        counts["other_answers"] += writer.asked - len(writer.acknowledged)


async def _more(writers: list[Writer], writes: int) -> None:
    """Return once each writer, by the average, was answered so many times more."""

    def answered() -> int:
        return sum(writer.asked for writer in writers)

    enough = answered() + (writes + 1) * len(writers)
    while answered() < enough:  # noqa: ASYNC110 - an event at every write would slow them down
        await asyncio.sleep(_GLANCE_SECONDS)


async def _write_once(url: str, writers: list[Writer]) -> None:
    for writer in writers:
        async with Client(url, writer.account.token) as client:
            await writer.write(client)


def _killed(site: Site, writers: list[Writer], *, taking_over: bool) -> str:
    """Kill a restore, and return which count that belongs to.

    At any moment from when it began to prepare its copy, or as it begins to take that over, and writes to the log.
    """
    old, new = (_contents(file, writers) for file in (site.sqlite_file, _backup(site)))
    restoring = subprocess.Popen(  # noqa: S603 - our own command
        [AFTERWORD, "restore", _backup(site), "--yes"], env={**os.environ, **site.environment}
    )
    log, copies = site.sqlite_file.with_name(f"{site.sqlite_file.name}-wal"), f".{site.sqlite_file.name}-*"
    idle = log.stat().st_mtime_ns

    def is_at_it() -> bool:
        return log.stat().st_mtime_ns > idle if taking_over else any(site.folder.glob(copies))

    while restoring.poll() is None and not is_at_it():
        time.sleep(_GLANCE_SECONDS)
    if not taking_over:
        time.sleep(random.uniform(0, _LONGEST_DELAY_SECONDS))  # noqa: S311 - at any moment
    restoring.kill()
    restoring.wait()
    for folder in site.folder.glob(copies):
        shutil.rmtree(folder)
    left = _contents(site.sqlite_file, writers)
    return "left_old" if left == old else "left_new" if left == new else "left_by_halves"


def _backup(site: Site) -> Path:
    return site.folder / "backup.db"


def _fill(site: Site, rows: int) -> None:
    """Put rows of nobody's concern into the database."""
    (account,) = site.found()

    def insert_all(unit: WriteUnit) -> None:
        common = {
            "account_id": account.account_id,
            "revision": unit.revision,
            "created_at": unit.now,
            "updated_at": unit.now,
            "author": "Rae Ford",
            "quote": "The clearest forecasts that we ever had. " * 10,
            "source_url": None,
        }
        unit.connection.execute(insert(_TESTIMONIALS), [{**common, "id": new_id()} for _ in range(rows)])

    site.over(lambda database: database.write(account.account_id, insert_all))


def _states(file: Path, writers: list[Writer]) -> list[State]:
    """Return what each writer's account holds in a database file, as of one moment."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        return [_state(connection, writer.account.account_id) for writer in writers]


def _state(connection: sqlite3.Connection, account_id: str) -> State:
    found = connection.execute("SELECT revision FROM accounts WHERE account_id = ?", [account_id]).fetchone()
    rows = connection.execute("SELECT name, revision FROM organizations WHERE account_id = ?", [account_id])
    return State(found[0] if found else 0, {Row(*row) for row in rows})


def _contents(file: Path, writers: list[Writer]) -> list[set[Row]]:
    return [state.rows for state in _states(file, writers)]


def _counts_up(rows: set[Row], base: int, revision: int) -> bool:
    """Return whether each row was one write, the first upon `base` and the last to `revision`."""
    return sorted(row.revision for row in rows) == list(range(base + 1, revision + 1))


TRIAL = Trial(
    name="backup",
    claim="A backup that is made while 8 write holds all that was acknowledged before it, and a restore is whole, also "
    "where it is killed",
    run=run,
    middle={"writers": 8, "writes": 20, "rounds": 2, "kills": 5, "rows": 5_000},
    long={"writers": 8, "writes": 50, "rounds": 10, "kills": 50, "rows": 50_000},
    databases=("sqlite",),
)
