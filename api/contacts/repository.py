"""Contacts in the database."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, Text, cast, func, select

from api.contacts.schemas import ContactQuery
from api.db import Unit
from api.models import Contact, Debrief, Interaction, Organization, Participant
from api.rows import Record, Rows, Window

CONTACTS = Rows(Contact)
ORGANIZATIONS = Rows(Organization)
_INTERACTIONS = Rows(Interaction)
_PARTICIPANTS: Table = Participant.__table__
_DEBRIEFS: Table = Debrief.__table__


def page(unit: Unit, query: ContactQuery, window: Window) -> list[Record]:
    """Return the contacts that a query asks for, and one more when there is a next page."""
    columns = CONTACTS.columns
    conditions: list[ColumnElement[bool]] = CONTACTS.equal(query, "organization_id", "name_confirmed")
    if query.q is not None:
        conditions.append(CONTACTS.containing(query.q, "name", "job_title", "email", "notes"))
    if query.interview_id is not None or query.role is not None:
        conditions.append(columns.id.in_(_taking_part(unit, query)))
    return CONTACTS.page(unit, window, *conditions)


def references(unit: Unit, id: str) -> dict[str, int]:
    """Return what refers to a contact, and how often."""
    columns = _PARTICIPANTS.c
    taking_part = select(func.count()).where(columns.account_id == unit.account_id, columns.contact_id == id)
    counts = {
        "participants": unit.connection.execute(taking_part).scalar_one(),
        "materials": _materials(unit, id),
        "interactions": _INTERACTIONS.count(unit, _INTERACTIONS.columns.contact_id == id),
    }
    return {what: count for what, count in counts.items() if count}


def _taking_part(unit: Unit, query: ContactQuery) -> Select[Any]:
    columns = _PARTICIPANTS.c
    statement = select(columns.contact_id).where(columns.account_id == unit.account_id)
    if query.interview_id is not None:
        statement = statement.where(columns.interview_id == query.interview_id)
    if query.role is not None:
        statement = statement.where(columns.role == query.role)
    return statement


def _materials(unit: Unit, id: str) -> int:
    """Count the materials meant for a contact. Debriefs are documents: the text of the id finds those worth a look."""
    columns = _DEBRIEFS.c
    contents = unit.connection.execute(
        select(columns.content).where(columns.account_id == unit.account_id, cast(columns.content, Text).contains(id))
    ).scalars()
    return sum(material["contact_id"] == id for content in contents for material in content["materials"])
