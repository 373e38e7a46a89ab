"""An idempotency key has one effect and one answer: asked for by many at once, and asked for again after a kill."""

import asyncio
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from http import HTTPStatus
from itertools import count

from sqlalchemy import select

from api.db import Unit
from api.models import Organization
from trust.service import Service
from trust.site import Site
from trust.trial import Outcome, Trial
from trust.wire import Client, UnansweredError

_ORGANIZATIONS = Organization.__table__.c

_LONGEST_DELAY_SECONDS = 0.2
_PAUSE_SECONDS = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated(Outcome):
    """What became of requests that were sent more than once."""

    keys: int
    """Different requests, each with a key of its own."""
    rows: int
    """What they made."""
    requests: int
    """How often they were sent in all."""
    in_flight: int
    """Answers of 409, as another one was being answered: these were sent again."""
    in_doubt: int
    """Requests that a kill left without an answer: these were sent again too."""
    made_twice: int
    """Keys with more than one row, or none."""
    answered_differently: int
    """Keys whose answers were not all the same, to the byte."""
    other_answers: int

    @property
    def held(self) -> bool:
        """Whether each key made one row and had one answer."""
        return self.rows == self.keys and not (self.made_twice or self.answered_differently or self.other_answers)


class Requests:
    """Requests that each make an employer, whose name is the key, and all that was answered to them."""

    def __init__(self) -> None:
        self.answers: dict[str, set[bytes]] = defaultdict(set)
        """By key, every body that was answered with success."""
        self.statuses: Counter[HTTPStatus] = Counter()
        self.in_doubt = 0
        self._numbers = count()

    def new(self) -> str:
        """Return a key that was never used."""
        key = f"Employer-{next(self._numbers)}"
        self.answers[key] = set()
        return key

    async def send(self, client: Client, key: str) -> None:
        """Send the request of a key, bare or in quotes, until it is answered for good."""
        written = random.choice([key, f'"{key}"'])  # noqa: S311 - either will do
        status = HTTPStatus.CONFLICT
        while status is HTTPStatus.CONFLICT:
            answer = await client.ask("POST", "/organizations", {"name": key}, {"Idempotency-Key": written})
            status = HTTPStatus(answer.status)
            self.statuses[status] += 1
            if status is HTTPStatus.CREATED:
                self.answers[key].add(answer.body)
            else:
                await asyncio.sleep(_PAUSE_SECONDS)


def run(site: Site, *, keys: int, clients: int, kills: int, workers: int = 2) -> Repeated:
    """Have so many clients send each request at once, to so many workers; then others, while the service is killed."""
    (account,), requests = site.found(), Requests()
    with Service(site.environment, site.folder / "service.log", "--workers", str(workers)) as service:
        callers = [Client(service.url, account.token) for _ in range(clients)]
        asyncio.run(all_at_once(callers, requests, keys))
        for _ in range(kills):
            asyncio.run(_until_killed(service, callers, requests))
            service.start()
            asyncio.run(_once_more(callers, requests))
    made = site.read(account.account_id, names)
    return Repeated(
        keys=len(requests.answers),
        rows=made.total(),
        requests=requests.statuses.total() + requests.in_doubt,
        in_flight=requests.statuses.pop(HTTPStatus.CONFLICT, 0),
        in_doubt=requests.in_doubt,
        made_twice=sum(made[key] != 1 for key in requests.answers),
        answered_differently=sum(len(bodies) != 1 for bodies in requests.answers.values()),
        other_answers=requests.statuses.total() - requests.statuses[HTTPStatus.CREATED],
    )


async def all_at_once(callers: list[Client], requests: Requests, keys: int) -> None:
    """Have every caller send each of so many requests at the same time."""
    for _ in range(keys):
        key = requests.new()
        await asyncio.gather(*(requests.send(caller, key) for caller in callers))
    _close(callers)


async def _until_killed(service: Service, callers: list[Client], requests: Requests) -> None:
    async def ask(caller: Client) -> None:
        try:
            while True:
                await requests.send(caller, requests.new())
        except UnansweredError:
            requests.in_doubt += 1

    async with asyncio.TaskGroup() as group:
        for caller in callers:
            group.create_task(ask(caller))
        await asyncio.sleep(random.uniform(_LONGEST_DELAY_SECONDS / 2, _LONGEST_DELAY_SECONDS))  # noqa: S311 - any moment
        service.kill()


async def _once_more(callers: list[Client], requests: Requests) -> None:
    """Send every request again that there was, by whichever client."""
    again = iter(list(requests.answers))

    async def ask(caller: Client) -> None:
        for key in again:
            await requests.send(caller, key)

    await asyncio.gather(*(ask(caller) for caller in callers))
    _close(callers)


def _close(callers: list[Client]) -> None:
    """Let go of the connections, which belong to the loop that comes to its end."""
    for caller in callers:
        caller.close()


def names(unit: Unit) -> Counter[str]:
    """Return what the account's employers are called, and how often."""
    mine = _ORGANIZATIONS.account_id == unit.account_id
    return Counter(unit.connection.execute(select(_ORGANIZATIONS.name).where(mine)).scalars())


TRIAL = Trial(
    name="idempotency",
    claim="An `Idempotency-Key` makes one row and has one answer: 50 clients send each request at once, or again after "
    "a kill",
    run=run,
    middle={"keys": 20, "clients": 50, "kills": 2},
    long={"keys": 100, "clients": 50, "kills": 20},
)
