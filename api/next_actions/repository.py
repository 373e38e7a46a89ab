"""An account's rows as the policy's facts, and its marks. Plain columns throughout: no row becomes an object.

The fields of the facts are named as the columns, so that each fact is made of its row as it comes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Integer, Select, Table, bindparam, delete, insert, select, update

from api import models, outbox
from api.db import Unit, WriteUnit
from api.db.driver_statement import DriverStatement, Lookup
from api.next_actions.facts import debrief
from api.next_actions.holidays import holidays_for
from api.next_actions.rules import RULES
from api.outbox import Change
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
from api.settled import IS_SETTLED, SOME_SETTLED, UNSETTLED_AT

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

_Row = tuple[Any, ...]

# How many ids one statement names at most: it is put together for each power of two up to here.
_NAMED_AT_ONCE = 1_024

# With how many messages a new one is compared.
_COMPARED = 100


class _Question(NamedTuple):
    """A statement for the rows of an account; with a column, for those in which that is one of some ids."""

    statement: Select[Any]
    column: Column[Any] | None = None

    def naming(self, ids: int) -> Select[Any]:
        """Return the statement with parameters for so many ids."""
        if self.column is None:
            return self.statement
        some = [bindparam(_named_id(number), type_=self.column.type) for number in range(ids)]
        return self.statement.where(self.column.in_(some))


class _Questions(NamedTuple):
    """How an account's facts are read, table by table."""

    organizations: _Question
    contacts: _Question
    participants: _Question
    debriefs: _Question
    interactions: _Question
    marks: _Question


def _named_id(number: int) -> str:
    return f"id_{number}"


def _all(table: Table, fields: Iterable[str], *order: str) -> Select[Any]:
    """A statement for some columns of all rows of an account."""
    columns = table.c
    statement = select(*(columns[field] for field in fields)).where(columns.account_id == bindparam("account"))
    return statement.order_by(*(columns[name] for name in order))


_EVERYTHING = _Questions(
    organizations=_Question(_all(_ORGANIZATIONS, Organization._fields)),
    contacts=_Question(_all(_CONTACTS, Contact._fields)),
    participants=_Question(_all(_PARTICIPANTS, ("interview_id", *Participant._fields), "position")),
    debriefs=_Question(_all(_DEBRIEFS, ("interview_id", "content"))),
    interactions=_Question(_all(_INTERACTIONS, Interaction._fields)),
    marks=_Question(_all(_MARKS, Mark._fields)),
)
_NAMED = _Questions(
    organizations=_Question(_EVERYTHING.organizations.statement, _ORGANIZATIONS.c.id),
    contacts=_Question(_EVERYTHING.contacts.statement, _CONTACTS.c.id),
    participants=_Question(_EVERYTHING.participants.statement, _PARTICIPANTS.c.interview_id),
    debriefs=_Question(_EVERYTHING.debriefs.statement, _DEBRIEFS.c.interview_id),
    # In this order, for which there is an index: SQLite would look through the whole account's for any other.
    interactions=_Question(
        _all(_INTERACTIONS, Interaction._fields, "interview_id", "occurred_at"), _INTERACTIONS.c.interview_id
    ),
    marks=_Question(_EVERYTHING.marks.statement, _MARKS.c.interview_id),
)
_INTERVIEWS_OF_ALL = _all(_INTERVIEWS, Interview._fields[:_OWN])
_ALL_INTERVIEWS = _Question(_INTERVIEWS_OF_ALL)
_UNSETTLED = _Question(
    _INTERVIEWS_OF_ALL.where(UNSETTLED_AT).add_columns(
        IS_SETTLED.label("is_settled"), SOME_SETTLED.label("some_settled")
    )
)
_WORDS_OF_PRAISE = _Question(_all(_TESTIMONIALS, Testimonial._fields, "created_at", "id"))


def _listed(*conditions: ColumnElement[bool]) -> Lookup:
    mine = (_MARKS.c.account_id == bindparam("account"), *conditions)
    return Lookup(select(_MARKS).where(*mine).order_by(_MARKS.c.key).limit(bindparam("most", type_=Integer)))


_AFTER = _MARKS.c.key > bindparam("after")
_OF_AN_INTERVIEW = _MARKS.c.interview_id == bindparam("interview")
_MARKS_LISTED = {
    (False, False): _listed(),
    (True, False): _listed(_AFTER),
    (False, True): _listed(_OF_AN_INTERVIEW),
    (True, True): _listed(_AFTER, _OF_AN_INTERVIEW),
}
"""The statements for a list of marks: whether it goes on after a key, and whether it is of one interview."""

_WORDED: dict[tuple[str, _Question, int], DriverStatement] = {}
"""The statements of each database, and for each number of ids: putting one together takes longer than running it."""


def facts(unit: Unit) -> Facts:
    """Everything that the policy may know of the account."""
    return _facts(unit, _rows(unit, _ALL_INTERVIEWS), all_of_them=True, everybody=True)


class Unsettled(NamedTuple):
    """The facts that can make a difference at an instant, whole but for contacts who make none.

    Those take no part in an interview, and nothing of its is to be sent to them.
    """

    facts: Facts
    known: frozenset[str] = frozenset()
    """The interviews of which it is stored from when on they are settled."""


