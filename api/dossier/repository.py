"""A whole account out of the database, and into it: a few statements for each table, however many rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from graphlib import TopologicalSorter
from itertools import chain
from typing import Any

from sqlalchemy import Table, and_, bindparam, insert, select, tuple_

from api import models, outbox
from api.db import Unit, WriteUnit
from api.dossier.parts import Part
from api.dossier.schemas import Dossier, InterviewRecord, Record
from api.outbox import Change
from api.policy.keys import interview_of
from api.rows import Rows

AT_ONCE = 100
"""How many records are at hand while an account is gone through."""

_ORGANIZATIONS = Rows(models.Organization)
_CONTACTS = Rows(models.Contact)
_INTERVIEWS = Rows(models.Interview)
_INTERACTIONS = Rows(models.Interaction)
_TESTIMONIALS = Rows(models.Testimonial)
_DEBRIEFS: Table = models.Debrief.__table__
_MARKS: Table = models.Mark.__table__
_PARTICIPANTS: Table = models.Participant.__table__

_TABLES = {
    Part.ORGANIZATIONS: _ORGANIZATIONS.table,
    Part.CONTACTS: _CONTACTS.table,
    Part.INTERVIEWS: _INTERVIEWS.table,
    Part.INTERACTIONS: _INTERACTIONS.table,
    Part.TESTIMONIALS: _TESTIMONIALS.table,
    Part.MARKS: _MARKS,
}

# What rows hold beside the records of a dossier.
_NOT_EXPORTED = {"account_id", "revision", "settled_from"}
_IN_THE_KEY = {"interview_id"}
"""Of a mark, whose key names its interview."""

# What names a row to webhooks that has no id: those of these that it has.
_NAMES = ("interview_id", "contact_id", "key")

Row = dict[str, Any]


def whole(unit: Unit) -> dict[str, list[Row]]:
    """Return the account as a dossier's document, in an order that depends on nothing but its content."""
    return {part.value: list(records(unit, part)) for part in Part}


def records(unit: Unit, part: Part) -> Iterator[Row]:
    """Go through one of the dossier's lists, in the same order. A few records are at hand at a time."""
    pages = _pages(unit, part)
    if part is Part.INTERVIEWS:
        pages = map(partial(_completed, unit), pages)
    return chain.from_iterable(pages)


def before_their_rounds(unit: Unit) -> set[str]:
    """Return the interviews that come before the one that they name, in the order of `records`."""
    one, named = _INTERVIEWS.table.alias(), _INTERVIEWS.table.alias()
    link = and_(named.c.account_id == one.c.account_id, named.c.id == one.c.previous_interview_id)
    later = tuple_(named.c.created_at, named.c.id) > tuple_(one.c.created_at, one.c.id)
    statement = select(one.c.id).join_from(one, named, link).where(one.c.account_id == unit.account_id, later)
    return set(unit.connection.execute(statement).scalars())


def taken(unit: Unit, dossier: Dossier) -> dict[str, set[str]]:
    """Return which ids of a dossier, and which keys of its marks, the account has already: by the name of the list."""
    keys = set(unit.connection.execute(select(_MARKS.c.key).where(_MARKS.c.account_id == unit.account_id)).scalars())
    return {
        "organizations": _existing(unit, _ORGANIZATIONS, dossier.organizations),
        "contacts": _existing(unit, _CONTACTS, dossier.contacts),
        "interviews": _existing(unit, _INTERVIEWS, dossier.interviews),
        "interactions": _existing(unit, _INTERACTIONS, dossier.interactions),
        "testimonials": _existing(unit, _TESTIMONIALS, dossier.testimonials),
        "marks": keys.intersection(mark.key for mark in dossier.marks),
    }


def insert_all(unit: WriteUnit, dossier: Dossier) -> None:
    """Add every record of a sound dossier, of which the account has none yet."""
    interviews = list(_earlier_rounds_first(dossier.interviews))
    _insert(unit, _ORGANIZATIONS.table, map(dict, dossier.organizations))
    _insert(unit, _CONTACTS.table, map(dict, dossier.contacts))
    _insert(unit, _INTERVIEWS.table, map(_alone, interviews))
    _insert(unit, _PARTICIPANTS, _participants(interviews), versioned=False)
    _insert(unit, _DEBRIEFS, _debriefs(interviews, unit.now))
    _insert(unit, _INTERACTIONS.table, map(dict, dossier.interactions))
    _insert(unit, _TESTIMONIALS.table, map(dict, dossier.testimonials))
    _insert(unit, _MARKS, ({**dict(mark), "interview_id": interview_of(mark.key)} for mark in dossier.marks))


