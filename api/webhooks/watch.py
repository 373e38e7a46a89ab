"""An account as the clock changes it: what its endpoints have been told, what there is to tell, and when to look again.

An account is looked at when something was written to it, when the clock reaches the next instant at which there is
something to tell, and when the policy, the public holidays or the time zones are others than at the last look.
"""

import asyncio
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple, TypeGuard

from sqlalchemy import Row, Table, bindparam, insert, select, update

from api import models, outbox
from api.db import ACCOUNTS, Database, State, Unit, WriteUnit
from api.next_actions import repository
from api.next_actions.rules import RULES
from api.outbox import OF_THE_CLOCK
from api.policy.engine import Decision, decide
from api.policy.facts import Facts
from api.webhooks.news import Memory, holds_until, news, told_now

LONGEST = timedelta(days=30)
"""After how long at most an account with endpoints is looked at: whoever is asleep for good misses no new rules."""

_ANNOUNCEMENTS: Table = models.Announcement.__table__
_ACCOUNT = select(ACCOUNTS.c.created_at, ACCOUNTS.c.revision, ACCOUNTS.c.announced).where(
    ACCOUNTS.c.account_id == bindparam("account")
)
_TOLD = select(_ANNOUNCEMENTS).where(_ANNOUNCEMENTS.c.account_id == bindparam("account"))


class Look(NamedTuple):
    """What a decision says about an account in one of its states."""

    state: State
    facts: Facts
    decision: Decision

    @property
    def holds_until(self) -> datetime | None:
        """Before when the clock alone gives nothing to tell, None for ever."""
        return holds_until(self.decision)


class Due(NamedTuple):
    """An account that is to be looked at: the facts of one of its states."""

    state: State
    facts: Facts

    def look(self, at: datetime) -> Look:
        """Decide, which may take a while."""
        return Look(self.state, self.facts, decide(self.facts, at))


async def look(database: Database, account_id: str, *, ahead: bool = False) -> Look | None:
    """Look at an account, while nobody waits for it; None where there is nothing to see. `ahead` as in `due`."""
    found = await database.read(account_id, partial(due, ahead=ahead), long=True)
    return None if found is None else await asyncio.to_thread(found.look, database.clock())


def due(unit: Unit, *, ahead: bool = False) -> Due | None:
    """Read an account that is to be looked at; None where nobody asks, or nothing has changed since the last look.

    `ahead` says that somebody is about to ask.
    """
    account = unit.connection.execute(_ACCOUNT, {"account": unit.account_id}).first()
    if account is None or not (ahead or asks(account.announced)):
        return None
    state = State(account.created_at, account.revision)
    told = unit.connection.execute(_TOLD, {"account": unit.account_id}).first()
    return None if _covers(told, state, unit.now) else Due(state, repository.facts(unit))


def _covers(told: Row[Any] | None, state: State, at: datetime) -> bool:
    """Whether what was told last is all that there is to tell of an account in this state up to an instant."""
    return _is_of(told, state) and (told.holds_until is None or at < told.holds_until)


def _is_of(told: Row[Any] | None, state: State) -> TypeGuard[Row[Any]]:
    """Whether what was told last was of this state of an account, and by the present rules."""
    return told is not None and (told.founded_at, told.revision, told.rules) == (*state, RULES)


def asks(announced: str | None) -> bool:
    """Return whether an account's endpoints ask for what the clock brings about."""
    return announced is not None and not OF_THE_CLOCK.isdisjoint(announced.split())


def next_look(unit: Unit, state: State) -> datetime | None:
    """Return when an account in this state is to be looked at: at once where it was not yet, None for never."""
    told = unit.connection.execute(_TOLD, {"account": unit.account_id}).first()
    return told.holds_until if _is_of(told, state) else unit.now


def tell(unit: WriteUnit, look: Look) -> None:
    """Write down what is to be told of a look, and that it was. In the state that the look was taken of.

    Nothing where somebody else has looked meanwhile: this look may be of an instant before theirs.
    """
    row = unit.connection.execute(_TOLD, {"account": unit.account_id}).first()
    if _covers(row, look.state, look.decision.at):
        return
    if row is not None and row.founded_at == look.state.founded_at:
        before = Memory.read(row.memory)
        for event, data in news(look.decision, look.facts.marks, before):
            outbox.announce(unit, event, [data])
    _keep(unit, look, seen=row is not None)


def catch_up(unit: WriteUnit, look: Look | None) -> None:
    """Tell those who ask already what there is to tell by now, before somebody else asks: nobody is told the past.

    In a write that changes no facts. `look` is of before it, where something had changed since the last look: deciding
    here would make others wait.
    """
    account: Any = unit.connection.execute(_ACCOUNT, {"account": unit.account_id}).one()
    before = State(account.created_at, unit.revision - 1)
    told = unit.connection.execute(_TOLD, {"account": unit.account_id}).first()
    if look is None or look.state != before:  # as when somebody wrote meanwhile
        look = None if _covers(told, before, unit.now) else Due(before, repository.facts(unit)).look(unit.now)
    if look is not None and not _covers(told, before, look.decision.at):
        tell(unit, look._replace(state=before._replace(revision=unit.revision)))


def _keep(unit: Unit, look: Look, *, seen: bool) -> None:
    values = {
        "founded_at": look.state.founded_at,
        "revision": look.state.revision,
        "rules": RULES,
        "holds_until": look.holds_until,
        "memory": told_now(look.decision).document(),
    }
    if seen:
        mine = _ANNOUNCEMENTS.c.account_id == unit.account_id
        unit.connection.execute(update(_ANNOUNCEMENTS).where(mine).values(values))
    else:
        unit.connection.execute(insert(_ANNOUNCEMENTS).values(account_id=unit.account_id, **values))
