"""Interviews, with who took part and what was written down afterwards."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from api.models.base import (
    CLUSTERED,
    Identifier,
    InstantColumn,
    Owned,
    Resource,
    SortedText,
    Versioned,
    choice,
    within_account,
)
from api.policy.facts import Format, Interest, Outcome, Role

UNSETTLED = datetime(9999, 12, 31, tzinfo=UTC)
"""Later than every instant that a request may name."""


class Interview(Resource, table=True):
    """One round of a process. `timezone` null follows the organization's.

    `settled_from` is when it is over for good: from then on nothing is to be done or minded about it, as long as
    nothing more is recorded. It is `UNSETTLED` where that is not known, and worth what the account's `settled_by` is.
    """

    __tablename__ = "interviews"
    __table_args__ = (
        within_account("organization_id", "organizations"),
        within_account("previous_interview_id", "interviews"),
        Index(None, "account_id", "created_at", "id"),
        Index(None, "account_id", "organization_id"),
        Index(None, "account_id", "previous_interview_id"),
        Index(None, "account_id", "settled_from"),
        Index(None, "account_id", "starts_at", "id"),
        CLUSTERED,
    )

    organization_id: str = Field(sa_type=Identifier)
    position: str = Field(sa_type=SortedText)
    format: Format = Field(sa_type=choice(Format))
    starts_at: datetime = Field(sa_type=InstantColumn)
    ends_at: datetime = Field(sa_type=InstantColumn)
    timezone: str | None
    decision_expected_on: date | None
    interest: Interest = Field(sa_type=choice(Interest))
    cancelled: bool
    outcome: Outcome = Field(sa_type=choice(Outcome))
    outcome_at: datetime | None = Field(sa_type=InstantColumn)
    previous_interview_id: str | None = Field(sa_type=Identifier)
    settled_from: datetime = Field(sa_type=InstantColumn, sa_column_kwargs={"default": UNSETTLED})


class Participant(Owned, table=True):
    """A contact's part in one interview. `position` keeps the order given, from 0."""

    __tablename__ = "participants"
    __table_args__ = (
        within_account("interview_id", "interviews", ondelete="CASCADE"),
        within_account("contact_id", "contacts"),
        Index(None, "account_id", "contact_id"),
        CLUSTERED,
    )

    interview_id: str = Field(primary_key=True, sa_type=Identifier)
    contact_id: str = Field(primary_key=True, sa_type=Identifier)
    position: int
    role: Role = Field(sa_type=choice(Role))
    is_decision_maker: bool
    met: bool


class Debrief(Versioned, table=True):
    """What the candidate wrote down: one document, never searched but for whole accounts."""

    __tablename__ = "debriefs"
    __table_args__ = (within_account("interview_id", "interviews", ondelete="CASCADE"),)

    interview_id: str = Field(primary_key=True, sa_type=Identifier)
    content: dict[str, Any] = Field(sa_type=JSON)
    updated_at: datetime = Field(sa_type=InstantColumn)
