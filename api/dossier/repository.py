"""A whole account out of the database, and into it: a few statements for each table, however many rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from graphlib import TopologicalSorter
from typing import Any

from sqlalchemy import Table, insert, select

from api import models
from api.db import Unit, WriteUnit
from api.dossier.schemas import Dossier, InterviewRecord, Record
from api.policy.keys import interview_of
from api.rows import Rows

_ORGANIZATIONS = Rows(models.Organization)
_CONTACTS = Rows(models.Contact)
_INTERVIEWS = Rows(models.Interview)
_INTERACTIONS = Rows(models.Interaction)
_TESTIMONIALS = Rows(models.Testimonial)
_DEBRIEFS: Table = models.Debrief.__table__
_MARKS: Table = models.Mark.__table__
_PARTICIPANTS: Table = models.Participant.__table__

# What rows hold beside the records of a dossier.
_NOT_EXPORTED = {"account_id", "revision", "settled_from"}

Row = dict[str, Any]


def whole(unit: Unit) -> dict[str, list[Row]]:
    """Return the account as a dossier's document, in an order that depends on nothing but its content."""
    participants: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(unit, _PARTICIPANTS, "interview_id", "position"):
        del row["position"]
        participants[row.pop("interview_id")].append(row)
    debriefs = {
        row["interview_id"]: {**row["content"], "updated_at": row["updated_at"]}
        for row in _rows(unit, _DEBRIEFS, "interview_id")
    }
    interviews = _resources(unit, _INTERVIEWS)
    for interview in interviews:
        interview["participants"] = participants[interview["id"]]
        interview["debrief"] = debriefs.get(interview["id"])
    marks = _rows(unit, _MARKS, "key")
    for mark in marks:
        del mark["interview_id"]  # the key holds it
    return {
        "organizations": _resources(unit, _ORGANIZATIONS),
        "contacts": _resources(unit, _CONTACTS),
        "interviews": interviews,
        "interactions": _resources(unit, _INTERACTIONS),
        "testimonials": _resources(unit, _TESTIMONIALS),
        "marks": marks,
    }


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


def _rows(unit: Unit, table: Table, *order: str) -> list[Row]:
    columns = [column for column in table.c if column.name not in _NOT_EXPORTED]
    statement = (
        select(*columns).where(table.c.account_id == unit.account_id).order_by(*(table.c[name] for name in order))
    )
    return [row._asdict() for row in unit.connection.execute(statement)]


def _resources(unit: Unit, rows: Rows) -> list[Row]:
    return _rows(unit, rows.table, "created_at", "id")


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
