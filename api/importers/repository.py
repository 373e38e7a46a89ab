"""What an account has that a table might name."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Any

from sqlalchemy import Select, Table, select

from api import models
from api.db import Unit
from api.importers.entries import OF_CONTACT, OF_INTERVIEW
from api.importers.merging import Known, alike
from api.rows import IDS_AT_ONCE

_ORGANIZATIONS: Table = models.Organization.__table__
_CONTACTS: Table = models.Contact.__table__
_INTERVIEWS: Table = models.Interview.__table__
_PARTICIPANTS: Table = models.Participant.__table__


def known(unit: Unit, names: Collection[str]) -> Known:
    """Return the organizations of these names (as `alike` has them), their people and interviews, and the referees.

    Of several of the same name the oldest is meant.
    """
    found = Known()
    columns = _ORGANIZATIONS.c
    oldest_first = _mine(unit, _ORGANIZATIONS, "id", "name").order_by(columns.created_at, columns.id)
    for id, name in unit.connection.execute(oldest_first):
        if alike(name) in names:
            found.organizations.setdefault(alike(name), id)
    ids = found.organizations.values()
    people = _mine(unit, _CONTACTS, "id", "organization_id", *OF_CONTACT)
    referees = people.where(_CONTACTS.c.organization_id.is_(None)).order_by(_CONTACTS.c.id)
    theirs = _among(unit, people, _CONTACTS, "organization_id", ids)
    for row in chain(unit.connection.execute(referees), theirs):
        found.add_contact(row.id, row.organization_id, row._asdict())
    interviews = _mine(unit, _INTERVIEWS, "id", "organization_id", *OF_INTERVIEW)
    held = []
    for row in _among(unit, interviews, _INTERVIEWS, "organization_id", ids):
        held.append(row.id)
        found.add_interview(row.id, row.organization_id, row._asdict())
    participants = _mine(unit, _PARTICIPANTS, "interview_id", "contact_id", "role")
    for interview_id, contact_id, role in _among(unit, participants, _PARTICIPANTS, "interview_id", held):
        found.participants[interview_id][contact_id] = role
    return found


def _mine(unit: Unit, table: Table, *columns: str) -> Select[Any]:
    return select(*(table.c[name] for name in columns)).where(table.c.account_id == unit.account_id)


def _among(unit: Unit, statement: Select[Any], table: Table, column: str, ids: Iterable[str]) -> Iterator[Any]:
    """Go through the rows that name one of these ids, in the order of their keys: the same one is found each time."""
    wanted = list(ids)
    for start in range(0, len(wanted), IDS_AT_ONCE):
        some = table.c[column].in_(wanted[start : start + IDS_AT_ONCE])
        yield from unit.connection.execute(statement.where(some).order_by(*table.primary_key.columns))
