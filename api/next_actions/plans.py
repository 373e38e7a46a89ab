"""The plans of accounts, kept in the database: written down beside the requests, and good until the next write.

An account that nothing was recorded in costs one row to answer for, in whichever process and however long after.
"""

import asyncio
from functools import partial
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Table, bindparam, insert, select, update

from api.db import ACCOUNTS, Database, State, Unit
from api.models import Plan
from api.next_actions.rules import RULES
from api.next_actions.written import Written
from api.web.flushing import Flushed

_PLANS: Table = Plan.__table__
_KEPT = select(
    _PLANS.c.founded_at, _PLANS.c.rules, _PLANS.c.since, _PLANS.c.until, _PLANS.c.lines, _PLANS.c.texts
).where(_PLANS.c.account_id == bindparam("account"), _PLANS.c.revision == bindparam("revision"))

_RULES = f"{RULES} 2"
"""The number changes with what `Written` makes of a plan, if it does so between two releases."""
_HELD = 16_000_000
"""Bytes of plans that wait to be written down, about: when so many wait, no other account's is noted."""
_HURRIED = _HELD // 2
"""When so many wait, they are written down at once."""
_TOGETHER = 16
"""Plans that are handed to the database at once: while a worker is busy, each step has to wait."""


class _Noted(NamedTuple):
    """A plan that waits, and the state that it is about."""

    state: State
    written: Written


class Plans(Flushed):
    """The plans that are kept, and those to be written down: one an account, of its latest state.

    A process that is killed loses those of the last half minute. They are made again when they are asked for.
    """

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._noted: dict[str, _Noted] = {}

    async def find(self, account_id: str, state: State) -> Written | None:
        """Return the plan of an account in this state, if one waits or is kept."""
        noted = self._noted.get(account_id)
        if noted is not None and noted.state == state:
            return noted.written
        row = await self._database.glance(account_id, _KEPT, {"account": account_id, "revision": state.revision})
        if row is None:
            return None
        founded_at, rules, *written = row
        return Written.read(*written) if (founded_at, rules) == (state.founded_at, _RULES) else None

    def note(self, account_id: str, state: State, written: Written) -> None:
        """Note the plan of what an account holds in this state, unless enough of other accounts wait."""
        self._noted.pop(account_id, None)
        others = sum(noted.written.size for noted in self._noted.values())
        if others < _HELD:
            self._noted[account_id] = _Noted(state, written)
            if others < _HURRIED <= others + written.size:
                self.hurry()

    async def flush(self) -> None:
        """Write down what is noted. No account gets a new revision from it, and no resource a new ETag.

        A plan is noted until it is written, so that one that could not be is tried again.
        """
        while self._noted:
            writing = [self._write(*one) for one in islice(self._noted.items(), _TOGETHER)]
            for outcome in await asyncio.gather(*writing, return_exceptions=True):
                if outcome is not None:
                    raise outcome

    async def _write(self, account_id: str, noted: _Noted) -> None:
        """Write down what is noted, and note it no more."""
        await self._database.amend(account_id, partial(_keep, noted=noted))
        if self._noted.get(account_id) is noted:
            del self._noted[account_id]


def _keep(unit: Unit, *, noted: _Noted) -> None:
    """Keep a plan, unless the account has been written to since. Its row is locked, so that no write comes between."""
    state, written = noted
    account = (ACCOUNTS.c.account_id == unit.account_id, ACCOUNTS.c.created_at == state.founded_at)
    same = select(ACCOUNTS.c.account_id).where(*account, ACCOUNTS.c.revision == state.revision).with_for_update()
    if unit.connection.execute(same).first() is not None:
        plan = {"since": written.since, "until": written.until, "lines": written.outline(), "texts": written.texts}
        kept = {"founded_at": state.founded_at, "revision": state.revision, "rules": _RULES, **plan}
        mine = _PLANS.c.account_id == unit.account_id
        if not unit.connection.execute(update(_PLANS).where(mine).values(kept)).rowcount:
            unit.connection.execute(insert(_PLANS).values(account_id=unit.account_id, **kept))
