"""An account's rows as the policy's facts, and its marks. Plain columns throughout: no row becomes an object.

The fields of the facts are named as the columns, so that each fact is made of its row as it comes.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, bindparam, delete, insert, select, update

from api import models
from api.db import Unit, WriteUnit
from api.next_actions.facts import debrief
from api.next_actions.holidays import holidays_for
from api.policy.facts import (
    Contact,
    Direction,
    Facts,
    Interaction,
    Interview,
    Mark,
    Organization,
    Participant,
    Testimonial,
)
from api.rows import Record

_CONTACTS: Table = models.Contact.__table__
_DEBRIEFS: Table = models.Debrief.__table__
_INTERACTIONS: Table = models.Interaction.__table__
_INTERVIEWS: Table = models.Interview.__table__
_MARKS: Table = models.Mark.__table__
_ORGANIZATIONS: Table = models.Organization.__table__
_PARTICIPANTS: Table = models.Participant.__table__
_TESTIMONIALS: Table = models.Testimonial.__table__

# With how many messages a new one is compared.
_COMPARED = 100


def _all(table: Table, fields: Iterable[str], *order: str) -> Select[Any]:
    """A statement for some columns of all rows of an account, put together once: that takes longer than running it."""
    columns = table.c
    statement = select(*(columns[field] for field in fields)).where(columns.account_id == bindparam("account"))
    return statement.order_by(*(columns[name] for name in order))


_SELECT_ORGANIZATIONS = _all(_ORGANIZATIONS, Organization._fields)
_SELECT_CONTACTS = _all(_CONTACTS, Contact._fields)
_SELECT_INTERVIEWS = _all(_INTERVIEWS, Interview._fields[: Interview._fields.index("participants")])
_SELECT_PARTICIPANTS = _all(_PARTICIPANTS, ("interview_id", *Participant._fields), "position")
_SELECT_DEBRIEFS = _all(_DEBRIEFS, ("interview_id", "content"))
_SELECT_INTERACTIONS = _all(_INTERACTIONS, Interaction._fields)
_SELECT_TESTIMONIALS = _all(_TESTIMONIALS, Testimonial._fields, "created_at", "id")
_SELECT_MARKS = _all(_MARKS, Mark._fields)


def facts(unit: Unit) -> Facts:
    """Everything that the policy may know of the account."""
    stored = Facts(
        organizations={o.id: o for o in map(Organization._make, _rows(unit, _SELECT_ORGANIZATIONS))},
        contacts={c.id: c for c in map(Contact._make, _rows(unit, _SELECT_CONTACTS))},
        interviews=tuple(_interviews(unit)),
        interactions=tuple(map(Interaction._make, _rows(unit, _SELECT_INTERACTIONS))),
        testimonials=tuple(map(Testimonial._make, _rows(unit, _SELECT_TESTIMONIALS))),
        marks={m.key: m for m in map(Mark._make, _rows(unit, _SELECT_MARKS))},
    )
    return stored._replace(holidays=holidays_for(stored))


def _interviews(unit: Unit) -> Iterable[Interview]:
    participants: dict[str, list[Participant]] = defaultdict(list)
    for interview_id, *part in _rows(unit, _SELECT_PARTICIPANTS):
        participants[interview_id].append(Participant._make(part))
    debriefs = {interview_id: debrief(content) for interview_id, content in _rows(unit, _SELECT_DEBRIEFS)}
    for row in _rows(unit, _SELECT_INTERVIEWS):
        yield Interview._make((*row, tuple(participants.get(row.id, ())), debriefs.get(row.id)))


def _rows(unit: Unit, statement: Select[Any]) -> Sequence[Any]:
    return unit.connection.execute(statement, {"account": unit.account_id}).all()


def sent(unit: Unit, interview_id: str, at: datetime) -> Sequence[tuple[str, str]]:
    """The latest messages in an interview up to an instant: to which contact, and in which words."""
    columns = _INTERACTIONS.c
    statement = (
        select(columns.contact_id, columns.body)
        .where(
            columns.account_id == bindparam("account"),
            columns.interview_id == interview_id,
            columns.direction == Direction.OUTBOUND,
            columns.contact_id.is_not(None),
            columns.body.is_not(None),
            columns.occurred_at <= at,
        )
        .order_by(columns.occurred_at.desc(), columns.id)
        .limit(_COMPARED)
    )
    return [(to, body) for to, body in _rows(unit, statement)]


def marks(unit: Unit, limit: int, after: str | None, interview_id: str | None) -> list[Record]:
    """The account's marks by key, after one of them, and one more when there is a next page."""
    columns = _MARKS.c
    statement = select(_MARKS).where(columns.account_id == unit.account_id)
    if after is not None:
        statement = statement.where(columns.key > after)
    if interview_id is not None:
        statement = statement.where(columns.interview_id == interview_id)
    rows = unit.connection.execute(statement.order_by(columns.key).limit(limit + 1))
    return [row._asdict() for row in rows]


def mark(unit: Unit, key: str) -> Record | None:
    """One mark, or None."""
    row = unit.connection.execute(
        select(_MARKS).where(_MARKS.c.account_id == unit.account_id, _MARKS.c.key == key)
    ).first()
    return None if row is None else row._asdict()


def save_mark(unit: WriteUnit, interview_id: str, mark: Mark) -> None:
    """Put a mark in the place of the one before, if there was one."""
    columns = _MARKS.c
    values = {"interview_id": interview_id, "mark": mark.mark, "until": mark.until, "revision": unit.revision}
    mine = (columns.account_id == unit.account_id, columns.key == mark.key)
    if not unit.connection.execute(update(_MARKS).where(*mine).values(**values)).rowcount:
        unit.connection.execute(insert(_MARKS).values(account_id=unit.account_id, key=mark.key, **values))


def delete_mark(unit: WriteUnit, key: str) -> None:
    """Take a mark back."""
    unit.connection.execute(delete(_MARKS).where(_MARKS.c.account_id == unit.account_id, _MARKS.c.key == key))
