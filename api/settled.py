"""Which of an account's interviews are settled: over, with nothing more to say, so that nobody need read them.

`settled_from` is worked out from the facts of a whole group of interviews that can reach each other (see
`api.policy.groups`), and is the same for all of them. So a group is settled as a whole or not at all, and who reads
the interviews that are not settled has all that can matter to them. Every write that changes a fact of a group
unsettles it, in its own transaction. What is settled is written down later, without a new revision.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Table, bindparam, case, exists, select, update

from api.db import ACCOUNTS, State, Unit, WriteUnit
from api.models import UNSETTLED, Interview, Participant
from api.models.base import InstantColumn
from api.policy.groups import Link, groups

_INTERVIEWS: Table = Interview.__table__
_PARTICIPANTS: Table = Participant.__table__
_COLUMNS = _INTERVIEWS.c

_ALWAYS = datetime.min.replace(tzinfo=UTC)
"""Earlier than every instant that a request may name."""


class Settled(NamedTuple):
    """A group of interviews that has nothing more to say from an instant on."""

    interview_ids: Collection[str]
    since: datetime


# Asking. The statements that are made of these take the parameters `account`, `at` and `rules`.

_MINE = _COLUMNS.account_id == bindparam("account")
_BY_THESE_RULES = (
    select(ACCOUNTS.c.settled_by == bindparam("rules"))
    .where(ACCOUNTS.c.account_id == bindparam("account"))
    .scalar_subquery()
)
_BOUND = (
    select(
        case(
            (ACCOUNTS.c.settled_by == bindparam("rules"), bindparam("at", type_=InstantColumn)),
            else_=bindparam(None, _ALWAYS, type_=InstantColumn),
        )
    )
    .where(ACCOUNTS.c.account_id == bindparam("account"))
    .scalar_subquery()
)

UNSETTLED_AT: ColumnElement[bool] = _COLUMNS.settled_from > _BOUND
"""Whether an interview is not settled at an instant: one range of an index. By other rules none is."""
SOME_SETTLED = exists().where(_MINE, _COLUMNS.settled_from <= _BOUND)
"""Whether any of the account's interviews is settled at an instant."""
IS_SETTLED: ColumnElement[bool] = (_COLUMNS.settled_from < UNSETTLED) & _BY_THESE_RULES
"""Whether it is known from when on an interview is settled."""


# Unsettling

_KNOWN = select(_COLUMNS.id).where(_MINE, _COLUMNS.settled_from < UNSETTLED)
_TOUCHED: Mapping[str, Select[Any]] = {
    "interview": _KNOWN.where(_COLUMNS.id == bindparam("touched")),
    "organization": _KNOWN.where(_COLUMNS.organization_id == bindparam("touched")),
    "contact": _KNOWN.where(
        _COLUMNS.id.in_(
            select(_PARTICIPANTS.c.interview_id).where(
                _PARTICIPANTS.c.account_id == bindparam("account"), _PARTICIPANTS.c.contact_id == bindparam("touched")
            )
        )
    ),
}
_LINKS = select(_COLUMNS.id, _COLUMNS.organization_id, _COLUMNS.previous_interview_id).where(_MINE)


def unsettle(
    unit: WriteUnit,
    *,
    interviews: Iterable[str | None] = (),
    organizations: Iterable[str] = (),
    contacts: Iterable[str] = (),
) -> None:
    """Have the groups of these interviews evaluated again, and those where these organizations and contacts take part.

    To be called before what links them is changed, with what they are linked to now and what they will be. None is no
    interview.
    """
    touched = {
        id
        for kind, named in (("interview", interviews), ("organization", organizations), ("contact", contacts))
        for one in named
        if one is not None
        for id in unit.connection.execute(_TOUCHED[kind], {"account": unit.account_id, "touched": one}).scalars()
    }
    if touched:
        links = (Link(*row) for row in unit.connection.execute(_LINKS, {"account": unit.account_id}))
        _set(unit, (Settled(group, UNSETTLED) for group in groups(links) if not touched.isdisjoint(group)))


# Settling


def settle(unit: Unit, state: State, rules: str, found: Iterable[Settled]) -> None:
    """Write down which groups are settled by which rules, unless the account has been written to since that state.

    Holds the account's lock from here on, so that no write comes in between.
    """
    account = ACCOUNTS.c.account_id == unit.account_id
    row = unit.connection.execute(
        select(ACCOUNTS.c.settled_by)
        .where(account, ACCOUNTS.c.created_at == state.founded_at, ACCOUNTS.c.revision == state.revision)
        .with_for_update(key_share=True)  # no more than a write takes
    ).first()
    if row is None:
        return
    if row.settled_by != rules:
        unit.connection.execute(update(ACCOUNTS).where(account).values(settled_by=rules))
        known = (_COLUMNS.account_id == unit.account_id, _COLUMNS.settled_from < UNSETTLED)
        unit.connection.execute(update(_INTERVIEWS).where(*known).values(settled_from=UNSETTLED))
    _set(unit, found)


_SET = (
    update(_INTERVIEWS)
    .where(_MINE, _COLUMNS.id == bindparam("interview"))
    .values(settled_from=bindparam("since", type_=InstantColumn))
)


def _set(unit: Unit, found: Iterable[Settled]) -> None:
    """Write `settled_from` of every interview in some groups."""
    rows = [
        {"account": unit.account_id, "interview": id, "since": group.since}
        for group in found
        for id in group.interview_ids
    ]
    if rows:
        unit.connection.execute(_SET, rows)
