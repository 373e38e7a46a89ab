"""What has been taken before, and whom an account knows, in the database."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Table, insert, select, update

from api.db import ACCOUNTS, Unit, WriteUnit
from api.models import Contact, Interview, Invitation, Organization
from api.rows import Record, Rows

_CONTACTS = Rows(Contact)
_INTERVIEWS = Rows(Interview)
_ORGANIZATIONS = Rows(Organization)
_INVITATIONS: Table = Invitation.__table__
_TAKEN = _INVITATIONS.c


def taken(unit: Unit, uid: str) -> list[Record]:
    """Return what has been taken of an invitation: of the whole, and of single meetings of a series in their order."""
    mine = (_TAKEN.account_id == unit.account_id, _TAKEN.uid == uid)
    statement = select(_INVITATIONS).where(*mine).order_by(_TAKEN.recurrence)
    return [row._asdict() for row in unit.connection.execute(statement)]


def add(unit: WriteUnit, values: Record) -> None:
    """Remember an invitation."""
    unit.connection.execute(insert(_INVITATIONS).values(account_id=unit.account_id, **values))


def change(unit: WriteUnit, row: Record, values: Record) -> None:
    """Remember a later version of an invitation."""
    mine = (
        _TAKEN.account_id == unit.account_id,
        _TAKEN.uid == row["uid"],
        _TAKEN.recurrence == row["recurrence"],
    )
    unit.connection.execute(update(_INVITATIONS).where(*mine).values(**values))


def unspoken(unit: Unit, organization_id: str, starts_at: datetime) -> Sequence[str]:
    """Return the ids of the interviews at an organization that start at an instant and that no invitation is about."""
    columns = _INTERVIEWS.columns
    spoken = select(_TAKEN.interview_id).where(_TAKEN.account_id == unit.account_id)
    mine = select(columns.id).where(
        columns.account_id == unit.account_id,
        columns.organization_id == organization_id,
        columns.starts_at == starts_at,
        columns.id.not_in(spoken),
    )
    return unit.connection.execute(mine).scalars().all()


def candidates(unit: Unit) -> set[str]:
    """Return the addresses that were given as the candidate's own."""
    addresses = select(_TAKEN.candidate).where(_TAKEN.account_id == unit.account_id, _TAKEN.candidate.is_not(None))
    return set(unit.connection.execute(addresses.distinct()).scalars())


def account_name(unit: Unit) -> str:
    """Return what the account is called."""
    named = select(ACCOUNTS.c.name).where(ACCOUNTS.c.account_id == unit.account_id)
    return str(unit.connection.execute(named).scalar_one())


def organizations(unit: Unit) -> Iterator[tuple[str, str]]:
    """Go through the account's organizations: id and name, the oldest first."""
    columns = _ORGANIZATIONS.columns
    mine = select(columns.id, columns.name).where(columns.account_id == unit.account_id)
    return (tuple(row) for row in unit.connection.execute(mine.order_by(columns.created_at, columns.id)))


def people(unit: Unit) -> Iterator[tuple[str, str | None, str, str | None]]:
    """Go through the account's contacts: id, organization's id, name and e-mail address, the oldest first."""
    columns = _CONTACTS.columns
    mine = select(columns.id, columns.organization_id, columns.name, columns.email).where(
        columns.account_id == unit.account_id
    )
    return (tuple(row) for row in unit.connection.execute(mine.order_by(columns.created_at, columns.id)))
