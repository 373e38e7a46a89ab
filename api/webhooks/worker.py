"""The worker: looks at the accounts that are awake, finds out what there is to tell, and sends it.

Any number of workers share the work, on any number of machines; what they know of each other is in the database.
"""

import asyncio
import logging
import random
import signal
from collections.abc import Iterable
from functools import partial
from http import HTTPStatus

from api.db import Database, DatabaseUnavailableError, UnknownAccountError
from api.models import DisabledReason
from api.next_actions.rules import RULES
from api.webhooks import attending, service, watch
from api.webhooks.attending import Attempt, Claim
from api.webhooks.figures import Figures
from api.webhooks.retries import next_try
from api.webhooks.sending import Sender

logger = logging.getLogger("afterword.worker")

POLL_SECONDS = 1.0
"""How long after a change it is noticed, at most."""
_AT_ONCE = 16
"""Accounts that one worker attends to at once."""
_CANDIDATES = 200
"""Accounts that it asks for at once."""
_GIVEN_UP_SECONDS = 5.0
"""How long it leaves a database alone that does not answer."""


class Worker:
    """Attends to accounts until it is told to stop."""

    def __init__(self, database: Database, sender: Sender, figures: Figures) -> None:
        self._database = database
        self._sender = sender
        # What is taken is sent at once, all of it: several times as long as an attempt may take is time enough.
        self._lease = 4 * sender.timeout
        self._figures = figures
        self._stopping = asyncio.Event()
        self._attended: dict[str, asyncio.Task[None]] = {}

    def stop(self) -> None:
        """Finish what is under way, and take nothing more."""
        self._stopping.set()

    async def run(self) -> None:
        """Work until `stop`, and return when what was under way is done."""
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self.stop)
        logger.info("at work")
        roused = False
        while not self._stopping.is_set():
            try:
                if not roused:
                    await self.rouse()
                    roused = True
                begun = await self._begin()
                pause = 0.0 if begun == _CANDIDATES else POLL_SECONDS
            except DatabaseUnavailableError:
                logger.warning("the database does not answer")
                pause = _GIVEN_UP_SECONDS
            await self._wait(pause)
        await self._finish()

    async def once(self) -> None:
        """Attend to all accounts that are awake, until none is; then return."""
        await self.rouse()
        while await self._begin():
            await self._finish()

    async def rouse(self) -> None:
        """Attend to every account whose next look was worked out by another policy, other holidays or other zones."""
        seen: set[str] = set()
        while not self._stopping.is_set():
            found = set(await self._database.woken_by_other_rules(RULES, _CANDIDATES))
            if found <= seen:  # none is left, or none that nobody else is at
                return
            await self._attend_to(found - seen)
            await self._finish()
            seen |= found

    async def _begin(self) -> int:
        """Begin to attend to accounts that are awake, and return how many were found."""
        awake = list(await self._database.awake(_CANDIDATES))
        random.shuffle(awake)  # so that several workers do not all begin with the same
        await self._attend_to(awake)
        return len(awake)

    async def _attend_to(self, accounts: Iterable[str]) -> None:
        for account_id in accounts:
            if account_id in self._attended:
                continue
            while len(self._attended) >= _AT_ONCE:
                await asyncio.wait(self._attended.values(), return_when=asyncio.FIRST_COMPLETED)
            if self._stopping.is_set():
                return
            task = asyncio.create_task(self._attend(account_id))
            self._attended[account_id] = task
            task.add_done_callback(partial(self._done, account_id))

    def _done(self, account_id: str, task: asyncio.Task[None]) -> None:
        del self._attended[account_id]
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("attending to an account failed", exc_info=error)

    async def _finish(self) -> None:
        while self._attended:
            await asyncio.wait(self._attended.values())
            await asyncio.sleep(0)  # for the callbacks that take them out

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            pass

    async def _attend(self, account_id: str) -> None:
        """Find out what there is to tell an account's endpoints, and send what is due, until nothing more is."""
        while not self._stopping.is_set():
            due = await self._database.read(account_id, watch.due)
            look = None if due is None else await asyncio.to_thread(due.look, self._database.clock())
            claims = await self._database.amend(account_id, partial(attending.take, look=look, lease=self._lease))
            if not claims:
                return
            await asyncio.gather(*(self._deliver(account_id, claim) for claim in claims))

    async def _deliver(self, account_id: str, claim: Claim) -> None:
        """Try to send a message, and write down what came of it."""
        if claim.until - self._database.clock() < 2 * self._sender.timeout:
            return  # too much of the lease is gone: somebody else might begin while we are at it
        attempt = await self._sender.send(claim)
        gone = attempt.status_code == HTTPStatus.GONE
        then = None if gone else next_try(claim.tries + 1, self._database.clock(), attempt.retry_after)
        failing = await self._database.amend(account_id, lambda unit: attending.record(unit, claim, attempt, then))
        self._note(claim, attempt, last=then is None)
        if gone or failing:
            await self._disable(account_id, claim.webhook_id, DisabledReason.GONE if gone else DisabledReason.FAILING)

    async def _disable(self, account_id: str, webhook_id: str, reason: DisabledReason) -> None:
        try:
            new = await self._database.write(account_id, lambda unit: service.disable(unit, webhook_id, reason))
        except UnknownAccountError:  # deleted meanwhile
            return
        if new:
            logger.warning("webhook disabled", extra={"webhook_id": webhook_id, "error": reason})

    def _note(self, claim: Claim, attempt: Attempt, *, last: bool) -> None:
        outcome = "delivered" if attempt.error is None else "failed" if last else "retried"
        self._figures.note(outcome, attempt.error, attempt.duration_ms / 1000)
        told = {
            "delivery_id": claim.id,
            "webhook_id": claim.webhook_id,
            "status": attempt.status_code,
            "duration_ms": attempt.duration_ms,
            "error": attempt.error,
        }
        logger.info("message %s", outcome, extra={name: value for name, value in told.items() if value is not None})