def unsettled_facts(unit: Unit, at: datetime) -> Unsettled:
    """The facts of the interviews that are not settled at an instant."""
    rows = _unsettled(unit, at)
    if not rows:
        return Unsettled(Facts(organizations={}, contacts={}, interviews=()))
    # Where that is all of them it is not said which: the databases are quicker with the plain statements. But employers
    # and people there may be thousands of, as from a table, at whom nobody has an interview.
    found = _facts(unit, rows, all_of_them=not _some_are_settled(rows), everybody=False)
    return Unsettled(found, frozenset(row[0] for row in rows if row[_OWN]))


def facts_around(unit: Unit, interview_id: str | None) -> Facts:
    """The facts that can make a difference to one interview, if any, with all contacts and organizations.

    Those of an interview that is over are found among everything: it is seldom that somebody goes back to one.
    """
    rows = _unsettled(unit, unit.now) if interview_id is not None else []
    if interview_id is not None and all(row[0] != interview_id for row in rows):
        return facts(unit)
    return _facts(unit, rows, all_of_them=bool(rows) and not _some_are_settled(rows), everybody=True)


def _unsettled(unit: Unit, at: datetime) -> Sequence[_Row]:
    """The columns of interviews, whether it is known when each is settled, and whether any others are by now."""
    return _rows(unit, _UNSETTLED, at=at, rules=RULES)


def _some_are_settled(rows: Sequence[_Row]) -> bool:
    return bool(rows[0][-1])


def _facts(unit: Unit, rows: Sequence[_Row], *, all_of_them: bool, everybody: bool) -> Facts:
    """The facts of the interviews of some rows, be they all there are, with those whom they name or with everybody."""
    of, ids = (_EVERYTHING, None) if all_of_them else (_NAMED, [row[0] for row in rows])
    participants: dict[str, list[Participant]] = defaultdict(list)
    for interview_id, *part in _rows(unit, of.participants, ids):
        participants[interview_id].append(Participant._make(part))
    debriefs = {id: debrief(content) for id, content in _rows(unit, of.debriefs, ids)}
    interviews = tuple(
        Interview._make((*row[:_OWN], tuple(participants.get(row[0], ())), debriefs.get(row[0]))) for row in rows
    )
    who, employers, people = (_EVERYTHING, None, None) if everybody else (_NAMED, *_named(interviews))
    stored = Facts(
        organizations={o.id: o for o in map(Organization._make, _rows(unit, who.organizations, employers))},
        contacts={c.id: c for c in map(Contact._make, _rows(unit, who.contacts, people))},
        interviews=interviews,
        interactions=tuple(map(Interaction._make, _rows(unit, of.interactions, ids))),
        testimonials=tuple(map(Testimonial._make, _rows(unit, _WORDS_OF_PRAISE))),
        marks={m.key: m for m in map(Mark._make, _rows(unit, of.marks, ids))},
    )
    return stored._replace(holidays=holidays_for(stored))


def _named(interviews: Iterable[Interview]) -> tuple[set[str], set[str]]:
    """The organizations and the contacts that interviews name, with those to whom something is to be sent."""
    people = {p.contact_id for i in interviews for p in i.participants}
    materials = (m for i in interviews if i.debrief is not None for m in i.debrief.materials)
    people.update(m.contact_id for m in materials if m.contact_id is not None)
    return {i.organization_id for i in interviews}, people


def _rows(unit: Unit, question: _Question, ids: Collection[str] | None = None, **given: object) -> Sequence[_Row]:
    """What a question gives, for some ids if it asks for any."""
    given["account"] = unit.account_id
    if ids is None:
        return _worded(unit, question, 0).all(unit.connection, given)
    found: list[_Row] = []
    for start in range(0, len(ids), _NAMED_AT_ONCE):
        some = _padded(list(ids)[start : start + _NAMED_AT_ONCE])
        named = {_named_id(number): id for number, id in enumerate(some)}
        found += _worded(unit, question, len(some)).all(unit.connection, given | named)
    return found


def _worded(unit: Unit, question: _Question, ids: int) -> DriverStatement:
    dialect = unit.connection.dialect
    kind = (dialect.name, question, ids)
    if kind not in _WORDED:
        _WORDED[kind] = DriverStatement(question.naming(ids), dialect)
    return _WORDED[kind]


def _padded(ids: list[str]) -> list[str]:
    """The ids with the last one repeated up to a power of two: there are few statements for a driver to know, then."""
    return ids + ids[-1:] * ((1 << (len(ids) - 1).bit_length()) - len(ids))


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
    return [(to, body) for to, body in unit.connection.execute(statement, {"account": unit.account_id})]


def marks(unit: Unit, limit: int, after: str | None, interview_id: str | None) -> list[Record]:
    """The account's marks by key, after one of them, and one more when there is a next page."""
    asked = {"account": unit.account_id, "after": after, "interview": interview_id, "most": limit + 1}
    given = {name: value for name, value in asked.items() if value is not None}
    return _MARKS_LISTED[after is not None, interview_id is not None].all(unit.connection, given)


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
    change = Change.UPDATED
    if not unit.connection.execute(update(_MARKS).where(*mine).values(**values)).rowcount:
        unit.connection.execute(insert(_MARKS).values(account_id=unit.account_id, key=mark.key, **values))
        change = Change.CREATED
    outbox.changed(unit, _MARKS, change, [{"interview_id": interview_id, "key": mark.key}])


def delete_mark(unit: WriteUnit, interview_id: str, key: str) -> None:
    """Take a mark back."""
    unit.connection.execute(delete(_MARKS).where(_MARKS.c.account_id == unit.account_id, _MARKS.c.key == key))
    outbox.changed(unit, _MARKS, Change.DELETED, [{"interview_id": interview_id, "key": key}])
