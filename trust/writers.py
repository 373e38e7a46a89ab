"""Writers that remember what they were told, and the comparison of that with what is stored.

Each makes, renames and deletes employers of its own and imports small dossiers, in an account that it may share with
others. What was acknowledged must be there as it was acknowledged. What went unanswered, or was answered with 503, is
in doubt: it must have happened wholly or not at all.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count
from typing import NamedTuple

from sqlalchemy import func, select

from api.db import Unit
from api.ids import new_id
from api.models import Account, Contact, Organization
from trust.site import Founded, Site
from trust.wire import Answer, Client, UnansweredError

_ACCOUNTS, _ORGANIZATIONS, _CONTACTS = Account.__table__.c, Organization.__table__.c, Contact.__table__.c

_DONE = {HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT}
_IMPORTED_CONTACTS = 3
_PAUSE_SECONDS = 0.05
_GLANCE_SECONDS = 0.005
_PATIENCE_SECONDS = 120


class Employer(NamedTuple):
    """An organization as far as it is compared: its name, how many contacts came with it, and its version."""

    name: str
    contacts: int
    etag: str | None = None
    """None where the answer did not say: any version will do."""


class Differences(NamedTuple):
    """How what is stored differs from what the writers were told. All are zero where nothing is wrong."""

    lost: int
    """What was acknowledged and is not there as it was acknowledged."""
    invented: int
    """What is there though nobody asked for it, or asked for more than is there."""
    wrong_revisions: int
    """Accounts whose revision is not one more for each write that took effect, or is lower than a row's."""


@dataclass(slots=True)
class Log:
    """What the writers of one account were told. It lives outside the service, and survives it."""

    account: Founded
    revision: int
    """The account's, when it was last compared."""
    acknowledged: int = 0
    """Writes since then."""
    employers: dict[str, Employer] = field(default_factory=dict)
    """By id, as last acknowledged or found. Who was deleted is in no longer."""
    doubts: dict[str, Employer | None] = field(default_factory=dict)
    """By id, what it is if the request in doubt took effect."""
    unnamed: set[str] = field(default_factory=set)
    """Names of employers whose making is in doubt: nobody was told their ids."""


