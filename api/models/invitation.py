"""Invitations: what a calendar said of an interview, so that what it says next can be told from it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Field

from api.models.base import Identifier, InstantColumn, Owned, SortedText, within_account


class Invitation(Owned, table=True):
    """The last version of an invitation that was taken. `recurrence` tells one meeting of a series from the others.

    `said` is what it said then; `candidate` the address that was given as the candidate's own, to know it again.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        within_account("interview_id", "interviews", ondelete="CASCADE"),
        Index(None, "account_id", "interview_id"),
    )

    uid: str = Field(primary_key=True, sa_type=SortedText)
    recurrence: str = Field(primary_key=True, sa_type=SortedText)
    interview_id: str = Field(sa_type=Identifier)
    sequence: int = Field(sa_type=BigInteger)
    stamped_at: datetime | None = Field(sa_type=InstantColumn)
    said: dict[str, Any] = Field(sa_type=JSON)
    candidate: str | None
