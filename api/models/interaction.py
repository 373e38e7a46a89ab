"""Interactions: what happened, either way."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from api.models.base import CLUSTERED, Identifier, InstantColumn, Resource, choice, within_account
from api.policy.facts import Channel, Direction, Purpose


class Interaction(Resource, table=True):
    """One touch. `contact_id` null is somebody of the employer's."""

    __tablename__ = "interactions"
    __table_args__ = (
        within_account("interview_id", "interviews", ondelete="CASCADE"),
        within_account("contact_id", "contacts"),
        Index(None, "account_id", "created_at", "id"),
        Index(None, "account_id", "interview_id", "occurred_at"),
        Index(None, "account_id", "contact_id"),
        Index(None, "account_id", "occurred_at", "id"),
        CLUSTERED,
    )

    interview_id: str = Field(sa_type=Identifier)
    contact_id: str | None = Field(sa_type=Identifier)
    direction: Direction = Field(sa_type=choice(Direction))
    channel: Channel = Field(sa_type=choice(Channel))
    purpose: Purpose = Field(sa_type=choice(Purpose))
    occurred_at: datetime = Field(sa_type=InstantColumn)
    automatic: bool
    body: str | None
