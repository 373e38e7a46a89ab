"""The worker: looks at the accounts that are awake, finds out what there is to tell, and sends it.

Any number of workers share the work, on any number of machines; what they know of each other is in the database.
"""

import asyncio
import logging
import math
import random
import signal
from datetime import datetime
from functools import partial
from http import HTTPStatus
from time import monotonic

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
"""How long it leaves a database alone that does not answer, or an account that it could not attend to."""
_ROUSED_SECONDS = 3600.0
"""How often it looks for accounts that were looked at by other rules: a worker of before may outlive an update."""


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
        self._failed: dict[str, float] = {}
        """Accounts that are to be left alone, and until when."""
        self._rouses_at = -math.inf

    def stop(self) -> None:
        """Finish what is under way, and take nothing more."""
        self._stopping.set()

    async def run(self) -> None:
        """Work until `stop`, and return when what was under way is done.

        A database that does not answer, or is not migrated yet, is waited for.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self.stop)
        started = False
        while not self._stopping.is_set():
            try:
                if not started:
                    await self._database.ping()
                    logger.info("at work")
                    started = True
                pause = 0.0 if await self._begin() > _AT_ONCE else POLL_SECONDS
            except DatabaseUnavailableError as error:
                self._warn(error)
                pause = _GIVEN_UP_SECONDS
            await self._wait(pause)
        await self._finish()

    async def once(self) -> None:
        """Attend to all accounts that are awake, until none is; then return.

        Raises:
            DatabaseUnavailableError: The database does not answer, or is not migrated.
        """
        await self._database.ping()
        while await self._begin():
            await self._finish()

    async def _begin(self) -> int:
        """Begin to attend to accounts that are awake, and return how many these were.

        Now and then some others are with them: whose next look was worked out by another policy, other holidays or
        other zones.
        """
        found = set(await self._database.awake(_CANDIDATES))
        if self._rouses_at <= monotonic():
            others = await self._database.woken_by_other_rules(RULES, _CANDIDATES)
            found.update(others)
            if len(others) < _CANDIDATES:
                self._rouses_at = monotonic() + _ROUSED_SECONDS
        accounts = random.sample(list(found), len(found))  # so that several workers do not all begin with the same
        return sum([await self._attend_to(account_id) for account_id in accounts])

    async def _attend_to(self, account_id: str) -> bool:
        """Begin to attend to an account as soon as there is room. Return False where it is left alone for now."""
        if account_id in self._attended or self._failed.get(account_id, 0) > monotonic():
            return False
        while len(self._attended) >= _AT_ONCE:
            await asyncio.wait(self._attended.values(), return_when=asyncio.FIRST_COMPLETED)
        if self._stopping.is_set():
            return False
        self._failed.pop(account_id, None)
        task = asyncio.create_task(self._attend(account_id))
        self._attended[account_id] = task
        task.add_done_callback(partial(self._done, account_id))
        return True

    def _done(self, account_id: str, task: asyncio.Task[None]) -> None:
        del self._attended[account_id]
        error = None if task.cancelled() else task.exception()
        if error is None:
            return
        self._failed[account_id] = monotonic() + _GIVEN_UP_SECONDS
        if isinstance(error, DatabaseUnavailableError):
            self._warn(error)
        else:
            logger.error("attending to an account failed", exc_info=error)

    def _warn(self, error: DatabaseUnavailableError) -> None:
        logger.warning("waiting for the database: %s", error)

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
            look = await watch.look(self._database, account_id)
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
        failing = await self._record(account_id, claim, attempt, then)
        self._note(claim, attempt, last=then is None)
        if gone or failing:
            await self._disable(account_id, claim.webhook_id, DisabledReason.GONE if gone else DisabledReason.FAILING)

    async def _record(self, account_id: str, claim: Claim, attempt: Attempt, then: datetime | None) -> bool:
        """Write down what came of an attempt, as soon as the database answers: a message should not be sent again."""
        while True:
            try:
                return await self._database.amend(account_id, lambda unit: attending.record(unit, claim, attempt, then))
            except DatabaseUnavailableError as error:
                if self._stopping.is_set() or self._database.clock() >= claim.until:
                    raise
                self._warn(error)
            await self._wait(_GIVEN_UP_SECONDS)

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
