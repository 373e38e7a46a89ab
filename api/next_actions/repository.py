"""An account's rows as the policy's facts, and its marks. Plain columns throughout: no row becomes an object.

The fields of the facts are named as the columns, so that each fact is made of its row as it comes.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, Table, delete, insert, select, update

from api import models
from api.db import Unit, WriteUnit
from api.next_actions.facts import debrief
from api.next_actions.holidays import holidays_of
from api.policy.facts import (
    Contact,
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

_INTERVIEW_FIELDS = Interview._fields[: Interview._fields.index("participants")]


def facts(unit: Unit) -> Facts:
    """Everything that the policy may know of the account."""
    contacts = map(Contact._make, _rows(unit, _select(_CONTACTS, Contact._fields)))
    organizations = list(map(Organization._make, _rows(unit, _select(_ORGANIZATIONS, Organization._fields))))
    marks = map(Mark._make, _rows(unit, _select(_MARKS, Mark._fields)))
    return Facts(
        organizations={o.id: o for o in organizations},
        contacts={c.id: c for c in contacts},
        interviews=tuple(_interviews(unit)),
        interactions=tuple(map(Interaction._make, _rows(unit, _select(_INTERACTIONS, Interaction._fields)))),
        testimonials=tuple(map(Testimonial._make, _rows(unit, _testimonials()))),
        marks={m.key: m for m in marks},
        holidays=holidays_of(o.country for o in organizations),
    )


def _interviews(unit: Unit) -> Iterable[Interview]:
    participants: dict[str, list[Participant]] = defaultdict(list)
    rows = _rows(
        unit, _select(_PARTICIPANTS, ("interview_id", *Participant._fields)).order_by(_PARTICIPANTS.c.position)
    )
    for interview_id, *part in rows:
        participants[interview_id].append(Participant._make(part))
    debriefs = {id: debrief(content) for id, content in _rows(unit, _select(_DEBRIEFS, ("interview_id", "content")))}
    for row in _rows(unit, _select(_INTERVIEWS, _INTERVIEW_FIELDS)):
        yield Interview._make((*row, tuple(participants.get(row.id, ())), debriefs.get(row.id)))


def _testimonials() -> Select[Any]:
    columns = _TESTIMONIALS.c
    return _select(_TESTIMONIALS, Testimonial._fields).order_by(columns.created_at, columns.id)


def _select(table: Table, fields: Iterable[str]) -> Select[Any]:
    return select(*(table.c[field] for field in fields))


def _rows(unit: Unit, statement: Select[Any]) -> Sequence[Any]:
    (table,) = statement.get_final_froms()
    return unit.connection.execute(statement.where(table.c.account_id == unit.account_id)).all()


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
