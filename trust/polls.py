"""Clients that mark an action, take the mark back, and hold each poll against what they were acknowledged last.

A process keeps its answers of `/next-actions` in memory. Whichever process a poll comes to, it has to know of every
write that was acknowledged before, wherever that went.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from trust.site import Founded
from trust.wire import Client, UnansweredError

_POLLS_A_WRITE = 3
_PAUSE_SECONDS = 0.02
_DONE = {HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND}
"""What says that a mark is there, or gone: 404 where it was taken back by a request that went unanswered."""


class Poller:
    """One client of one account, which sends each request to any of the addresses."""

    def __init__(self, urls: Sequence[str], account: Founded) -> None:
        self._clients = [Client(url, account.token) for url in urls]
        self.polls = 0
        self.stale = 0
        """Polls that were answered with what had been true before."""
        self.failed = 0
        """Polls that were not answered at all, or not with success."""
        self.failed_writes: list[float] = []
        """When each write began, by the monotonic clock, that was not acknowledged."""
        self.cut_off: list[float] = []
        """When each poll began whose answer ended in the middle."""

    async def prepare(self) -> None:
        """Record an interview of two hours ago, after which there is social media to tidy."""
        ended = datetime.now(UTC) - timedelta(hours=2)
        held = {
            "starts_at": f"{ended - timedelta(hours=1):%FT%TZ}",
            "ends_at": f"{ended:%FT%TZ}",
            "position": "Analyst",
        }
        employer = await self._created("/organizations", {"name": "Acme"})
        interview = await self._created("/interviews", {**held, "organization_id": employer["id"]})
        self._key = f"tidy-social-media.{interview['id']}"

    async def poll(self, until: asyncio.Event) -> None:
        """Mark, poll, take back and poll, until told to stop; then let go of the connections."""
        marked = False
        while not until.is_set():
            if await self._toggled(marked=not marked):
                marked = not marked
                for _ in range(_POLLS_A_WRITE):
                    await self._poll(marked=marked)
            else:
                await asyncio.sleep(_PAUSE_SECONDS)
        for client in self._clients:
            client.close()

    async def _poll(self, *, marked: bool) -> None:
        self.polls += 1
        began = time.monotonic()
        try:
            answer = await self._any().ask("GET", "/next-actions")
        except UnansweredError as error:
            if error.begun:
                self.cut_off.append(began)
            else:
                self.failed += 1
            return
        if answer.status != HTTPStatus.OK:
            self.failed += 1
            return
        self.stale += (self._key in [item["key"] for item in answer.json()["items"]]) is marked

    async def _toggled(self, *, marked: bool) -> bool:
        """Return whether it is now marked, or not, for certain: what failed may have happened, and is done again."""
        method, body = ("PUT", {"mark": "done"}) if marked else ("DELETE", None)
        began = time.monotonic()
        try:
            answer = await self._any().ask(method, f"/next-actions/{self._key}/mark", body)
            done = answer.status in _DONE
        except UnansweredError:
            done = False
        if not done:
            self.failed_writes.append(began)
        return done

    async def _created(self, path: str, body: object) -> Any:
        answer = await self._any().ask("POST", path, body)
        assert answer.status == HTTPStatus.CREATED, answer  # noqa: S101 - nothing is tried before this
        return answer.json()

    def _any(self) -> Client:
        return random.choice(self._clients)  # noqa: S311 - as a load balancer does
