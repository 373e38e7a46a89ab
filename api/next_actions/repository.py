"""An account's rows as the policy's facts, and its marks. Plain columns throughout: no row becomes an object.

The fields of the facts are named as the columns, so that each fact is made of its row as it comes.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, Table, bindparam, delete, insert, select, update

from api import models
from api.db import Unit, WriteUnit
from api.next_actions.facts import debrief
from api.next_actions.holidays import holidays_for
from api.next_actions.rules import RULES
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
from api.settled import IS_SETTLED, SOME_SETTLED, UNSETTLED_AT, unsettled

_CONTACTS: Table = models.Contact.__table__
_DEBRIEFS: Table = models.Debrief.__table__
_INTERACTIONS: Table = models.Interaction.__table__
_INTERVIEWS: Table = models.Interview.__table__
_MARKS: Table = models.Mark.__table__
_ORGANIZATIONS: Table = models.Organization.__table__
_PARTICIPANTS: Table = models.Participant.__table__
_TESTIMONIALS: Table = models.Testimonial.__table__

_OWN = Interview._fields.index("participants")
"""How many of an interview's fields are columns of its own."""

# With how many messages a new one is compared.
_COMPARED = 100


class _Statements(NamedTuple):
    """How an account's facts are read, table by table. Put together once: that takes longer than running them."""

    organizations: Select[Any]
    contacts: Select[Any]
    interviews: Select[Any]
    participants: Select[Any]
    debriefs: Select[Any]
    interactions: Select[Any]
    testimonials: Select[Any]
    marks: Select[Any]


def _all(table: Table, fields: Iterable[str], *order: str) -> Select[Any]:
    """A statement for some columns of all rows of an account."""
    columns = table.c
    statement = select(*(columns[field] for field in fields)).where(columns.account_id == bindparam("account"))
    return statement.order_by(*(columns[name] for name in order))


_EVERYTHING = _Statements(
    organizations=_all(_ORGANIZATIONS, Organization._fields),
    contacts=_all(_CONTACTS, Contact._fields),
    interviews=_all(_INTERVIEWS, Interview._fields[:_OWN]),
    participants=_all(_PARTICIPANTS, ("interview_id", *Participant._fields), "position"),
    debriefs=_all(_DEBRIEFS, ("interview_id", "content")),
    interactions=_all(_INTERACTIONS, Interaction._fields),
    testimonials=_all(_TESTIMONIALS, Testimonial._fields, "created_at", "id"),
    marks=_all(_MARKS, Mark._fields),
)


def _of_unsettled(statement: Select[Any], table: Table, column: str = "interview_id") -> Select[Any]:
    return statement.where(table.c[column].in_(unsettled()))


_TAKING_PART = select(_PARTICIPANTS.c.contact_id).where(
    _PARTICIPANTS.c.account_id == bindparam("account"), _PARTICIPANTS.c.interview_id.in_(unsettled())
)
_UNSETTLED = _Statements(
    organizations=_EVERYTHING.organizations.where(_ORGANIZATIONS.c.id.in_(unsettled("organization_id"))),
    contacts=_EVERYTHING.contacts.where(_CONTACTS.c.id.in_(_TAKING_PART)),
    interviews=_EVERYTHING.interviews.where(UNSETTLED_AT).add_columns(
        IS_SETTLED.label("is_settled"), SOME_SETTLED.label("some_settled")
    ),
    participants=_of_unsettled(_EVERYTHING.participants, _PARTICIPANTS),
    debriefs=_of_unsettled(_EVERYTHING.debriefs, _DEBRIEFS),
    # In this order, for which there is an index: SQLite would look through the whole account's for any other.
    interactions=_of_unsettled(_EVERYTHING.interactions, _INTERACTIONS).order_by(
        _INTERACTIONS.c.interview_id, _INTERACTIONS.c.occurred_at
    ),
    testimonials=_EVERYTHING.testimonials,
    marks=_of_unsettled(_EVERYTHING.marks, _MARKS),
)
_AROUND = _UNSETTLED._replace(organizations=_EVERYTHING.organizations, contacts=_EVERYTHING.contacts)
_NAMED_CONTACTS = _EVERYTHING.contacts.where(_CONTACTS.c.id.in_(bindparam("ids", expanding=True)))


