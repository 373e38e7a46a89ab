"""Interviews in the database, with the people in them and their debriefs."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, delete, insert, select, update

from api import outbox
from api.db import Unit, WriteUnit
from api.db.driver_statement import Lookup
from api.interviews import schemas
from api.interviews.schemas import InterviewQuery
from api.models import Contact, Debrief, Interaction, Interview, Mark, Organization, Participant
from api.outbox import Change
from api.rows import Record, Rows, Window
from api.web.types import trusted

INTERVIEWS = Rows(Interview)
ORGANIZATIONS = Rows(Organization)
CONTACTS = Rows(Contact)
_PARTICIPANTS: Table = Participant.__table__
_DEBRIEFS: Table = Debrief.__table__
_INTERACTIONS: Table = Interaction.__table__
_MARKS: Table = Mark.__table__

_PARTS: Mapping[Table, tuple[str, ...]] = {
    _PARTICIPANTS: ("interview_id", "contact_id"),
    _DEBRIEFS: ("interview_id",),
    _INTERACTIONS: ("id",),
    _MARKS: ("interview_id", "key"),
}
"""What goes with an interview, and what names it to webhooks."""

_OF_PARTICIPANT = tuple(schemas.Participant.model_fields)
# Put together once, as that takes longer than running it.
_IN_INTERVIEWS = (
    select(_PARTICIPANTS.c.interview_id, *(_PARTICIPANTS.c[field] for field in _OF_PARTICIPANT))
    .where(
        _PARTICIPANTS.c.account_id == bindparam("account"),
        _PARTICIPANTS.c.interview_id.in_(bindparam("interviews", expanding=True)),
    )
    .order_by(_PARTICIPANTS.c.interview_id, _PARTICIPANTS.c.position)
)
_DEBRIEF = Lookup(
    select(_DEBRIEFS).where(
        _DEBRIEFS.c.account_id == bindparam("account"), _DEBRIEFS.c.interview_id == bindparam("interview")
    )
)


def page(unit: Unit, query: InterviewQuery, window: Window) -> list[Record]:
    """Return the interviews that a query asks for, with their participants, and one more when there is a next page."""
    columns = INTERVIEWS.columns
    conditions: list[ColumnElement[bool]] = INTERVIEWS.equal(
        query, "organization_id", "previous_interview_id", "format", "interest", "outcome", "cancelled"
    )
    if query.q is not None:
        conditions.append(INTERVIEWS.containing(query.q, "position"))
    if query.starts_after is not None:
        conditions.append(columns.starts_at >= query.starts_after)
    if query.starts_before is not None:
        conditions.append(columns.starts_at < query.starts_before)
    if query.contact_id is not None or query.role is not None:
        conditions.append(columns.id.in_(_with_participants(unit, query)))
    rows = INTERVIEWS.page(unit, window, *conditions)
    people = participants(unit, [row["id"] for row in rows])
    return [{**row, "participants": people[row["id"]]} for row in rows]


def participants(unit: Unit, ids: Collection[str]) -> dict[str, list[schemas.Participant]]:
    """Return the participants of each of these interviews, in the order given."""
    found: dict[str, list[schemas.Participant]] = {id: [] for id in ids}
    rows = unit.connection.execute(_IN_INTERVIEWS, {"account": unit.account_id, "interviews": list(ids)})
    for interview_id, *values in rows.all():
        found[interview_id].append(trusted(schemas.Participant, dict(zip(_OF_PARTICIPANT, values, strict=True))))
    return found


def replace_participants(unit: WriteUnit, id: str, people: Sequence[schemas.Participant]) -> None:
    """Make these the participants of an interview, in this order."""
    if outbox.asks_for(unit, _PARTICIPANTS):
        _announce_participants(unit, id, people)
    unit.connection.execute(delete(_PARTICIPANTS).where(*_of_interview(unit, _PARTICIPANTS, id)))
    rows = [
        {"account_id": unit.account_id, "interview_id": id, "position": position, **dict(participant)}
        for position, participant in enumerate(people)
    ]
    if rows:
        unit.connection.execute(insert(_PARTICIPANTS), rows)


def _announce_participants(unit: WriteUnit, id: str, people: Sequence[schemas.Participant]) -> None:
    """Tell webhooks in what the participants of an interview are to differ from those that are stored."""
    before = {one.contact_id: one for one in participants(unit, [id])[id]}
    after = {one.contact_id: one for one in people}
    differences = {
        Change.CREATED: after.keys() - before.keys(),
        Change.UPDATED: {one for one in after.keys() & before.keys() if after[one] != before[one]},
        Change.DELETED: before.keys() - after.keys(),
    }
    for change, contacts in differences.items():
        rows = ({"interview_id": id, "contact_id": contact_id} for contact_id in sorted(contacts))
        outbox.changed(unit, _PARTICIPANTS, change, rows)


def announce_deletion(unit: WriteUnit, id: str) -> None:
    """Tell webhooks of all that goes with an interview which is about to be deleted."""
    for table, names in _PARTS.items():
        if outbox.asks_for(unit, table):
            found = unit.connection.execute(
                select(*(table.c[name] for name in names)).where(*_of_interview(unit, table, id))
            )
            outbox.changed(unit, table, Change.DELETED, [row._asdict() for row in found])


def chain(unit: Unit, id: str) -> set[str]:
    """Return the ids of an interview and of all the rounds before it."""
    columns = INTERVIEWS.columns
    mine = select(columns.id, columns.previous_interview_id).where(columns.account_id == unit.account_id)
    rounds = mine.where(columns.id == id).cte("rounds", recursive=True)
    rounds = rounds.union(mine.join(rounds, columns.id == rounds.c.previous_interview_id))
    return set(unit.connection.execute(select(rounds.c.id)).scalars())


def references(unit: Unit, id: str) -> dict[str, int]:
    """Return what refers to an interview without being a part of it: the rounds after it."""
    count = INTERVIEWS.count(unit, INTERVIEWS.columns.previous_interview_id == id)
    return {"interviews": count} if count else {}


def debrief(unit: Unit, interview_id: str) -> Record | None:
    """Return the debrief of an interview, or None."""
    return _DEBRIEF.first(unit.connection, {"account": unit.account_id, "interview": interview_id})


def save_debrief(unit: WriteUnit, interview_id: str, content: Record) -> None:
    """Put a debrief in the place of the one before, if there was one."""
    values = {"content": content, "updated_at": unit.now, "revision": unit.revision}
    changed = unit.connection.execute(
        update(_DEBRIEFS).where(*_of_interview(unit, _DEBRIEFS, interview_id)).values(**values)
    )
    if not changed.rowcount:
        unit.connection.execute(
            insert(_DEBRIEFS).values(account_id=unit.account_id, interview_id=interview_id, **values)
        )
    change = Change.UPDATED if changed.rowcount else Change.CREATED
    outbox.changed(unit, _DEBRIEFS, change, [{"interview_id": interview_id}])


def delete_debrief(unit: WriteUnit, interview_id: str) -> None:
    """Remove the debrief of an interview."""
    unit.connection.execute(delete(_DEBRIEFS).where(*_of_interview(unit, _DEBRIEFS, interview_id)))
    outbox.changed(unit, _DEBRIEFS, Change.DELETED, [{"interview_id": interview_id}])


def _of_interview(unit: Unit, table: Table, id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.c.account_id == unit.account_id, table.c.interview_id == id


def _with_participants(unit: Unit, query: InterviewQuery) -> Select[Any]:
    columns = _PARTICIPANTS.c
    statement = select(columns.interview_id).where(columns.account_id == unit.account_id)
    if query.contact_id is not None:
        statement = statement.where(columns.contact_id == query.contact_id)
    if query.role is not None:
        statement = statement.where(columns.role == query.role)
    return statement
