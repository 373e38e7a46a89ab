"""Interactions in the database."""

from sqlalchemy import ColumnElement, select

from api.db import Unit
from api.interactions.schemas import InteractionQuery
from api.models import Contact, Interaction, Interview
from api.rows import Record, Rows, Window

INTERACTIONS = Rows(Interaction)
INTERVIEWS = Rows(Interview)
CONTACTS = Rows(Contact)


def page(unit: Unit, query: InteractionQuery, window: Window) -> list[Record]:
    """Return the interactions that a query asks for, and one more when there is a next page."""
    columns = INTERACTIONS.columns
    conditions: list[ColumnElement[bool]] = INTERACTIONS.equal(
        query, "interview_id", "contact_id", "direction", "channel", "purpose", "automatic"
    )
    if query.q is not None:
        conditions.append(INTERACTIONS.containing(query.q, "body"))
    if query.occurred_after is not None:
        conditions.append(columns.occurred_at >= query.occurred_after)
    if query.occurred_before is not None:
        conditions.append(columns.occurred_at < query.occurred_before)
    if query.organization_id is not None:
        interviews = INTERVIEWS.columns
        there = select(interviews.id).where(
            interviews.account_id == unit.account_id, interviews.organization_id == query.organization_id
        )
        conditions.append(columns.interview_id.in_(there))
    return INTERACTIONS.page(unit, window, *conditions)