def facts(unit: Unit) -> Facts:
    """Everything that the policy may know of the account."""
    parameters = {"account": unit.account_id}
    return _facts(unit, _EVERYTHING, parameters, _rows(unit, _EVERYTHING.interviews, parameters))


class Unsettled(NamedTuple):
    """The facts that can make a difference at an instant, whole but for contacts who make none.

    Those take no part in an interview, and nothing of its is to be sent to them.
    """

    facts: Facts
    known: frozenset[str] = frozenset()
    """The interviews of which it is stored from when on they are settled."""


def unsettled_facts(unit: Unit, at: datetime) -> Unsettled:
    """The facts of the interviews that are not settled at an instant."""
    parameters = {"account": unit.account_id, "at": at, "rules": RULES}
    interviews = _rows(unit, _UNSETTLED.interviews, parameters)
    if not interviews:
        return Unsettled(Facts(organizations={}, contacts={}, interviews=()))
    # With everything at hand the plain statements do, which the databases are quicker with.
    statements = _UNSETTLED if interviews[0].some_settled else _EVERYTHING
    found = _facts(unit, statements, parameters, interviews)
    materials = (m for i in found.interviews if i.debrief is not None for m in i.debrief.materials)
    if named := {m.contact_id for m in materials if m.contact_id is not None} - found.contacts.keys():
        contacts = _contacts(_rows(unit, _NAMED_CONTACTS, {"account": unit.account_id, "ids": [*named]}))
        found = found._replace(contacts={**found.contacts, **contacts})
    return Unsettled(found, frozenset(row.id for row in interviews if row.is_settled))


def facts_around(unit: Unit, interview_id: str | None) -> Facts:
    """The facts that can make a difference to one interview, if any, with all contacts and organizations.

    Those of an interview that is over are found among everything: it is seldom that somebody goes back to one.
    """
    parameters = {"account": unit.account_id, "at": unit.now, "rules": RULES}
    if interview_id is None:
        return Facts(
            organizations=_organizations(_rows(unit, _AROUND.organizations, parameters)),
            contacts=_contacts(_rows(unit, _AROUND.contacts, parameters)),
            interviews=(),
        )
    interviews = _rows(unit, _UNSETTLED.interviews, parameters)
    if all(row.id != interview_id for row in interviews):
        return facts(unit)
    return _facts(unit, _AROUND if interviews[0].some_settled else _EVERYTHING, parameters, interviews)


def _facts(unit: Unit, statements: _Statements, parameters: dict[str, Any], interviews: Sequence[Any]) -> Facts:
    participants: dict[str, list[Participant]] = defaultdict(list)
    for interview_id, *part in _rows(unit, statements.participants, parameters):
        participants[interview_id].append(Participant._make(part))
    debriefs = {id: debrief(content) for id, content in _rows(unit, statements.debriefs, parameters)}
    stored = Facts(
        organizations=_organizations(_rows(unit, statements.organizations, parameters)),
        contacts=_contacts(_rows(unit, statements.contacts, parameters)),
        interviews=tuple(
            Interview._make((*row[:_OWN], tuple(participants.get(row.id, ())), debriefs.get(row.id)))
            for row in interviews
        ),
        interactions=tuple(map(Interaction._make, _rows(unit, statements.interactions, parameters))),
        testimonials=tuple(map(Testimonial._make, _rows(unit, statements.testimonials, parameters))),
        marks={m.key: m for m in map(Mark._make, _rows(unit, statements.marks, parameters))},
    )
    return stored._replace(holidays=holidays_for(stored))


def _organizations(rows: Iterable[Any]) -> dict[str, Organization]:
    return {o.id: o for o in map(Organization._make, rows)}


def _contacts(rows: Iterable[Any]) -> dict[str, Contact]:
    return {c.id: c for c in map(Contact._make, rows)}


def _rows(unit: Unit, statement: Select[Any], parameters: dict[str, Any]) -> Sequence[Any]:
    return unit.connection.execute(statement, parameters).all()


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
    return [(to, body) for to, body in _rows(unit, statement, {"account": unit.account_id})]


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