class Writers:
    """Several writers over a few accounts, and all that they were told."""

    def __init__(self, site: Site, how_many: int) -> None:
        """Give every two writers an account."""
        self._site = site
        self._logs = [Log(account, self._revision(account)) for account in site.found((how_many + 1) // 2)]
        self._how_many = how_many
        self._names = count()
        self._random = random.Random(how_many)  # noqa: S311 - it chooses what to do next
        self.acknowledged = 0
        self.statuses: Counter[int] = Counter()
        """How often each status was answered."""
        self.unanswered = 0
        self.failed: list[float] = []
        """When each request began, by the monotonic clock, that was not acknowledged."""
        self.impatient = 0
        """Answers of 503 that do not say when to try again."""

    async def write(self, url: str, until: asyncio.Event) -> None:
        """Let them write, each as fast as it is answered, until told to stop."""
        async with asyncio.TaskGroup() as group:
            for number in range(self._how_many):
                group.create_task(self._write(self._logs[number // 2], url, until))

    async def write_until(self, url: str, *, acknowledged: int = 0, refused: int = 0) -> None:
        """Let them write until so many more writes were acknowledged, or answered with 503."""
        enough, too_many = self.acknowledged + acknowledged, self.statuses[503] + refused
        until = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.write(url, until))
            await self.reach(lambda: self.acknowledged >= enough and self.statuses[503] >= too_many)
            until.set()

    async def reach(self, reached: Callable[[], bool]) -> None:
        """Return once they have got so far; raise `TimeoutError` where they do not."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while not reached():  # noqa: ASYNC110 - an event at every write would slow them down
                await asyncio.sleep(_GLANCE_SECONDS)

    async def _write(self, log: Log, url: str, until: asyncio.Event) -> None:
        own: list[str] = []
        async with Client(url, log.account.token) as client:
            while not until.is_set():
                try:
                    await self._step(log, client, own)
                except UnansweredError:
                    self.unanswered += 1
                    await asyncio.sleep(_PAUSE_SECONDS)

    async def _step(self, log: Log, client: Client, own: list[str]) -> None:
        """Do one thing. An employer in doubt is left alone from then on."""
        name = f"Employer {next(self._names)}"
        chosen = self._random.choice(["rename", "delete", "import", "make", "make"])
        match chosen if own else "make":
            case "make":
                log.unnamed.add(name)
                answer = await self._ask(client, log, "POST", "/organizations", {"name": name})
                if answer is not None:
                    log.unnamed.discard(name)
                    id = answer.json()["id"]
                    log.employers[id] = Employer(name, 0, answer.headers["etag"])
                    own.append(id)
            case "import":
                id = new_id()
                people = [{"id": new_id(), "organization_id": id, "name": name} for _ in range(_IMPORTED_CONTACTS)]
                dossier = {"organizations": [{"id": id, "name": name}], "contacts": people}
                log.doubts[id] = Employer(name, _IMPORTED_CONTACTS)
                if await self._ask(client, log, "POST", "/import", dossier) is not None:
                    del log.doubts[id]
                    log.employers[id] = Employer(name, _IMPORTED_CONTACTS)
            case "rename":
                id = own.pop(self._random.randrange(len(own)))
                log.doubts[id] = log.employers[id]._replace(name=name, etag=None)
                answer = await self._ask(client, log, "PATCH", f"/organizations/{id}", {"name": name})
                if answer is not None:
                    del log.doubts[id]
                    log.employers[id] = Employer(name, 0, answer.headers["etag"])
                    own.append(id)
            case "delete":
                id = own.pop(self._random.randrange(len(own)))
                log.doubts[id] = None
                if await self._ask(client, log, "DELETE", f"/organizations/{id}") is not None:
                    del log.doubts[id], log.employers[id]

    async def _ask(self, client: Client, log: Log, method: str, path: str, body: object = None) -> Answer | None:
        """Return the answer, or None where it does not acknowledge the write."""
        began = time.monotonic()
        try:
            answer = await client.ask(method, path, body)
        except UnansweredError:
            self.failed.append(began)
            raise
        self.statuses[answer.status] += 1
        if answer.status in _DONE:
            self.acknowledged += 1
            log.acknowledged += 1
            return answer
        self.failed.append(began)
        if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
            self.impatient += "retry-after" not in answer.headers
            await asyncio.sleep(_PAUSE_SECONDS)
        return None

    def unexpected(self) -> int:
        """Return how many answers were neither an acknowledgement nor 503."""
        return sum(
            times
            for status, times in self.statuses.items()
            if status not in _DONE and status != HTTPStatus.SERVICE_UNAVAILABLE
        )

    def compare(self) -> Differences:
        """Hold what is stored against what was told, read next to the service; from then on, go by what is stored."""
        differences = Differences(0, 0, 0)
        for log in self._logs:
            stored, revision, highest = self._site.read(log.account.account_id, _stored)
            found = compared(log, stored, revision, highest)
            differences = Differences(*map(sum, zip(differences, found, strict=True)))
            log.employers, log.revision, log.acknowledged = stored, revision, 0
            log.doubts.clear()
            log.unnamed.clear()
        return differences

    def _revision(self, account: Founded) -> int:
        return self._site.read(account.account_id, _stored)[1]


def compared(log: Log, stored: dict[str, Employer], revision: int, highest: int) -> Differences:
    """Return how an account as stored, with its revision and its highest row's, differs from what a log says."""
    lost = took_effect = 0
    for id in log.employers.keys() | log.doubts.keys():
        if _is(stored.get(id), log.employers.get(id)):
            continue
        if id in log.doubts and _is(stored.get(id), log.doubts[id]):
            took_effect += 1
        else:
            lost += 1
    unknown = [stored[id] for id in stored.keys() - log.employers.keys() - log.doubts.keys()]
    named = {employer.name for employer in unknown if not employer.contacts} & log.unnamed
    right = revision == log.revision + log.acknowledged + took_effect + len(named) and highest <= revision
    return Differences(lost, len(unknown) - len(named), int(not right))


def _is(stored: Employer | None, told: Employer | None) -> bool:
    if stored is None or told is None:
        return stored is told
    return stored[:2] == told[:2] and told.etag in (None, stored.etag)


def _stored(unit: Unit) -> tuple[dict[str, Employer], int, int]:
    """Return the account's employers by id, its revision, and the highest revision of a row."""
    mine = _ORGANIZATIONS.account_id == unit.account_id
    counted = unit.connection.execute(
        select(_CONTACTS.organization_id, func.count().label("contacts"))
        .where(_CONTACTS.account_id == unit.account_id)
        .group_by(_CONTACTS.organization_id)
    ).all()
    people = {row.organization_id: row.contacts for row in counted}
    rows = unit.connection.execute(
        select(_ORGANIZATIONS.id, _ORGANIZATIONS.name, _ORGANIZATIONS.revision).where(mine)
    ).all()
    revision = unit.connection.execute(
        select(_ACCOUNTS.revision).where(_ACCOUNTS.account_id == unit.account_id)
    ).scalar_one()
    employers = {row.id: Employer(row.name, people.get(row.id, 0), f'"{row.revision}"') for row in rows}
    return employers, revision, max((row.revision for row in rows), default=0)
