"""Marks: the candidate's own word on proposed actions."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from api.models.base import CLUSTERED, Identifier, InstantColumn, SortedText, Versioned, choice, within_account
from api.policy.facts import MarkKind


class Mark(Versioned, table=True):
    """What was said of the action with this key, which belongs to an interview. `until` is a snooze's end."""

    __tablename__ = "marks"
    __table_args__ = (
        within_account("interview_id", "interviews", ondelete="CASCADE"),
        Index(None, "account_id", "interview_id"),
        CLUSTERED,
    )

    key: str = Field(primary_key=True, sa_type=SortedText)
    interview_id: str = Field(sa_type=Identifier)
    mark: MarkKind = Field(sa_type=choice(MarkKind))
    until: datetime | None = Field(sa_type=InstantColumn)
