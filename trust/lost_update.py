"""No lost update: many clients read, change and write one resource, each saying with `If-Match` what it has read."""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus

from trust.service import Service
from trust.site import Site
from trust.trial import Outcome, Trial
from trust.wire import Client


@dataclass(frozen=True, slots=True, kw_only=True)
class LostUpdates(Outcome):
    """What became of counting one number up."""

    acknowledged: int
    """Steps that were answered with 200."""
    stored: int
    """The number in the end: a step that was overwritten is missing from it."""
    winners: int
    """Different versions that were acknowledged: two steps from one version would share theirs."""
    refused: int
    """Steps that came too late, were told so by 412, and were tried again from the new state."""
    other: int
    """Answers that were neither."""

    @property
    def held(self) -> bool:
        """Whether every step that was acknowledged is in the number, and every version had one winner."""
        return self.acknowledged == self.stored == self.winners and not self.other


def run(site: Site, *, clients: int, steps: int) -> LostUpdates:
    """Let so many clients take so many steps each, through two worker processes."""
    with Service(site.environment, site.folder / "service.log", "--workers", "2") as service:
        return over(site, service, clients=clients, steps=steps)


def over(site: Site, service: Service, *, clients: int, steps: int) -> LostUpdates:
    """Do the same over a service that runs."""
    (account,) = site.found()
    return asyncio.run(_count(service.url, account.token, clients, steps))


async def _count(url: str, token: str, clients: int, steps: int) -> LostUpdates:
    versions: list[str] = []
    statuses: list[int] = []

    async def count_on(path: str) -> None:
        async with Client(url, token) as client:
            done = 0
            while done < steps:
                read = await client.ask("GET", path)
                step = {"name": str(int(read.json()["name"]) + 1)}
                written = await client.ask("PATCH", path, step, {"If-Match": read.headers["etag"]})
                statuses.append(written.status)
                if written.status == HTTPStatus.OK:
                    versions.append(written.headers["etag"])
                    done += 1

    async with Client(url, token) as first:
        path = (await first.ask("POST", "/organizations", {"name": "0"})).headers["location"]
        await asyncio.gather(*(count_on(path) for _ in range(clients)))
        stored = int((await first.ask("GET", path)).json()["name"])
    refused = statuses.count(HTTPStatus.PRECONDITION_FAILED)
    return LostUpdates(
        acknowledged=len(versions),
        stored=stored,
        winners=len(set(versions)),
        refused=refused,
        other=len(statuses) - len(versions) - refused,
    )


TRIAL = Trial(
    name="lost-update",
    claim="No update is lost: 16 clients read, change and write one resource with `If-Match`",
    run=run,
    middle={"clients": 16, "steps": 10},
    long={"clients": 16, "steps": 100},
)
