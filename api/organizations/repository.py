"""Organizations in the database."""

from sqlalchemy import ColumnElement

from api.db import Unit
from api.models import Contact, Interview, Organization
from api.organizations.schemas import OrganizationQuery
from api.rows import Record, Rows, Window

ORGANIZATIONS = Rows(Organization)
_CONTACTS, _INTERVIEWS = Rows(Contact), Rows(Interview)


def page(unit: Unit, query: OrganizationQuery, window: Window) -> list[Record]:
    """Return the organizations that a query asks for, and one more when there is a next page."""
    conditions: list[ColumnElement[bool]] = []
    if query.q is not None:
        conditions.append(ORGANIZATIONS.containing(query.q, "name"))
    conditions += ORGANIZATIONS.equal(query, "culture", "country", "timezone")
    return ORGANIZATIONS.page(unit, window, *conditions)


def references(unit: Unit, id: str) -> dict[str, int]:
    """Return what refers to an organization, and how often."""
    counts = {
        "contacts": _CONTACTS.count(unit, _CONTACTS.columns.organization_id == id),
        "interviews": _INTERVIEWS.count(unit, _INTERVIEWS.columns.organization_id == id),
    }
    return {what: count for what, count in counts.items() if count}
