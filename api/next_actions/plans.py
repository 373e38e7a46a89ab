"""The plans of accounts, kept in the database: written down beside the requests, and good until the next write.

An account that nothing was recorded in costs one row to answer for, in whichever process and however long after.
"""

import asyncio
from functools import partial
from typing import Any

from sqlalchemy import Table, bindparam, insert, select, update

from api.db import ACCOUNTS, Database, State, Unit
from api.models import Plan
from api.next_actions.rules import RULES
from api.next_actions.written import Written
from api.policy.engine import Decision
from api.web.flushing import Flushed

_PLANS: Table = Plan.__table__
_KEPT = select(
    _PLANS.c.founded_at, _PLANS.c.rules, _PLANS.c.since, _PLANS.c.until, _PLANS.c.lines, _PLANS.c.texts
).where(_PLANS.c.account_id == bindparam("account"), _PLANS.c.revision == bindparam("revision"))

_MOST = 2_000
"""Lines of a plan that is kept: four megabytes. Reading it takes a hundredth of the time that deciding does."""
_RULES = f"{RULES} 2"
"""The number changes with what `Written` makes of a plan, if it does so between two releases."""
_NOTED = 12_500
"""Interviews in plans that wait to be written down, about: those of 500 accounts as a diligent candidate's."""


class Plans(Flushed):
    """The plans that are kept, and those to be written down: one an account, of its latest state.

    A process that is killed loses those of the last half minute. They are made again when they are asked for.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._noted: dict[str, tuple[State, Decision]] = {}

    async def find(self, account_id: str, state: State) -> Written | None:
        """Return the plan of an account in this state, if one is kept."""
        row = await self._database.glance(account_id, _KEPT, {"account": account_id, "revision": state.revision})
        if row is None:
            return None
        founded_at, rules, *written = row
        return Written.read(*written) if (founded_at, rules) == (state.founded_at, _RULES) else None

    def note(self, account_id: str, state: State, decision: Decision) -> None:
        """Note the plan behind a decision about what an account holds in this state."""
        others = sum(len(waiting.plan.parts) for of, (_, waiting) in self._noted.items() if of != account_id)
        if others < _NOTED:
            self._noted[account_id] = (state, decision)

    async def flush(self) -> None:
        """Write down what is noted. No account gets a new revision from it, and no resource a new ETag."""
        noted, self._noted = self._noted, {}
        for account_id, (state, decision) in noted.items():
            values = await asyncio.to_thread(_values, decision)
            if values is not None:
                work = partial(_keep, state=state, values={**values, "rules": _RULES})
                await self._database.amend(account_id, work)


def _values(decision: Decision) -> dict[str, Any] | None:
    """Put a plan into words, which takes longer than a request should wait; None for one that is too long to keep."""
    if len(decision.ahead) > _MOST:
        return None
    written = Written.of(decision)
    return {"since": written.since, "until": written.until, "lines": written.outline(), "texts": written.texts}


def _keep(unit: Unit, *, state: State, values: dict[str, Any]) -> None:
    """Keep a plan, unless the account has been written to since. Its row is locked, so that no write comes between."""
    account = (ACCOUNTS.c.account_id == unit.account_id, ACCOUNTS.c.created_at == state.founded_at)
    same = select(ACCOUNTS.c.account_id).where(*account, ACCOUNTS.c.revision == state.revision).with_for_update()
    if unit.connection.execute(same).first() is not None:
        kept = {"founded_at": state.founded_at, "revision": state.revision, **values}
        mine = _PLANS.c.account_id == unit.account_id
        if not unit.connection.execute(update(_PLANS).where(mine).values(kept)).rowcount:
            unit.connection.execute(insert(_PLANS).values(account_id=unit.account_id, **kept))