def _pages(unit: Unit, part: Part) -> Iterator[list[Row]]:
    table = _TABLES[part]
    marks = part is Part.MARKS
    left_out = _NOT_EXPORTED | _IN_THE_KEY if marks else _NOT_EXPORTED
    order = [table.c.key] if marks else [table.c.created_at, table.c.id]
    columns = [column for column in table.c if column.name not in left_out]
    statement = select(*columns).where(table.c.account_id == unit.account_id).order_by(*order).limit(AT_ONCE)
    found = unit.connection.execute(statement).all()
    while found:
        yield [row._asdict() for row in found]
        if len(found) < AT_ONCE:
            return
        last = [bindparam(None, getattr(found[-1], column.name), type_=column.type) for column in order]
        found = unit.connection.execute(statement.where(tuple_(*order) > tuple_(*last))).all()


def _completed(unit: Unit, interviews: list[Row]) -> list[Row]:
    """Add to some interviews what is part of them."""
    ids = [interview["id"] for interview in interviews]
    participants: dict[str, list[Row]] = defaultdict(list)
    for row in _of_interviews(unit, _PARTICIPANTS, ids, "interview_id", "position"):
        del row["position"]
        participants[row.pop("interview_id")].append(row)
    debriefs = {
        row["interview_id"]: {**row["content"], "updated_at": row["updated_at"]}
        for row in _of_interviews(unit, _DEBRIEFS, ids)
    }
    return [
        {**interview, "participants": participants[interview["id"]], "debrief": debriefs.get(interview["id"])}
        for interview in interviews
    ]


def _of_interviews(unit: Unit, table: Table, ids: list[str], *order: str) -> Iterator[Row]:
    columns = [column for column in table.c if column.name not in _NOT_EXPORTED]
    mine = (table.c.account_id == unit.account_id, table.c.interview_id.in_(ids))
    statement = select(*columns).where(*mine).order_by(*(table.c[name] for name in order))
    return (row._asdict() for row in unit.connection.execute(statement))


def _existing(unit: Unit, rows: Rows, records: Iterable[Record]) -> set[str]:
    return rows.existing(unit, [record.id for record in records])


def _insert(unit: WriteUnit, table: Table, rows: Iterable[Row], *, versioned: bool = True) -> None:
    """Add rows in one go, with the account and the revision; resources without stamps get the present instant."""
    ours: Row = {"account_id": unit.account_id}
    if versioned:
        ours["revision"] = unit.revision
    made = [{**row, **ours, **_stamps(row, unit.now)} for row in rows]
    if made:
        unit.connection.execute(insert(table), made)
        outbox.changed(unit, table, Change.CREATED, map(_name, made))


def _name(row: Row) -> Row:
    """Return what names a row to webhooks: its id where it has one."""
    return {"id": row["id"]} if "id" in row else {name: row[name] for name in _NAMES if name in row}


def _stamps(row: Row, now: datetime) -> Row:
    if "created_at" not in row:
        return {}
    created, updated = row["created_at"], row["updated_at"]
    return {"created_at": created or updated or now, "updated_at": updated or created or now}


def _earlier_rounds_first(interviews: list[InterviewRecord]) -> Iterator[InterviewRecord]:
    """Go through the interviews so that each comes after the one that it names: the databases check row by row."""
    by_id = {interview.id: interview for interview in interviews}
    named = {
        interview.id: [interview.previous_interview_id] if interview.previous_interview_id else []
        for interview in interviews
    }
    return (by_id[id] for id in TopologicalSorter(named).static_order())


def _alone(interview: InterviewRecord) -> Row:
    row = dict(interview)
    del row["participants"], row["debrief"]
    return row


def _participants(interviews: list[InterviewRecord]) -> Iterator[Row]:
    for interview in interviews:
        for position, participant in enumerate(interview.participants):
            yield {**dict(participant), "interview_id": interview.id, "position": position}


def _debriefs(interviews: list[InterviewRecord], now: datetime) -> Iterator[Row]:
    for interview in interviews:
        if interview.debrief is not None:
            content = interview.debrief.model_dump(exclude={"updated_at"})
            updated_at = interview.debrief.updated_at or now
            yield {"interview_id": interview.id, "content": content, "updated_at": updated_at}
