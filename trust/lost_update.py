"""No lost update: many clients read, change and write one resource, each saying with `If-Match` what it has read."""

import asyncio
from dataclasses import dataclass

import httpx

from trust.service import Service
from trust.site import Site
from trust.trial import Outcome, Trial


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
    (account,) = site.found()
    with Service(site.environment, site.folder / "service.log", "--workers", "2") as service:
        return asyncio.run(_count(service.url, account.token, clients, steps))


async def _count(url: str, token: str, clients: int, steps: int) -> LostUpdates:
    versions: list[str] = []
    answers: list[int] = []

    async def client(path: str) -> None:
        async with _client(url, token) as own:
            done = 0
            while done < steps:
                read = await own.get(path)
                step = {"name": str(int(read.json()["name"]) + 1)}
                written = await own.patch(path, json=step, headers={"If-Match": read.headers["ETag"]})
                answers.append(written.status_code)
                if written.status_code == httpx.codes.OK:
                    versions.append(written.headers["ETag"])
                    done += 1

    async with _client(url, token) as first:
        made = await first.post("/organizations", json={"name": "0"})
        path = made.headers["Location"]
        await asyncio.gather(*(client(path) for _ in range(clients)))
        stored = int((await first.get(path)).json()["name"])
    refused = answers.count(httpx.codes.PRECONDITION_FAILED)
    return LostUpdates(
        acknowledged=len(versions),
        stored=stored,
        winners=len(set(versions)),
        refused=refused,
        other=len(answers) - len(versions) - refused,
    )


def _client(url: str, token: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=60)


TRIAL = Trial(
    name="lost-update",
    claim="No update is lost: 16 clients read, change and write one resource with `If-Match`",
    run=run,
    middle={"clients": 16, "steps": 10},
    long={"clients": 16, "steps": 100},
)
